#include "tools/analysis/analysis_table.hpp"

#include <algorithm>
#include <cmath>

namespace korus {

std::size_t AnalysisTable::rows() const {
  return columns.empty() ? 0
                         : std::max(columns.front().words.size(), columns.front().numbers.size());
}

double AnalysisTable::largest_figure() const {
  double largest = 0;
  for (const AnalysisColumn& column : columns) {
    for (const double number : column.numbers) {
      if (column.kind == ColumnKind::figure && std::isfinite(number)) {
        largest = std::max(largest, std::fabs(number));
      }
    }
  }
  return largest;
}

AnalysisTable& AnalysisTable::add_words(std::string column, std::string head, std::string meaning,
                                        std::vector<std::string> values) {
  columns.push_back({.name = std::move(column),
                     .head = std::move(head),
                     .meaning = std::move(meaning),
                     .words = std::move(values)});
  return *this;
}

AnalysisTable& AnalysisTable::add(ColumnKind kind, std::string column, std::string head,
                                  std::string meaning, std::vector<double> values,
                                  std::vector<Interval> intervals) {
  columns.push_back({.name = std::move(column),
                     .head = std::move(head),
                     .meaning = std::move(meaning),
                     .kind = kind,
                     .numbers = std::move(values),
                     .intervals = std::move(intervals)});
  return *this;
}

}  // namespace korus
