// Answers what is asked of a sweep.
#pragma once

#include "tools/analysis/sweep_data.hpp"
#include "tools/command/options.hpp"

namespace korus {

// Prints the answer, and writes it where `options.output` asks; an ExitCode.
int answer_sweep(const SweepData& data, const Options& options);

}  // namespace korus
