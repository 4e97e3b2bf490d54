// One table of a TOML tree, read key by key: what is of the wrong type, out of range, missing or
// unknown is told, all of it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/scenario/toml_tree.hpp"

namespace korus {

// A text and where it was written.
struct PlacedText {
  std::string text;
  Origin origin;
};

class TableReader {
 public:
  // `path` names the table in messages ("row.a"; empty: the file). Every key not in `known` is told.
  TableReader(const TomlNode& table, std::string path, std::span<const std::string_view> known,
              Diagnostics& diagnostics);

  bool has(std::string_view key) const { return table_.find(key) != nullptr; }
  const TomlNode* find(std::string_view key) const { return table_.find(key); }
  Origin origin(std::string_view key) const;  // of the key's value, else of the table

  // Nothing where the key is not there, or is not what it must be, which is told.
  std::optional<PlacedText> text(std::string_view key);
  std::optional<double> number(std::string_view key);  // finite
  std::optional<std::int64_t> whole(std::string_view key, std::int64_t low, std::int64_t high);
  std::vector<PlacedText> texts(std::string_view key);
  std::vector<double> numbers(std::string_view key);

  void complain(const Origin& where, std::string_view key, const std::string& message);
  void must_be(const TomlNode& node, std::string_view key, std::string_view what);

 private:
  const std::vector<TomlNode>* array(std::string_view key, std::string_view what);
  std::optional<double> number_of(const TomlNode& node, std::string_view key);

  const TomlNode& table_;
  std::string path_;
  Diagnostics& diagnostics_;
};

}  // namespace korus
