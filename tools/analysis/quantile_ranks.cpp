#include "tools/analysis/quantile_ranks.hpp"

#include <algorithm>
#include <ranges>

#include "engine/ensure.hpp"
#include "engine/special_functions.hpp"

namespace korus {

double binomial_at_least(std::size_t n, double p, std::size_t k) {
  if (k == 0 || k > n) {
    return k == 0 ? 1 : 0;
  }
  return IncompleteBeta(static_cast<double>(k), static_cast<double>(n - k + 1)).at(p).below;
}

QuantileRanks quantile_ranks(std::size_t n, double p, double level) {
  ensure(p > 0 && p < 1 && level > 0 && level < 1, "a quantile and its level lie in (0, 1)");
  const double risk = 0.5 * (1 - level);
  const auto ranks = std::views::iota(std::size_t{0}, n + 2);
  const auto likely_below = [&](std::size_t k) { return 1 - binomial_at_least(n, p, k) <= risk; };
  const auto likely_reached = [&](std::size_t k) { return binomial_at_least(n, p, k) > risk; };
  const std::size_t low = *std::ranges::partition_point(ranks, likely_below) - 1;
  const std::size_t high = *std::ranges::partition_point(ranks, likely_reached);
  return {.low = low,
          .high = high,
          .coverage = binomial_at_least(n, p, low) - binomial_at_least(n, p, high)};
}

}  // namespace korus
