#include "engine/quantile.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "engine/ensure.hpp"

namespace korus {

double quantile(std::span<const double> sorted, double p) {
  ensure(p >= 0 && p <= 1, "a quantile's probability lies in [0, 1]");
  if (sorted.empty()) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const double rank = static_cast<double>(sorted.size() - 1) * p;
  const auto below = std::min(static_cast<std::size_t>(rank), sorted.size() - 1);
  const double low = sorted[below];
  const double high = sorted[std::min(below + 1, sorted.size() - 1)];
  const double share = rank - static_cast<double>(below);
  // From the nearer end, so that the result never leaves [low, high] by rounding.
  return share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share);
}

}  // namespace korus
