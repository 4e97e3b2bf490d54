#include "tools/verify/sample.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>

#include "engine/statistics.hpp"
#include "tools/ensemble/estimate.hpp"
#include "tools/ensemble/jackknife.hpp"

namespace korus {
namespace {

std::vector<double> less(std::span<const double> a, std::span<const double> b) {
  std::vector<double> result(a.size());
  std::ranges::transform(a, b, result.begin(), std::minus<>());
  return result;
}

Welford sums_of(std::span<const double> values) {
  Welford sums;
  for (const double value : values) {
    sums.add(value);
  }
  return sums;
}

// Of all values, and of all but the i-th.
struct Variances {
  double whole = 0;
  std::vector<double> without;
};

Variances variances_of(std::span<const double> values) {
  const Welford sums = sums_of(values);
  const auto n = static_cast<double>(values.size());
  Variances result{.whole = sums.variance(), .without = {}};
  for (const double value : values) {
    const double gap = value - sums.mean();
    result.without.push_back(
        std::max(0.0, (result.whole * (n - 1) - gap * gap * n / (n - 1)) / (n - 2)));
  }
  return result;
}

Observed from(double estimate, std::span<const double> pseudo) {
  const Estimate found = estimate_around(estimate, pseudo);
  return {.value = estimate,
          .se = pseudo.size() > 1 ? found.se : 0,
          .text = "",
          .replications = found.n,
          .trouble = ""};
}

// f of variances: of all values, and the pseudo-values by leaving out the i-th of each.
Observed jackknifed(std::span<const Variances> variances,
                    const std::function<double(std::span<const double>)>& f) {
  std::vector<double> whole;
  for (const Variances& v : variances) {
    whole.push_back(v.whole);
  }
  const double estimate = f(whole);
  const std::size_t n = variances.front().without.size();
  std::vector<double> pseudo;
  std::vector<double> without(variances.size());
  for (std::size_t i = 0; i < n; ++i) {
    std::ranges::transform(variances, without.begin(),
                           [i](const Variances& v) { return v.without[i]; });
    pseudo.push_back(static_cast<double>(n) * estimate - static_cast<double>(n - 1) * f(without));
  }
  return from(estimate, pseudo);
}

}  // namespace

Sample sample_of(const FigureSource& source, const Variant& variant, std::size_t n) {
  Sample result{.estimate = source.offset,
                .pseudo = std::vector<double>(n, source.offset),
                .own = std::vector<double>(n, source.offset)};
  for (const Figure& figure : source.figures) {
    const std::vector<KpiValue> values = variant.values(figure.name.text, n);
    const std::vector<double> own = own_values(values);
    const bool ratio = variant.kpi(figure.name.text)->is_ratio;
    const std::vector<double> pseudo = ratio ? pseudo_values(values) : own;
    const double weight = source.scale * figure.weight;
    result.estimate += weight * (ratio ? ratio_of_sums(values) : sums_of(own).mean());
    for (std::size_t i = 0; i < n; ++i) {
      result.pseudo[i] += weight * pseudo[i];
      result.own[i] += weight * own[i];
    }
  }
  return result;
}

Sample sample_of(std::span<const double> values, double scale, double offset) {
  Sample result;
  for (const double value : values) {
    result.own.push_back(scale * value + offset);
  }
  result.pseudo = result.own;
  result.estimate = sums_of(result.own).mean();
  return result;
}

Observed observe(Statistic statistic, std::span<const Sample> samples) {
  const Sample& first = samples.front();
  const Sample& last = samples.back();
  const auto variances = [&](bool paired) {
    std::vector<Variances> result{variances_of(first.own), variances_of(last.own)};
    if (paired) {
      result.push_back(variances_of(less(first.own, last.own)));
    }
    return result;
  };
  switch (statistic) {
    case Statistic::mean:
      return from(first.estimate, first.pseudo);
    case Statistic::variance:
      return jackknifed(variances(false), [](auto v) { return v[0]; });
    case Statistic::paired_difference:
      return from(first.estimate - last.estimate, less(first.pseudo, last.pseudo));
    case Statistic::paired_variance:
      return jackknifed(variances(true), [](auto v) { return v[2]; });
    case Statistic::unpaired_variance:
      return jackknifed(variances(false), [](auto v) { return v[0] + v[1]; });
    case Statistic::variance_ratio:
      return jackknifed(variances(true), [](auto v) { return (v[0] + v[1]) / v[2]; });
  }
  return {};
}

}  // namespace korus
