// Groups `kpi` (every replication's figures) and `summary` (what they say together).
#pragma once

#include "tools/results/hdf5_handle.hpp"
#include "tools/results/result_file.hpp"

namespace korus {

void write_kpi_group(const Hdf5Handle& file, const RunResult& result);
void write_summary_group(const Hdf5Handle& file, const RunResult& result);

}  // namespace korus
