// Which factors an output's variance comes from: Sobol's first-order and total indices.
//
// Design of Saltelli et al. 2010: two independent samples A and B, and for each factor A with that
// factor's column from B. First order by their eq. (b) of table 2, S_i = mean(f_B (f_ABi - f_A)) / V;
// total by Jansen 1999, ST_i = mean((f_A - f_ABi)^2) / (2 V); outputs are centred first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/random.hpp"
#include "tools/analysis/points.hpp"

namespace korus {

// Blocks of n_factors + 2 rows, one a sample: A, then A with each factor in turn from B, then B. The
// first blocks are the design of fewer samples. Up to 64 factors; n_samples a power of two.
Points sobol_design(std::uint32_t n_samples, std::size_t n_factors, const RandomSource& random);

struct SobolIndex {
  double value = 0;
  double low = 0;  // 95 % by the bootstrap's percentiles over samples
  double high = 0;
};

struct SobolIndices {
  double variance = 0;            // of the output
  std::vector<SobolIndex> first;  // [n_factors]; NaN where the output does not vary
  std::vector<SobolIndex> total;  // [n_factors]
};

// `outputs` [n_samples x (n_factors + 2)] of the design's rows in their order. Without resamples low
// and high are the value. On a scrambled sequence the bootstrap, which takes samples for independent,
// errs on the wide side.
SobolIndices sobol_indices(std::span<const double> outputs, std::size_t n_factors,
                           std::size_t resamples, const RandomSource& random);

}  // namespace korus
