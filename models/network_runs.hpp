// Who owns which rows of a network's sorted tables.
#pragma once

#include "models/network.hpp"

namespace korus {

// Fills Network::outgoing, the links of lanes, and every Run, from tables sorted as Network says.
void set_runs(Network& network);

// Sorts the outages by target; fills their Run of each site and lane, and the targets of hazards.
void sort_outages(Network& network);

}  // namespace korus
