#include "tools/scenario/input_numbers.hpp"

#include <string>
#include <utility>

#include "tools/scenario/each_field.hpp"

namespace korus {
namespace {

class RowNumbers {
 public:
  RowNumbers(const Row& row, std::string path, const Provenance& provenance,
             std::vector<InputNumber>& to)
      : row_(row), path_(std::move(path)), provenance_(provenance), to_(to) {}

  void add(const Field& field, double value) { add(field, "", value); }
  void add(const Field& field, std::int64_t value) { add(field, static_cast<double>(value)); }
  void add(const Field& field, const Triple& value) {
    add(field, "", value.mode);
    add(field, "_low", value.low);
    add(field, "_high", value.high);
  }
  void add(const Field&, const std::string&) {}
  void add(const Field&, bool) {}
  void add(const Field&, Date) {}

 private:
  void add(const Field& field, std::string_view suffix, double value) {
    const std::string key = std::string(field.name) + std::string(suffix);
    if (const Cell* cell = row_.find(key)) {
      to_.push_back({.path = path_ + '.' + key,
                     .value = value,
                     .unit = std::string(field.unit),
                     .quality = provenance_.quality,
                     .source = provenance_.source,
                     .file = cell->origin.file,
                     .line = cell->origin.line});
    }
  }

  const Row& row_;
  std::string path_;
  const Provenance& provenance_;
  std::vector<InputNumber>& to_;
};

template <class Record>
Provenance provenance_of(const Record& record) {
  if constexpr (requires { record.provenance; }) {
    return record.provenance;
  } else {
    return {};
  }
}

template <class Record>
void list_row(const Row& row, std::string path, const Record& record,
              std::vector<InputNumber>& to) {
  const Provenance provenance = provenance_of(record);
  RowNumbers numbers(row, std::move(path), provenance, to);
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
