// Series over replications as bands: mean, standard deviation and quantiles at each time of each
// entity.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "models/series.hpp"

namespace korus {

inline constexpr std::array<std::string_view, 7> series_statistics{"mean", "sd",  "p05", "p25",
                                                                   "p50",  "p75", "p95"};

// A run of neighbouring entities of one variable. Small blocks keep memory near that of the raw
// series.
struct SeriesBlock {
  std::size_t variable = 0;
  std::size_t first_entity = 0;
  std::size_t entities = 0;
};

// Statistics of `block` over `replications`, each flat as SeriesLayout says. Shape [7
// statistics][n_times][block.entities]. Computed in double precision; sd (n - 1) is NaN for one
// replication; a NaN value makes its time's statistics NaN.
std::vector<float> summarise_series(const SeriesLayout& layout,
                                    std::span<const std::vector<float>> replications,
                                    const SeriesBlock& block);

}  // namespace korus
