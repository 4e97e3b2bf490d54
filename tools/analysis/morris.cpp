#include "tools/analysis/morris.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/ensure.hpp"
#include "engine/statistics.hpp"

namespace korus {
namespace {

enum Purpose : std::uint64_t { place = 0, order = 1 };

std::vector<std::size_t> random_order(std::size_t n, std::size_t trajectory,
                                      const RandomSource& random) {
  std::vector<std::size_t> factors(n);
  std::iota(factors.begin(), factors.end(), std::size_t{0});
  for (std::size_t i = n; i > 1; --i) {
    const double u = random.uniform(name_key("morris"), order, trajectory * n + i - 1);
    std::swap(factors[i - 1], factors[static_cast<std::size_t>(u * static_cast<double>(i))]);
  }
  return factors;
}

}  // namespace

Points morris_design(std::size_t n_trajectories, std::size_t n_factors, std::size_t levels,
                     const RandomSource& random) {
  ensure(levels >= 2 && levels % 2 == 0, "Morris's grid has an even number of levels");
  const auto last = static_cast<double>(levels - 1);
  const std::size_t jump = levels / 2;
  Points points(n_trajectories * (n_factors + 1), n_factors);
  for (std::size_t t = 0; t < n_trajectories; ++t) {
    std::size_t row = t * (n_factors + 1);
    std::vector<std::size_t> grid(n_factors);
    for (std::size_t i = 0; i < n_factors; ++i) {
      const double u = random.uniform(name_key("morris"), place, t * n_factors + i);
      grid[i] = static_cast<std::size_t>(u * static_cast<double>(levels));
      points[row][i] = static_cast<double>(grid[i]) / last;
    }
    for (const std::size_t factor : random_order(n_factors, t, random)) {
      std::ranges::copy(points[row], points[row + 1].begin());
      grid[factor] = grid[factor] < jump ? grid[factor] + jump : grid[factor] - jump;
      points[++row][factor] = static_cast<double>(grid[factor]) / last;
    }
  }
  return points;
}

std::vector<ElementaryEffects> elementary_effects(const Points& design,
                                                  std::span<const double> outputs) {
  ensure(outputs.size() == design.size(), "each point of Morris's design has an output");
  const std::size_t n = design.dimensions();
  std::vector<Welford> signed_effects(n);
  std::vector<Welford> absolute_effects(n);
  for (std::size_t row = 1; row < design.size(); ++row) {
    for (std::size_t i = 0; i < n && row % (n + 1) != 0; ++i) {
      if (const double moved = design[row][i] - design[row - 1][i]; moved != 0) {
        const double effect = (outputs[row] - outputs[row - 1]) / moved;
        signed_effects[i].add(effect);
        absolute_effects[i].add(std::fabs(effect));
      }
    }
  }
  std::vector<ElementaryEffects> effects;
  for (std::size_t i = 0; i < n; ++i) {
    effects.push_back({.mean = signed_effects[i].mean(),
                       .mean_absolute = absolute_effects[i].mean(),
                       .sd = signed_effects[i].standard_deviation()});
  }
  return effects;
}

}  // namespace korus
