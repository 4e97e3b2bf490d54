// The interval of a chance that was seen to come true in some of n trials.
#pragma once

#include <cstdint>
#include <limits>

#include "tools/ensemble/estimate.hpp"

namespace korus {

struct ChanceInterval {
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
};

// Wilson (1927): within [0, 1], and of some width where none or all came true. NaN without trials.
ChanceInterval wilson_interval(std::int64_t came_true, std::int64_t trials,
                               double level = usual_level);

}  // namespace korus
