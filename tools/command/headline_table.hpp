// The tables a minister could read: by chain and country what a scenario yields and what a policy
// changes, and by pledge what its dollars buy.
#pragma once

#include <vector>

#include "models/network.hpp"
#include "tools/ensemble/ensemble_run.hpp"

namespace korus {

// Figures of one scenario with their 95 % intervals.
void print_headline(const Network& network, const Ensemble& ensemble);

// Policy against baseline, paired by replication. KPIs are matched by name.
void print_comparison(const Network& policy_network, const Ensemble& baseline,
                      const Ensemble& policy);

// What each investment and programme of a pledge costs and brings.
void print_pledges(const Network& network, const Ensemble& ensemble);

}  // namespace korus
