// A CSV table whose columns are known by name and which is no kind of record of a scenario.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/scenario/diagnostics.hpp"
#include "tools/scenario/value.hpp"

namespace korus {

struct CsvTable {
  std::vector<std::string> columns;     // as the header names them
  std::vector<std::vector<Cell>> rows;  // each as long as `columns`; cells are Raw, empty ones too

  // The place of a column, nothing where the table lacks it.
  std::optional<std::size_t> column(std::string_view name) const;
};

// Columns that are missing, unknown or there twice, rows that are not well formed or not as long as
// the header, are told and left out. The rules of a cell are those of csv_row.hpp. `text` is UTF-8.
CsvTable read_csv_table(std::string_view text, const std::string& file,
                        std::span<const std::string_view> required,
                        std::span<const std::string_view> optional, Diagnostics& diagnostics);

}  // namespace korus
