// How a sweep's variables lie in HDF5: the same in a part as in what joins parts, so that chunks go
// from one to the other as they are.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "tools/results/hdf5_handle.hpp"
#include "tools/results/sweep_variables.hpp"

namespace korus {

// [n_points, ...], a point to a chunk, shuffle and deflate. Attribute `dimensions` names its axes.
Hdf5Handle create_sweep_variable(hid_t file, const SweepVariable& variable, hsize_t points);

void write_raw_chunk(const Hdf5Handle& variable, const std::vector<hsize_t>& offset,
                     std::uint32_t filter_mask, std::span<const std::byte> bytes);

void store_failures(const Hdf5Handle& file, const std::vector<std::int64_t>& points,
                    const std::vector<std::string>& why);

}  // namespace korus
