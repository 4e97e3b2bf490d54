// What must hold between the fields of a record, and between records, beyond names and ranges.
#pragma once

#include "models/records/scenario.hpp"
#include "tools/scenario/diagnostics.hpp"
#include "tools/scenario/document.hpp"

namespace korus {

// Records with a field that could not be read are passed over: what is wrong with them has been
// told.
void check_structure(const Document& document, const Scenario& scenario, Diagnostics& diagnostics);

}  // namespace korus
