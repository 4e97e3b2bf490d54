// Groups `series` (bands over replications) and `series_all` (every replication).
#pragma once

#include "tools/results/hdf5_handle.hpp"
#include "tools/results/result_file.hpp"

namespace korus {

// Axes without entities and their variables are left out. Works block by block of entities: memory
// stays near the raw series'.
void write_series_group(const Hdf5Handle& file, const RunResult& result);
void write_series_all_group(const Hdf5Handle& file, const RunResult& result);

}  // namespace korus
