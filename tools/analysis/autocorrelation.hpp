// Whether the values of a series hang together.
#pragma once

#include <span>

namespace korus {

// Correlation of each value with the next; NaN where none vary.
double lag_one_correlation(std::span<const double> series);

// Von Neumann's ratio (1941) of squared steps to squared deviations, as a z value: about N(0, 1) of
// independent normal values, z = (ratio - 2) / sqrt(4 (n - 2) / (n^2 - 1)); far below 0 where
// neighbours are alike. Three values or more.
double von_neumann_z(std::span<const double> series);

}  // namespace korus
