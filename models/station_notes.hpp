// What looks wrong with stations and jobs though it can be run: `korus validate` says it.
#pragma once

#include <string>
#include <vector>

#include "models/network.hpp"

namespace korus {

// Jobs that never come or can never leave, failures without repairs, and stations without a limit
// of places to which at least as much work comes as their servers can do. The work is that of the
// jobs that come by interarrival_days and of lots at the first day's rate; jobs that lose patience
// do not count.
std::vector<std::string> station_notes(const Network& network);

}  // namespace korus
