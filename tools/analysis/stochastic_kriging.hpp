// A surrogate for a simulation: a smooth surface through outputs that are known up to the noise of their
// replications (stochastic kriging; Ankenman, Nelson & Staum 2010).
//
// output(x) = trend + smooth(x) + noise: a constant trend, a Gaussian process of covariance
// variance x R(s), s = sum of theta_k (x_k - y_k)^2 over the factors, and as noise the variance that each
// output brings along, s^2 / n of its replications, plus a nugget common to all. R is exp(-s), or Matern's
// of smoothness 5/2, (1 + a + a^2/3) exp(-a) with a = sqrt(5 s): whichever is likelier.
//
// Maximum likelihood by gradients and Rprop (Blum & Riedmiller 2013), from one start, no chance in it.
// Of many points a random part is used: that many serve for the likelihood, and more for the surface.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "engine/random.hpp"
#include "tools/analysis/points.hpp"

namespace korus {

enum class Correlation : std::uint8_t { gaussian, matern };
std::string_view name_of(Correlation correlation);

struct KrigingLimits {
  std::size_t likelihood_points = 300;
  std::size_t surface_points = 1000;
};

// Below this Q2 a surrogate should not stand in for the simulation.
constexpr double least_q2 = 0.8;

struct KrigingSurface {
  Correlation correlation = Correlation::gaussian;
  std::vector<double> thetas;   // [n_factors], of the unit cube; the larger, the sooner it changes
  double trend = 0;             // [output]
  double variance = 0;          // [output^2] of the smooth part
  double nugget = 0;            // [output^2] common to all points
  Points points{0, 0};          // [n_points, n_factors] it goes through
  std::vector<double> weights;  // [n_points]: prediction = trend + sum of weight x R(s)
  std::size_t likelihood_points = 0;
  // Of points left out, a block at a time, under the parameters of all: share of the variance that is
  // predicted, and share of them within 1.96 predicted standard deviations. NaN: there is one block.
  double q2 = std::numeric_limits<double>::quiet_NaN();
  double covered = std::numeric_limits<double>::quiet_NaN();

  bool may_stand_in() const { return q2 >= least_q2; }
  double predict(std::span<const double> x) const;  // [n_factors] of the unit cube
};

// `unit` [n_points, n_factors], `outputs` [n_points], `noise` [n_points] variances, 0 where not known.
// `blocks` [n_points] as in blocks.hpp, of points that are left out together; empty: one at a time.
// Outputs that do not vary, or fewer than three: a constant with Q2 NaN.
KrigingSurface stochastic_kriging(const Points& unit, std::span<const double> outputs,
                                  std::span<const double> noise, const RandomSource& random,
                                  const KrigingLimits& limits = {},
                                  std::span<const std::size_t> blocks = {});

}  // namespace korus
