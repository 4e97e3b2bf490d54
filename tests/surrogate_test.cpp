// Formulas in the place of the simulation: they find what is there, and say how far they can be trusted.
#include <Eigen/Dense>
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "engine/distributions.hpp"
#include "engine/statistics.hpp"
#include "tools/analysis/kriging_likelihood.hpp"
#include "tools/analysis/latin_hypercube.hpp"
#include "tools/analysis/quadratic_regression.hpp"
#include "tools/analysis/stochastic_kriging.hpp"

namespace korus {
namespace {

namespace tt = boost::test_tools;

double normal(std::uint64_t n) { return normal_quantile(RandomSource(11, 0).uniform(1, 1, n)); }

template <class Function>
std::vector<double> outputs_of(const Points& points, Function function) {
  std::vector<double> outputs;
  for (std::size_t i = 0; i < points.size(); ++i) {
    outputs.push_back(function(points[i], i));
  }
  return outputs;
}

const RegressionTerm* term(const QuadraticRegression& regression, std::size_t first,
                           std::size_t second, bool is_product) {
  const auto found = std::ranges::find_if(regression.terms, [&](const RegressionTerm& t) {
    return t.first == first && t.second == second && t.is_product == is_product;
  });
  return found == regression.terms.end() ? nullptr : &*found;
}

// Of z = 2 u - 1: y = 1 + 3 z0 - 2 z1^2 + 4 z0 z2.
BOOST_AUTO_TEST_CASE(a_quadratic_is_found_to_the_last_coefficient) {
  const Points points = latin_hypercube(60, 3, RandomSource(1, 0));
  const auto regression =
      quadratic_regression(points, outputs_of(points, [](auto u, std::size_t) {
                             const double z0 = 2 * u[0] - 1;
                             const double z1 = 2 * u[1] - 1;
                             return 1 + 3 * z0 - 2 * z1 * z1 + 4 * z0 * (2 * u[2] - 1);
                           }));
  BOOST_TEST(regression.model == "quadratic");
  BOOST_TEST(regression.points == 60u);
  BOOST_TEST(regression.terms.size() == 9u);
  BOOST_TEST(regression.r2 == 1.0, tt::tolerance(1e-9));
  BOOST_TEST(regression.q2 == 1.0, tt::tolerance(1e-9));
  BOOST_TEST(term(regression, 0, 0, false)->coefficient == 3.0, tt::tolerance(1e-9));
  BOOST_TEST(term(regression, 1, 1, true)->coefficient == -2.0, tt::tolerance(1e-9));
  BOOST_TEST(term(regression, 0, 2, true)->coefficient == 4.0, tt::tolerance(1e-9));
  BOOST_TEST(std::fabs(term(regression, 2, 2, false)->coefficient) < 1e-9);
  BOOST_TEST((regression.terms.front().first == 0 && !regression.terms.front().is_product));
  // z0 has variance 1/3, z0 z2 1/9 and z1^2 4/45: 3 + 16/9 + 16/45 in all.
  BOOST_TEST(regression.terms.front().standardised == std::sqrt(3 / (3 + 16.0 / 9 + 16.0 / 45)),
             tt::tolerance(0.05));
}

// Standardised coefficients of a linear model in factors that are not correlated are correlations; their
// intervals are those of any least squares: b -+ t s / (sd sqrt(n - 1)).
BOOST_AUTO_TEST_CASE(terms_have_intervals_that_hold_the_truth) {
  const Points points = latin_hypercube(400, 2, RandomSource(2, 0));
  const auto regression = quadratic_regression(
      points, outputs_of(points, [](auto u, std::size_t i) { return 2 * u[0] + 0.5 * normal(i); }));
  const double truth = std::sqrt((4.0 / 12) / (4.0 / 12 + 0.25));
  const RegressionTerm& first = regression.terms.front();
  BOOST_TEST(first.first == 0u);
  BOOST_TEST(first.interval.holds(truth));
  BOOST_TEST(first.interval.width() == 2 * 1.966 * std::sqrt((1 - truth * truth) / 400),
             tt::tolerance(0.1));
  const RegressionTerm* idle = term(regression, 1, 1, false);
  BOOST_REQUIRE(idle != nullptr);
  BOOST_TEST(idle->interval.holds(0));
  BOOST_TEST(regression.q2 == truth * truth, tt::tolerance(0.1));
  BOOST_TEST(regression.q2 < regression.r2);
}

// By z = 2 u - 1 of one factor: blocks left out, for real, of a line.
double press_of_a_line(const Points& points, const std::vector<double>& outputs,
                       const std::vector<std::size_t>& blocks) {
  double press = 0;
  for (std::size_t out = 0; out < outputs.size(); ++out) {
    double m = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      if (blocks[i] != blocks[out]) {
        m += 1;
        sx += points[i][0];
        sy += outputs[i];
        sxx += points[i][0] * points[i][0];
        sxy += points[i][0] * outputs[i];
      }
    }
    const double slope = (sxy - sx * sy / m) / (sxx - sx * sx / m);
    const double error = outputs[out] - (sy / m + slope * (points[out][0] - sx / m));
    press += error * error;
  }
  return press;
}

std::vector<std::size_t> blocks_of(std::size_t n, std::size_t size) {
  std::vector<std::size_t> blocks;
  for (std::size_t i = 0; i < n; ++i) {
    blocks.push_back(i / size);
  }
  return blocks;
}

// Against the leverages; two values of the factor leave a line alone to be tried.
BOOST_AUTO_TEST_CASE(q2_is_that_of_blocks_left_out) {
  Points points(30, 1);
  std::vector<double> outputs;
  Welford spread;
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i][0] = static_cast<double>(i * i % 2);
    outputs.push_back(2 * points[i][0] + std::sin(0.2 * static_cast<double>(i)));
    spread.add(outputs[i]);
  }
  for (const std::size_t size : {1u, 3u, 5u}) {
    const std::vector<std::size_t> blocks = blocks_of(30, size);
    const auto line = quadratic_regression(points, outputs, blocks);
    BOOST_TEST(line.model == "linear");
    BOOST_TEST(line.q2 == 1 - press_of_a_line(points, outputs, blocks) / (spread.variance() * 29),
               tt::tolerance(1e-8));
  }
  BOOST_TEST(quadratic_regression(points, outputs).q2 ==
             quadratic_regression(points, outputs, blocks_of(30, 1)).q2);
}

