#include "engine/normal_distribution.hpp"

#include <cmath>
#include <numbers>

#include "engine/portable_math.hpp"
#include "engine/special_functions.hpp"

namespace korus {

double normal_density(double z) {
  return portable::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi);
}

double normal_loss(double z) { return normal_density(z) - z * normal_below(-z); }

}  // namespace korus
