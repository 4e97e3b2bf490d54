#include "tools/ensemble/estimate.hpp"

#include <cmath>

#include "engine/statistics.hpp"
#include "tools/ensemble/jackknife.hpp"
#include "tools/ensemble/student_t.hpp"

namespace korus {
namespace {

Welford accumulated(std::span<const double> values) {
  Welford sums;
  for (const double value : values) {
    sums.add(value);
  }
  return sums;
}

}  // namespace

Estimate estimate_around(double mean, std::span<const double> sample, double level) {
  const Welford sums = accumulated(sample);
  Estimate result{.n = sums.count()};
  if (sample.empty()) {
    return result;
  }
  result.mean = mean;
  if (sample.size() > 1) {
    const auto n = static_cast<double>(sample.size());
    result.sd = sums.standard_deviation();
    result.se = result.sd / std::sqrt(n);
    const double reach = student_t_quantile(0.5 * (1 + level), n - 1) * result.se;
    result.low = mean - reach;
    result.high = mean + reach;
  }
  return result;
}

Estimate estimate_mean(std::span<const double> values, double level) {
  return estimate_around(accumulated(values).mean(), values, level);
}

Estimate estimate_ratio(std::span<const KpiValue> values, double level) {
  return estimate_around(ratio_of_sums(values), pseudo_values(values), level);
}

Estimate estimate_kpi(const Kpi& kpi, std::span<const KpiValue> values) {
  return kpi.is_ratio ? estimate_ratio(values) : estimate_mean(own_values(values));
}

}  // namespace korus