// All that the factor moves it moves in one block: without it no slope is told.
BOOST_AUTO_TEST_CASE(q2_is_not_known_where_a_block_tells_a_term_alone) {
  Points points(12, 2);
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i][0] = static_cast<double>(i % 2);
    points[i][1] = i == 3 ? 1 : 0;
  }
  const auto outputs =
      outputs_of(points, [](auto u, std::size_t i) { return u[0] + u[1] + 0.1 * normal(i); });
  const auto regression = quadratic_regression(points, outputs, blocks_of(12, 3));
  BOOST_TEST(regression.terms.size() == 2u);
  BOOST_TEST(std::isnan(regression.q2));
  const auto one_block = quadratic_regression(points, outputs, std::vector<std::size_t>(12, 0));
  BOOST_TEST(std::isnan(one_block.q2));
}

// Factors of two values have no square, and one that never changes no term.
BOOST_AUTO_TEST_CASE(what_the_design_cannot_tell_apart_is_left_out) {
  Points points(64, 3);
  for (std::size_t i = 0; i < 64; ++i) {
    points[i][0] = static_cast<double>(i % 2);
    points[i][1] = static_cast<double>(i / 2 % 4) / 3;
    points[i][2] = 0.5;
  }
  const auto regression =
      quadratic_regression(points, outputs_of(points, [](auto u, std::size_t i) {
                             return u[0] + u[1] * u[1] + 0.1 * normal(i);
                           }));
  BOOST_TEST(term(regression, 0, 0, true) == nullptr);
  BOOST_TEST(term(regression, 2, 2, false) == nullptr);
  BOOST_TEST(term(regression, 0, 0, false)->coefficient == 0.5, tt::tolerance(0.1));
  const auto none = quadratic_regression(points, std::vector<double>(64, 3.0));
  BOOST_TEST(none.terms.empty());
  BOOST_TEST(std::isnan(none.q2));
  BOOST_TEST(quadratic_regression(Points(3, 3), std::vector<double>{1, 2, 3}).terms.empty());
}

BOOST_AUTO_TEST_CASE(a_smooth_surface_is_predicted_where_it_was_not_seen) {
  const auto truth = [](std::span<const double> u) { return std::sin(5 * u[0]) + 2 * u[1] * u[1]; };
  const Points points = latin_hypercube(80, 3, RandomSource(4, 0));
  const auto outputs = outputs_of(points, [&](auto u, std::size_t) { return truth(u); });
  const KrigingSurface surface =
      stochastic_kriging(points, outputs, std::vector<double>(80, 0), RandomSource(4, 0));
  BOOST_TEST(surface.may_stand_in());
  BOOST_TEST(surface.q2 > 0.99);
  BOOST_TEST(surface.thetas[2] < 0.01 * surface.thetas[0]);  // the third does nothing
  const Points elsewhere = latin_hypercube(50, 3, RandomSource(4, 1));
  for (std::size_t i = 0; i < 50; ++i) {
    BOOST_TEST(std::fabs(surface.predict(elsewhere[i]) - truth(elsewhere[i])) < 0.1);
  }
  BOOST_TEST(std::fabs(surface.predict(points[7]) - outputs[7]) < 0.01);
}

