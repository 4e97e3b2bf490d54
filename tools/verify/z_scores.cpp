#include "tools/verify/z_scores.hpp"

#include <algorithm>
#include <cmath>

#include "engine/distributions.hpp"
#include "engine/special_functions.hpp"
#include "engine/statistics.hpp"

namespace korus {

namespace {

constexpr double one_side = 0.0005;

// Quantile of the standard deviation of n standard normal numbers: chi-squared over n - 1, which is
// gamma distributed with shape (n - 1) / 2.
double sd_quantile(std::int64_t n, double u) {
  const double shape = static_cast<double>(n - 1) / 2.0;
  return std::sqrt(IncompleteGamma(shape).inverse(u) / shape);
}

}  // namespace

double ZScores::greatest_mean() const {
  return std::max(0.3, normal_quantile(1 - one_side) / std::sqrt(static_cast<double>(n)));
}
double ZScores::least_sd() const { return std::min(0.8, sd_quantile(n, one_side)); }
double ZScores::greatest_sd() const { return std::max(1.2, sd_quantile(n, 1 - one_side)); }

bool ZScores::normal() const {
  return !judged() ||
         (std::abs(mean) <= greatest_mean() && sd >= least_sd() && sd <= greatest_sd());
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
