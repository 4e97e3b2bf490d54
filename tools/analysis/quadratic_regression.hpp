// A polynomial of second order through the points of a design, to explain which factors move an output
// and which way (Kleijnen 2015, chapter 2).
//
// Of three models the one that predicts best by its Q2, points left out a block at a time (blocks.hpp):
// linear; with squares; with squares and products of two. A model with fewer than two points a term is
// not tried.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "tools/analysis/interval.hpp"
#include "tools/analysis/points.hpp"

namespace korus {

// Of factors z = 2 u - 1 in [-1, 1].
struct RegressionTerm {
  std::size_t first = 0;
  std::size_t second = 0;  // as first: a square
  bool is_product = false;
  // Standard deviations that the output moves when the term, about its mean, moves one of its own; with
  // a 95 % interval that takes what the model leaves unexplained for independent noise.
  double standardised = 0;
  Interval interval;
  double coefficient = 0;  // [output]; of a linear term half of what its range does
};

struct QuadraticRegression {
  std::string_view model;  // "linear", "with squares", "quadratic"; "none": no model fits
  std::vector<RegressionTerm> terms;  // by size of `standardised`, the largest first
  std::size_t points = 0;
  double r2 = std::numeric_limits<double>::quiet_NaN();  // share of the variance it explains
  // Of points left out; below 0: worse than the mean. NaN: without a block too few points are left.
  double q2 = std::numeric_limits<double>::quiet_NaN();
};

// `unit` [n_points, n_factors] in the unit cube, `outputs` [n_points], none missing; `blocks` [n_points] of
// points that are left out together, empty: one at a time. No model where the output does not vary or
// there are too few points.
QuadraticRegression quadratic_regression(const Points& unit, std::span<const double> outputs,
                                         std::span<const std::size_t> blocks = {});

}  // namespace korus
