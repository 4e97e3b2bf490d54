#include "tools/scenario/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

#include "tools/scenario/cell_value.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {

TableReader::TableReader(const TomlNode& table, std::string path,
                         std::span<const std::string_view> known, Diagnostics& diagnostics)
    : table_(table), path_(std::move(path)), diagnostics_(diagnostics) {
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  for (const TomlMember& member : table.members) {
    if (std::ranges::find(known, member.key) == known.end()) {
      diagnostics_.add(member.origin,
                       fmt::format("{}{}unknown key {}{}", path_, path_.empty() ? "" : ": ",
                                   in_quotes(member.key), did_you_mean(member.key, candidates)));
    }
  }
}

Origin TableReader::origin(std::string_view key) const {
  const TomlNode* node = table_.find(key);
  return node == nullptr ? table_.cell.origin : node->cell.origin;
}

std::optional<PlacedText> TableReader::text(std::string_view key) {
  const TomlNode* node = table_.find(key);
  if (node == nullptr) {
    return std::nullopt;
  }
  const auto* text = std::get_if<std::string>(&node->cell.value);
  if (text == nullptr || text->empty()) {
    must_be(*node, key, "text, not empty");
    return std::nullopt;
  }
  return PlacedText{*text, node->cell.origin};
}

std::optional<double> TableReader::number(std::string_view key) {
  const TomlNode* node = table_.find(key);
  return node == nullptr ? std::nullopt : number_of(*node, key);
}

std::optional<double> TableReader::number_of(const TomlNode& node, std::string_view key) {
  const auto value = as_number(node.cell);
  if (!value || !std::isfinite(*value)) {
    must_be(node, key, "a finite number");
    return std::nullopt;
  }
  return value;
}

std::optional<std::int64_t> TableReader::whole(std::string_view key, std::int64_t low,
                                               std::int64_t high) {
  const TomlNode* node = table_.find(key);
  if (node == nullptr) {
    return std::nullopt;
  }
  const auto value = as_whole(node->cell);
  if (!value || *value < low || *value > high) {
    must_be(*node, key, fmt::format("a whole number from {} to {}", low, high));
    return std::nullopt;
  }
  return value;
}

const std::vector<TomlNode>* TableReader::array(std::string_view key, std::string_view what) {
  const TomlNode* node = table_.find(key);
  if (node != nullptr && !node->is_array()) {
    must_be(*node, key, what);
    return nullptr;
  }
  return node == nullptr ? nullptr : &node->elements;
}

std::vector<PlacedText> TableReader::texts(std::string_view key) {
  std::vector<PlacedText> result;
  if (const auto* elements = array(key, "an array of texts")) {
    for (const TomlNode& element : *elements) {
      if (const auto* text = std::get_if<std::string>(&element.cell.value)) {
        result.push_back({*text, element.cell.origin});
      } else {
        must_be(element, key, "an array of texts");
      }
    }
  }
  return result;
}

std::vector<double> TableReader::numbers(std::string_view key) {
  std::vector<double> result;
  if (const auto* elements = array(key, "an array of finite numbers")) {
    for (const TomlNode& element : *elements) {
      if (const auto value = number_of(element, key)) {
        result.push_back(*value);
      }
    }
  }
  return result;
}

void TableReader::must_be(const TomlNode& node, std::string_view key, std::string_view what) {
  complain(node.cell.origin, key, fmt::format("must be {}, got {}", what, shown(node.cell)));
}

void TableReader::complain(const Origin& where, std::string_view key, const std::string& message) {
  const std::string_view dot = path_.empty() || key.empty() ? "" : ".";
  diagnostics_.add(where, fmt::format("{}{}{}: {}", path_, dot, key, message));
}

}  // namespace korus
