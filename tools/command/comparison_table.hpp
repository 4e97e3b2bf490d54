// What a policy changes against its baseline, and what its dollars buy.
#pragma once

#include "models/network.hpp"
#include "tools/ensemble/ensemble_run.hpp"

namespace korus {

// Policy against baseline, paired by replication. KPIs are matched by name.
void print_comparison(const Network& policy_network, const Ensemble& baseline,
                      const Ensemble& policy);

}  // namespace korus
