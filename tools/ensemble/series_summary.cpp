#include "tools/ensemble/series_summary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/quantile.hpp"
#include "engine/statistics.hpp"

namespace korus {
namespace {

using Statistics = std::array<double, series_statistics.size()>;

// Sorts `values` on the way.
Statistics statistics_of(std::span<double> values) {
  constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
  Welford sums;
  for (const double value : values) {
    sums.add(value);
  }
  if (std::isnan(sums.mean())) {
    Statistics none;
    none.fill(undefined);
    return none;
  }
  std::ranges::sort(values);
  const double sd = values.size() < 2 ? undefined : sums.standard_deviation();
  return {sums.mean(),
          sd,
          quantile(values, 0.05),
          quantile(values, 0.25),
          quantile(values, 0.50),
          quantile(values, 0.75),
          quantile(values, 0.95)};
}

}  // namespace

std::vector<float> summarise_series(const SeriesLayout& layout,
                                    std::span<const std::vector<float>> replications,
                                    const SeriesBlock& block) {
  const std::size_t times = layout.time_days.size();
  const std::size_t width = layout.entities(layout.variables[block.variable]);
  const std::size_t offset = layout.offsets()[block.variable] + block.first_entity;
  std::vector<float> result(series_statistics.size() * times * block.entities);
  std::vector<double> values(replications.size());
  for (std::size_t t = 0; t < times; ++t) {
    for (std::size_t e = 0; e < block.entities; ++e) {
      const std::size_t at = offset + t * width + e;
      std::ranges::transform(replications, values.begin(),
                             [&](const auto& series) { return static_cast<double>(series[at]); });
      const Statistics statistics = statistics_of(values);
      for (std::size_t s = 0; s < statistics.size(); ++s) {
        result[(s * times + t) * block.entities + e] = static_cast<float>(statistics[s]);
      }
    }
  }
  return result;
}

}  // namespace korus
