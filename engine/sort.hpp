// Sorting a batch of events by keys of 64 bits: what orders them above, their place in the batch
// below.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/event.hpp"

namespace korus {

class BatchSorter {
 public:
  // `place` is below 2^32.
  static std::uint64_t key(std::uint32_t order, std::uint32_t place) {
    return std::uint64_t{order} << 32 | place;
  }
  static std::uint32_t order_of(std::uint64_t key) { return static_cast<std::uint32_t>(key >> 32); }
  static std::uint32_t place_of(std::uint64_t key) { return static_cast<std::uint32_t>(key); }

  // Sorts keys that came in with ascending places by their orders, all below `bound`; equal orders
  // keep their places. Radix sort from the lowest digit; a few keys are put in place one by one.
  void sort(std::vector<std::uint64_t>& keys, std::uint64_t bound) {
    const auto bits = static_cast<unsigned>(std::bit_width(bound > 0 ? bound - 1 : 0));
    const unsigned passes = (bits + widest_digit - 1) / widest_digit;
    const unsigned digit = passes > 0 ? (bits + passes - 1) / passes : 0;
    if (keys.size() <= few) {
      insertion_sort(keys);
      return;
    }
    if (keys.size() < passes << digit >> 1) {
      std::sort(keys.begin(), keys.end());
      return;
    }
    spare_.resize(keys.size());
    for (unsigned pass = 0; pass < passes; ++pass) {
      scatter(keys, spare_, 32 + pass * digit, digit);
      keys.swap(spare_);
    }
  }

  // Calls visit(tie) for each run of two keys or more with one order.
  template <class Visit>
  static void for_each_tie(std::span<std::uint64_t> keys, Visit&& visit) {
    for (std::size_t first = 0; first < keys.size();) {
      std::size_t last = first + 1;
      while (last < keys.size() && order_of(keys[last]) == order_of(keys[first])) {
        ++last;
      }
      if (last - first > 1) {
        visit(keys.subspan(first, last - first));
      }
      first = last;
    }
  }

  // Puts keys into the order in which an actor sees the events of `batch` that they stand for.
  static void put_in_order(std::span<std::uint64_t> keys, const std::vector<Event>& batch) {
    std::sort(keys.begin(), keys.end(), [&](std::uint64_t a, std::uint64_t b) {
      return runs_before(batch[place_of(a)], batch[place_of(b)]);
    });
  }

 private:
  static constexpr std::size_t few = 20;
  static constexpr unsigned widest_digit = 8;

  static void insertion_sort(std::span<std::uint64_t> keys) {
    for (std::size_t i = 1; i < keys.size(); ++i) {
      const std::uint64_t key = keys[i];
      std::size_t hole = i;
      for (; hole > 0 && key < keys[hole - 1]; --hole) {
        keys[hole] = keys[hole - 1];
      }
      keys[hole] = key;
    }
  }

  void scatter(std::span<const std::uint64_t> from, std::span<std::uint64_t> to, unsigned shift,
               unsigned digit) {
    const std::uint64_t mask = (std::uint64_t{1} << digit) - 1;
    std::fill_n(starts_.begin(), mask + 1, 0U);
    for (const std::uint64_t key : from) {
      ++starts_[key >> shift & mask];
    }
    std::uint32_t sum = 0;
    for (std::uint64_t i = 0; i <= mask; ++i) {
      sum += std::exchange(starts_[i], sum);
    }
    for (const std::uint64_t key : from) {
      to[starts_[key >> shift & mask]++] = key;
    }
  }

  std::vector<std::uint64_t> spare_;
  std::array<std::uint32_t, 1 << widest_digit> starts_{};
};

}  // namespace korus
