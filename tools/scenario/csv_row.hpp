// One line of CSV as cells (RFC 4180, but a cell ends on the line it begins on).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace korus {

struct CsvCell {
  std::string text;  // blanks around it gone, unless quoted
  int column = 1;    // of its first character or quote
};

struct CsvRow {
  std::vector<CsvCell> cells;
  std::string fault;  // "" where the line is well formed
  int fault_column = 1;

  bool blank() const;  // no cell holds anything
};

CsvRow split_csv_row(std::string_view line);

}  // namespace korus
