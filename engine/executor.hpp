// What both executors share: the world they run, the order they keep, the digest they yield.
//
// A World owns the state of all actors of one run:
//   std::size_t actors() const;
//   void handle(const Event&, Context&);        touches the state of event.target only
//   void prefetch(ActorId) const;               a hint; may do nothing
//   std::string name(ActorId) const;            for messages
// An executor runs it: post() the first events, then run_until() as often as wanted. Between two
// calls the world may be read freely, and the executor saved: load() on another executor of the
// same world and rules, of either kind, goes on as if nothing had happened. One executor is used
// from one thread at a time. After an exception it is good for nothing but to be thrown away.
#pragma once

#include <algorithm>
#include <concepts>
#include <string>
#include <vector>

#include "engine/context.hpp"
#include "engine/digest.hpp"
#include "engine/huge_pages.hpp"
#include "engine/image.hpp"

namespace korus {

template <class W>
concept World =
    requires(W& world, const W& seen, const Event& event, Context& context, ActorId actor) {
      { seen.actors() } -> std::convertible_to<std::size_t>;
      { seen.name(actor) } -> std::convertible_to<std::string>;
      world.handle(event, context);
      seen.prefetch(actor);
    };

template <World W>
class ExecutorBase {
 public:
  ExecutorBase(W& world, Rules rules, RandomSource random)
      : world_(world), rules_(std::move(rules)), random_(random), records_(world.actors()) {
    ensure(rules_.lookahead.count() > 0, "the lookahead is longer than 0");
    ensure(rules_.group.empty() || rules_.group.size() == world.actors(),
           "there is a group for each actor, or none at all");
  }

  const W& world() const { return world_; }

  // Folds what every actor saw, in actor order. The same for any executor, thread count and
  // placement.
  std::uint64_t digest() const {
    Digest digest;
    for (const ActorRecord& record : records_) {
      digest.add(record.trace);
    }
    return digest.value();
  }

 protected:
  // Time, sender with sequence, payload, kind with round, each times an odd number of its own, so
  // that no two of them cancel out. The phase is the kind's.
  static std::uint64_t fingerprint(const Event& event) {
    const std::uint64_t from = (std::uint64_t{event.sender.value} << 32) | event.sequence;
    return static_cast<std::uint64_t>(event.time.time_since_epoch().count()) *
               0x9e3779b97f4a7c15ULL +
           from * 0xd6e8feb86659fd93ULL + event.payload * 0xa0761d6478bd642fULL +
           (std::uint64_t{event.kind} << 8 | event.round) * 0xe7037ed1a0b428dbULL;
  }

  // A first event: as if the actor had sent it to itself.
  template <Message M>
  Event first_event(ActorId target, SimTime time, const M& message) {
    ensure(target.index() < records_.size(), "a first event goes to an actor that exists");
    ensure(time >= reached_, "a first event does not lie before what has been run");
    ensure(time < end_of_time, "an event lies before the end of time");
    return {.time = time,
            .payload = pack(message),
            .sender = target,
            .sequence = records_[target.index()].sequence++,
            .target = target,
            .kind = M::kind,
            .phase = M::phase};
  }

  // What one thread needs to run events one after the other.
  struct Strand {
    std::vector<Event> sent;      // by the handler that runs
    std::vector<Event> inserted;  // a heap: sent to a time before the end of what is being run
    std::uint64_t events = 0;
  };

  // Handles the events at(0) ... at(n - 1), which are in order, and what they send to times before
  // `end`, in order; keep(event) takes all that lies at or after `end`. Inlined by order, as one
  // actor has one event in most windows: a call for each is a quarter of an event's time.
  template <class At, class Keep>
  [[gnu::always_inline]] void run_in_order(std::size_t n, At&& at, SimTime end, Strand& strand,
                                           Keep&& keep) {
    std::size_t next = 0;
    while (true) {
      const bool insert =
          !strand.inserted.empty() && (next == n || runs_before(strand.inserted.front(), at(next)));
      if (insert) {
        run_inserted(end, strand, keep);
      } else if (next < n && at(next).time < end) {
        run_one(at(next++), end, strand, keep);
      } else {
        break;
      }
    }
    for (; next < n; ++next) {
      keep(at(next));
    }
  }

  // Handles one event; what it sends goes to the heap if it lies before `end`, else to `keep`.
  template <class Keep>
  [[gnu::always_inline]] void run_one(const Event& event, SimTime end, Strand& strand,
                                      Keep&& keep) {
    ActorRecord& record = records_[event.target.index()];
    record.trace = mix(record.trace ^ fingerprint(event));
    try {
      Context context(rules_, random_, event, record, records_.size(), strand.sent);
      world_.handle(event, context);
    } catch (const Defect& defect) {
      rethrow(defect, event);
    }
    ++strand.events;
    for (const Event& sent : strand.sent) {
      if (sent.time < end) {
        strand.inserted.push_back(sent);
        std::push_heap(strand.inserted.begin(), strand.inserted.end(), RunsAfter{});
      } else {
        keep(sent);
      }
    }
    strand.sent.clear();
  }

  // All of `executor` but the world's state, the same bytes for either kind, any thread count and
  // placement.
  template <class Executor>
  static void save_image(const Executor& executor, ImageWriter& image) {
    std::vector<Event> pending;
    executor.for_each_pending([&](const Event& event) { pending.push_back(event); });
    std::sort(pending.begin(), pending.end(), [](const Event& a, const Event& b) {
      return a.target != b.target ? a.target < b.target : runs_before(a, b);
    });
    image.column(executor.records_);
    image.value(executor.reached_);
    image.value(executor.events());
    image.column(pending);
  }

  // Calls append(event) for what is pending. Returns how many events have been handled.
  template <class Append>
  std::uint64_t load_image(ImageReader& image, Append&& append) {
    std::uint64_t events = 0;
    std::vector<Event> pending;
    ensure(reached_ == SimTime{}, "an image is loaded into an executor that has run nothing yet");
    image.same_length(records_);
    image.value(reached_);
    image.value(events);
    image.column(pending);
    for (const Event& event : pending) {
      if (event.target.index() >= records_.size() || event.time < reached_) {
        throw ImageError("a pending event goes to nobody or lies in the past");
      }
      append(event);
    }
    return events;
  }

  // A hint that `target` is about to get an event.
  void prefetch(ActorId target) const {
    __builtin_prefetch(&records_[target.index()], 1);
    world_.prefetch(target);
  }

  W& world_;
  Rules rules_;
  RandomSource random_;
  Table<ActorRecord> records_;
  SimTime reached_{};  // every event before it has been handled

 private:
  // Rare, and kept out of the loop above.
  template <class Keep>
  [[gnu::noinline]] void run_inserted(SimTime end, Strand& strand, Keep& keep) {
    std::pop_heap(strand.inserted.begin(), strand.inserted.end(), RunsAfter{});
    const Event event = strand.inserted.back();
    strand.inserted.pop_back();
    run_one(event, end, strand, keep);
  }

  [[noreturn]] void rethrow(const Defect& defect, const Event& event) const {
    throw Defect("broken promise at day " + std::to_string(to_days(event.time)) + ", actor " +
                 world_.name(event.target) + ", message " + std::to_string(event.kind) + " from " +
                 world_.name(event.sender) + ": " + defect.what());
  }
};

}  // namespace korus
