#include "tools/sweep/design.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include "tools/analysis/latin_hypercube.hpp"
#include "tools/analysis/morris.hpp"
#include "tools/analysis/sobol_indices.hpp"
#include "tools/analysis/sobol_sequence.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

constexpr std::size_t most_rows = 10'000'000;

double value_at(const PlanFactor& factor, double u) {
  const SweepFactor& about = factor.about;
  if (!factor.is_list()) {
    const double value = u >= 1 ? about.high : about.low + u * (about.high - about.low);
    return factor.whole ? std::round(value) : value;
  }
  const auto n = static_cast<double>(about.values.size());
  return std::min(std::floor(u * n), n - 1);
}

std::size_t levels_of(const PlanFactor& factor, const PlanDesign& design) {
  return factor.is_list()    ? factor.about.values.size()
         : factor.levels > 0 ? factor.levels
                             : design.levels;
}

// The last factor changes fastest.
Points grid(const SweepPlan& plan) {
  std::size_t rows = 1;
  for (const PlanFactor& factor : plan.factors) {
    rows *= levels_of(factor, plan.design);
    if (rows > most_rows) {
      throw std::length_error("the grid has more than 10 million rows");
    }
  }
  Points points(rows, plan.factors.size());
  for (std::size_t row = 0; row < points.size(); ++row) {
    std::size_t rest = row;
    for (std::size_t f = plan.factors.size(); f-- > 0;) {
      const std::size_t levels = levels_of(plan.factors[f], plan.design);
      const auto level = static_cast<double>(rest % levels);
      rest /= levels;
      points[row][f] = plan.factors[f].is_list() ? (level + 0.5) / static_cast<double>(levels)
                                                 : level / static_cast<double>(levels - 1);
    }
  }
  return points;
}

double number_of(const std::string& text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// Where the listed value lies in the factor's range, or in the middle of its part of the list.
double place_of(const PlanFactor& factor, const std::string& text) {
  const SweepFactor& about = factor.about;
  if (factor.is_list()) {
    const auto place = std::ranges::find(about.values, text) - about.values.begin();
    return (static_cast<double>(place) + 0.5) / static_cast<double>(about.values.size());
  }
  return about.high > about.low ? (number_of(text) - about.low) / (about.high - about.low) : 0.5;
}

Points listed(const SweepPlan& plan) {
  Points points(plan.factors.empty() ? 1 : plan.design.rows.size(), plan.factors.size());
  for (std::size_t row = 0; row < points.size(); ++row) {
    for (std::size_t f = 0; f < plan.factors.size(); ++f) {
      points[row][f] = place_of(plan.factors[f], plan.design.rows[row][f]);
    }
  }
  return points;
}

Points unit_points(const SweepPlan& plan) {
  const PlanDesign& design = plan.design;
  const std::size_t k = plan.factors.size();
  const RandomSource random(design.seed, 0);
  switch (design.kind) {
    case DesignKind::grid:
      return grid(plan);
    case DesignKind::latin_hypercube:
      return latin_hypercube(design.samples, k, random);
    case DesignKind::sobol:
      return SobolSequence(k, random).first(static_cast<std::uint32_t>(design.samples));
    case DesignKind::morris:
      return morris_design(design.samples, k, design.levels, random);
    case DesignKind::saltelli:
      return sobol_design(static_cast<std::uint32_t>(design.samples), k, random);
    case DesignKind::list:
      return listed(plan);
  }
  return {0, 0};
}

}  // namespace

DesignPoints design_points(const SweepPlan& plan) {
  DesignPoints points{.unit = unit_points(plan)};
  points.values = points.unit;
  for (std::size_t row = 0; row < points.unit.size(); ++row) {
    for (std::size_t f = 0; f < plan.factors.size(); ++f) {
      const bool stated = plan.design.kind == DesignKind::list && !plan.factors[f].is_list();
      points.values[row][f] = stated ? number_of(plan.design.rows[row][f])
                                     : value_at(plan.factors[f], points.unit[row][f]);
    }
  }
  return points;
}

std::string value_text(const SweepFactor& factor, double value) {
  return factor.values.empty() ? number_text(value)
                               : factor.values.at(static_cast<std::size_t>(value));
}

}  // namespace korus
