// Chains of events in fixed blocks that are used again: what a calendar appends to. Without it the
// calendar's memory is returned and faulted in anew every window, which costs more than the events.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/event.hpp"
#include "engine/huge_pages.hpp"

namespace korus {

class EventPool {
 public:
  // 2 KiB; no event lies across two lines of the cache.
  struct alignas(64) Block {
    static constexpr std::uint32_t capacity = 63;
    std::array<Event, capacity> events;
    Block* previous = nullptr;
  };
  static_assert(sizeof(Block) == 2048);

  // The last block of a chain; blocks link backwards and all but the last are full.
  struct Chain {
    Block* last = nullptr;
    std::uint32_t in_last = Block::capacity;
    std::uint32_t full_blocks = 0;

    bool empty() const { return last == nullptr; }
    std::size_t size() const {
      return empty() ? 0 : std::size_t{full_blocks} * Block::capacity + in_last;
    }
  };

  void append(Chain& chain, const Event& event) {
    if (chain.in_last == Block::capacity) {
      grow(chain);
    }
    chain.last->events[chain.in_last++] = event;
    // A calendar appends to many chains in turn; by the time it comes back, the line is there.
    __builtin_prefetch(&chain.last->events[std::min(chain.in_last + 3, Block::capacity - 1)], 1);
  }

  template <class Visit>
  static void for_each(const Chain& chain, Visit&& visit) {
    std::uint32_t count = chain.in_last;
    for (const Block* block = chain.last; block != nullptr; block = block->previous) {
      for (std::uint32_t i = 0; i < count; ++i) {
        visit(block->events[i]);
      }
      count = Block::capacity;
    }
  }

  // Visits the chain's events and empties it. `visit` may append to other chains: a block is free
  // only once its events have been visited.
  template <class Visit>
  void drain(Chain& chain, Visit&& visit) {
    Chain drained = chain;
    chain = {};
    while (drained.last != nullptr) {
      Block* block = drained.last;
      __builtin_prefetch(block->previous);
      for (std::uint32_t i = 0; i < drained.in_last; ++i) {
        visit(block->events[i]);
      }
      drained.last = block->previous;
      drained.in_last = Block::capacity;
      free_.push_back(block);
    }
  }

 private:
  static constexpr std::size_t largest_chunk = 1024;  // blocks, 2 MiB

  void grow(Chain& chain) {
    if (free_.empty()) {
      add_chunk();
    }
    Block* fresh = free_.back();
    free_.pop_back();
    if (!free_.empty()) {  // the next to be taken
      __builtin_prefetch(free_.back()->events.data(), 1);
      __builtin_prefetch(free_.back()->events.data() + 2, 1);
    }
    chain.full_blocks += chain.last != nullptr ? 1 : 0;
    fresh->previous = chain.last;
    chain.last = fresh;
    chain.in_last = 0;
  }

  void add_chunk() {
    const std::size_t blocks = chunk_;
    chunk_ = std::min(2 * chunk_, largest_chunk);
    chunks_.emplace_back(blocks);
    for (std::size_t i = blocks; i-- > 0;) {
      free_.push_back(&chunks_.back()[i]);
    }
  }

  std::vector<Table<Block>> chunks_;
  std::size_t chunk_ = 8;  // blocks of the next one
  std::vector<Block*> free_;
};

}  // namespace korus
