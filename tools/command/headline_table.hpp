// The tables a minister could read: by chain and country what a scenario yields, and by pledge what
// its dollars buy.
#pragma once

#include <vector>

#include "models/network.hpp"
#include "tools/ensemble/ensemble_run.hpp"

namespace korus {

// Figures of one scenario with their 95 % intervals.
void print_headline(const Network& network, const Ensemble& ensemble);

// What each investment and programme of a pledge costs and brings.
void print_pledges(const Network& network, const Ensemble& ensemble);

}  // namespace korus
