// A scenario's records as the CSV tables that a user would have written.
#pragma once

#include <string>
#include <vector>

#include "models/records/scenario.hpp"

namespace korus {

struct ScenarioTable {
  std::string kind;
  std::string text;  // CSV with a header
};

// One table for each kind that has records. A column that no record needs is left out, a cell that
// holds the field's default is empty; ids that follow from other columns are not spelt out, so they
// must be what Schema::id_parts makes of them, and texts hold no control character. What reads them
// gets the same records.
std::vector<ScenarioTable> scenario_tables(const Scenario& scenario);

}  // namespace korus
