// Quantile of a sample, type 7 of Hyndman and Fan (1996): the default of numpy and R, to the last
// bit of numpy's.
#pragma once

#include <span>

namespace korus {

// `sorted` ascending, without NaN; p in [0, 1]. NaN where `sorted` is empty.
double quantile(std::span<const double> sorted, double p);

}  // namespace korus
