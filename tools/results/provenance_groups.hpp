// Where a run's numbers come from: groups `scenario` (its text and files), `inputs` (its numbers)
// and `sources` (the publications).
#pragma once

#include "tools/results/hdf5_handle.hpp"
#include "tools/results/result_file.hpp"

namespace korus {

void write_scenario_group(const Hdf5Handle& file, const RunResult& result);
void write_inputs_group(const Hdf5Handle& file, const RunResult& result);
void write_sources_group(const Hdf5Handle& file, const RunResult& result);

}  // namespace korus
