// What an analysis found, as a table for people, programs and files alike: named columns, and sentences
// that say what it means and how sure it is.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tools/analysis/interval.hpp"

namespace korus {

enum class ColumnKind : std::uint8_t {
  words,
  figure,  // in the table's units
  share,   // of 1, shown as per cent
  plain,   // without unit
  count,
};

struct AnalysisColumn {
  std::string name;     // of the variable in a file and the key in JSON
  std::string head;     // above it in print; empty: not printed
  std::string meaning;  // long name
  ColumnKind kind = ColumnKind::words;
  std::vector<std::string> words;   // [n_rows], of words
  std::vector<double> numbers;      // [n_rows], of all others; NaN: there is none
  std::vector<Interval> intervals;  // [n_rows] 95 % of the numbers; empty: not told
};

// A number about the whole table.
struct AnalysisNumber {
  std::string name;
  std::string meaning;
  double value = 0;
};

struct AnalysisTable {
  std::string name;    // "morris", "regret", ...; tables of one name have the same columns
  std::string title;   // what was done
  std::string kpi;     // or the criteria
  std::string policy;  // empty: it is a column
  std::string units;   // of figures
  std::vector<AnalysisColumn> columns;  // may have no rows
  std::vector<AnalysisNumber> about;    // of one name have the same
  std::vector<std::string> sentences;

  std::size_t rows() const;
  double largest_figure() const;  // by size; 0 where there is none

  AnalysisTable& add_words(std::string column, std::string head, std::string meaning,
                           std::vector<std::string> values);
  AnalysisTable& add(ColumnKind kind, std::string column, std::string head, std::string meaning,
                     std::vector<double> values, std::vector<Interval> intervals = {});
  void say(std::string sentence) { sentences.push_back(std::move(sentence)); }
};

// Of each of `rows` what `of` says of it.
template <class T, class Rows, class Of>
std::vector<T> collected(const Rows& rows, Of of) {
  std::vector<T> values;
  for (const auto& row : rows) {
    values.push_back(T(of(row)));
  }
  return values;
}

}  // namespace korus
