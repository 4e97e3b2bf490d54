// Screening: which of many factors matter at all, by changing one at a time from many places (Morris
// 1991).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/random.hpp"
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

}  // namespace korus
