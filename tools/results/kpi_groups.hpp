// Groups `kpi` (every replication's figures) and `summary` (what they say together).
#pragma once

#include <string>
#include <vector>

#include "models/kpi.hpp"
#include "tools/results/hdf5_handle.hpp"
#include "tools/results/result_file.hpp"

namespace korus {

class OutputGroup;
struct KpiSummary;

// The dimension `kpi` of a group, with what is told of each.
void add_kpi_dimension(OutputGroup& group, const std::vector<Kpi>& kpis);
inline constexpr const char* words_of_kpis =
    "measure chain country group units long_name higher_is_better is_ratio";

// One statistic over replications, all as doubles.
struct SummaryColumn {
  std::string name;
  std::string long_name;
  double (*of)(const KpiSummary&);
};
const std::vector<SummaryColumn>& summary_columns();

void write_kpi_group(const Hdf5Handle& file, const RunResult& result);
void write_summary_group(const Hdf5Handle& file, const RunResult& result);

}  // namespace korus
