#include "tools/verify/z_scores.hpp"

#include <cmath>

#include "engine/statistics.hpp"

namespace korus {

bool ZScores::normal() const {
  return !judged() || (std::abs(mean) <= greatest_mean && sd >= least_sd && sd <= greatest_sd);
}

ZScores z_scores(std::span<const double> z) {
  Welford sums;
  int beyond = 0;
  for (const double value : z) {
    sums.add(value);
    beyond += std::abs(value) > 1.96 ? 1 : 0;
  }
  ZScores result{.n = sums.count()};
  if (result.n > 0) {
    result.mean = sums.mean();
    result.beyond = static_cast<double>(beyond) / static_cast<double>(result.n);
  }
  if (result.n > 1) {
    result.sd = sums.standard_deviation();
  }
  return result;
}

}  // namespace korus
