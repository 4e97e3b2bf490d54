// What was asked of the precision of figures, and whether they have it, as variables of a group.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/results/output_group.hpp"
#include "tools/results/result_file.hpp"

namespace korus {

// `target` and `reached` along the dimension `kpi`, and attributes with the rule where one was asked
// for. `rel_halfwidths` [n_kpis].
void add_precision(OutputGroup& group, const std::optional<RunResult::PrecisionAsked>& asked,
                   const std::vector<double>& rel_halfwidths, const std::string& coordinates);

}  // namespace korus
