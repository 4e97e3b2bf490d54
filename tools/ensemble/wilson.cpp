#include "tools/ensemble/wilson.hpp"

#include <algorithm>
#include <cmath>

#include "engine/distributions.hpp"

namespace korus {

ChanceInterval wilson_interval(std::int64_t came_true, std::int64_t trials, double level) {
  if (trials == 0) {
    return {};
  }
  const double z = normal_quantile(0.5 * (1 + level));
  const auto n = static_cast<double>(trials);
  const double p = static_cast<double>(came_true) / n;
  const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
  const double reach = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  return {.low = came_true == 0 ? 0.0 : std::max(middle - reach, 0.0),
          .high = came_true == trials ? 1.0 : std::min(middle + reach, 1.0)};
}

}  // namespace korus
