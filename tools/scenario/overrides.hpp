// Overrides from the command line: "kind.id.field=value", "simulation.field=value", "title=value".
#pragma once

#include <string>
#include <vector>

#include "tools/scenario/diagnostics.hpp"
#include "tools/scenario/document.hpp"
#include "tools/scenario/schema.hpp"

namespace korus {

// They change records, they make none: an id that the document lacks is an error. Places are told
// as "--set", the number of the override (from 1) and the column in it.
void apply_overrides(const std::vector<std::string>& overrides, const Schema& schema,
                     Document& document, Diagnostics& diagnostics);

}  // namespace korus
