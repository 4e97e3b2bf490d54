// Groups `series` (bands over replications) and `series_all` (every replication).
#pragma once

#include <vector>

#include "tools/results/hdf5_attribute.hpp"
#include "tools/results/hdf5_handle.hpp"
#include "tools/results/result_file.hpp"

namespace korus {

class OutputGroup;

// Time and every axis that has entities, as dimensions of the group.
void add_series_axes(OutputGroup& group, const SeriesLayout& layout);
TextAttributes about_series(const SeriesLayout& layout, const Variable& variable);
bool has_values(const SeriesLayout& layout, const Variable& variable);
// [1, times, entities] of a chunk.
std::vector<hsize_t> series_chunk(const SeriesLayout& layout, const Variable& variable);

// Axes without entities and their variables are left out. Works block by block of entities: memory
// stays near the raw series'.
void write_series_group(const Hdf5Handle& file, const RunResult& result);
void write_series_all_group(const Hdf5Handle& file, const RunResult& result);

}  // namespace korus
