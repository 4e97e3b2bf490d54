#include "tools/command/reference_page.hpp"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "models/records/scenario.hpp"
#include "models/scorecard.hpp"
#include "tools/command/json_line.hpp"
#include "tools/scenario/each_field.hpp"
#include "tools/scenario/law_text.hpp"
#include "tools/scenario/schema.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) {
    text.replace(at, what.size(), with);
  }
  return text;
}

std::string cell(std::string_view text) { return replaced(std::string(text), "|", "\\|"); }

std::string type_of(const std::string&, const Field& field) {
  if (!field.choices.empty()) {
    return "one of `" + replaced(std::string(field.choices), "|", "`, `") + "`";
  }
  if (!field.refers_to.empty()) {
    return "id of a " + replaced(std::string(field.refers_to), "|", " or ");
  }
  return "text";
}
std::string type_of(std::int64_t, const Field&) { return "whole number"; }
std::string type_of(double, const Field&) { return "number"; }
std::string type_of(const Law&, const Field&) { return "number or law"; }
std::string type_of(Date, const Field&) { return "date"; }

std::string default_text(const std::string& value) {
  return value.empty() ? "" : "`" + value + "`";
}
std::string default_text(std::int64_t value) { return std::to_string(value); }
std::string default_text(double value) { return number_text(value); }
std::string default_text(const Law& value) {
  return value.kind() == Law::Kind::constant ? number_text(value.typical()) : law_text(value);
}
std::string default_text(Date value) { return date_text(value); }

std::string range_text(const Field& field) {
  const bool low = std::isfinite(field.lowest);
  const bool high = std::isfinite(field.highest);
  if (low && high) {
    return fmt::format("{} to {}", number_text(field.lowest), number_text(field.highest));
  }
  return low ? "from " + number_text(field.lowest) : high ? "to " + number_text(field.highest) : "";
}

// `source`, `quality` and `note` are told once, not in each of nineteen tables.
bool is_provenance(std::string_view name) {
  bool found = false;
  Provenance none;
  for_each_field(none, [&](const Field& field, auto&) { found = found || field.name == name; });
  return found;
}

template <class Record>
std::string rows_of(bool with_provenance) {
  std::string text =
      "| field | type | unit | default | range | meaning |\n|---|---|---|---|---|---|\n";
  Record record;
  for_each_field(record, [&](const Field& field, auto& value) {
    if (with_provenance || !is_provenance(field.name)) {
      text += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", field.name,
                          cell(type_of(value, field)), cell(field.unit),
                          field.required ? "required" : cell(default_text(value)),
                          range_text(field), cell(field.doc));
    }
  });
  return text;
}

template <class Record>
std::string section() {
  std::string text = fmt::format("\n## {}\n\n", Record::kind);
  std::string id;
  for (const IdPart& part : Schema::id_parts(Record::kind)) {
    id += (id.empty() ? "" : ":") + std::string(part.field);
  }
  if (!id.empty()) {
    text += fmt::format("A row of a CSV table without an `id` is called `{}`.\n\n", id);
  }
  return text + rows_of<Record>(false);
}

constexpr std::string_view fields_head =
    "# What a scenario may hold\n\n"
    "Printed by `korus schema`; `korus schema KIND` prints one kind, `korus schema --json` a JSON "
    "Schema for editors. A record is a table\n"
    "`[KIND.ID]` of the scenario file, or a row of `KIND.csv` in one of its `tables` folders. A "
    "*number or law* takes `x`, with `x_low` and\n"
    "`x_high` for a triangular one, or a law in words ([README.md](README.md)); what is drawn "
    "beyond "
    "the range is cut to it. Beside the records\n"
    "a scenario file holds `title` (text), `extends` (the scenario it is laid over) and `tables` "
    "(folders of CSV tables).\n";

// JSON.

std::string number_schema(const Field& field, std::string_view type) {
  std::string text = fmt::format(R"("type":"{}")", type);
  if (std::isfinite(field.lowest)) {
    text += fmt::format(R"(,"minimum":{})", field.lowest);
  }
  if (std::isfinite(field.highest)) {
    text += fmt::format(R"(,"maximum":{})", field.highest);
  }
  return text;
}

std::string value_schema(const Field& field, const std::string& value) {
  std::string text = R"("type":"string")";
  if (!field.choices.empty()) {
    text += ",\"enum\":[\"" + replaced(std::string(field.choices), "|", "\",\"") + "\"]";
  }
  return field.required ? text : text + ",\"default\":" + json_text(value);
}
std::string value_schema(const Field& field, std::int64_t value) {
  return number_schema(field, "integer") +
         (field.required ? "" : fmt::format(R"(,"default":{})", value));
}
std::string value_schema(const Field& field, double value) {
  return number_schema(field, "number") +
         (field.required ? "" : fmt::format(R"(,"default":{})", value));
}
std::string value_schema(const Field& field, const Law& value) {
  return fmt::format(R"("anyOf":[{{{}}},{{"type":"string"}}])", number_schema(field, "number")) +
         (field.required || value.kind() != Law::Kind::constant
              ? ""
              : fmt::format(R"(,"default":{})", value.typical()));
}
// A date of TOML has no type in JSON: editors take it for a string.
std::string value_schema(const Field&, Date value) {
  return R"("type":"string","default":)" + json_text(date_text(value));
}

