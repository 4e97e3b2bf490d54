#include "tools/analysis/kriging_likelihood.hpp"

#include <algorithm>
#include <cmath>

#include "engine/portable_math.hpp"

namespace korus {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

std::size_t factors_of(const KrigingSample& sample) { return sample.unit.dimensions(); }

std::vector<double> thetas_of(const KrigingParameters& parameters) {
  std::vector<double> thetas;
  for (Index k = 0; k + 2 < parameters.size(); ++k) {
    thetas.push_back(portable::exp(parameters[k]));
  }
  return thetas;
}

struct Deviance {
  double value = std::numeric_limits<double>::infinity();
  VectorXd gradient;  // by the parameters; empty where there is no value
};

struct Covariance {
  MatrixXd values;  // lower triangle
  MatrixXd slopes;  // variance x dR/ds, lower triangle
};

Covariance covariance_of(const KrigingSample& sample, Correlation correlation,
                         const KrigingParameters& parameters) {
  const Index n = sample.outputs.size();
  const std::vector<double> thetas = thetas_of(parameters);
  const double variance = portable::exp(parameters[parameters.size() - 2]);
  const double nugget = portable::exp(parameters[parameters.size() - 1]);
  Covariance covariance{MatrixXd::Zero(n, n), MatrixXd::Zero(n, n)};
  for (Index j = 0; j < n; ++j) {
    const auto x = sample.unit[static_cast<std::size_t>(j)];
    covariance.values(j, j) = variance + nugget + sample.noise[j];
    for (Index i = j + 1; i < n; ++i) {
      const double s = scaled_distance(x, sample.unit[static_cast<std::size_t>(i)], thetas);
      const CorrelationAt at = correlation_at(correlation, s);
      covariance.values(i, j) = variance * at.value;
      covariance.slopes(i, j) = variance * at.slope;
    }
  }
  return covariance;
}

// With K the covariance and a = K^-1 (y - trend): ln |K| + (y - trend)' a, the trend by generalised
// least squares; its derivative by a parameter p is the sum over (K^-1 - a a') * dK/dp (Rasmussen &
// Williams 2006, 5.9; the trend's own does not count, as it is the best).
Deviance deviance_of(const KrigingSample& sample, Correlation correlation,
                     const KrigingParameters& parameters) {
  const Index n = sample.outputs.size();
  const Covariance covariance = covariance_of(sample, correlation, parameters);
  const Eigen::LLT<MatrixXd> factor(covariance.values);
  if (factor.info() != Eigen::Success) {
    return {};
  }
  const MatrixXd inverse = factor.solve(MatrixXd::Identity(n, n));
  const VectorXd ones = inverse.rowwise().sum();
  const double trend = ones.dot(sample.outputs) / ones.sum();
  const VectorXd rest = sample.outputs.array() - trend;
  const VectorXd weights = inverse * rest;
  Deviance deviance{.value = rest.dot(weights), .gradient = VectorXd::Zero(parameters.size())};
  for (Index i = 0; i < n; ++i) {
    deviance.value += 2 * portable::log(factor.matrixLLT()(i, i));
  }
  const std::vector<double> thetas = thetas_of(parameters);
  double diagonal = 0;
  double smooth = 0;
  for (Index j = 0; j < n; ++j) {
    diagonal += inverse(j, j) - weights[j] * weights[j];
    const auto x = sample.unit[static_cast<std::size_t>(j)];
    for (Index i = j + 1; i < n; ++i) {
      const double pull = 2 * (inverse(i, j) - weights[i] * weights[j]);
      const auto y = sample.unit[static_cast<std::size_t>(i)];
      smooth += pull * covariance.values(i, j);
      for (std::size_t k = 0; k < factors_of(sample); ++k) {
        const double gap = x[k] - y[k];
        deviance.gradient[static_cast<Index>(k)] +=
            pull * covariance.slopes(i, j) * thetas[k] * gap * gap;
      }
    }
  }
  const Index last = parameters.size() - 1;
  deviance.gradient[last - 1] = smooth + diagonal * portable::exp(parameters[last - 1]);
  deviance.gradient[last] = diagonal * portable::exp(parameters[last]);
  return deviance;
}

// Of standardised outputs over the unit cube.
struct Range {
  double low;
  double start;
  double high;
};

Range range_of(Index parameter, Index n_parameters) {
  if (parameter == n_parameters - 1) {
    return {.low = 1e-6, .start = 1e-2, .high = 2};  // nugget
  }
  if (parameter == n_parameters - 2) {
    return {.low = 1e-2, .start = 1, .high = 1e2};  // variance
  }
  return {.low = 1e-4, .start = 3 / static_cast<double>(n_parameters - 2), .high = 1e3};  // theta
}

// Step by the gradient's sign alone, longer while it stays, shorter once it turns (iRprop-, Igel &
// Huesken 2003).
class Rprop {
 public:
  explicit Rprop(Index n) : steps_(VectorXd::Constant(n, first)), before_(VectorXd::Zero(n)) {}

