// From stock, process, input and market records to how each stock is run.
#pragma once

#include <string>
#include <vector>

#include "models/build_problem.hpp"
#include "models/network.hpp"

namespace korus {

// Sets the policy of every stock. Stocks, lines, markets and links must be there, with their runs;
// references between records are taken as checked.
void set_policies(const Scenario& scenario, Network& network, std::vector<BuildProblem>& problems);

// Whether the stock does not plan by the adaptive forecast.
bool is_plain(const StockRecord& row);

Allocation allocation_of(const std::string& word);

}  // namespace korus
