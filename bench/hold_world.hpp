// The hold model (Jones 1986): take the next event, put one back a random time later. On the heaps
// that engines use, and on the sequential executor with a handler that does nothing else.
#pragma once

#include <algorithm>
#include <queue>
#include <string>
#include <vector>

#include "bench/phold_world.hpp"
#include "engine/executor.hpp"

namespace korus::bench {

// Delays of 0.1 + exponential(0.9), drawn beforehand, so that only the pending set is measured.
class Delays {
 public:
  Delays() {
    for (std::uint64_t i = 0; i < size; ++i) {
      const double u = (static_cast<double>(mix(i) >> 11) + 0.5) * 0x1p-53;
      delays_.push_back(PholdWorld::ticks(0.1 - 0.9 * portable::log(u)));
    }
  }
  Duration next() { return delays_[n_++ % size]; }

 private:
  static constexpr std::uint64_t size = 1 << 16;
  std::vector<Duration> delays_;
  std::uint64_t n_ = 0;
};

class HoldWorld {
 public:
  explicit HoldWorld(std::size_t pending) : pending_(pending) {}
  std::size_t actors() const { return pending_; }
  std::string name(ActorId actor) const { return "hold " + std::to_string(actor.value); }
  void prefetch(ActorId) const {}
  void handle(const Event& event, Context& context) {
    context.send(event.target, delays.next(), Ball{});
  }
  Delays delays;

 private:
  std::size_t pending_;
};

// A heap of four children a node, the next event in front.
class FourAryHeap {
 public:
  const Event& top() const { return events_.front(); }
  void push(const Event& event) {
    std::size_t hole = events_.size();
    events_.push_back(event);
    while (hole > 0 && runs_before(event, events_[(hole - 1) / 4])) {
      events_[hole] = events_[(hole - 1) / 4];
      hole = (hole - 1) / 4;
    }
    events_[hole] = event;
  }
  void pop() {
    const Event last = events_.back();
    events_.pop_back();
    std::size_t hole = 0;
    while (4 * hole + 1 < events_.size()) {
      const auto first = events_.begin() + static_cast<std::ptrdiff_t>(4 * hole + 1);
      const auto end =
          events_.begin() + static_cast<std::ptrdiff_t>(std::min(4 * hole + 5, events_.size()));
      const auto least = std::min_element(
          first, end, [](const Event& x, const Event& y) { return runs_before(x, y); });
      if (!runs_before(*least, last)) {
        break;
      }
      events_[hole] = *least;
      hole = static_cast<std::size_t>(least - events_.begin());
    }
    if (!events_.empty()) {
      events_[hole] = last;
    }
  }

 private:
  std::vector<Event> events_;
};

// The sequential executor as it would be on a 4-ary heap, for worlds without messages to the same
// instant: all that the two do beside keeping the set is the same.
template <World W>
class HeapExecutor : public ExecutorBase<W> {
 public:
  using ExecutorBase<W>::ExecutorBase;

  template <Message M>
  void post(ActorId target, SimTime time, const M& message) {
    heap_.push(this->first_event(target, time, message));
  }
  void run_until(SimTime end) {
    while (heap_.top().time < end) {
      const Event event = heap_.top();
      heap_.pop();
      this->run_in_order(
          1, [&](std::size_t) -> const Event& { return event; }, event.time + Duration{1}, strand_,
          [&](const Event& sent) { heap_.push(sent); });
    }
  }
  std::uint64_t events() const { return strand_.events; }

 private:
  FourAryHeap heap_;
  typename ExecutorBase<W>::Strand strand_;
};

using BinaryHeap = std::priority_queue<Event, std::vector<Event>, RunsAfter>;

// Holds `holds` times on a heap of `pending` events. Returns the sum of the payloads that came out,
// so that nothing is optimised away.
template <class Heap>
class HeapHold {
 public:
  explicit HeapHold(std::size_t pending) {
    for (std::size_t i = 0; i < pending; ++i) {
      heap_.push({.time = SimTime{delays_.next()}, .payload = i, .target = ActorId{i}});
    }
  }
  std::uint64_t run(std::uint64_t holds) {
    std::uint64_t sum = 0;
    for (std::uint64_t i = 0; i < holds; ++i) {
      Event event = heap_.top();
      heap_.pop();
      sum += event.payload;
      event.time += delays_.next();
      heap_.push(event);
    }
    return sum;
  }

 private:
  Delays delays_;
  Heap heap_;
};

}  // namespace korus::bench
