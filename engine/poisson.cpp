#include "engine/poisson.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/distributions.hpp"
#include "engine/special_functions.hpp"

namespace korus {
namespace {

constexpr double largest_walked = 50;  // mean up to which steps from the mode are the faster way
constexpr double tail = 1e-3;          // beyond which sums from the mode lose digits

}  // namespace

Poisson Poisson::of(double mean) {
  if (mean <= 0) {
    return {};
  }
  const double mode = std::floor(mean);
  return {.mean = mean,
          .chance = poisson_chance(mode, mean),
          .below = IncompleteGamma(mode + 1.0).at(mean).above};
}

double Poisson::quantile(double u) const {
  if (mean <= 0) {
    return 0;
  }
  return mean <= largest_walked && u > tail && u < 1.0 - tail ? from_mode(u) : from_guess(u);
}

double Poisson::from_mode(double u) const {
  double k = std::floor(mean);
  double at_k = chance;
  double up_to_k = below;
  if (up_to_k >= u) {
    while (k > 0 && up_to_k - at_k >= u) {
      up_to_k -= at_k;
      at_k *= k / mean;
      k -= 1.0;
    }
    return k;
  }
  while (up_to_k < u) {
    k += 1.0;
    at_k *= mean / k;
    up_to_k += at_k;
  }
  return k;
}

// Sums run over the smaller of the two tails: what is below k, or what is above it.
double Poisson::from_guess(double u) const {
  const double z = normal_quantile(u);
  double k = std::max(std::floor(mean + std::sqrt(mean) * z + (z * z - 1.0) / 6.0 + 0.5), 0.0);
  const bool lower = u <= 0.5;
  const IncompleteGamma::Parts parts = IncompleteGamma(k + 1.0).at(mean);
  double at_k = poisson_chance(k, mean);
  double side = lower ? parts.above : parts.below;  // P(at most k), or P(more than k)
  const auto enough = [&](double s) { return lower ? s >= u : s <= 1.0 - u; };
  const double step = lower ? 1.0 : -1.0;
  if (enough(side)) {
    while (k > 0 && enough(side - step * at_k)) {
      side -= step * at_k;
      at_k *= k / mean;
      k -= 1.0;
    }
    return k;
  }
  while (!enough(side)) {
    k += 1.0;
    at_k *= mean / k;
    side += step * at_k;
  }
  return k;
}

}  // namespace korus
