// Whether the z's of all stochastic rows look like a standard normal sample: a systematic error shows
// there before it shows in any row.
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
  static constexpr double greatest_mean = 0.3;
  static constexpr double least_sd = 0.8;
  static constexpr double greatest_sd = 1.2;

  bool judged() const { return n >= fewest; }
  bool normal() const;  // true where they are not judged
};

ZScores z_scores(std::span<const double> z);

}  // namespace korus
