// What a result file says of itself as a whole: conventions, version of the format, and how the run
// came about.
#pragma once

#include <cstdint>
#include <string>

#include "tools/results/hdf5_handle.hpp"
#include "tools/results/result_file.hpp"

namespace korus {

// Raised when a reader of the old layout would misread the new one.
constexpr int result_format_version = 1;

// No clock and no host name: the same command gives the same bytes.
// `format` says what the file holds beside what was run.
void write_root_attributes(const Hdf5Handle& file, const RunResult& result,
                           const std::string& format = "korus-results");

// Of a file that holds no run but a table about several.
struct TableOrigin {
  std::string title;
  std::string format;  // korus_format
  int format_version = 1;
  std::string command_line;
  std::uint64_t seed = 1;
};
void write_table_attributes(const Hdf5Handle& file, const TableOrigin& origin);

}  // namespace korus
