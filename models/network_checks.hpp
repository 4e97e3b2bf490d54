// What must hold of a network beyond its records one by one. Each check adds what it finds to
// `problems`.
#pragma once

#include <cstdint>
#include <vector>

#include "models/build_problem.hpp"
#include "models/network.hpp"

namespace korus {

// Figures of a group are sums, so its products share one unit.
void check_groups(const Scenario& scenario, std::vector<BuildProblem>& problems);

// What is written of a market's demand and would not be heeded: an error, not silence.
void check_demand(const Scenario& scenario, std::vector<BuildProblem>& problems);

// An unlimited stock serves the buyers of supply rows alone.
void check_unlimited(const Scenario& scenario, std::vector<BuildProblem>& problems);

// Stocks without a sound flow: recipes that use up what they make have no steady state.
void check_flows(const Network& network, const std::vector<std::uint32_t>& unsound,
                 std::vector<BuildProblem>& problems);

// A message carries at most Parcel::most base units, and counts must not overflow over the whole
// run.
void check_sizes(const Network& network, std::vector<BuildProblem>& problems);

}  // namespace korus
