#include "tools/analysis/morris.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/ensure.hpp"
#include "engine/statistics.hpp"
#include "tools/analysis/bootstrap.hpp"

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

// [n_trajectories, n_factors]; of trajectories without a missing output.
Points trajectory_effects(const Points& design, std::span<const double> outputs) {
  const std::size_t n = design.dimensions();
  ensure(outputs.size() == design.size() && design.size() % (n + 1) == 0,
         "Morris's effects want whole trajectories of outputs");
  std::vector<std::size_t> whole;  // first rows
  for (std::size_t row = 0; row < design.size(); row += n + 1) {
    if (std::ranges::none_of(outputs.subspan(row, n + 1), [](double y) { return std::isnan(y); })) {
      whole.push_back(row);
    }
  }
  Points effects(whole.size(), n);
  for (std::size_t t = 0; t < whole.size(); ++t) {
    for (std::size_t row = whole[t] + 1; row <= whole[t] + n; ++row) {
      for (std::size_t i = 0; i < n; ++i) {
        if (const double moved = design[row][i] - design[row - 1][i]; moved != 0) {
          effects[t][i] = (outputs[row] - outputs[row - 1]) / moved;
        }
      }
    }
  }
  return effects;
}

// Over these trajectories, each as often as it is named.
std::vector<ElementaryEffects> summarised(const Points& effects,
                                          std::span<const std::size_t> trajectories) {
  std::vector<ElementaryEffects> result;
  for (std::size_t i = 0; i < effects.dimensions(); ++i) {
    Welford signed_effects;
    Welford absolute_effects;
    for (const std::size_t t : trajectories) {
      signed_effects.add(effects[t][i]);
      absolute_effects.add(std::fabs(effects[t][i]));
    }
    result.push_back({.mean = signed_effects.mean(),
                      .mean_absolute = absolute_effects.mean(),
                      .sd = signed_effects.standard_deviation()});
  }
  return result;
}

struct Resamples {  // of one factor
  std::vector<double> mean;
  std::vector<double> mean_absolute;
  std::vector<double> sd;
};

std::size_t rank_of(const std::vector<ElementaryEffects>& found, std::size_t factor) {
  std::size_t rank = 1;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const bool larger = found[i].mean_absolute > found[factor].mean_absolute;
    rank += larger || (i < factor && found[i].mean_absolute == found[factor].mean_absolute);
  }
  return rank;
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
  const Points effects = trajectory_effects(design, outputs);
  std::vector<std::size_t> all(effects.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return summarised(effects, all);
}

Screening screen(const Points& design, std::span<const double> outputs, std::size_t resamples,
                 const RandomSource& random) {
  const Points effects = trajectory_effects(design, outputs);
  std::vector<ElementaryEffects> found = elementary_effects(design, outputs);
  std::vector<Resamples> again(found.size());
  for (std::size_t resample = 0; resample < resamples && effects.size() > 1; ++resample) {
    const auto chosen = resampled(effects.size(), "morris bootstrap", resample, random);
    const std::vector<ElementaryEffects> one = summarised(effects, chosen);
    for (std::size_t i = 0; i < one.size(); ++i) {
      again[i].mean.push_back(one[i].mean);
      again[i].mean_absolute.push_back(one[i].mean_absolute);
      again[i].sd.push_back(one[i].sd);
    }
  }
  Screening screening{.factors = {}, .trajectories = effects.size()};
  for (std::size_t i = 0; i < found.size(); ++i) {
    screening.factors.push_back(
        {.effects = found[i],
         .mean = percentile_interval(std::move(again[i].mean)),
         .mean_absolute = percentile_interval(std::move(again[i].mean_absolute)),
         .sd = percentile_interval(std::move(again[i].sd)),
         .rank = rank_of(found, i)});
  }
  return screening;
}

}  // namespace korus
