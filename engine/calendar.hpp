// Pending events by the window of time they lie in, earliest window first.
//
// Windows are numbered from the start of time; window w holds the times [w L, (w+1) L). A wheel of
// 1,024 slots holds the windows that share all but the last ten bits with the current one, the next
// wheel those that share all but twenty, and so on: an event far ahead waits in a coarse slot and
// moves down once a wheel, so that neither a long wait nor a long idle time costs a search.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "engine/ensure.hpp"
#include "engine/event_pool.hpp"

namespace korus {

// Division by a length that is known only at run time, without a divide.
class WindowLength {
 public:
  explicit WindowLength(Duration length)
      : length_(static_cast<std::uint64_t>(length.count())),
        reciprocal_(std::numeric_limits<std::uint64_t>::max() / length_) {}

  std::uint64_t window_of(SimTime time) const {
    const auto ticks = static_cast<std::uint64_t>(time.time_since_epoch().count());
    // The quotient or one less: the reciprocal falls short of 2^64/length by at most 1, and times lie
    // below 2^63.
    const auto quotient = static_cast<std::uint64_t>((Wide{ticks} * reciprocal_) >> 64);
    return ticks - quotient * length_ >= length_ ? quotient + 1 : quotient;
  }
  SimTime start_of(std::uint64_t window) const {
    return SimTime{Duration{static_cast<std::int64_t>(window * length_)}};
  }

 private:
  __extension__ using Wide = unsigned __int128;
  std::uint64_t length_;
  std::uint64_t reciprocal_;
};

class Calendar {
 public:
  static constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();

  explicit Calendar(Duration window) : window_(window) {}

  const WindowLength& window() const { return window_; }
  std::uint64_t current() const { return current_; }
  std::size_t size() const { return size_; }

  // The event's window is not before the current one.
  void append(const Event& event) {
    ++size_;
    place(event);
  }

  // No event lies before this window; `never` if there is none at all. Exact, or the first window
  // of a coarse slot: then advance() to it and ask again.
  std::uint64_t lower_bound() const {
    for (std::size_t level = 0; level < wheels_.size(); ++level) {
      const std::uint64_t slot = wheels_[level]->first_from(digit(current_, level));
      if (slot < slots) {
        const std::uint64_t above = (current_ >> (bits * level) >> bits) << bits;
        return (above | slot) << (bits * level);
      }
    }
    return never;
  }

  // Moves on to `window`, at most lower_bound().
  void advance(std::uint64_t window) {
    const std::size_t level = level_of(window);
    current_ = window;
    if (level > 0 && level < wheels_.size()) {
      Wheel& wheel = *wheels_[level];
      const std::uint64_t slot = digit(window, level);
      if (wheel.is_occupied(slot)) {
        wheel.clear(slot);
        pool_.drain(wheel.chains[slot], [&](const Event& event) { place(event); });
      }
    }
  }

  std::size_t current_size() const { return wheels_[0]->chains[digit(current_, 0)].size(); }

  // Visits the current window's events, in no particular order, and forgets them.
  template <class Visit>
  void drain(Visit&& visit) {
    const std::uint64_t slot = digit(current_, 0);
    Chain& chain = wheels_[0]->chains[slot];
    size_ -= chain.size();
    wheels_[0]->clear(slot);
    pool_.drain(chain, visit);
  }

  template <class Visit>
  void for_each(Visit&& visit) const {
    for (const auto& wheel : wheels_) {
      for (const Chain& chain : wheel->chains) {
        EventPool::for_each(chain, visit);
      }
    }
  }

 private:
  using Chain = EventPool::Chain;
  static constexpr std::size_t bits = 10;
  static constexpr std::uint64_t slots = std::uint64_t{1} << bits;

  struct Wheel {
    std::array<Chain, slots> chains{};
    std::array<std::uint64_t, slots / 64> occupied{};

    bool is_occupied(std::uint64_t slot) const { return occupied[slot / 64] >> (slot % 64) & 1; }
    void occupy(std::uint64_t slot) { occupied[slot / 64] |= std::uint64_t{1} << (slot % 64); }
    void clear(std::uint64_t slot) { occupied[slot / 64] &= ~(std::uint64_t{1} << (slot % 64)); }
    std::uint64_t first_from(std::uint64_t slot) const {
      std::uint64_t word = slot / 64;
      std::uint64_t rest = occupied[word] & (~std::uint64_t{0} << (slot % 64));
      while (rest == 0) {
        if (++word == slots / 64) {
          return slots;
        }
        rest = occupied[word];
      }
      return word * 64 + static_cast<std::uint64_t>(std::countr_zero(rest));
    }
  };

  static std::uint64_t digit(std::uint64_t window, std::size_t level) {
    return window >> (bits * level) & (slots - 1);
  }

  // The wheel of the highest digit in which `window` differs from the current one.
  std::size_t level_of(std::uint64_t window) const {
    const std::uint64_t differing = window ^ current_;
    if (differing < slots) {
      return 0;
    }
    return (static_cast<std::size_t>(std::bit_width(differing)) - 1) / bits;
  }

  void place(const Event& event) {
    const std::uint64_t window = window_.window_of(event.time);
    if ((window ^ current_) < slots) [[likely]] {
      const std::uint64_t slot = digit(window, 0);
      first_->occupy(slot);
      pool_.append(first_->chains[slot], event);
    } else {
      place_far(event, window);
    }
  }

  void place_far(const Event& event, std::uint64_t window) {
    const std::size_t level = level_of(window);
    if (level >= wheels_.size()) [[unlikely]] {
      while (wheels_.size() <= level) {
        wheels_.push_back(std::make_unique<Wheel>());
      }
    }
    const std::uint64_t slot = digit(window, level);
    Wheel& wheel = *wheels_[level];
    wheel.occupy(slot);
    pool_.append(wheel.chains[slot], event);
  }

  static std::vector<std::unique_ptr<Wheel>> first_wheel() {
    std::vector<std::unique_ptr<Wheel>> wheels;
    wheels.push_back(std::make_unique<Wheel>());
    return wheels;
  }

  WindowLength window_;
  std::uint64_t current_ = 0;
  std::size_t size_ = 0;
  std::vector<std::unique_ptr<Wheel>> wheels_ = first_wheel();
  Wheel* first_ = wheels_.front().get();  // where most events go
  EventPool pool_;
};

}  // namespace korus
