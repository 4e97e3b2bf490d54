// Between which order statistics a quantile lies, whatever the distribution (Hahn & Meeker 1991, 5.2).
#pragma once

#include <cstddef>

namespace korus {

// P(B >= k) of B ~ Binomial(n, p), p in [0, 1].
double binomial_at_least(std::size_t n, double p, std::size_t k);

// Ranks from 1: of n independent values in ascending order, the p-quantile lies between the low-th and
// the high-th with at least the level asked for, each side's risk counted by itself.
struct QuantileRanks {
  std::size_t low = 0;   // 0: so few values have no lower bound
  std::size_t high = 0;  // n + 1: so few values have no upper bound
  double coverage = 0;   // P(low <= B < high)
};

QuantileRanks quantile_ranks(std::size_t n, double p, double level);

}  // namespace korus
