#include "tools/ensemble/cost_effect.hpp"

#include <algorithm>
#include <cstddef>

#include "tools/ensemble/estimate.hpp"
#include "tools/ensemble/jackknife.hpp"

namespace korus {

std::vector<double> spent_usd(const std::vector<Kpi>& kpis,
                              const std::vector<std::vector<KpiValue>>& values) {
  std::vector<double> result(values.size(), 0);
  for (std::size_t k = 0; k < kpis.size(); ++k) {
    for (std::size_t i = 0; kpis[k].measure == "spent_usd" && i < values.size(); ++i) {
      result[i] += values[i][k].numerator;
    }
  }
  return result;
}

RatioOfMeans usd_per_unit_gained(const Kpi& kpi, std::span<const KpiValue> baseline,
                                 std::span<const KpiValue> policy,
                                 std::span<const double> usd_more) {
  const auto sample = [&](std::span<const KpiValue> values) {
    return kpi.is_ratio ? pseudo_values(values) : own_values(values);
  };
  const double sign = kpi.higher_is_better ? 1 : -1;
  const std::vector<double> before = sample(baseline);
  std::vector<double> gains = sample(policy);
  for (std::size_t i = 0; i < gains.size(); ++i) {
    gains[i] = sign * (gains[i] - before[i]);
  }
  const double gain = sign * (estimate_kpi(kpi, policy).mean - estimate_kpi(kpi, baseline).mean);
  const bool spends = std::ranges::any_of(usd_more, [](double usd) { return usd != 0; });
  return spends && estimate_around(gain, gains).low > 0
             ? fieller_ratio(usd_more, gain, gains, usual_level)
             : RatioOfMeans{};
}

}  // namespace korus
