#include "tools/ensemble/paired.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <vector>

#include "engine/ensure.hpp"
#include "tools/ensemble/jackknife.hpp"
#include "tools/ensemble/precision.hpp"

namespace korus {
namespace {

std::vector<double> differences(std::span<const double> baseline, std::span<const double> other) {
  ensure(baseline.size() == other.size(), "paired scenarios have equally many replications");
  std::vector<double> result(other.size());
  std::ranges::transform(other, baseline, result.begin(), std::minus<>());
  return result;
}

// Share of the gains above 0, with its interval; all missing where a gain is.
void add_share_better(Paired& paired, std::span<const double> gains, double level) {
  if (gains.empty() || std::ranges::any_of(gains, [](double gain) { return std::isnan(gain); })) {
    return;
  }
  const auto above = std::ranges::count_if(gains, [](double gain) { return gain > 0; });
  paired.share_better = static_cast<double>(above) / static_cast<double>(gains.size());
  paired.share_better_interval =
      wilson_interval(static_cast<std::size_t>(above), gains.size(), level);
}

double correlation(std::span<const double> a, std::span<const double> b, const Estimate& of_a,
                   const Estimate& of_b) {
  double products = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    products += (a[i] - of_a.mean) * (b[i] - of_b.mean);
  }
  const double scale = static_cast<double>(of_a.n - 1) * of_a.sd * of_b.sd;
  return scale > 0 ? std::clamp(products / scale, -1.0, 1.0)
                   : std::numeric_limits<double>::quiet_NaN();  // rounding may lead just past 1
}

// `difference` is the estimate; the samples give its spread and the two scenarios' own.
Paired paired_around(double difference, std::span<const double> baseline,
                     std::span<const double> other, double level) {
  const std::vector<double> gaps = differences(baseline, other);
  const Estimate first = estimate_mean(baseline, level);
  const Estimate second = estimate_mean(other, level);
  Paired result{.difference = estimate_around(difference, gaps, level)};
  const double variance = result.difference.sd * result.difference.sd;
  if (variance > 0) {
    result.variance_ratio = (first.sd * first.sd + second.sd * second.sd) / variance;
  }
  result.correlation = correlation(baseline, other, first, second);
  return result;
}

}  // namespace

Paired paired_values(std::span<const double> baseline, std::span<const double> other,
                     bool higher_is_better, double level) {
  const double mean = estimate_mean(differences(baseline, other), level).mean;
  Paired result = paired_around(mean, baseline, other, level);
  add_share_better(result,
                   higher_is_better ? differences(baseline, other) : differences(other, baseline),
                   level);
  return result;
}

Paired paired_ratios(std::span<const KpiValue> baseline, std::span<const KpiValue> other,
                     bool higher_is_better, double level) {
  const double difference = ratio_of_sums(other) - ratio_of_sums(baseline);
  Paired result = paired_around(difference, pseudo_values(baseline), pseudo_values(other), level);
  const std::vector<double> before = own_values(baseline);
  const std::vector<double> after = own_values(other);
  add_share_better(
      result, higher_is_better ? differences(before, after) : differences(after, before), level);
  return result;
}

namespace {

// The larger of the two in size.
double size_of(const Kpi& kpi, std::span<const KpiValue> a, std::span<const KpiValue> b) {
  const auto size = [&](std::span<const KpiValue> values) {
    return std::fabs(estimate_kpi(kpi, values).mean);
  };
  return std::max(size(a), size(b));
}

}  // namespace

Paired paired_kpi(const Kpi& kpi, std::span<const KpiValue> baseline,
                  std::span<const KpiValue> other) {
  Paired result =
      kpi.is_ratio ? paired_ratios(baseline, other, kpi.higher_is_better)
                   : paired_values(own_values(baseline), own_values(other), kpi.higher_is_better);
  result.rel_halfwidth =
      relative_halfwidth(result.difference, scale_of(kpi, size_of(kpi, baseline, other)));
  return result;
}

}  // namespace korus
