// Reads the text of one TOML file into a layer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/scenario/diagnostics.hpp"
#include "tools/scenario/document.hpp"
#include "tools/scenario/schema.hpp"

namespace korus {

struct TomlFile {
  Document layer;
  std::optional<Cell> extends;  // holds std::string
  std::vector<Cell> tables;     // each holds std::string
};

// `text` is UTF-8. A syntax error leaves the layer empty and incomplete.
TomlFile read_toml(const std::string& text, const std::string& file, const Schema& schema,
                   Diagnostics& diagnostics);

}  // namespace korus
