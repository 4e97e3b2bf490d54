// Whether the z's of all stochastic rows look like a standard normal sample: a systematic error shows
// there before it shows in any row.
//
// Limits that n independent z's break once in a thousand calls, each of mean and standard deviation,
// and never tighter than a mean within 0.3 and a standard deviation of 0.8 to 1.2: rows of one case
// share their runs, and many of them are fewer than they look.
#pragma once

#include <cstdint>
#include <limits>
#include <span>

namespace korus {

struct ZScores {
  std::int64_t n = 0;
  double mean = std::numeric_limits<double>::quiet_NaN();
  double sd = std::numeric_limits<double>::quiet_NaN();      // n - 1
  double beyond = std::numeric_limits<double>::quiet_NaN();  // share with |z| > 1.96

  static constexpr std::int64_t fewest = 30;  // below, they are not judged
  double greatest_mean() const;               // of either sign
  double least_sd() const;
  double greatest_sd() const;

  bool judged() const { return n >= fewest; }
  bool normal() const;  // true where they are not judged
};

ZScores z_scores(std::span<const double> z);

}  // namespace korus
