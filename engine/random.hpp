// Random numbers keyed by who, why and how-many-th: the n-th draw of an entity for a purpose
// depends on (seed, replication, entity name, purpose, n) alone, never on where or when it is
// drawn. Where a count would couple what has nothing to do with each other, n is a moment of
// simulated time instead (the trips of a lane).
//
// Philox4x64-10 (Salmon, Moraes, Dror & Shaw 2011) from Random123; nothing is stored but the
// counters that callers keep. Scenarios compared under one seed share every draw (common random
// numbers), because the scenario is not in the key.
#pragma once

#include <cstdint>
#include <string_view>

namespace korus {

// The entity's part of a key: a hash of its name, so that adding an entity moves no other entity's
// draws.
std::uint64_t name_key(std::string_view name);

class RandomSource {
 public:
  RandomSource(std::uint64_t seed, std::uint64_t replication)
      : seed_(seed), replication_(replication) {}

  // 64 uniform bits: the n-th draw of `entity` for `purpose`.
  std::uint64_t bits(std::uint64_t entity, std::uint64_t purpose, std::uint64_t n) const;

  // Uniform in (0, 1), ends excluded, from the upper 52 of those bits.
  double uniform(std::uint64_t entity, std::uint64_t purpose, std::uint64_t n) const;

 private:
  std::uint64_t seed_;
  std::uint64_t replication_;
};

}  // namespace korus
