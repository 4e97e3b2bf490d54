// The points of a plan's design.
#pragma once

#include <string>

#include "tools/analysis/points.hpp"
#include "tools/sweep/plan.hpp"

namespace korus {

struct DesignPoints {
  Points unit{0, 0};    // [n_rows, n_factors] of the unit cube, ends included
  Points values{0, 0};  // the same in the factors' units; of a list the place of its value, from 0
};

// Throws std::length_error where a grid has more than 10 million rows.
DesignPoints design_points(const SweepPlan& plan);

// The value at a place of `values` as it is written in a scenario.
std::string value_text(const SweepFactor& factor, double value);

}  // namespace korus
