// Regret of policies over uncertain futures: what each gives away, row by row, to the policy that is best
// in that row (Savage 1951; Lempert, Popper & Bankes 2003).
//
// Rows are the sample, replications the seeds that all rows and policies share. The best of several noisy
// figures looks better than it is, so regret as seen is too large. The mean is freed of that: in each
// replication the policy that is best in the others is what regret is against (cross-fitting, as Stone
// 1974). Of the percentile the bootstrap's bias is taken off, which is part of it. Intervals are of the
// bootstrap over rows and replications at once (Owen 2007): percentiles for the mean, the basic one for
// the percentile. What cross-fitting leaves is too little where a replication less changes the choice, so
// that the truth lies between it and what is seen: the mean's interval reaches up as much further. With
// one replication only rows are resampled, and nothing can be said of seeds.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "engine/random.hpp"
#include "tools/analysis/interval.hpp"
#include "tools/analysis/points.hpp"

namespace korus {

struct RegretFigure {
  double seen = std::numeric_limits<double>::quiet_NaN();
  double value =
      std::numeric_limits<double>::quiet_NaN();  // without that of noise: at least so much
  Interval interval;                             // 95 %, 0 or more
  // Against the policy of least value; bootstrap's percentiles at 1 - 0.05 / (policies - 1).
  Interval above_least;
  // The policy of least value, or not to be told from it: neither by the bootstrap nor by a t interval of
  // the figure's difference over replications (its jackknife's pseudo-values), at 1 - 0.05 / pairs of
  // policies.
  bool like_least = false;
};

struct PolicyRegret {
  RegretFigure mean;
  RegretFigure p90;
  double most = 0;        // largest seen, noise and all
  double best_share = 0;  // of rows in which it is best as seen
};

struct Regrets {
  std::vector<PolicyRegret> policies;
  std::size_t least_mean = 0;  // policy
  std::size_t least_p90 = 0;
  std::size_t rows = 0;
  // Rows whose best policy beats each other one beyond seed noise: paired t intervals at 1 - 0.05 /
  // (policies - 1) without 0. NaN with one replication.
  double sure_share = std::numeric_limits<double>::quiet_NaN();
};

// `samples` [n_policies] of [n_rows, n_replications], none missing; two policies and a row at least.
Regrets regrets(std::span<const Points> samples, bool higher_is_better, std::size_t resamples,
                const RandomSource& random);

}  // namespace korus
