// Requirements of material requirements planning, as far as they are known before the run.
#pragma once

#include "models/network.hpp"

namespace korus {

// Sets Site::releasing; for every stock of policy mrp its rows of Network::requirements. They follow
// from the markets' mean demand, day by day, through shares and bills of materials: an mrp stock
// orders at the last review that is in time, lot for lot; a stock of policy push by its plan; any other
// at its first review when demand has come. Needs what solve_steady_state sets.
void set_requirements(Network& network);

}  // namespace korus
