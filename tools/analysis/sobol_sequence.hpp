// Sobol's sequence: points that fill the unit cube evenly, and go on doing so as more are taken.
//
// Direction numbers of Joe & Kuo 2008 (search criterion D6), in Gray code order (Antonov & Saleev
// 1979). Any point of any dimension is found by itself, so shards need not agree on anything. Take
// powers of two of points, from the first: skipping the first spoils the balance.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/random.hpp"
#include "tools/analysis/points.hpp"

namespace korus {

class SobolSequence {
 public:
  static constexpr std::size_t most_dimensions = 128;

  // As it is: the first point is the origin, values lie in [0, 1).
  explicit SobolSequence(std::size_t dimensions);

  // Scrambled by nested uniform permutations of its digits (Owen 1995), other ones for another seed or
  // replication: each point is uniform in (0, 1), the evenness stays, and independent scrambles give an
  // honest standard error.
  SobolSequence(std::size_t dimensions, const RandomSource& scramble);

  // The coordinate of a point, numbered from 0 up to 2^32 - 1.
  double at(std::uint32_t point, std::size_t dimension) const;

  // The first n points.
  Points first(std::uint32_t n) const;

 private:
  static constexpr unsigned digits = 32;

  std::vector<std::array<std::uint32_t, digits>> directions_;  // [n_dimensions]
  std::vector<std::uint64_t> keys_;  // [n_dimensions] of the scramble; empty: none
};

}  // namespace korus
