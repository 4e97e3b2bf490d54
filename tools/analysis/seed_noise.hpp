// How much of what varies over the points of a sweep is the noise of its seeds.
//
// Replications are a factor beside those of the plan (crossed, as all points share the seeds): value =
// point + replication + rest. What a seed does to all points alike cancels between points; only the rest
// blurs them.
#pragma once

#include <limits>

#include "tools/analysis/points.hpp"

namespace korus {

struct SeedNoise {
  // Shares of a variance, in [0, 1]; NaN where there are fewer than two points or replications, or
  // nothing varies.
  double of_run = std::numeric_limits<double>::quiet_NaN();  // of one replication at a random point
  double of_mean = std::numeric_limits<double>::quiet_NaN();  // of the mean over the replications
  // Of the variance of the means over points: all that is neither of the points nor common to them.
  double between_points = std::numeric_limits<double>::quiet_NaN();
};

// `values` [n_points, n_replications], none missing. Method of moments of the two-way layout without
// interaction (Scheffe 1959, chapter 4); a negative variance counts as 0.
SeedNoise seed_noise(const Points& values);

}  // namespace korus
