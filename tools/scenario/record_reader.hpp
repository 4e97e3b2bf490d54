// Fills a scenario's records from a document.
#pragma once

#include "models/records/scenario.hpp"
#include "tools/scenario/diagnostics.hpp"
#include "tools/scenario/document.hpp"

namespace korus {

// Records of each kind come sorted by id. Rows with a wrong or missing field are marked as not
// sound.
Scenario read_records(Document& document, Diagnostics& diagnostics);

}  // namespace korus
