#include "tools/results/precision_variables.hpp"

#include <cmath>
#include <cstdint>
#include <limits>

#include "tools/ensemble/precision.hpp"

namespace korus {

void add_precision(OutputGroup& group, const std::optional<RunResult::PrecisionAsked>& asked,
                   const std::vector<double>& rel_halfwidths, const std::string& coordinates) {
  std::vector<double> targets(rel_halfwidths.size(), std::numeric_limits<double>::quiet_NaN());
  std::vector<std::int8_t> reached(rel_halfwidths.size(), -1);
  if (asked) {
    for (const std::size_t kpi : asked->kpis) {
      targets[kpi] = asked->rule.target;
      reached[kpi] = is_precise(rel_halfwidths[kpi], asked->rule.target) ? 1 : 0;
    }
    group.add_attribute({"precision_rule",
                         "replications were added until rel_halfwidth <= target / (1 + target) of "
                         "every figure with a target (Chow & Robbins 1965), looked at every "
                         "`replications_step` from `replications_first` to `replications_most`"});
    group.add_attribute("replications_first", std::int64_t{asked->rule.first});
    group.add_attribute("replications_step", std::int64_t{PrecisionRule::step});
    group.add_attribute("replications_most", std::int64_t{asked->rule.most});
  }
  group.add_variable(
      "target", {"kpi"}, targets,
      {{"long_name", "Precision asked for; missing: none"}, {"coordinates", coordinates}});
  group.add_variable("reached", {"kpi"}, reached,
                     {{"long_name", "1 where it was reached, 0 where not, -1: none asked for"},
                      {"coordinates", coordinates}});
}

}  // namespace korus
