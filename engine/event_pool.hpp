// Chains of events in fixed blocks that are used again: what a calendar of windows appends to.
// Without it the calendar's memory is returned and faulted in anew every window, which costs more
// than the events.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/event.hpp"

namespace korus {

class EventPool {
 public:
  static constexpr std::uint32_t none = 0xffffffff;

  // The last block of a chain; blocks link backwards. An empty chain has none.
  struct Chain {
    std::uint32_t block = none;
    std::uint32_t events = 0;
  };

  void append(Chain& chain, const Event& event) {
    const std::uint32_t used = chain.events % block_events;
    if (used == 0) {
      const std::uint32_t fresh = take();
      blocks_[fresh].previous = chain.block;
      chain.block = fresh;
    }
    blocks_[chain.block].events[used] = event;
    ++chain.events;
  }

  // Appends the chain's events to `to` and empties the chain.
  void drain(Chain& chain, std::vector<Event>& to) {
    to.reserve(to.size() + chain.events);
    for_each(chain, [&](const Event& event) { to.push_back(event); });
    for (std::uint32_t block = chain.block; block != none;) {
      const std::uint32_t previous = blocks_[block].previous;
      free_.push_back(block);
      block = previous;
    }
    chain = {};
  }

  template <class Visit>
  void for_each(const Chain& chain, Visit&& visit) const {
    std::uint32_t count = chain.events == 0 ? 0 : (chain.events - 1) % block_events + 1;
    for (std::uint32_t block = chain.block; block != none; block = blocks_[block].previous) {
      for (std::uint32_t i = 0; i < count; ++i) {
        visit(blocks_[block].events[i]);
      }
      count = block_events;
    }
  }

 private:
  static constexpr std::uint32_t block_events = 64;
  struct Block {
    std::array<Event, block_events> events;
    std::uint32_t previous = none;
  };

  std::uint32_t take() {
    if (free_.empty()) {
      blocks_.emplace_back();
      return static_cast<std::uint32_t>(blocks_.size() - 1);
    }
    const std::uint32_t block = free_.back();
    free_.pop_back();
    return block;
  }

  std::vector<Block> blocks_;
  std::vector<std::uint32_t> free_;
};

}  // namespace korus
