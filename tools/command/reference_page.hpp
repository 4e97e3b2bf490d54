// What users look up, from the descriptions that the reader and the figures themselves work by: the
// fields of every kind of record, and the figures of a run.
#pragma once

#include <string>
#include <string_view>

namespace korus {

// Markdown, one table a kind; `kind`: only that one, empty: all. No such kind: empty.
std::string fields_page(std::string_view kind);

// A JSON Schema (draft 2020-12) of a scenario in TOML.
std::string fields_json_schema();

// Markdown, one table for each kind of entity, the headline first.
std::string figures_page();

}  // namespace korus
