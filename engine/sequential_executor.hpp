// One pending-event set, one thread: for small worlds and for replications that run side by side.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/executor.hpp"

namespace korus {

template <World W>
class SequentialExecutor : public ExecutorBase<W> {
 public:
  SequentialExecutor(W& world, Rules rules, RandomSource random)
      : ExecutorBase<W>(world, std::move(rules), random) {}

  template <Message M>
  void post(ActorId target, SimTime time, const M& message) {
    push(this->first_event(target, time, message));
  }

  // Handles every event before `end`.
  void run_until(SimTime end) {
    while (!pending_.empty() && pending_.front().time < end) {
      std::pop_heap(pending_.begin(), pending_.end(), RunsAfter{});
      const Event event = pending_.back();
      pending_.pop_back();
      try {
        this->handle(event, sent_);
      } catch (const Defect& defect) {
        this->rethrow(defect, event);
      }
      ++events_;
      for (const Event& next : sent_) {
        push(next);
      }
      sent_.clear();
    }
    this->reached_ = std::max(this->reached_, end);
  }

  std::uint64_t events() const { return events_; }

  // In no particular order.
  template <class Visit>
  void for_each_pending(Visit&& visit) const {
    for (const Event& event : pending_) {
      visit(event);
    }
  }

 private:
  void push(const Event& event) {
    pending_.push_back(event);
    std::push_heap(pending_.begin(), pending_.end(), RunsAfter{});
  }

  std::vector<Event> pending_;  // a binary heap, the next event in front
  std::vector<Event> sent_;
  std::uint64_t events_ = 0;
};

}  // namespace korus
