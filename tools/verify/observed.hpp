// What was found for a row.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

namespace korus {

struct Observed {
  double value = std::numeric_limits<double>::quiet_NaN();
  double se = 0;     // standard error of `value`; 0 where it does not vary
  std::string text;  // in place of a value
  std::int64_t replications = 0;
  std::string trouble;  // why there is neither

  // More than rounding moves it.
  bool varies() const { return se > 1e-12 * std::abs(value); }
};

}  // namespace korus
