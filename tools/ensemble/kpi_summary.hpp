// What an ensemble says of one key performance indicator.
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "models/kpi.hpp"
#include "tools/analysis/interval.hpp"
#include "tools/ensemble/estimate.hpp"

namespace korus {

struct KpiSummary {
  Estimate estimate;  // ratios: of the ratio of sums, by jackknife; totals: of the mean
  double rel_halfwidth =
      std::numeric_limits<double>::quiet_NaN();  // of the interval (tools/ensemble/precision.hpp)
  // Of the replications' own values numerator / denominator; NaN where one of them is undefined.
  double min = std::numeric_limits<double>::quiet_NaN();
  double p05 = std::numeric_limits<double>::quiet_NaN();
  double p10 = std::numeric_limits<double>::quiet_NaN();
  double p25 = std::numeric_limits<double>::quiet_NaN();
  double p50 = std::numeric_limits<double>::quiet_NaN();
  double p75 = std::numeric_limits<double>::quiet_NaN();
  double p90 = std::numeric_limits<double>::quiet_NaN();
  double p95 = std::numeric_limits<double>::quiet_NaN();
  double max = std::numeric_limits<double>::quiet_NaN();
  // Distribution-free: order statistics at the ranks that the binomial gives
  // (tools/analysis/quantile_ranks.hpp), each end NaN where the replications are too few for it.
  Interval p05_interval;
  Interval p50_interval;
  Interval p95_interval;
  double cvar95 = std::numeric_limits<double>::quiet_NaN();  // mean of the worst 5 %, in the KPI's
                                                             // sense
  double lag1_corr =
      std::numeric_limits<double>::quiet_NaN();  // of each replication with the next;
                                                 // NaN below 3 or where none vary
};

// Mean of the worst `share` of ascending values, the one on the border counted in part
// (Rockafellar & Uryasev 2002, proposition 8). NaN where there are none.
double worst_mean(std::span<const double> sorted, double share, bool higher_is_better);

// `values` in the order of the replications.
KpiSummary summarise_kpi(const Kpi& kpi, std::span<const KpiValue> values);

// For each of `kpis`; values [n_replications][n_kpis].
std::vector<KpiSummary> summarise_kpis(const std::vector<Kpi>& kpis,
                                       const std::vector<std::vector<KpiValue>>& values);

}  // namespace korus
