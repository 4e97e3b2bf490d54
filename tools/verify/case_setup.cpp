#include "tools/verify/case_setup.hpp"

namespace korus {

bool needs_two_runs(Statistic statistic) { return statistic >= Statistic::paired_difference; }

bool is_of_variances(Statistic statistic) {
  return statistic != Statistic::mean && statistic != Statistic::paired_difference;
}

bool is_of_all_runs(CheckKind check) { return check >= CheckKind::mass_balance; }

}  // namespace korus
