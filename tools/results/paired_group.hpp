// The group `paired`: what a policy changes against its baseline, KPI by KPI, on common random
// numbers.
#pragma once

#include "tools/results/hdf5_handle.hpp"
#include "tools/results/result_file.hpp"

namespace korus {

// Of the KPIs that both have, matched by name. Nothing where the result has no baseline.
void write_paired_group(const Hdf5Handle& file, const RunResult& result);

}  // namespace korus
