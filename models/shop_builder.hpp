// From station, job and step records to the network's rows.
#pragma once

#include <vector>

#include "models/build_problem.hpp"
#include "models/network.hpp"

namespace korus {

// Adds stations, servers, job classes and steps; the network's sites must be there, in the order of
// the records. References between records are taken as checked.
void build_shops(const Scenario& scenario, Network& network, std::vector<BuildProblem>& problems);

}  // namespace korus
