// A cheap counter generator, so that a bench measures the engine and not Philox: the n-th draw of
// an actor depends on nothing but the actor and n.
#pragma once

#include <cstdint>

#include "engine/digest.hpp"
#include "engine/id.hpp"
#include "engine/portable_math.hpp"

namespace korus::bench {

inline std::uint64_t draw_bits(ActorId actor, std::uint64_t& draws) {
  return mix((std::uint64_t{actor.value} + 1) * 0x9e3779b97f4a7c15ULL +
             ++draws * 0xda942042e4dd58b5ULL);
}

// In (0, 1).
inline double draw_uniform(ActorId actor, std::uint64_t& draws) {
  return (static_cast<double>(draw_bits(actor, draws) >> 11) + 0.5) * 0x1p-53;
}

// Of mean 1.
inline double draw_exponential(ActorId actor, std::uint64_t& draws) {
  return -portable::log(draw_uniform(actor, draws));
}

// In 0 ... n - 1, n below 2^32.
inline std::uint32_t draw_below(std::uint64_t n, ActorId actor, std::uint64_t& draws) {
  return static_cast<std::uint32_t>((draw_bits(actor, draws) >> 32) * n >> 32);
}

}  // namespace korus::bench
