// Screening: which of many factors matter at all, by changing one at a time from many places (Morris
// 1991).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/random.hpp"
#include "tools/analysis/interval.hpp"
#include "tools/analysis/points.hpp"

namespace korus {

// Trajectories of n_factors + 1 rows on a grid of `levels` (even) values 0, 1/(levels - 1), ..., 1 of
// each factor: from a random place each factor in random order makes one step of levels/2 grid
// lengths, up or down, whichever stays inside.
Points morris_design(std::size_t n_trajectories, std::size_t n_factors, std::size_t levels,
                     const RandomSource& random);

// What a step of a factor changes, divided by its length, over the trajectories.
struct ElementaryEffects {
  double mean = 0;           // mu
  double mean_absolute = 0;  // mu*, by which factors are ranked (Campolongo et al. 2007)
  double sd = 0;             // sigma: the factor acts otherwise elsewhere, or with others
};

// `outputs` [n_points] of the design's rows in their order. Result [n_factors].
std::vector<ElementaryEffects> elementary_effects(const Points& design,
                                                  std::span<const double> outputs);

// A factor's effects with their 95 % intervals by the bootstrap's percentiles over trajectories, and
// its rank.
struct ScreenedFactor {
  ElementaryEffects effects;
  Interval mean;
  Interval mean_absolute;
  Interval sd;
  std::size_t rank = 0;  // by mu*, from 1; equal ones in the factors' order
};

struct Screening {
  std::vector<ScreenedFactor> factors;  // [n_factors]
  std::size_t trajectories = 0;         // whole ones
};

// Trajectories with a missing output (NaN) are left out whole; below two of them intervals are NaN.
Screening screen(const Points& design, std::span<const double> outputs, std::size_t resamples,
                 const RandomSource& random);

}  // namespace korus
