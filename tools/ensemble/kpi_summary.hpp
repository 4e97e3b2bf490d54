// What an ensemble says of one key performance indicator.
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "models/kpi.hpp"
#include "tools/ensemble/estimate.hpp"

namespace korus {

struct KpiSummary {
  Estimate estimate;  // ratios: of the ratio of sums, by jackknife; totals: of the mean
  // Of the replications' own values numerator / denominator; NaN where one of them is undefined.
  double min = std::numeric_limits<double>::quiet_NaN();
  double p05 = std::numeric_limits<double>::quiet_NaN();
  double p25 = std::numeric_limits<double>::quiet_NaN();
  double p50 = std::numeric_limits<double>::quiet_NaN();
  double p75 = std::numeric_limits<double>::quiet_NaN();
  double p95 = std::numeric_limits<double>::quiet_NaN();
  double max = std::numeric_limits<double>::quiet_NaN();
};

// `values` in the order of the replications.
KpiSummary summarise_kpi(const Kpi& kpi, std::span<const KpiValue> values);

// For each of `kpis`; values [n_replications][n_kpis].
std::vector<KpiSummary> summarise_kpis(const std::vector<Kpi>& kpis,
                                       const std::vector<std::vector<KpiValue>>& values);

}  // namespace korus
