// Two scenarios on common random numbers: replication i of one against replication i of the other.
//
// A NaN among the values makes what depends on it NaN. Fewer than two pairs: as in Estimate, and
// variance_ratio and correlation are NaN.
#pragma once

#include <limits>
#include <span>

#include "models/kpi.hpp"
#include "tools/analysis/interval.hpp"
#include "tools/ensemble/estimate.hpp"

namespace korus {

struct Paired {
  Estimate difference;  // other - baseline
  // (s1^2 + s2^2) / sd_difference^2: how many times more replications unpaired runs would need; NaN
  // where sd_difference is 0.
  double variance_ratio = std::numeric_limits<double>::quiet_NaN();
  double correlation = std::numeric_limits<double>::quiet_NaN();  // NaN where either does not vary
  double share_better =
      std::numeric_limits<double>::quiet_NaN();  // of pairs, strictly better than the baseline
  Interval share_better_interval;                // Wilson's
  // Half-width of the difference over the larger of the two figures, of shares over 1
  // (tools/ensemble/precision.hpp); of paired_kpi alone.
  double rel_halfwidth = std::numeric_limits<double>::quiet_NaN();
};

// Both of one length, else a Defect.
Paired paired_values(std::span<const double> baseline, std::span<const double> other,
                     bool higher_is_better, double level = usual_level);

// The difference of the two ratios of sums, by a jackknife that leaves the same replication out of
// both. share_better compares the replications' own ratios.
Paired paired_ratios(std::span<const KpiValue> baseline, std::span<const KpiValue> other,
                     bool higher_is_better, double level = usual_level);

// Whichever of the two the KPI asks for.
Paired paired_kpi(const Kpi& kpi, std::span<const KpiValue> baseline,
                  std::span<const KpiValue> other);

}  // namespace korus
