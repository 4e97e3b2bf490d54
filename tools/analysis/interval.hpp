// Between which two numbers something lies, at a stated level.
#pragma once

#include <cstddef>
#include <limits>

namespace korus {

struct Interval {  // NaN: not known
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();

  double width() const { return high - low; }
  bool holds(double value) const { return low <= value && value <= high; }
};

// Of a share found in `cases` of n independent trials (Wilson 1927): within [0, 1], and of some width
// where none or all are cases. n = 0: not known.
Interval wilson_interval(std::size_t cases, std::size_t n, double level = 0.95);

}  // namespace korus
