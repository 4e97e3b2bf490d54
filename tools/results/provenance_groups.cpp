#include "tools/results/provenance_groups.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "tools/results/output_group.hpp"

namespace korus {
namespace {

// One member of every row.
template <class T, class Row, class Member>
std::vector<T> column(const std::vector<Row>& rows, Member Row::* member) {
  std::vector<T> result(rows.size());
  std::ranges::transform(rows, result.begin(), member);
  return result;
}

}  // namespace

void write_scenario_group(const Hdf5Handle& file, const RunResult& result) {
  OutputGroup group(file, "scenario", "The scenario as it was run");
  group.add_variable("resolved_text", {}, std::span(&result.resolved_scenario, 1),
                     {{"long_name", "Canonical text of the scenario, after extends and --set"}});
  if (result.files.empty()) {
    return;
  }
  const auto words = [&](const char* name, std::string InputFile::* member, const char* long_name) {
    group.add_variable(name, {"file"}, column<std::string>(result.files, member),
                       {{"long_name", long_name}});
  };
  group.add_dimension("file", column<std::string>(result.files, &InputFile::path),
                      {{"long_name", "Path relative to the scenario's folder"}});
  words("text", &InputFile::text, "Contents");
  words("sha256", &InputFile::sha256, "SHA-256 of the contents");
}

void write_inputs_group(const Hdf5Handle& file, const RunResult& result) {
  OutputGroup group(file, "inputs", "The scenario's numbers and where each comes from");
  if (result.inputs.empty()) {
    return;
  }
  const auto words = [&](const char* name, std::string InputNumber::* member,
                         const char* long_name) {
    group.add_variable(name, {"number"}, column<std::string>(result.inputs, member),
                       {{"long_name", long_name}});
  };
  group.add_dimension("number", column<std::string>(result.inputs, &InputNumber::path),
                      {{"long_name", "Path of the number in the scenario"}});
  group.add_variable("value", {"number"}, column<double>(result.inputs, &InputNumber::value),
                     {{"long_name", "Value, in the unit beside it"},
                      {"coordinates", "unit quality source file line"}});
  words("unit", &InputNumber::unit, "Unit");
  words("quality", &InputNumber::quality, "How it is known: sourced, derived or estimate");
  words("source", &InputNumber::source, "Labels of group sources, joined by ';'");
  words("file", &InputNumber::file, "File it was read from");
  group.add_variable("line", {"number"}, column<std::int64_t>(result.inputs, &InputNumber::line),
                     {{"long_name", "Line of that file; 0: a default"}});
}

void write_sources_group(const Hdf5Handle& file, const RunResult& result) {
  OutputGroup group(file, "sources", "Publications behind the numbers");
  if (result.sources.empty()) {
    return;
  }
  const auto words = [&](const char* name, std::string SourceRecord::* member,
                         const char* long_name) {
    group.add_variable(name, {"source"}, column<std::string>(result.sources, member),
                       {{"long_name", long_name}});
  };
  group.add_dimension("source", column<std::string>(result.sources, &SourceRecord::id),
                      {{"long_name", "Key of the publication"}});
  words("title", &SourceRecord::title, "Title");
  words("publisher", &SourceRecord::publisher, "Publisher");
  words("date", &SourceRecord::date, "Date as printed");
  words("url", &SourceRecord::url, "Address");
}

}  // namespace korus
