// Properties of all runs that a call made: what is conserved, and which promises were broken.
#pragma once

#include <span>

#include "tools/verify/case_runs.hpp"
#include "tools/verify/observed.hpp"

namespace korus {

//   mass_balance     the greatest residual of a balance [base units]
//   negative_stock   runs that a stock below 0 stopped
//   time_reversal    runs that a message into the past stopped
//   little_gap       the greatest |value| of figures named little_gap.*
//   ledger_residual  the same of ledger_residual.*
// None of them has a value where there is nothing to look at: no run, no such figure, or, of the
// first three, a run that broke another promise before its end.
Observed observe_runs(CheckKind check, std::span<const Variant> variants);

}  // namespace korus
