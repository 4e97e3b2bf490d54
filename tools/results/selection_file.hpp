// What `korus select` found, with every replication's value. The layout is told in
// tools/results/README.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "models/kpi.hpp"
#include "tools/select/candidate_pool.hpp"
#include "tools/select/selection.hpp"

namespace korus {

struct SelectionRecord {
  std::string command_line;
  std::uint64_t seed = 0;
  Kpi kpi;
  std::vector<Candidate> candidates;
  SelectionSettings settings;
  Selection selection;
  std::vector<ComparisonWithBest> comparisons;  // [n_candidates]
};

// Whole or not at all; throws OutputError.
void write_selection_file(const std::filesystem::path& path, const SelectionRecord& record);

}  // namespace korus
