#include "tools/analysis/stochastic_kriging.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/ensure.hpp"
#include "engine/portable_math.hpp"
#include "engine/statistics.hpp"
#include "tools/analysis/kriging_likelihood.hpp"

namespace korus {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

// Points in an order of chance that the source alone decides, so that the first of them are any.
std::vector<std::size_t> shuffled(std::size_t n, const RandomSource& random) {
  std::vector<std::pair<std::uint64_t, std::size_t>> keys;
  for (std::size_t i = 0; i < n; ++i) {
    keys.emplace_back(random.bits(name_key("kriging"), 0, i), i);
  }
  std::ranges::sort(keys);
  std::vector<std::size_t> order;
  std::ranges::transform(keys, std::back_inserter(order),
                         [](const auto& key) { return key.second; });
  return order;
}

struct Scale {
  double mean = 0;
  double sd = 0;
};

KrigingSample sample_of(const Points& unit, std::span<const double> outputs,
                        std::span<const double> noise, std::span<const std::size_t> chosen,
                        const Scale& scale) {
  const auto n = static_cast<Index>(chosen.size());
  KrigingSample sample{.unit = Points(chosen.size(), unit.dimensions()),
                       .outputs = VectorXd(n),
                       .noise = VectorXd(n)};
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    std::ranges::copy(unit[chosen[i]], sample.unit[i].begin());
    sample.outputs[static_cast<Index>(i)] = (outputs[chosen[i]] - scale.mean) / scale.sd;
    sample.noise[static_cast<Index>(i)] = noise[chosen[i]] / (scale.sd * scale.sd);
  }
  return sample;
}

// Left-out predictions of kriging with a constant trend, from the one inverse (Dubrule 1983).
void leave_out_each(KrigingSurface& surface, const KrigingSample& sample, const MatrixXd& inverse,
                    const VectorXd& ones, const VectorXd& weights) {
  double press = 0;
  double within = 0;
  for (Index i = 0; i < weights.size(); ++i) {
    const double precision = inverse(i, i) - ones[i] * ones[i] / ones.sum();
    const double error = weights[i] / precision;
    press += error * error;
    within += std::fabs(weights[i]) <= 1.96 * std::sqrt(precision) ? 1 : 0;
  }
  const VectorXd spread = sample.outputs.array() - sample.outputs.mean();
  surface.q2 = 1 - press / spread.squaredNorm();
  surface.covered = within / static_cast<double>(weights.size());
}

void lay(KrigingSurface& surface, const KrigingSample& sample, const KrigingParameters& parameters,
         const Scale& scale) {
  const Index n = sample.outputs.size();
  const Eigen::LLT<MatrixXd> factor(kriging_covariance(sample, surface.correlation, parameters));
  ensure(factor.info() == Eigen::Success, "a covariance with a nugget is positive definite");
  const MatrixXd inverse = factor.solve(MatrixXd::Identity(n, n));
  const VectorXd ones = inverse.rowwise().sum();
  const double trend = ones.dot(sample.outputs) / ones.sum();
  const VectorXd weights = inverse * (sample.outputs.array() - trend).matrix();
  const double variance = portable::exp(parameters[parameters.size() - 2]);
  for (Index k = 0; k + 2 < parameters.size(); ++k) {
    surface.thetas.push_back(portable::exp(parameters[k]));
  }
  surface.trend = scale.mean + scale.sd * trend;
  surface.variance = variance * scale.sd * scale.sd;
  surface.nugget = portable::exp(parameters[parameters.size() - 1]) * scale.sd * scale.sd;
  surface.points = sample.unit;
  for (const double weight : weights) {
    surface.weights.push_back(weight * variance * scale.sd);
  }
  leave_out_each(surface, sample, inverse, ones, weights);
}

}  // namespace

std::string_view name_of(Correlation correlation) {
  return correlation == Correlation::gaussian ? "Gaussian" : "Matern 5/2";
}

double KrigingSurface::predict(std::span<const double> x) const {
  double prediction = trend;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double s = scaled_distance(x, points[i], thetas);
    prediction += weights[i] * correlation_at(correlation, s).value;
  }
  return prediction;
}

KrigingSurface stochastic_kriging(const Points& unit, std::span<const double> outputs,
                                  std::span<const double> noise, const RandomSource& random,
                                  const KrigingLimits& limits) {
  ensure(outputs.size() == unit.size() && noise.size() == unit.size(),
         "each point has an output and the variance of its noise");
  const std::vector<std::size_t> order = shuffled(unit.size(), random);
  const std::span surface_part =
      std::span(order).first(std::min(order.size(), limits.surface_points));
  const std::span likelihood_part =
      std::span(order).first(std::min(order.size(), limits.likelihood_points));
  Welford spread;
  for (const std::size_t i : likelihood_part) {
    spread.add(outputs[i]);
  }
  const Scale scale{.mean = spread.mean(), .sd = spread.standard_deviation()};
  KrigingSurface surface{.trend = scale.mean, .likelihood_points = likelihood_part.size()};
  if (likelihood_part.size() < 3 || scale.sd <= 1e-12 * std::fabs(scale.mean)) {
    return surface;
  }
  const KrigingSample sample = sample_of(unit, outputs, noise, likelihood_part, scale);
  const KrigingFit gaussian = likeliest(sample, Correlation::gaussian);
  const KrigingFit matern = likeliest(sample, Correlation::matern);
  const bool smooth = gaussian.deviance <= matern.deviance;
  surface.correlation = smooth ? Correlation::gaussian : Correlation::matern;
  lay(surface, sample_of(unit, outputs, noise, surface_part, scale),
      (smooth ? gaussian : matern).parameters, scale);
  return surface;
}

}  // namespace korus
