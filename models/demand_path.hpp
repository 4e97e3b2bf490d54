// A market's mean demand over time.
#pragma once

#include <vector>

#include "models/network.hpp"

namespace korus {

// Base units a day on `day` (days since the start): straight from mid-year to mid-year through
// `years` [n_years, base units a day], level before the first, growing by growth_per_year after the
// last, times the season's cosine.
double market_rate(const Market& market, const std::vector<double>& years, double day);

// This replication's yearly rates: every year at the same quantile `u` of its law.
std::vector<double> demand_years(const Market& market, double u);

}  // namespace korus
