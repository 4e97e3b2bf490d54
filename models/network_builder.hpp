// From what a user wrote to what a run needs: names become ids, supply rows become links with
// lanes, policies get their days.
#pragma once

#include <vector>

#include "models/build_problem.hpp"
#include "models/network.hpp"

namespace korus {

// Builds the network, with the flows of its first day. `problems` gets all that is wrong; the
// network is usable only if it stays empty. References between records are taken as checked.
Network build_network(const Scenario& scenario, std::vector<BuildProblem>& problems);

}  // namespace korus
