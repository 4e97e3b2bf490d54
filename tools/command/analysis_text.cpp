#include "tools/command/analysis_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "tools/command/figure_text.hpp"
#include "tools/command/json_line.hpp"

namespace korus {
namespace {

std::string number_of(ColumnKind kind, double value, const Shown& shown) {
  if (!std::isfinite(value)) {
    return "-";
  }
  switch (kind) {
    case ColumnKind::figure:
      return figure_text(value * shown.factor);
    case ColumnKind::share:
      return fmt::format("{:.1f} %", 100 * value);
    case ColumnKind::count:
      return fmt::format("{:.0f}", value);
    default:
      return std::fabs(value) >= 0.001 && std::fabs(value) < 100 ? fmt::format("{:.3f}", value)
                                                                 : fmt::format("{:.3g}", value);
  }
}

std::string interval_of(ColumnKind kind, const Interval& interval, const Shown& shown) {
  if (!std::isfinite(interval.low)) {
    return "";
  }
  switch (kind) {
    case ColumnKind::figure:
      return fmt::format("[{}, {}]", figure_text(interval.low * shown.factor),
                         figure_text(interval.high * shown.factor));
    case ColumnKind::share:
      return fmt::format("[{:.1f}, {:.1f}]", 100 * interval.low, 100 * interval.high);
    default:
      return fmt::format("[{:.3f}, {:.3f}]", interval.low, interval.high);
  }
}

// A column of texts as wide as its widest.
struct PrintedColumn {
  std::string head;
  std::vector<std::string> cells;
  bool to_the_left = true;

  std::size_t width() const {
    std::size_t widest = head.size();
    for (const std::string& cell : cells) {
      widest = std::max(widest, cell.size());
    }
    return widest;
  }
  std::string aligned(const std::string& text) const {
    return to_the_left ? fmt::format("{:<{}}", text, width())
                       : fmt::format("{:>{}}", text, width());
  }
};

std::vector<PrintedColumn> printed(const AnalysisTable& table, std::size_t rows) {
  const Shown shown = shown_unit(table.units, table.largest_figure());
  std::vector<PrintedColumn> columns;
  for (const AnalysisColumn& column : table.columns) {
    if (column.head.empty()) {
      continue;
    }
    if (column.kind == ColumnKind::words) {
      columns.push_back({.head = column.head, .cells = column.words});
      columns.back().cells.resize(rows);
      continue;
    }
    PrintedColumn numbers{.head = column.head, .cells = {}, .to_the_left = false};
    PrintedColumn intervals{.head = "95 % interval", .cells = {}};
    for (std::size_t i = 0; i < rows; ++i) {
      numbers.cells.push_back(number_of(column.kind, column.numbers[i], shown));
      if (!column.intervals.empty()) {
        intervals.cells.push_back(interval_of(column.kind, column.intervals[i], shown));
      }
    }
    columns.push_back(std::move(numbers));
    if (!intervals.cells.empty()) {
      columns.push_back(std::move(intervals));
    }
  }
  return columns;
}

void print_line(const std::vector<PrintedColumn>& columns, auto cell) {
  std::string line = " ";
  for (const PrintedColumn& column : columns) {
    line += " " + column.aligned(cell(column)) + " ";
  }
  line.erase(line.find_last_not_of(' ') + 1);
  fmt::print("{}\n", line);
}

void print_rows(const AnalysisTable& table, std::size_t most) {
  const std::size_t rows = most == 0 ? table.rows() : std::min(most, table.rows());
  if (rows == 0) {
    return;
  }
  const std::vector<PrintedColumn> columns = printed(table, rows);
  print_line(columns, [](const PrintedColumn& column) { return column.head; });
  for (std::size_t i = 0; i < rows; ++i) {
    print_line(columns, [i](const PrintedColumn& column) { return column.cells[i]; });
  }
  if (rows < table.rows()) {
    fmt::print("  and {} more (--most 0 shows all)\n", table.rows() - rows);
  }
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

JsonLine begun(const AnalysisTable& table) {
  JsonLine line;
  line.add("table", table.name).add("kpi", table.kpi);
  if (!table.policy.empty()) {
    line.add("policy", table.policy);
  }
  line.add("units", table.units);
  return line;
}

void print_json_row(const AnalysisTable& table, std::size_t row) {
  JsonLine line = begun(table);
  for (const AnalysisColumn& column : table.columns) {
    if (column.kind == ColumnKind::words) {
      line.add(column.name, column.words[row]);
      continue;
    }
    line.add(column.name, column.numbers[row]);
    if (!column.intervals.empty()) {
      line.add(column.name + "_ci_low", column.intervals[row].low);
      line.add(column.name + "_ci_high", column.intervals[row].high);
    }
  }
  fmt::print("{}\n", line.text());
}

}  // namespace

void print_tables(const std::vector<AnalysisTable>& tables, std::size_t most) {
  std::string title;
  for (const AnalysisTable& table : tables) {
    if (table.title.empty()) {
      continue;
    }
    if (table.title != title) {
      title = table.title;
      fmt::print("\n{}\n", upper(title));
    }
    const bool has_figures = std::ranges::any_of(
        table.columns, [](const auto& column) { return column.kind == ColumnKind::figure; });
    const std::string unit =
        has_figures ? shown_unit(table.units, table.largest_figure()).unit : "";
    fmt::print("\n{}{}{}\n", table.kpi, table.policy.empty() ? "" : ", " + table.policy,
               unit.empty() ? "" : " [" + unit + "]");
    print_rows(table, most);
    for (const std::string& sentence : table.sentences) {
      fmt::print("  {}\n", sentence);
    }
  }
}

void print_json(const std::vector<AnalysisTable>& tables) {
  for (const AnalysisTable& table : tables) {
    if (table.title.empty()) {
      continue;
    }
    for (std::size_t row = 0; row < table.rows(); ++row) {
      print_json_row(table, row);
    }
    std::string about;
    for (const AnalysisNumber& number : table.about) {
      about += fmt::format("{}{}:{}", about.empty() ? "" : ",", json_text(number.name),
                           json_number(number.value));
    }
    std::string says;
    for (const std::string& sentence : table.sentences) {
      says += (says.empty() ? "" : ",") + json_text(sentence);
    }
    fmt::print(
        "{}\n",
        begun(table).add_raw("about", "{" + about + "}").add_raw("says", "[" + says + "]").text());
  }
}

}  // namespace korus