// Each output brings noise of variance 0.25; the surface is the smooth part, not the noise.
BOOST_AUTO_TEST_CASE(the_noise_of_the_replications_is_smoothed_away) {
  const auto truth = [](std::span<const double> u) { return 3 * u[0] + std::cos(4 * u[1]); };
  const Points points = latin_hypercube(300, 2, RandomSource(5, 0));
  const auto outputs =
      outputs_of(points, [&](auto u, std::size_t i) { return truth(u) + 0.5 * normal(1000 + i); });
  const KrigingSurface surface =
      stochastic_kriging(points, outputs, std::vector<double>(300, 0.25), RandomSource(5, 0));
  double squares = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double off = surface.predict(points[i]) - truth(points[i]);
    squares += off * off / 300;
  }
  BOOST_TEST(squares < 0.25 / 10);
  BOOST_TEST(surface.nugget < 0.05);
  BOOST_TEST(surface.covered == 0.95, tt::tolerance(0.04));
}

BOOST_AUTO_TEST_CASE(pure_noise_has_no_surrogate) {
  const Points points = latin_hypercube(100, 4, RandomSource(6, 0));
  const auto noise = outputs_of(points, [](auto, std::size_t i) { return normal(2000 + i); });
  const KrigingSurface surface =
      stochastic_kriging(points, noise, std::vector<double>(100, 0), RandomSource(6, 0));
  BOOST_TEST(surface.q2 < 0.3);
  BOOST_TEST(!surface.may_stand_in());
  BOOST_TEST(quadratic_regression(points, noise).q2 < 0.3);
  const KrigingSurface flat = stochastic_kriging(points, std::vector<double>(100, 2),
                                                 std::vector<double>(100, 0), RandomSource(6, 0));
  BOOST_TEST(std::isnan(flat.q2));
  BOOST_TEST(!flat.may_stand_in());
  BOOST_TEST(flat.predict(points[0]) == 2.0);
}

struct Refit {
  double press = 0;
  std::size_t within = 0;
};

// What the surface predicts at its points `out` from the others alone, under the same parameters and a
// noise of variance 0.01.
Refit refit_without(const std::vector<std::size_t>& out, const KrigingSurface& surface,
                    const std::vector<double>& outputs) {
  std::vector<std::size_t> in;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (std::ranges::find(out, i) == out.end()) {
      in.push_back(i);
    }
  }
  const auto r = [&](std::size_t a, std::size_t b) {
    const double s = scaled_distance(surface.points[a], surface.points[b], surface.thetas);
    return surface.variance * correlation_at(surface.correlation, s).value;
  };
  const auto m = static_cast<Eigen::Index>(in.size());
  Eigen::MatrixXd k(m, m);
  Eigen::VectorXd y(m);
  for (Eigen::Index i = 0; i < m; ++i) {
    y[i] = outputs[in[static_cast<std::size_t>(i)]];
    for (Eigen::Index j = 0; j < m; ++j) {
      k(i, j) = r(in[static_cast<std::size_t>(i)], in[static_cast<std::size_t>(j)]) +
                (i == j ? surface.nugget + 0.01 : 0);
    }
  }
  const Eigen::MatrixXd inverse = k.inverse();
  const double trend = (inverse * y).sum() / inverse.sum();
  Refit refit;
  for (const std::size_t point : out) {
    Eigen::VectorXd to(m);
    for (Eigen::Index i = 0; i < m; ++i) {
      to[i] = r(in[static_cast<std::size_t>(i)], point);
    }
    const Eigen::VectorXd by = inverse * to;
    const double error = outputs[point] - trend - by.dot((y.array() - trend).matrix());
    const double variance = surface.variance + surface.nugget + 0.01 - to.dot(by) +
                            (1 - by.sum()) * (1 - by.sum()) / inverse.sum();
    refit.press += error * error;
    refit.within += std::fabs(error) <= 1.96 * std::sqrt(variance) ? 1u : 0u;
  }
  return refit;
}

