// What a handler may do: read the clock, draw, and send. It is the only way out of an actor.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/ensure.hpp"
#include "engine/event.hpp"
#include "engine/random.hpp"

namespace korus {

// The promise whose breach is a time reversal: part of the message of its Defect.
inline constexpr const char* time_goes_on = "a message does not go back in time";

// The promise about delays that makes windows independent.
struct Rules {
  Duration lookahead{1};             // least delay of a message between actors of different groups
  std::vector<std::uint32_t> group;  // [n_actors], numbered from 0; actors of one group may send to
                                     // each other at any delay. Empty: each is a group of its own.

  bool together(ActorId a, ActorId b) const {
    return a == b || (!group.empty() && group[a.index()] == group[b.index()]);
  }
};

// What the engine keeps of each actor beside its state.
struct ActorRecord {
  std::uint64_t trace = 0;     // hash of all events it has handled, in order
  std::uint32_t sequence = 0;  // messages sent so far
  std::uint32_t unused = 0;    // named, so that an image holds no byte that was never set
};

class Context {
 public:
  Context(const Rules& rules, const RandomSource& random, const Event& event, ActorRecord& record,
          std::size_t actors, std::vector<Event>& sent)
      : rules_(rules),
        random_(random),
        event_(event),
        record_(record),
        actors_(actors),
        sent_(sent) {}

  SimTime now() const { return event_.time; }
  ActorId self() const { return event_.target; }
  ActorId sender() const { return event_.sender; }
  const RandomSource& random() const { return random_; }

  // `target` gets `message` after `delay`. To oneself and within the group the delay may be 0 (it
  // then runs in the next round of this instant); to others it is at least the lookahead. Anything
  // else is a Defect.
  template <Message M>
  void send(ActorId target, Duration delay, const M& message) {
    ensure(target.index() < actors_, "a message goes to an actor that exists");
    ensure(delay.count() >= 0, time_goes_on);
    ensure(delay < end_of_time - event_.time, "a message comes before the end of time");
    ensure(delay >= rules_.lookahead || rules_.together(self(), target),
           "a message to another group takes at least the lookahead");
    ensure(record_.sequence != ~std::uint32_t{0}, "an actor sends fewer than 2^32 messages");
    const bool same_instant = delay.count() == 0;
    ensure(!same_instant || event_.round < last_round,
           "same-instant messages come to an end (a loop between this actor and the sender of its "
           "last message)");
    sent_.push_back({.time = event_.time + delay,
                     .payload = pack(message),
                     .sender = self(),
                     .sequence = record_.sequence++,
                     .target = target,
                     .kind = M::kind,
                     .phase = M::phase,
                     .round = static_cast<std::uint8_t>(same_instant ? event_.round + 1 : 0)});
  }

 private:
  static constexpr std::uint8_t last_round = 255;

  const Rules& rules_;
  const RandomSource& random_;
  const Event& event_;
  ActorRecord& record_;
  std::size_t actors_;
  std::vector<Event>& sent_;
};

}  // namespace korus
