#include "tools/ensemble/kpi_summary.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/quantile.hpp"

namespace korus {

KpiSummary summarise_kpi(const Kpi& kpi, std::span<const KpiValue> values) {
  std::vector<double> own;
  for (const KpiValue& value : values) {
    own.push_back(value.numerator / value.denominator);
  }
  KpiSummary result{.estimate = kpi.is_ratio ? estimate_ratio(values) : estimate_mean(own)};
  if (own.empty() || std::ranges::any_of(own, [](double value) { return std::isnan(value); })) {
    return result;
  }
  std::ranges::sort(own);
  result.min = own.front();
  result.p05 = quantile(own, 0.05);
  result.p25 = quantile(own, 0.25);
  result.p50 = quantile(own, 0.50);
  result.p75 = quantile(own, 0.75);
  result.p95 = quantile(own, 0.95);
  result.max = own.back();
  return result;
}

std::vector<KpiSummary> summarise_kpis(const std::vector<Kpi>& kpis,
                                       const std::vector<std::vector<KpiValue>>& values) {
  std::vector<KpiSummary> result;
  std::vector<KpiValue> column(values.size());
  for (std::size_t k = 0; k < kpis.size(); ++k) {
    std::ranges::transform(values, column.begin(), [&](const auto& row) { return row[k]; });
    result.push_back(summarise_kpi(kpis[k], column));
  }
  return result;
}

}  // namespace korus
