// Random number generators with published answers. The engine draws from Philox4x64-10 alone; these show
// that the library it comes from, and the machine, compute what is published.
#pragma once

#include <array>
#include <cstdint>

namespace korus {

// Philox4x32-10 of Random123 (Salmon et al. 2011).
std::array<std::uint32_t, 4> philox_words(const std::array<std::uint32_t, 4>& counter,
                                          const std::array<std::uint32_t, 2>& key);

// Steele, Lea & Flood 2014: a counter of odd step, and the mixer that the engine's digests use.
class SplitMix64 {
 public:
  explicit SplitMix64(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();

 private:
  std::uint64_t state_;
};

// Combined multiple recursive generator MRG32k3a (L'Ecuyer 1999), all six words of its state seeded
// alike: uniform in (0, 1).
class Mrg32k3a {
 public:
  explicit Mrg32k3a(std::uint32_t seed) { first_.fill(seed), second_.fill(seed); }
  double next();

 private:
  std::array<std::int64_t, 3> first_;  // the last three of each recursion, oldest first
  std::array<std::int64_t, 3> second_;
};

}  // namespace korus
