// The ratio of two means that were seen together, with Fieller's interval (1954).
#pragma once

#include <limits>
#include <span>

namespace korus {

struct RatioOfMeans {
  double ratio = std::numeric_limits<double>::quiet_NaN();
  // All ratios r for which mean(above) - r mean(below) might be 0. NaN where that is no interval: the
  // mean below may itself be 0, and the ratio anything.
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
};

// Pairs of one length, about normal, each pair independent of the others. Of the mean below the
// estimate is `below_mean`, and its spread that of `below` (pseudo-values, of a ratio of sums); Student's
// t with n - 1 degrees. Below two pairs no interval.
RatioOfMeans fieller_ratio(std::span<const double> above, double below_mean,
                           std::span<const double> below, double level);

}  // namespace korus
