// Base stocks of the guaranteed-service model.
#pragma once

#include "models/network.hpp"

namespace korus {

// Sets Stock::order_up_to of every stock of policy guaranteed_service (Graves & Willems 2000): demand
// is taken to stay within B(n) = mean n + safety_factor sd sqrt(n) over n days, and the level is B of
// the net replenishment time, in whole days: the longest time from an order of the stock to its goods,
// the service time of its supplier included, less its own. Needs what solve_steady_state sets.
void set_service_levels(Network& network);

}  // namespace korus
