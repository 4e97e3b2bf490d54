// Latin hypercube: n points of which each of n equal slices of each dimension holds one (McKay, Beckman
// & Conover 1979).
#pragma once

#include <cstddef>

#include "engine/random.hpp"
#include "tools/analysis/points.hpp"

namespace korus {

// Other points for another seed or replication; a dimension's column does not depend on how many
// dimensions there are. Up to 500,000 points.
Points latin_hypercube(std::size_t n_points, std::size_t n_dimensions, const RandomSource& random);

}  // namespace korus