// The one inverse gives what refitting without each block gives, at the same parameters.
BOOST_AUTO_TEST_CASE(q2_of_the_surface_is_that_of_blocks_left_out) {
  const std::size_t n = 24;
  const Points points = latin_hypercube(n, 2, RandomSource(8, 0));
  const auto outputs = outputs_of(points, [](auto u, std::size_t i) {
    return std::sin(4 * u[0]) + u[1] + 0.1 * normal(3000 + i);
  });
  const std::vector<double> noise(n, 0.01);
  const RandomSource random(8, 0);
  for (const std::size_t size : {1u, 4u, 6u}) {
    const KrigingSurface surface =
        stochastic_kriging(points, outputs, noise, random, {}, blocks_of(n, size));
    std::vector<double> in_order;  // of the surface's points
    std::vector<std::vector<std::size_t>> members(n / size);
    Welford spread;
    for (std::size_t i = 0; i < n; ++i) {
      std::size_t ours = 0;
      while (points[ours][0] != surface.points[i][0]) {
        ++ours;
      }
      in_order.push_back(outputs[ours]);
      members[ours / size].push_back(i);
      spread.add(outputs[ours]);
    }
    Refit all;
    for (const std::vector<std::size_t>& block : members) {
      const Refit one = refit_without(block, surface, in_order);
      all.press += one.press;
      all.within += one.within;
    }
    BOOST_TEST(surface.q2 == 1 - all.press / (spread.variance() * (n - 1)), tt::tolerance(1e-8));
    BOOST_TEST(surface.covered == static_cast<double>(all.within) / n, tt::tolerance(1e-12));
  }
  const auto by_points = stochastic_kriging(points, outputs, noise, random);
  const auto by_ones = stochastic_kriging(points, outputs, noise, random, {}, blocks_of(n, 1));
  BOOST_TEST(by_points.q2 == by_ones.q2);
  BOOST_TEST(by_points.covered == by_ones.covered);
  const auto one = stochastic_kriging(points, outputs, noise, random, {}, blocks_of(n, n));
  BOOST_TEST(std::isnan(one.q2));
  BOOST_TEST(std::isnan(one.covered));
}

// The likelihood's gradient leads to its top: no step of any parameter by itself makes it likelier.
BOOST_AUTO_TEST_CASE(the_parameters_are_likeliest) {
  const Points points = latin_hypercube(60, 2, RandomSource(9, 0));
  KrigingSample sample{
      .unit = points, .outputs = Eigen::VectorXd(60), .noise = Eigen::VectorXd::Constant(60, 0.02)};
  for (std::size_t i = 0; i < 60; ++i) {
    sample.outputs[static_cast<Eigen::Index>(i)] =
        1.5 * std::sin(5 * points[i][0]) + points[i][1] + 0.15 * normal(4000 + i);
  }
  for (const Correlation correlation : {Correlation::gaussian, Correlation::matern}) {
    const auto deviance = [&](const KrigingParameters& parameters) {
      const Eigen::MatrixXd k = kriging_covariance(sample, correlation, parameters);
      const Eigen::MatrixXd inverse = k.inverse();
      const double trend = (inverse * sample.outputs).sum() / inverse.sum();
      const Eigen::VectorXd rest = sample.outputs.array() - trend;
      return std::log(k.determinant()) + rest.dot(inverse * rest);
    };
    const KrigingFit fit = likeliest(sample, correlation);
    BOOST_TEST(fit.deviance == deviance(fit.parameters), tt::tolerance(1e-6));
    for (Eigen::Index p = 0; p + 1 < fit.parameters.size(); ++p) {
      for (const double step : {-0.1, 0.1}) {
        KrigingParameters moved = fit.parameters;
        moved[p] += step;
        BOOST_TEST(deviance(moved) >= fit.deviance - 1e-3);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(of_many_points_a_part_is_used_and_the_same_each_time) {
  const Points points = latin_hypercube(400, 2, RandomSource(10, 0));
  const auto outputs = outputs_of(points, [](auto u, std::size_t) { return u[0] * u[1]; });
  const std::vector<double> none(400, 0);
  const KrigingLimits limits{.likelihood_points = 50, .surface_points = 120};
  const auto surface = stochastic_kriging(points, outputs, none, RandomSource(1, 0), limits);
  BOOST_TEST(surface.weights.size() == 120u);
  BOOST_TEST(surface.likelihood_points == 50u);
  BOOST_TEST(surface.q2 > 0.9);
  const auto again = stochastic_kriging(points, outputs, none, RandomSource(1, 0), limits);
  BOOST_TEST(surface.weights == again.weights, tt::per_element());
}

}  // namespace
}  // namespace korus
