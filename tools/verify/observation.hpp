// What the runs and functions of a planned row say of it.
#pragma once

#include <string>
#include <vector>

#include "tools/verify/observed.hpp"
#include "tools/verify/planned_case.hpp"

namespace korus {

struct Observation {
  std::string run;
  Observed observed;
};

// One for each run the row stands for; one where it compares runs, calls a function, or is of all
// runs of the call. All tasks are done; not to be called inside `with_threads`. The row has a set-up
// that does not skip it.
std::vector<Observation> observe(const PlannedRow& row, const PlannedCase& planned,
                                 const CaseRuns& runs);

}  // namespace korus
