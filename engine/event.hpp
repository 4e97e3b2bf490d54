// The event record and the one order in which an actor sees its events.
#pragma once

#include <cstdint>
#include <cstring>
#include <type_traits>

#include "engine/id.hpp"
#include "engine/time.hpp"

namespace korus {

// Which of an instant's messages run first. Values are part of the manual: models name theirs.
enum class Phase : std::uint8_t {
  arrivals = 0,
  orders = 1,
  reviews = 2,
  starts = 3,
  records = 4,
};

// A message is a trivially copyable struct of at most 8 bytes with `static constexpr std::uint16_t
// kind` (unique in its world) and `static constexpr Phase phase`.
template <class M>
concept Message = std::is_trivially_copyable_v<M> && sizeof(M) <= 8 && requires {
  { M::kind } -> std::convertible_to<std::uint16_t>;
  { M::phase } -> std::convertible_to<Phase>;
};

struct Event {
  SimTime time;
  std::uint64_t payload = 0;
  ActorId sender;
  std::uint32_t sequence = 0;  // the sender's n-th message
  ActorId target;
  std::uint16_t kind = 0;
  Phase phase = Phase::arrivals;
  std::uint8_t round = 0;  // one more than its sender's where it goes to the same instant, else 0
};
static_assert(sizeof(Event) == 32 && std::is_trivially_copyable_v<Event>);

// The order in which one actor's events run: (time, round, phase, sender, sequence). Nothing in it
// depends on threads, cells or memory; a message sent to the same instant always runs after its
// sender.
inline bool runs_before(const Event& a, const Event& b) {
  if (a.time != b.time) {
    return a.time < b.time;
  }
  const auto rank = [](const Event& e) {
    return (std::uint64_t{e.round} << 40) |
           (std::uint64_t{static_cast<std::uint8_t>(e.phase)} << 32) | e.sender.value;
  };
  const std::uint64_t first = rank(a);
  const std::uint64_t second = rank(b);
  return first != second ? first < second : a.sequence < b.sequence;
}

// For heaps with the next event in front. A type, not a function, so that the comparison is compiled
// into the loop that needs it.
struct RunsAfter {
  bool operator()(const Event& a, const Event& b) const { return runs_before(b, a); }
};

template <Message M>
std::uint64_t pack(const M& message) {
  if constexpr (std::is_empty_v<M>) {
    return 0;
  } else {
    std::uint64_t payload = 0;
    std::memcpy(&payload, &message, sizeof(M));
    return payload;
  }
}

template <Message M>
M unpack(std::uint64_t payload) {
  if constexpr (std::is_empty_v<M>) {
    return {};
  } else {
    M message{};
    std::memcpy(static_cast<void*>(&message), &payload, sizeof(M));
    return message;
  }
}

}  // namespace korus
