// Ratios over replications as one estimate: the sum of numerators over the sum of denominators, and
// its jackknife.
//
// The mean of the replications' own ratios would weigh a replication with little demand as much as
// one with a lot, and be biased.
#pragma once

#include <span>
#include <vector>

#include "models/kpi.hpp"

namespace korus {

// The replications' own, numerator / denominator: NaN where that is 0 / 0.
std::vector<double> own_values(std::span<const KpiValue> values);

// Sums in the order of the replications. NaN where the denominators' sum is 0.
double ratio_of_sums(std::span<const KpiValue> values);

// n r - (n - 1) r_i, where r_i leaves replication i out (Quenouille 1956; Tukey 1958). Shape
// [n_replications]. Treated as a sample they give the standard error of r. NaN where leaving one
// out leaves no denominator.
std::vector<double> pseudo_values(std::span<const KpiValue> values);

}  // namespace korus
