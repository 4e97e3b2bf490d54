// Whether every name in a record is the name of something.
#pragma once

#include "models/records/scenario.hpp"
#include "tools/scenario/diagnostics.hpp"
#include "tools/scenario/document.hpp"

namespace korus {

// Fields that refer to a kind of record; sources where the scenario has any; buyers, ends of lanes
// and countries, which may be a site or the country of some site; the countries of the focus. Empty
// texts refer to nothing.
void check_references(const Document& document, const Scenario& scenario, Diagnostics& diagnostics);

}  // namespace korus
