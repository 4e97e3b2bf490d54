// Points of a design that belong together: a trajectory of Morris's, the rows about one base sample of
// Saltelli's. They share all but one coordinate with a neighbour, so a point that is left out while its
// block stays is all but known. What is judged by points left out leaves out whole blocks.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/random.hpp"

namespace korus {

// Places of the points of each block, by the block's number. `blocks` [n_points] numbers, points of one
// block in any places; empty: each of the points is a block by itself.
std::vector<std::vector<std::ptrdiff_t>> block_members(std::span<const std::size_t> blocks,
                                                       std::size_t n_points);

// [n_points]: whether a point is in the half to find with, not in the one to judge by; of an odd number
// of blocks the first half has one more. Blocks are whole and drawn at random, as their order is no
// chance: of a grid every second row has the same levels of the last factor, of Sobol's sequence, and so
// of Saltelli's samples, the same half of the first factor's range.
std::vector<bool> half_of_blocks(std::span<const std::size_t> blocks, const RandomSource& random);

}  // namespace korus
