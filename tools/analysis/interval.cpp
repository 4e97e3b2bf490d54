#include "tools/analysis/interval.hpp"

#include <algorithm>
#include <cmath>

#include "engine/distributions.hpp"

namespace korus {

Interval wilson_interval(std::size_t cases, std::size_t n, double level) {
  if (n == 0) {
    return {};
  }
  const double z = normal_quantile(0.5 * (1 + level));
  const auto trials = static_cast<double>(n);
  const double share = static_cast<double>(cases) / trials;
  const double shrink = 1 + z * z / trials;
  const double middle = (share + z * z / (2 * trials)) / shrink;
  const double half =
      z / shrink * std::sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials));
  return {.low = cases == 0 ? 0 : std::max(middle - half, 0.0),
          .high = cases == n ? 1 : std::min(middle + half, 1.0)};
}

}  // namespace korus
