// Formulas in the place of the simulation: quadratic regression and stochastic kriging of a sweep.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/statistics.hpp"
#include "tools/analysis/factor_words.hpp"
#include "tools/analysis/quadratic_regression.hpp"
#include "tools/analysis/stochastic_kriging.hpp"
#include "tools/command/sweep_tables.hpp"
#include "tools/command/sweep_wording.hpp"

namespace korus {
namespace {

// Rows of a figure that are there.
struct Sample {
  Points unit{0, 0};
  std::vector<double> outputs;
  std::vector<double> noise;  // variance of the mean over replications; 0: not known
  std::vector<std::size_t> blocks;
};

// Seeds are common to all points: what a replication does to all of them alike moves the trend alone, and
// is taken off before the variance at each point is.
std::vector<double> common_parts(const SweepFigure& figure, const std::vector<std::size_t>& rows) {
  std::vector<double> parts;
  for (std::size_t r = 0; r < figure.samples.dimensions(); ++r) {
    Welford mean;
    for (const std::size_t row : rows) {
      mean.add(figure.samples[row][r]);
    }
    parts.push_back(mean.mean());
  }
  return parts;
}

Sample sample_of(const SweepData& data, const SweepFigure& figure) {
  const std::vector<std::size_t> rows = figure.whole_rows();
  const std::vector<double> common = common_parts(figure, rows);
  const Points scaled = scaled_factors(data);
  Sample sample{.unit = Points(rows.size(), data.factors.size())};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::ranges::copy(scaled[rows[i]], sample.unit[i].begin());
    sample.outputs.push_back(figure.means[rows[i]]);
    sample.blocks.push_back(data.block_of(rows[i]));
    Welford rest;
    for (std::size_t r = 0; r < common.size(); ++r) {
      rest.add(figure.samples[rows[i]][r] - common[r]);
    }
    sample.noise.push_back(rest.variance() / static_cast<double>(common.size()));
  }
  return sample;
}

std::string term_text(const SweepData& data, const RegressionTerm& term) {
  const std::string& first = data.factors[term.first].name;
  if (!term.is_product) {
    return first;
  }
  return term.first == term.second ? first + "^2"
                                   : fmt::format("{} x {}", first, data.factors[term.second].name);
}

void add_terms(AnalysisTable& table, const SweepData& data, const QuadraticRegression& regression) {
  table.add_words("term", "term", "Factors over their range as -1 to 1, and their products",
                  collected<std::string>(regression.terms, [&](const RegressionTerm& term) {
                    return term_text(data, term);
                  }));
  table.add(ColumnKind::plain, "standardised", "standardised",
            "Standard deviations that the figure moves with one of the term's",
            collected<double>(regression.terms, [](const auto& term) { return term.standardised; }),
            collected<Interval>(regression.terms, [](const auto& term) { return term.interval; }));
  table.add(ColumnKind::figure, "coefficient", "coefficient",
            "Change of the figure with one of the term's; of a factor by itself half of what its "
            "range does",
            collected<double>(regression.terms, [](const auto& term) { return term.coefficient; }));
}

void say_lists(AnalysisTable& table, const SweepData& data) {
  std::vector<std::string> names;
  for (const SweepFactor& factor : data.factors) {
    if (is_list(factor) && factor.values.size() > 2) {
      names.push_back(factor.name);
    }
  }
  if (!names.empty()) {
    table.say(fmt::format("Lists are taken for steps of one length, in their order: {}.",
                          list_text(names)));
  }
}

// What Q2 leaves out: a neighbour in the same block would tell a point by all but one factor.
const char* left_out(const SweepData& data) {
  return data.design == DesignKind::morris     ? "whole trajectories left out"
         : data.design == DesignKind::saltelli ? "whole base samples left out"
                                               : "points left out";
}

const char* verdict(double q2) {
  return q2 >= least_q2 ? "good enough to predict with, at these seeds"
                        : "below 0.8: not recommended for prediction, run the simulation instead";
}

std::string q2_text(const SweepData& data, double q2) {
  return std::isnan(q2)
             ? fmt::format(
                   "a share, not known (Q2), of the variance of {}, as too few points remain: not "
                   "recommended for prediction",
                   left_out(data))
             : fmt::format("{} of the variance of {} (Q2 {:.2f}), {}",
                           percent_text(std::max(0.0, q2)), left_out(data), q2, verdict(q2));
}

void say_regression(AnalysisTable& table, const SweepData& data,
                    const QuadraticRegression& regression) {
  table.say(fmt::format(
      "A {} model of {} terms explains {} of the variance over {} points (R2) and predicts {}.",
      regression.model, regression.terms.size(), percent_text(regression.r2), regression.points,
      q2_text(data, regression.q2)));
  std::vector<std::string> sure;
  for (const RegressionTerm& term : regression.terms) {
    if (!term.interval.holds(0)) {
      sure.push_back(
          fmt::format("{} ({})", term_text(data, term), term.standardised > 0 ? "up" : "down"));
    }
  }
  table.say(fmt::format(
      "Terms whose intervals leave out 0, each judged by itself, the largest first: {}.",
      list_text(sure)));
}

void add_surface(AnalysisTable& table, const SweepData& data, const KrigingSurface& surface) {
  const bool any = !surface.thetas.empty();
  const std::vector<SweepFactor> factors = any ? data.factors : std::vector<SweepFactor>();
  table.add_words("factor", "factor", "Factor of the plan",
                  collected<std::string>(factors, [](const auto& factor) { return factor.name; }));
  table.add(
      ColumnKind::plain, "theta", "theta",
      "Inverse square of the distance, in ranges of the factor, over which the figure changes",
      surface.thetas);
  table.about = {
      {"q2", fmt::format("Share of the variance of {} that is predicted", left_out(data)),
       surface.q2},
      {"left_out_rows", "Rows left out at a time", static_cast<double>(data.rows_per_block())},
      {"covered", "Share of points left out within their predicted 95 % interval", surface.covered},
      {"may_stand_in", "1: Q2 is 0.8 or more", surface.may_stand_in() ? 1.0 : 0.0},
      {"is_matern", "1: Matern 5/2, 0: Gaussian correlation",
       surface.correlation == Correlation::matern ? 1.0 : 0.0},
      {"trend", "Constant trend [units]", surface.trend},
      {"variance", "Variance of the smooth part [units^2]", surface.variance},
      {"nugget", "Variance at each point beside that of its replications [units^2]",
       surface.nugget},
      {"points", "Points it goes through", static_cast<double>(surface.weights.size())},
      {"likelihood_points", "Points behind its parameters",
       static_cast<double>(surface.likelihood_points)}};
}

// All that it takes to predict elsewhere; not printed.
AnalysisTable surface_points(const SweepData& data, const SweepFigure& figure,
                             const KrigingSurface& surface) {
  AnalysisTable table = table_of(figure, "surrogate_points", "");
  const auto rows = [&](auto of) {
    std::vector<double> values;
    for (std::size_t i = 0; i < surface.weights.size(); ++i) {
      values.push_back(of(i));
    }
    return values;
  };
  table.add(ColumnKind::plain, "weight", "", "Weight of the point [units]", surface.weights);
  for (std::size_t k = 0; k < data.factors.size(); ++k) {
    table.add(ColumnKind::plain, "unit." + data.factors[k].name, "",
              "Place of the point in the factor's range, 0 to 1",
              rows([&](std::size_t i) { return surface.points[i][k]; }));
  }
  return table;
}

void say_surface(AnalysisTable& table, const SweepData& data, const KrigingSurface& surface,
                 std::size_t rows) {
  table.say(fmt::format("A surface of {} correlation predicts {}.", name_of(surface.correlation),
                        q2_text(data, surface.q2)));
  if (!std::isnan(surface.covered)) {
    table.say(fmt::format("{} of the points left out lie within their predicted 95 % interval.",
                          percent_text(surface.covered)));
  }
  if (surface.likelihood_points < rows) {
    table.say(fmt::format(
        "To save time its parameters are those of {} random points, and it goes through {} of {}.",
        surface.likelihood_points, surface.weights.size(), rows));
  }
}

}  // namespace