template <class Record>
std::string record_schema() {
  std::vector<std::string> properties;
  Record record;
  for_each_field(record, [&]<class T>(const Field& field, T& value) {
    const std::string unit = field.unit.empty() ? "" : fmt::format(" [{}]", field.unit);
    const std::string refers =
        field.refers_to.empty()
            ? ""
            : " Id of a " + replaced(std::string(field.refers_to), "|", " or ") + ".";
    properties.push_back(fmt::format("{}:{{{},\"description\":{}}}", json_text(field.name),
                                     value_schema(field, value),
                                     json_text(std::string(field.doc) + unit + refers)));
    if constexpr (std::is_same_v<T, Law>) {
      for (const char* end : {"low", "high"}) {
        properties.push_back(fmt::format(
            R"("{}_{}":{{"type":"number","description":)"
            R"("{} end of the triangular law with its peak at {}"}})",
            field.name, end, end == std::string_view("low") ? "Lower" : "Upper", field.name));
      }
    }
  });
  return fmt::format(R"({{"type":"object","additionalProperties":false,"properties":{{{}}}}})",
                     fmt::join(properties, ","));
}

std::string in_display_units(std::string_view units) {
  return replaced(std::string(units), "@", "display unit");
}

}  // namespace

std::string fields_page(std::string_view kind) {
  std::string text;
  const auto put = [&]<class R>(const R&) {
    if (kind.empty() || kind == R::kind) {
      text += section<R>();
    }
  };
  put(Settings{});
  Scenario scenario;
  Scenario::for_each_table(scenario, [&]<class R>(const std::vector<R>&) { put(R{}); });
  if (!kind.empty()) {
    return text.empty() ? "" : text.substr(1);
  }
  return std::string(fields_head) + text + "\n## Every kind but `simulation` and `source`\n\n" +
         rows_of<Provenance>(true);
}

std::string fields_json_schema() {
  std::vector<std::string> properties{
      R"("title":{"type":"string"})",
      R"("extends":{"type":"string","description":"Scenario that this one is laid over."})",
      R"("tables":{"type":"array","items":{"type":"string"},"description":"Folders of CSV tables."})",
      fmt::format(R"("{}":{})", Settings::kind, record_schema<Settings>())};
  Scenario scenario;
  Scenario::for_each_table(scenario, [&]<class R>(const std::vector<R>&) {
    properties.push_back(fmt::format(R"("{}":{{"type":"object","additionalProperties":{}}})",
                                     R::kind, record_schema<R>()));
  });
  return fmt::format(
      R"({{"$schema":"https://json-schema.org/draft/2020-12/schema","title":"Korus scenario",)"
      R"("type":"object","additionalProperties":false,"properties":{{{}}}}})",
      fmt::join(properties, ","));
}

std::string figures_page() {
  std::string text =
      "# Figures of a run\n\n"
      "Printed by `korus schema --figures`. Every run gives the headline; those of single entities "
      "come with `simulation.figures = \"all\"`, and\n"
      "count from `simulation.warm_up_days` to the end. A figure is called by its measure and what "
      "it is of, joined by points: `on_hand_mean.us:chip`.\n"
      "*Display unit*: the one of the product. d: day, a: year.\n\n"
      "## Headline\n\n"
      "YYYY: the last full calendar year, and the one five years before it (or the first full "
      "one). Of a country and a product group: `output_2030.KR.cells`.\n\n"
      "| of each | measure | unit | what it is |\n|---|---|---|---|\n";
  for (const HeadlineFigure& figure : headline_figures()) {
    text += fmt::format("| {} | `{}` | {} | {} |\n", figure.entity, figure.measure,
                        in_display_units(figure.units), figure.doc);
  }
  for (const FigureTable& table : figure_tables()) {
    text += fmt::format(
        "\n## Of each {}\n\n`MEASURE.{}`\n\n| measure | unit | what it is |\n"
        "|---|---|---|\n",
        table.entity, table.group);
    for (const FigureKind& figure : table.figures) {
      text += fmt::format("| `{}` | {} | {}{} |\n", figure.measure, in_display_units(figure.units),
                          figure.words, figure.of_servers ? ", where their number is limited" : "");
    }
  }
  return text;
}

}  // namespace korus
