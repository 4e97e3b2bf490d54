// What replications say of one figure: the estimate, its spread and a two-sided interval of
// Student's t.
//
// A NaN among the values of a mean makes everything but n NaN. Below two values sd, se, low and
// high are NaN.
#pragma once

#include <cstdint>
#include <limits>
#include <span>

#include "models/kpi.hpp"

namespace korus {

struct Estimate {
  std::int64_t n = 0;  // replications
  double mean = std::numeric_limits<double>::quiet_NaN();
  double sd = std::numeric_limits<double>::quiet_NaN();   // of one replication (n - 1)
  double se = std::numeric_limits<double>::quiet_NaN();   // sd / sqrt(n)
  double low = std::numeric_limits<double>::quiet_NaN();  // mean -+ t(n - 1) se
  double high = std::numeric_limits<double>::quiet_NaN();
};

constexpr double usual_level = 0.95;

Estimate estimate_mean(std::span<const double> values, double level = usual_level);

// mean is the ratio of sums; sd that of the jackknife's pseudo-values
// (tools/ensemble/jackknife.hpp), NaN where one is undefined.
Estimate estimate_ratio(std::span<const KpiValue> values, double level = usual_level);

// Whichever of the two the KPI asks for.
Estimate estimate_kpi(const Kpi& kpi, std::span<const KpiValue> values);

// An estimate `mean` whose spread is that of `sample`.
Estimate estimate_around(double mean, std::span<const double> sample, double level = usual_level);

}  // namespace korus
