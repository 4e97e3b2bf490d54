// The bytes of a run that is to go on later: columns of trivially copyable rows, one after the
// other, read back in the order they were written.
//
// Each column carries the size of its rows and their number, so that an image of another layout is
// refused. What keeps an image whole on a disk is its file's affair.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace korus {

struct ImageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

template <class T>
concept Row = std::is_trivially_copyable_v<T>;

class ImageWriter {
 public:
  template <Row T, class Allocator>
  void column(const std::vector<T, Allocator>& rows) {
    add(std::span<const T>(rows));
  }
  template <Row T>
  void value(const T& row) {
    add(std::span<const T>(&row, 1));
  }

  std::vector<std::byte> take() { return std::move(bytes_); }

 private:
  template <class T>
  void add(std::span<const T> rows) {
    raw(sizeof(T));
    raw(rows.size());
    append(std::as_bytes(rows));
  }
  void raw(std::uint64_t number) { append(std::as_bytes(std::span(&number, 1))); }
  void append(std::span<const std::byte> bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  }
  std::vector<std::byte> bytes_;
};

// Every read throws ImageError where the image ends early or holds something else.
class ImageReader {
 public:
  explicit ImageReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  template <Row T, class Allocator>
  void column(std::vector<T, Allocator>& rows) {
    rows.resize(begin<T>());
    fill(std::span<T>(rows));
  }
  // A column whose length the world prescribes.
  template <Row T, class Allocator>
  void same_length(std::vector<T, Allocator>& rows) {
    const std::uint64_t count = begin<T>();
    if (count != rows.size()) {
      throw ImageError("a column of " + std::to_string(count) + " rows where " +
                       std::to_string(rows.size()) + " are expected");
    }
    fill(std::span<T>(rows));
  }
  template <Row T>
  void value(T& row) {
    if (begin<T>() != 1) {
      throw ImageError("a column where one value is expected");
    }
    fill(std::span<T>(&row, 1));
  }
  void expect_end() const {
    if (!bytes_.empty()) {
      throw ImageError("bytes are left at its end");
    }
  }

 private:
  // The number of rows that follow.
  template <class T>
  std::uint64_t begin() {
    const std::uint64_t size = raw();
    const std::uint64_t count = raw();
    if (size != sizeof(T)) {
      throw ImageError("rows of " + std::to_string(size) + " bytes where this program has " +
                       std::to_string(sizeof(T)));
    }
    if (count > bytes_.size() / sizeof(T)) {
      throw ImageError("it ends inside a column");
    }
    return count;
  }
  template <class T>
  void fill(std::span<T> rows) {
    if (!rows.empty()) {
      std::memcpy(static_cast<void*>(rows.data()), take(rows.size_bytes()).data(),
                  rows.size_bytes());
    }
  }
  std::span<const std::byte> take(std::size_t size) {
    if (size > bytes_.size()) {
      throw ImageError("it ends inside a column");
    }
    const auto taken = bytes_.first(size);
    bytes_ = bytes_.subspan(size);
    return taken;
  }
  std::uint64_t raw() {
    std::uint64_t number = 0;
    std::memcpy(&number, take(sizeof(number)).data(), sizeof(number));
    return number;
  }
  std::span<const std::byte> bytes_;
};

}  // namespace korus
