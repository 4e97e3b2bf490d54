// How likely outputs are under a Gaussian process with a constant trend, and which way the likelihood
// rises. Tells stochastic_kriging.cpp the parameters.
#pragma once

#include <Eigen/Dense>

#include "tools/analysis/points.hpp"
#include "tools/analysis/stochastic_kriging.hpp"

namespace korus {

// R and dR/ds at s >= 0.
struct CorrelationAt {
  double value = 1;
  double slope = 0;
};
CorrelationAt correlation_at(Correlation correlation, double s);

// Sum of theta_k (x_k - y_k)^2.
double scaled_distance(std::span<const double> x, std::span<const double> y,
                       std::span<const double> thetas);

// Outputs standardised to mean 0 and variance 1; noise as shares of their variance.
struct KrigingSample {
  Points unit{0, 0};        // [n_points, n_factors]
  Eigen::VectorXd outputs;  // [n_points]
  Eigen::VectorXd noise;    // [n_points]
};

// Logarithms: of the thetas, of the smooth part's variance and of the nugget.
using KrigingParameters = Eigen::VectorXd;  // [n_factors + 2]

// [n_points, n_points] covariance of the sample.
Eigen::MatrixXd kriging_covariance(const KrigingSample& sample, Correlation correlation,
                                   const KrigingParameters& parameters);

struct KrigingFit {
  KrigingParameters parameters;
  double deviance = 0;  // -2 ln likelihood, up to a constant
};

KrigingFit likeliest(const KrigingSample& sample, Correlation correlation);

}  // namespace korus
