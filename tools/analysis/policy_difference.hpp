// What a policy changes against another over uncertain futures, on average and how often it is better.
#pragma once

#include <cstddef>

#include "engine/random.hpp"
#include "tools/analysis/interval.hpp"
#include "tools/analysis/points.hpp"

namespace korus {

struct PolicyDifference {
  double mean = 0;           // over rows and replications
  Interval interval;         // 95 %, bootstrap over rows and replications at once (Owen 2007)
  double better_share = 0;   // of rows, by their mean; equal rows are not better
  Interval better_interval;  // 95 %, Wilson, rows are the sample
};

// `differences` [n_rows, n_replications] of the figure, none missing; a row at least. All rows share the
// replications' seeds, so that rows do not average their noise away. With one replication only rows are
// resampled.
PolicyDifference policy_difference(const Points& differences, bool higher_is_better,
                                   std::size_t resamples, const RandomSource& random);

}  // namespace korus
