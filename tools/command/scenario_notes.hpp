// What is said of a scenario beside its results.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tools/scenario/loaded_network.hpp"

namespace korus {

// As read_network, and says on stderr what is doubtful.
LoadedNetwork load_network(const std::string& path, const std::vector<std::string>& overrides);

// One line on how well the scenario's numbers are known: how many bear each quality mark.
void print_quality(const std::map<std::string, int>& marks);

}  // namespace korus
