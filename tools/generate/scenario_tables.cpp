#include "tools/generate/scenario_tables.hpp"

#include <algorithm>
#include <type_traits>

#include "tools/scenario/law_text.hpp"
#include "tools/scenario/schema.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

std::string quoted(const std::string& text) {
  const bool plain = text.find_first_of(",\"") == std::string::npos &&
                     (text.empty() || (text.front() != ' ' && text.back() != ' '));
  if (plain) {
    return text;
  }
  std::string result = "\"";
  for (const char c : text) {
    result.append(c == '"' ? 2 : 1, c);
  }
  return result + '"';
}

std::string text_of(const std::string& value) { return quoted(value); }
std::string text_of(double value) { return number_text(value); }
std::string text_of(std::int64_t value) { return std::to_string(value); }
std::string text_of(Date value) { return date_text(value); }

// Calls cell(text) for each column of a record, in the order of Schema::fields_of; the text is empty
// where the record reads back without it.
template <class Record, class Cell>
void each_cell(const Record& record, const Record& usual, Cell&& cell) {
  Record::describe([&]<class About, class T>(const About& about, T Record::* member) {
    const T& value = record.*member;
    if constexpr (std::is_same_v<About, Provenance>) {
      each_cell(value, usual.*member, cell);
    } else if constexpr (std::is_same_v<T, Law>) {
      const bool given = about.required || value != usual.*member;
      const bool three = value.is_triangular();
      cell(!given ? "" : three ? text_of(value.typical()) : quoted(law_text(value)));
      cell(three && value.lowest() != value.typical() ? text_of(value.lowest()) : "");
      cell(three && value.highest() != value.typical() ? text_of(value.highest()) : "");
    } else {
      cell(about.required || value != usual.*member ? text_of(value) : "");
    }
  });
}

template <class Record>
std::string table_text(const std::vector<Record>& records) {
  const Schema schema;
  const std::vector<std::string>& names = schema.fields_of(Record::kind);
  const bool spell_ids = Schema::id_parts(Record::kind).empty();
  const Record usual;
  std::vector<bool> used(names.size(), false);
  for (const Record& record : records) {
    std::size_t column = 0;
    each_cell(record, usual, [&](const std::string& text) {
      used[column] = used[column] || !text.empty();
      ++column;
    });
  }
  std::string table;
  const auto add_row = [&](std::string row, auto&& each) {
    std::size_t column = 0;
    each([&](const std::string& text) {
      if (used[column++]) {
        row.append(text).append(",");
      }
    });
    row.back() = '\n';
    table += row;
  };
  const auto id = [&](const std::string& text) { return spell_ids ? text + ',' : std::string(); };
  add_row(id("id"), [&](auto&& cell) { std::ranges::for_each(names, cell); });
  for (const Record& record : records) {
    add_row(id(record.id), [&](auto&& cell) { each_cell(record, usual, cell); });
  }
  return table;
}

}  // namespace

std::vector<ScenarioTable> scenario_tables(const Scenario& scenario) {
  std::vector<ScenarioTable> tables;
  Scenario::for_each_table(scenario, [&]<class R>(const std::vector<R>& records) {
    if (!records.empty()) {
      tables.push_back({std::string(R::kind), table_text(records)});
    }
  });
  return tables;
}

}  // namespace korus
