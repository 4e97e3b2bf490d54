// A cell's future: one chain of events for each of the next windows, and a heap-free list for what
// lies beyond.
//
// Windows are numbered from the start of time; window w holds the times [w L, (w+1) L). Only
// windows at or after the current one may be appended to.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/event_pool.hpp"

namespace korus {

class Calendar {
 public:
  static constexpr std::int64_t horizon = 1024;  // windows kept apart; a power of two
  static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

  explicit Calendar(Duration window) : window_(window) {}

  std::int64_t window_of(SimTime time) const { return time.time_since_epoch() / window_; }

  void append(const Event& event) {
    const std::int64_t window = window_of(event.time);
    if (window - current_ < horizon) {
      const auto slot = static_cast<std::size_t>(window & (horizon - 1));
      pool_.append(slots_[slot], event);
      occupied_[slot / 64] |= std::uint64_t{1} << (slot % 64);
    } else {
      pool_.append(far_, event);
      first_far_ = std::min(first_far_, window);
    }
  }

  // The first window at or after the current one that holds an event; `never` if there is none.
  std::int64_t next_window() const {
    const std::int64_t near = next_occupied();
    return std::min(near, first_far_);
  }

  std::uint32_t events_in(std::int64_t window) const {
    return window - current_ < horizon
               ? slots_[static_cast<std::size_t>(window & (horizon - 1))].events
               : 0;
  }

  // Moves on to `window`; every window before it is empty.
  void advance(std::int64_t window) {
    current_ = window;
    if (first_far_ - current_ >= horizon / 2) {
      return;  // half a horizon early, so that the far list is gone through seldom
    }
    spare_.clear();
    pool_.drain(far_, spare_);
    first_far_ = never;
    for (const Event& event : spare_) {
      append(event);
    }
  }

  // Appends the current window's events to `to`, in no particular order, and empties it.
  void drain(std::vector<Event>& to) {
    const auto slot = static_cast<std::size_t>(current_ & (horizon - 1));
    pool_.drain(slots_[slot], to);
    occupied_[slot / 64] &= ~(std::uint64_t{1} << (slot % 64));
  }

  template <class Visit>
  void for_each(Visit&& visit) const {
    for (const auto& chain : slots_) {
      pool_.for_each(chain, visit);
    }
    pool_.for_each(far_, visit);
  }

 private:
  std::int64_t next_occupied() const {
    for (std::int64_t window = current_; window < current_ + horizon;) {
      const auto slot = static_cast<std::size_t>(window & (horizon - 1));
      const std::uint64_t word = occupied_[slot / 64] >> (slot % 64);
      if (word != 0) {
        return window + std::countr_zero(word);
      }
      window += 64 - static_cast<std::int64_t>(slot % 64);
    }
    return never;
  }

  Duration window_;
  std::int64_t current_ = 0;
  std::array<EventPool::Chain, horizon> slots_{};
  std::array<std::uint64_t, horizon / 64> occupied_{};
  EventPool::Chain far_;
  std::int64_t first_far_ = never;
  EventPool pool_;
  std::vector<Event> spare_;
};

}  // namespace korus
