// The text of one TOML file as a tree of values with their places. The only place that knows toml++.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/scenario/diagnostics.hpp"
#include "tools/scenario/value.hpp"

namespace korus {

enum class TomlShape : std::uint8_t { value, table, array };

struct TomlMember;

struct TomlNode {
  Cell cell;  // of a table or an array: Unusable, with the place it begins at
  TomlShape shape = TomlShape::value;
  std::vector<TomlMember> members;  // of a table, sorted by key
  std::vector<TomlNode> elements;   // of an array

  bool is_table() const { return shape == TomlShape::table; }
  bool is_array() const { return shape == TomlShape::array; }
  const TomlNode* find(std::string_view key) const;  // of a table
};

struct TomlMember {
  std::string key;
  Origin origin;  // of the key
  TomlNode node;
};

// The file's table. `text` is UTF-8. Nothing where its syntax is wrong, which is told.
std::optional<TomlNode> read_toml_tree(const std::string& text, const std::string& file,
                                       Diagnostics& diagnostics);

}  // namespace korus