AnalysisTables regression_tables(const SweepData& data, const SweepFigure& figure) {
  AnalysisTable table = table_of(figure, "regression", "Quadratic regression, to explain");
  const Sample sample = sample_of(data, figure);
  const QuadraticRegression regression =
      quadratic_regression(sample.unit, sample.outputs, sample.blocks);
  add_terms(table, data, regression);
  table.about = {
      {"r2", "Share of the variance it explains", regression.r2},
      {"q2", fmt::format("Share of the variance of {} that it predicts", left_out(data)),
       regression.q2},
      {"left_out_rows", "Rows left out at a time", static_cast<double>(data.rows_per_block())},
      {"points", "Points behind it", static_cast<double>(regression.points)}};
  if (regression.terms.empty()) {
    table.say(
        fmt::format("No model: over {} points it does not vary, or they are fewer than two a "
                    "factor.",
                    regression.points));
  } else {
    say_regression(table, data, regression);
    say_lists(table, data);
  }
  say_missing(table, data.rows() - sample.outputs.size(), data.rows(), "rows");
  say_noise(table, noise_of(figure), data.replications);
  return {table};
}

AnalysisTables surrogate_tables(const SweepData& data, const SweepFigure& figure) {
  AnalysisTable table = table_of(figure, "surrogate", "Stochastic kriging, to predict");
  const Sample sample = sample_of(data, figure);
  const KrigingSurface surface =
      stochastic_kriging(sample.unit, sample.outputs, sample.noise,
                         RandomSource(data.design_seed, 0), {}, sample.blocks);
  add_surface(table, data, surface);
  if (surface.thetas.empty()) {
    table.say(
        fmt::format("No surface: over {} points it does not vary, or they are fewer than three.",
                    sample.outputs.size()));
  } else {
    say_surface(table, data, surface, sample.outputs.size());
    say_lists(table, data);
  }
  say_missing(table, data.rows() - sample.outputs.size(), data.rows(), "rows");
  return {table, surface_points(data, figure, surface)};
}

}  // namespace korus
