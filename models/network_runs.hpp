// Who owns which rows of a network's sorted tables.
#pragma once

#include "models/network.hpp"

namespace korus {

// Fills Network::outgoing, the links of lanes, and every Run, from tables sorted as Network says.
void set_runs(Network& network);

}  // namespace korus
