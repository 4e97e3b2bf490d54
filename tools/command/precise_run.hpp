// Run scenarios until their figures are precise.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "tools/command/scenario_run.hpp"
#include "tools/ensemble/precision.hpp"

namespace korus {

// Stage by stage, equally many replications of each, until the figures that count are precise to
// options.precision: those of the one scenario, else the differences of the others from the first;
// or until options.max_replications. What counts: options.precision_of, or the headline, or all
// where there is none. Throws UsageError, before anything is run, where that is nothing.
Precision run_until_precise(const std::vector<LoadedNetwork>& loaded, std::span<ScenarioRun> runs,
                            const Options& options);

// In words what was asked and what was reached.
void print_precision(const Precision& precision, int replications);

// The same as a JSON object.
std::string precision_json(const Precision& precision);

}  // namespace korus
