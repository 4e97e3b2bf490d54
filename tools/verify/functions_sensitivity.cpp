#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "engine/portable_math.hpp"
#include "tools/analysis/latin_hypercube.hpp"
#include "tools/analysis/prim.hpp"
#include "tools/analysis/sobol_indices.hpp"
#include "tools/analysis/sobol_sequence.hpp"
#include "tools/verify/arguments.hpp"
#include "tools/verify/function_topics.hpp"

namespace korus {
namespace {

constexpr std::size_t most_samples = 1 << 22;

FunctionValue sobol_points(const FunctionCall& call) {
  Arguments next(call);
  const std::size_t dimensions = next.count(1, SobolSequence::most_dimensions);
  const auto first = static_cast<std::uint32_t>(next.count(0, 0xffff0000));
  const auto count = static_cast<std::uint32_t>(next.count(1, 1000));
  next.end();
  const SobolSequence sequence(dimensions);
  std::vector<std::string> points;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::vector<double> point(dimensions);
    for (std::size_t d = 0; d < dimensions; ++d) {
      point[d] = sequence.at(first + i, d);
    }
    points.push_back(fmt::format("{}", fmt::join(point, ",")));
  }
  return {.number = sequence.at(first, 0), .text = fmt::format("{}", fmt::join(points, " | "))};
}

// One only where every slice of every dimension holds one: there are as many slices as samples.
FunctionValue fullest_slice(const FunctionCall& call) {
  Arguments next(call);
  const std::size_t n = next.count(1, 500'000);
  const std::size_t dimensions = next.count(1, 1000);
  next.end();
  const Points points = latin_hypercube(n, dimensions, call.random);
  std::size_t most = 0;
  for (std::size_t d = 0; d < dimensions; ++d) {
    std::vector<std::size_t> slices(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
      const auto slice = static_cast<std::size_t>(points[i][d] * static_cast<double>(n));
      most = std::max(most, ++slices.at(slice));
    }
  }
  return {.number = static_cast<double>(most)};
}

// sin(x), x uniform in (-pi, pi) as u in (0, 1).
double sine(double u) { return portable::cos_turn(u - 0.75); }

double ishigami(std::span<const double> u, double a, double b) {
  const double third = std::numbers::pi * (2 * u[2] - 1);
  const double second = sine(u[1]);
  return sine(u[0]) * (1 + b * third * third * third * third) + a * second * second;
}

double g_function(std::span<const double> u, std::span<const double> a) {
  double product = 1;
  for (std::size_t i = 0; i < u.size(); ++i) {
    product *= (std::fabs(4 * u[i] - 2) + a[i]) / (1 + a[i]);
  }
  return product;
}

template <class Function>
SobolIndices indices_of(const FunctionCall& call, std::size_t samples, std::size_t factors,
                        Function&& function) {
  const Points design = sobol_design(static_cast<std::uint32_t>(samples), factors, call.random);
  std::vector<double> outputs(design.size());
  for (std::size_t row = 0; row < outputs.size(); ++row) {
    outputs[row] = function(design[row]);
  }
  return sobol_indices(outputs, factors, 0, call.random);
}

SobolIndices ishigami_indices(const FunctionCall& call, Arguments& next) {
  const double a = next.number();
  const double b = next.number();
  const std::size_t samples = next.count(1, most_samples);
  next.end();
  return indices_of(call, samples, 3, [&](auto u) { return ishigami(u, a, b); });
}

FunctionValue ishigami_first(const FunctionCall& call) {
  Arguments next(call);
  const std::size_t factor = next.count(1, 3);
  return {.number = ishigami_indices(call, next).first[factor - 1].value};
}

FunctionValue ishigami_total(const FunctionCall& call) {
  Arguments next(call);
  const std::size_t factor = next.count(1, 3);
  return {.number = ishigami_indices(call, next).total[factor - 1].value};
}

FunctionValue ishigami_variance(const FunctionCall& call) {
  Arguments next(call);
  return {.number = ishigami_indices(call, next).variance};
}

struct GProblem {
  std::size_t factor = 1;
  SobolIndices indices;

  static GProblem solve(const FunctionCall& call) {
    Arguments next(call);
    const std::size_t factor = next.count(1, SobolSequence::most_dimensions / 2);
    const std::size_t samples = next.count(1, most_samples);
    std::vector<double> a(next.left() < factor ? factor : next.left());
    for (double& weight : a) {
      weight = next.between(0, 1e6);
    }
    return {.factor = factor, .indices = indices_of(call, samples, a.size(), [&](auto u) {
                                return g_function(u, a);
                              })};
  }
};

FunctionValue g_first(const FunctionCall& call) {
  const GProblem problem = GProblem::solve(call);
  return {.number = problem.indices.first[problem.factor - 1].value};
}

FunctionValue g_total(const FunctionCall& call) {
  const GProblem problem = GProblem::solve(call);
  return {.number = problem.indices.total[problem.factor - 1].value};
}

// Cases of interest lie where the first factor is above one limit and the second below another.
PrimBox found_box(const FunctionCall& call) {
  Arguments next(call);
  const std::size_t n = next.count(10, 500'000);
  const std::size_t dimensions = next.count(2, 100);
  const double above = next.between(0, 1);
  const double below = next.between(0, 1);
  next.end();
  const Points points = latin_hypercube(n, dimensions, call.random);
  std::vector<bool> of_interest(n);
  for (std::size_t i = 0; i < n; ++i) {
    of_interest[i] = points[i][0] > above && points[i][1] < below;
  }
  return prim_box(points, of_interest);
}

FunctionValue prim_coverage(const FunctionCall& call) {
  return {.number = found_box(call).coverage};
}

FunctionValue prim_density(const FunctionCall& call) { return {.number = found_box(call).density}; }

FunctionValue prim_restricted(const FunctionCall& call) {
  const PrimBox box = found_box(call);
  return {.number = static_cast<double>(std::ranges::count_if(box.limits, &PrimLimit::restricted))};
}

constexpr std::array functions{
    VerificationFunction{"sobol_points", "dimensions, first, count",
                         "Points of the unscrambled Sobol sequence, numbered from 0, as text",
                         false, sobol_points},
    VerificationFunction{"latin_hypercube_fullest_slice", "samples, dimensions",
                         "Most samples in any of as many slices as samples, of any dimension", true,
                         fullest_slice},
    VerificationFunction{"ishigami_first_order", "factor, a, b, samples",
                         "First-order index of a factor of the Ishigami function", true,
                         ishigami_first},
    VerificationFunction{"ishigami_total", "factor, a, b, samples",
                         "Total index of a factor of the Ishigami function", true, ishigami_total},
    VerificationFunction{"ishigami_variance", "a, b, samples",
                         "Variance of the Ishigami function by the same design", true,
                         ishigami_variance},
    VerificationFunction{"g_function_first_order", "factor, samples, a...",
                         "First-order index of a factor of Sobol's g-function", true, g_first},
    VerificationFunction{"g_function_total", "factor, samples, a...",
                         "Total index of a factor of Sobol's g-function", true, g_total},
    VerificationFunction{"prim_coverage", "points, dimensions, first_above, second_below",
                         "Coverage of the box that PRIM finds, of points in a Latin hypercube",
                         true, prim_coverage},
    VerificationFunction{"prim_density", "points, dimensions, first_above, second_below",
                         "Density of that box", true, prim_density},
    VerificationFunction{"prim_restricted_dimensions",
                         "points, dimensions, first_above, second_below",
                         "Dimensions that that box restricts", true, prim_restricted}};

}  // namespace

std::span<const VerificationFunction> sensitivity_functions() { return functions; }

}  // namespace korus
