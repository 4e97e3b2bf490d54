#include "tools/ensemble/kpi_summary.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/quantile.hpp"
#include "tools/analysis/autocorrelation.hpp"
#include "tools/analysis/quantile_ranks.hpp"
#include "tools/ensemble/jackknife.hpp"
#include "tools/ensemble/precision.hpp"

namespace korus {
namespace {

// They hang on the number of replications alone, and are looked up once for all indicators.
struct Ranks {
  explicit Ranks(std::size_t n)
      : p05(quantile_ranks(n, 0.05, usual_level)),
        p50(quantile_ranks(n, 0.50, usual_level)),
        p95(quantile_ranks(n, 0.95, usual_level)) {}

  QuantileRanks p05;
  QuantileRanks p50;
  QuantileRanks p95;
};

Interval interval_at(std::span<const double> sorted, const QuantileRanks& ranks) {
  Interval result;
  if (ranks.low > 0) {
    result.low = sorted[ranks.low - 1];
  }
  if (ranks.high <= sorted.size()) {
    result.high = sorted[ranks.high - 1];
  }
  return result;
}

void add_order_statistics(KpiSummary& result, std::span<const double> sorted, const Ranks& ranks) {
  result.min = sorted.front();
  result.p05 = quantile(sorted, 0.05);
  result.p10 = quantile(sorted, 0.10);
  result.p25 = quantile(sorted, 0.25);
  result.p50 = quantile(sorted, 0.50);
  result.p75 = quantile(sorted, 0.75);
  result.p90 = quantile(sorted, 0.90);
  result.p95 = quantile(sorted, 0.95);
  result.max = sorted.back();
  result.p05_interval = interval_at(sorted, ranks.p05);
  result.p50_interval = interval_at(sorted, ranks.p50);
  result.p95_interval = interval_at(sorted, ranks.p95);
}

KpiSummary summarise(const Kpi& kpi, std::span<const KpiValue> values, const Ranks& ranks) {
  std::vector<double> own = own_values(values);
  KpiSummary result{.estimate = estimate_kpi(kpi, values)};
  result.rel_halfwidth = relative_halfwidth(result.estimate, scale_of(kpi, result.estimate.mean));
  if (own.empty() || std::ranges::any_of(own, [](double value) { return std::isnan(value); })) {
    return result;
  }
  if (own.size() > 2) {
    result.lag1_corr = lag_one_correlation(own);
  }
  std::ranges::sort(own);
  add_order_statistics(result, own, ranks);
  result.cvar95 = worst_mean(own, 0.05, kpi.higher_is_better);
  return result;
}

}  // namespace

double worst_mean(std::span<const double> sorted, double share, bool higher_is_better) {
  const double count = share * static_cast<double>(sorted.size());
  double sum = 0;
  double left = count;
  for (std::size_t i = 0; i < sorted.size() && left > 0; ++i) {
    sum += std::min(left, 1.0) * (higher_is_better ? sorted[i] : sorted[sorted.size() - 1 - i]);
    left -= 1;
  }
  return sum / count;
}

KpiSummary summarise_kpi(const Kpi& kpi, std::span<const KpiValue> values) {
  return summarise(kpi, values, Ranks(values.size()));
}

std::vector<KpiSummary> summarise_kpis(const std::vector<Kpi>& kpis,
                                       const std::vector<std::vector<KpiValue>>& values) {
  std::vector<KpiSummary> result;
  std::vector<KpiValue> column(values.size());
  const Ranks ranks(values.size());
  for (std::size_t k = 0; k < kpis.size(); ++k) {
    std::ranges::transform(values, column.begin(), [&](const auto& row) { return row[k]; });
    result.push_back(summarise(kpis[k], column, ranks));
  }
  return result;
}

}  // namespace korus
