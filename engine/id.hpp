// Indices that know what they index: an Id<Site> does not convert to an Id<Lane>, nor to a number
// by accident.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace korus {

template <class Tag>
struct Id {
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t value = none;

  constexpr Id() = default;
  constexpr explicit Id(std::size_t index) : value(static_cast<std::uint32_t>(index)) {}
  constexpr std::size_t index() const { return value; }
  constexpr bool valid() const { return value != none; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

struct Actor;
using ActorId = Id<Actor>;

}  // namespace korus
