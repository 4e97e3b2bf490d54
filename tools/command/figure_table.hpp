// The figures of single stations, jobs, stocks and markets, for scenarios that ask for them
// (simulation.figures = "all").
#pragma once

#include "tools/ensemble/ensemble_run.hpp"

namespace korus {

// One line a figure: name, estimate, 95 % interval, unit. Nothing where there are none.
void print_figures(const Ensemble& ensemble);

}  // namespace korus