  void move(KrigingParameters& parameters, VectorXd gradient) {
    for (Index p = 0; p < parameters.size(); ++p) {
      const double agreement = gradient[p] * before_[p];
      if (agreement > 0) {
        steps_[p] = std::min(1.2 * steps_[p], longest);
      } else if (agreement < 0) {
        steps_[p] = std::max(0.5 * steps_[p], shortest);
        gradient[p] = 0;
      }
      const Range range = range_of(p, parameters.size());
      const double moved =
          parameters[p] - (gradient[p] > 0) * steps_[p] + (gradient[p] < 0) * steps_[p];
      parameters[p] = std::clamp(moved, portable::log(range.low), portable::log(range.high));
    }
    before_ = gradient;
  }

 private:
  static constexpr double first = 0.4;
  static constexpr double longest = 1.5;
  static constexpr double shortest = 1e-3;
  VectorXd steps_;
  VectorXd before_;
};

}  // namespace

CorrelationAt correlation_at(Correlation correlation, double s) {
  if (correlation == Correlation::gaussian) {
    const double value = portable::exp(-s);
    return {.value = value, .slope = -value};
  }
  const double a = std::sqrt(5 * s);
  const double decay = portable::exp(-a);
  return {.value = (1 + a + a * a / 3) * decay, .slope = -5.0 / 6 * (1 + a) * decay};
}

double scaled_distance(std::span<const double> x, std::span<const double> y,
                       std::span<const double> thetas) {
  double s = 0;
  for (std::size_t k = 0; k < thetas.size(); ++k) {
    const double gap = x[k] - y[k];
    s += thetas[k] * gap * gap;
  }
  return s;
}

MatrixXd kriging_covariance(const KrigingSample& sample, Correlation correlation,
                            const KrigingParameters& parameters) {
  const MatrixXd lower = covariance_of(sample, correlation, parameters).values;
  return lower.selfadjointView<Eigen::Lower>();
}

KrigingFit likeliest(const KrigingSample& sample, Correlation correlation) {
  constexpr int rounds = 80;
  KrigingParameters parameters(static_cast<Index>(factors_of(sample)) + 2);
  for (Index p = 0; p < parameters.size(); ++p) {
    parameters[p] = portable::log(range_of(p, parameters.size()).start);
  }
  KrigingFit best{.parameters = parameters, .deviance = std::numeric_limits<double>::infinity()};
  Rprop rprop(parameters.size());
  for (int round = 0; round < rounds; ++round) {
    const Deviance found = deviance_of(sample, correlation, parameters);
    if (found.gradient.size() == 0) {
      break;
    }
    if (found.value < best.deviance) {
      best = {.parameters = parameters, .deviance = found.value};
    }
    rprop.move(parameters, found.gradient);
  }
  return best;
}

}  // namespace korus
