#include "tools/analysis/normality.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/portable_math.hpp"
#include "engine/special_functions.hpp"
#include "engine/statistics.hpp"

namespace korus {
namespace {

constexpr double two_sided_95 = 1.959963984540054;
constexpr double farthest = 37;  // beyond, a tail is too small for a double

double log_below(double z) {
  return portable::log(normal_below(std::clamp(z, -farthest, farthest)));
}

double anderson_darling(std::span<const double> sorted) {
  const auto n = static_cast<double>(sorted.size());
  double sum = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const double both = log_below(sorted[i]) + log_below(-sorted[sorted.size() - 1 - i]);
    sum += (2 * static_cast<double>(i) + 1) * both;
  }
  return -n - sum / n;
}

}  // namespace

NormalityCheck check_normality(std::span<const double> z) {
  std::vector<double> sorted(z.begin(), z.end());
  std::ranges::sort(sorted);
  Welford sums;
  for (const double value : sorted) {
    sums.add(value);
  }
  const auto beyond =
      std::ranges::count_if(sorted, [](double value) { return std::fabs(value) > two_sided_95; });
  return {.n = z.size(),
          .mean = sums.mean(),
          .sd = sums.standard_deviation(),
          .share_beyond_two_sided_95 =
              z.empty() ? 0 : static_cast<double>(beyond) / static_cast<double>(z.size()),
          .anderson_darling = z.empty() ? 0 : anderson_darling(sorted)};
}

}  // namespace korus
