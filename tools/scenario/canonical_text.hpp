// A scenario as TOML that reads back as the same scenario, in one spelling only.
#pragma once

#include <string>

#include "models/records/scenario.hpp"

namespace korus {

// Every field of every record, defaults included, in the order of the scenario and of the
// descriptions; numbers as the shortest decimals that read back exactly.
std::string canonical_text(const Scenario& scenario);

}  // namespace korus
