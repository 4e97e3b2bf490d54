#include "tools/scenario/input_numbers.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "tools/scenario/cell_value.hpp"
#include "tools/scenario/each_field.hpp"
#include "tools/scenario/law_text.hpp"

namespace korus {
namespace {

class RowNumbers {
 public:
  RowNumbers(const Row& row, std::string path, std::vector<InputNumber>& to)
      : row_(row), path_(std::move(path)), to_(to) {}

  void add(const Field& field, double value) { add(field, "", value); }
  void add(const Field& field, std::int64_t value) { add(field, static_cast<double>(value)); }
  void add(const Field& field, const Law& value) {
    const Cell* cell = row_.find(field.name);
    if (cell != nullptr && in_words(*cell)) {
      add_words(field, *cell);
      return;
    }
    add(field, "", value.typical());
    add(field, "_low", value.lowest());
    add(field, "_high", value.highest());
  }
  void add(const Field&, const std::string&) {}
  void add(const Field&, Date) {}

 private:
  void add(const Field& field, std::string_view suffix, double value) {
    const std::string key = std::string(field.name) + std::string(suffix);
    if (const Cell* cell = row_.find(key)) {
      add(key, value, std::string(field.unit), *cell);
    }
  }

  void add(const std::string& key, double value, std::string unit, const Cell& cell) {
    to_.push_back({.path = path_ + '.' + key,
                   .value = value,
                   .unit = std::move(unit),
                   .quality = provenance("quality", cell.origin.file),
                   .source = provenance("source", cell.origin.file),
                   .file = cell.origin.file,
                   .line = cell.origin.line});
  }

  // Each argument by its name: "lane.sea.transit_days.mean".
  void add_words(const Field& field, const Cell& cell) {
    const std::string unit(field.unit);
    for (const LawArgument& argument : read_law(as_text(cell).value_or("")).arguments) {
      add(fmt::format("{}.{}", field.name, argument.name), argument.value,
          argument.unit == ArgumentUnit::of_quantity       ? unit
          : argument.unit == ArgumentUnit::log_of_quantity ? fmt::format("ln({})", unit)
                                                           : "1",
          cell);
    }
  }

  // Of the file that gave the number: who changes a number does not inherit the citation of the one
  // it replaces.
  std::string provenance(std::string_view key, const std::string& file) const {
    const Cell* cell = row_.provenance(key, file);
    return cell != nullptr ? as_text(*cell).value_or("") : "";
  }

  const Row& row_;
  std::string path_;
  std::vector<InputNumber>& to_;
};

template <class Record>
void list_row(const Row& row, std::string path, const Record& record,
              std::vector<InputNumber>& to) {
  RowNumbers numbers(row, std::move(path), to);
  for_each_field(record, [&](const Field& field, const auto& value) { numbers.add(field, value); });
}

}  // namespace

std::vector<InputNumber> list_input_numbers(const Document& document, const Scenario& scenario) {
  std::vector<InputNumber> numbers;
  list_row(document.simulation, "simulation", scenario.simulation, numbers);
  Scenario::for_each_table(scenario, [&]<class R>(const std::vector<R>& records) {
    for (const R& record : records) {
      const std::string path = std::string(R::kind) + '.' + record.id;
      list_row(*document.find(R::kind, record.id), path, record, numbers);
    }
  });
  return numbers;
}

}  // namespace korus
