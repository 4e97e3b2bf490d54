#include "tools/scenario/csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tools/scenario/csv_row.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

class TableMaker {
 public:
  TableMaker(const std::string& file, std::span<const std::string_view> required,
             std::span<const std::string_view> optional, Diagnostics& diagnostics)
      : file_(file), required_(required), diagnostics_(diagnostics) {
    known_.assign(required.begin(), required.end());
    known_.insert(known_.end(), optional.begin(), optional.end());
  }

  void read_line(std::string_view line) {
    ++line_;
    const CsvRow row = split_csv_row(line);
    if (!row.fault.empty()) {
      complain(row.fault_column, row.fault);
    } else if (line_ == 1) {
      read_header(row);
    } else if (!row.blank()) {
      read_row(row);
    }
  }

  CsvTable take() { return std::move(table_); }

 private:
  void read_header(const CsvRow& row) {
    for (const CsvCell& cell : row.cells) {
      if (std::ranges::find(known_, cell.text) == known_.end()) {
        complain(cell.column, fmt::format("unknown column {}{}", in_quotes(cell.text),
                                          did_you_mean(cell.text, known_)));
      } else if (table_.column(cell.text)) {
        complain(cell.column, fmt::format("column {} is there twice", in_quotes(cell.text)));
      }
      table_.columns.push_back(cell.text);
    }
    for (const std::string_view name : required_) {
      if (!table_.column(name)) {
        complain(1, fmt::format("missing required column {}", in_quotes(name)));
      }
    }
  }

  void read_row(const CsvRow& row) {
    const std::size_t width = table_.columns.size();
    if (row.cells.size() != width) {
      return complain(row.cells.size() > width ? row.cells[width].column : 1,
                      fmt::format("row has {} cells, the header has {}", row.cells.size(), width));
    }
    std::vector<Cell>& cells = table_.rows.emplace_back();
    for (const CsvCell& cell : row.cells) {
      cells.push_back({Raw{cell.text}, {file_, line_, cell.column}});
    }
  }

  void complain(int column, std::string message) {
    diagnostics_.add({file_, line_, column}, std::move(message));
  }

  SharedText file_;
  std::span<const std::string_view> required_;
  std::vector<std::string_view> known_;
  Diagnostics& diagnostics_;
  CsvTable table_;
  int line_ = 0;
};

}  // namespace

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
  const auto found = std::ranges::find(columns, name);
  return found == columns.end() ? std::nullopt
                                : std::optional(static_cast<std::size_t>(found - columns.begin()));
}

CsvTable read_csv_table(std::string_view text, const std::string& file,
                        std::span<const std::string_view> required,
                        std::span<const std::string_view> optional, Diagnostics& diagnostics) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text.starts_with(byte_order_mark)) {
    text.remove_prefix(byte_order_mark.size());
  }
  TableMaker maker(file, required, optional, diagnostics);
  do {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    maker.read_line(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  } while (!text.empty());
  return maker.take();
}

}  // namespace korus
