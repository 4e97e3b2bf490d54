// The numbers that a user wrote, each with where it was written and where it comes from.
#pragma once

#include <vector>

#include "models/records/scenario.hpp"
#include "tools/scenario/document.hpp"
#include "tools/scenario/scenario_reader.hpp"

namespace korus {

// Defaults are none of them. Settings first, then the records in the order of the scenario; `file`
// is as the document has it.
std::vector<InputNumber> list_input_numbers(const Document& document, const Scenario& scenario);

}  // namespace korus
