// Memory for large tables in pages of 2 MiB, where the system gives them: an access to a random row
// of a table of many small pages waits for the page's address first, and a prefetch waits with it.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <new>
#include <vector>

namespace korus {

template <class T>
struct HugePageAllocator {
  using value_type = T;

  HugePageAllocator() = default;
  template <class U>
  explicit(false) HugePageAllocator(const HugePageAllocator<U>&) {}

  T* allocate(std::size_t n) {
    const std::size_t bytes = n * sizeof(T);
    void* memory = ::operator new(bytes, alignment_of(bytes));
    if (bytes >= page) {
      madvise(memory, bytes, MADV_HUGEPAGE);  // refused: small pages, no other result
    }
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t n) {
    ::operator delete(memory, alignment_of(n * sizeof(T)));
  }

  friend bool operator==(const HugePageAllocator&, const HugePageAllocator&) { return true; }

 private:
  static constexpr std::size_t page = std::size_t{2} << 20;

  static std::align_val_t alignment_of(std::size_t bytes) {
    return std::align_val_t{bytes >= page ? page : alignof(T)};
  }
};

// A vector that may hold a row for each of a million actors.
template <class T>
using Table = std::vector<T, HugePageAllocator<T>>;

}  // namespace korus
