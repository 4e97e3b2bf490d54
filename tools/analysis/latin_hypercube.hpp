// Latin hypercube: n points of which each of n equal slices of each dimension holds one (McKay, Beckman
// & Conover 1979).
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/random.hpp"
#include "tools/analysis/points.hpp"

namespace korus {

// Other points for another seed or replication; a dimension's column does not depend on how many
// dimensions there are. Up to 500,000 points.
Points latin_hypercube(std::size_t n_points, std::size_t n_dimensions, const RandomSource& random);

// Of the hypercubes of replications 0 ... of a seed the one whose two nearest points lie farthest apart
// (Johnson, Moore & Ylvisaker 1990), the first of several such. It looks at 100 of them, or fewer where
// there are so many points that to compare all pairs of them would take more than seconds.
Points maximin_latin_hypercube(std::size_t n_points, std::size_t n_dimensions, std::uint64_t seed);

// Between the two nearest points; infinite below two.
double least_distance(const Points& points);

}  // namespace korus
