// What a policy costs beyond its baseline for each unit of a figure that it gains.
//
// Dollars are those spent by the end on investments, partners' money included, on programmes'
// research and on reserves (KPIs spent_usd.*), replication by replication.
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "models/kpi.hpp"
#include "tools/analysis/fieller.hpp"

namespace korus {

// Of every replication; values [n_replications][n_kpis].
std::vector<double> spent_usd(const std::vector<Kpi>& kpis,
                              const std::vector<std::vector<KpiValue>>& values);

// Dollars beyond the baseline over the gain in the KPI's sense, with Fieller's interval. All NaN
// where the gain's own interval does not lie above 0, or nothing is spent: then dollars buy nothing
// that could be told from chance. `usd_more` [n_replications].
RatioOfMeans usd_per_unit_gained(const Kpi& kpi, std::span<const KpiValue> baseline,
                                 std::span<const KpiValue> policy,
                                 std::span<const double> usd_more);

}  // namespace korus
