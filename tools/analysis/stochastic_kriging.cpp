#include "tools/analysis/stochastic_kriging.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/ensure.hpp"
#include "engine/portable_math.hpp"
#include "engine/statistics.hpp"
#include "tools/analysis/blocks.hpp"
#include "tools/analysis/kriging_likelihood.hpp"

namespace korus {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

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

// Of the chosen points; none where none are told.
std::vector<std::size_t> blocks_of(std::span<const std::size_t> blocks,
                                   std::span<const std::size_t> chosen) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < chosen.size() && !blocks.empty(); ++i) {
    result.push_back(blocks[chosen[i]]);
  }
  return result;
}

struct LeftOut {
  double press = 0;
  double within = 0;  // points within 1.96 predicted standard deviations
};

// Errors of a block left out are (Q_BB)^-1 (Q y)_B, their covariance is (Q_BB)^-1, where Q y are the
// weights and Q is the inverse without its constant: Q = K^-1 - K^-1 1 1' K^-1 / (1' K^-1 1) (Dubrule
// 1983; a block of one is his formula).
LeftOut leave_out(const std::vector<Index>& block, const MatrixXd& inverse, const VectorXd& ones,
                  const VectorXd& weights) {
  const VectorXd of_block = ones(block);
  const MatrixXd precision = inverse(block, block) - of_block * of_block.transpose() / ones.sum();
  const auto n = static_cast<Index>(block.size());
  const Eigen::LLT<MatrixXd> factor(precision);
  if (factor.info() != Eigen::Success) {  // the points outside do not tell even the constant
    return {.press = not_known, .within = not_known};
  }
  const VectorXd errors = factor.solve(VectorXd(weights(block)));
  const MatrixXd covariance = factor.solve(MatrixXd::Identity(n, n));
  LeftOut result{.press = errors.squaredNorm()};
  for (Index i = 0; i < n; ++i) {
    result.within += std::fabs(errors[i]) <= 1.96 * std::sqrt(covariance(i, i)) ? 1 : 0;
  }
  return result;
}

void leave_out_each(KrigingSurface& surface, const VectorXd& outputs,
                    const std::vector<std::vector<Index>>& blocks, const MatrixXd& inverse,
                    const VectorXd& ones, const VectorXd& weights) {
  if (blocks.size() < 2) {
    return;
  }
  LeftOut all;
  for (const std::vector<Index>& block : blocks) {
    const LeftOut one = leave_out(block, inverse, ones, weights);
    all.press += one.press;
    all.within += one.within;
  }
  const VectorXd spread = outputs.array() - outputs.mean();
  surface.q2 = 1 - all.press / spread.squaredNorm();
  surface.covered = all.within / static_cast<double>(weights.size());
}

void lay(KrigingSurface& surface, const KrigingSample& sample, const KrigingParameters& parameters,
         const Scale& scale, std::span<const std::size_t> blocks) {
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
  leave_out_each(surface, sample.outputs, block_members(blocks, sample.unit.size()), inverse, ones,
                 weights);
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
                                  const KrigingLimits& limits,
                                  std::span<const std::size_t> blocks) {
  ensure(
      outputs.size() == unit.size() && noise.size() == unit.size() &&
          (blocks.empty() || blocks.size() == unit.size()),
      "each point has an output, the variance of its noise and, where there are blocks, its own");
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
      (smooth ? gaussian : matern).parameters, scale, blocks_of(blocks, surface_part));
  return surface;
}

}  // namespace korus
