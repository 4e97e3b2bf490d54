// What `korus analyze` found, as a file of the same kind as a run's results: group `analysis` with a
// group for each kind of table. The layout is told in tools/results/README.md.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tools/analysis/analysis_table.hpp"

namespace korus {

struct AnalysisOrigin {
  std::string title;       // of the sweep
  std::string sweep_path;  // as asked for
  std::string command_line;
};

// As write_result_file: whole or not there, no clock and no host name in it; throws OutputError.
void write_analysis_file(const std::filesystem::path& path,
                         const std::vector<AnalysisTable>& tables, const AnalysisOrigin& origin);

}  // namespace korus
