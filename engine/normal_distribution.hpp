// Density and loss of the standard normal, by portable_math.hpp alone. Its probability is
// normal_below of special_functions.hpp, its quantile normal_quantile of distributions.hpp.
#pragma once

namespace korus {

double normal_density(double z);

// E[(Z - z)+]. Relative error below 1e-12 up to z = 20.
double normal_loss(double z);

}  // namespace korus
