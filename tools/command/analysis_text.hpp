// The tables of an analysis as text and as JSON lines, on stdout.
#pragma once

#include <cstddef>
#include <vector>

#include "tools/analysis/analysis_table.hpp"

namespace korus {

// With its sentences; the `most` first rows, 0: all. Columns and tables without a head are left out.
void print_tables(const std::vector<AnalysisTable>& tables, std::size_t most);

// One object a row, then one for the whole table.
void print_json(const std::vector<AnalysisTable>& tables);

}  // namespace korus
