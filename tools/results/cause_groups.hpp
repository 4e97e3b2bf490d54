// Groups `causes` (every replication's shortage, market by market and cause by cause) and
// `shortage` (what the replications say together, by country and group of products).
#pragma once

#include <filesystem>

#include "tools/ensemble/cause_table.hpp"
#include "tools/results/hdf5_handle.hpp"
#include "tools/results/result_file.hpp"

namespace korus {

void write_cause_groups(const Hdf5Handle& file, const RunResult& result);

// What was told of one run's file: the title, and the causes it holds.
struct ToldCauses {
  std::string title;
  CauseTable table;
  bool kept = true;  // false: the run kept no account of causes
};

// Throws InputError where the file is no result of this program.
ToldCauses read_causes(const std::filesystem::path& path);

}  // namespace korus
