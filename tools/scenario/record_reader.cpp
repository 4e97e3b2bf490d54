#include "tools/scenario/record_reader.hpp"

#include <fmt/format.h>

#include "tools/scenario/each_field.hpp"
#include "tools/scenario/field_reader.hpp"

namespace korus {
namespace {

template <class Record>
void read_fields(Row& row, const std::string& path, bool complete, Diagnostics& diagnostics,
                 Record& record) {
  const std::size_t before = diagnostics.size();
  FieldReader reader(row, path, complete, diagnostics);
  for_each_field(record, [&](const Field& field, auto& value) { reader.read(field, value); });
  row.sound = diagnostics.size() == before;
}

}  // namespace

Scenario read_records(Document& document, Diagnostics& diagnostics) {
  Scenario scenario;
  FieldReader header(document.header, "", document.complete, diagnostics);
  header.read(Field{.name = "title", .unit = "", .doc = "Title.", .required = true},
              scenario.title);
  read_fields(document.simulation, "simulation", document.complete, diagnostics,
              scenario.simulation);
  Scenario::for_each_table(scenario, [&]<class R>(std::vector<R>& records) {
    Rows& rows = document.tables[std::string(R::kind)];
    records.reserve(rows.size());
    for (auto& [id, row] : rows) {
      R& record = records.emplace_back();
      record.id = id;
      read_fields(row, fmt::format("{}.{}", R::kind, id), document.complete, diagnostics, record);
    }
  });
  return scenario;
}

}  // namespace korus
