#include "tools/analysis/autocorrelation.hpp"

#include <cmath>
#include <cstddef>

#include "engine/statistics.hpp"

namespace korus {
namespace {

Welford spread(std::span<const double> series) {
  Welford sums;
  for (const double value : series) {
    sums.add(value);
  }
  return sums;
}

double squares(const Welford& sums) {
  return sums.variance() * static_cast<double>(sums.count() - 1);
}

}  // namespace

double lag_one_correlation(std::span<const double> series) {
  const Welford sums = spread(series);
  double products = 0;
  for (std::size_t i = 1; i < series.size(); ++i) {
    products += (series[i - 1] - sums.mean()) * (series[i] - sums.mean());
  }
  return products / squares(sums);
}

double von_neumann_z(std::span<const double> series) {
  double steps = 0;
  for (std::size_t i = 1; i < series.size(); ++i) {
    steps += (series[i] - series[i - 1]) * (series[i] - series[i - 1]);
  }
  const auto n = static_cast<double>(series.size());
  return (steps / squares(spread(series)) - 2) / std::sqrt(4 * (n - 2) / (n * n - 1));
}

}  // namespace korus
