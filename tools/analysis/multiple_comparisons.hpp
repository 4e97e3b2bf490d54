// Multiple comparisons with the best (MCB, Hsu 1984): for every system by how much it is better than
// the best of the others, all intervals right together.
//
// Constrained intervals (Edwards & Hsu 1983; Hsu 1996, ch. 4) from one-sided comparisons of the best,
// whichever it is, with each of the k - 1 others. On common random numbers those are correlated in a
// way that is not known; Bonferroni's inequality holds all the same: Student's t at 1 - (1 - level) /
// (k - 1) of each pair's own standard error. Conservative, by some 10 to 20 % of the width at k = 20
// where the pairs are alike (Nelson & Matejcik 1995 assume that they are; nothing is assumed here).
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace korus {

// Of two systems on the replications that both have; about normal.
struct PairDifference {
  double mean = 0;  // first - second, where larger is better
  double se = 0;
  std::size_t pairs = 0;
};

struct ComparisonWithBest {
  // Interval of value - largest value of the others: it ends at 0 or lies about it, or begins there.
  // Infinite where there are fewer than two pairs.
  double low = 0;
  double high = 0;
  bool may_be_best = false;  // not distinguishable from the best at this level
};

// `difference(i, j)` is asked for i < j only. At least two systems.
std::vector<ComparisonWithBest> compare_with_best(
    std::size_t n_systems,
    const std::function<PairDifference(std::size_t, std::size_t)>& difference, double level);

// Mean and standard error of first - second over as many as both have, replication by replication.
PairDifference pair_difference(const std::vector<double>& first, const std::vector<double>& second);

}  // namespace korus
