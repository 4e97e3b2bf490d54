#include "tools/scenario/toml_tree.hpp"

#include <fmt/format.h>

namespace korus {

// toml++ 3.3 asserts that a key or a value begins as one does, and some texts ("[=]") break that:
// its own assert would end the program, or promise the compiler what is not so.
struct TomlAssertion {};

constexpr void require_toml(bool holds) {
  if (!holds) {
    throw TomlAssertion{};
  }
}

}  // namespace korus

#undef NDEBUG  // else toml++ takes its own assertions for granted
#define TOML_ASSERT(expr) ::korus::require_toml(static_cast<bool>(expr))
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>
#include <utility>

#include "tools/scenario/text_file.hpp"
#include "tools/scenario/text_limits.hpp"

namespace korus {
namespace {

class TreeMaker {
 public:
  explicit TreeMaker(const std::string& file) : file_(file) {}

  TomlNode node(const toml::node& from) const {
    TomlNode result{.cell = cell(from)};
    if (const toml::table* table = from.as_table()) {
      result.shape = TomlShape::table;
      for (auto&& [key, value] : *table) {
        result.members.push_back({std::string(key.str()), origin(key.source()), node(value)});
      }
    } else if (const toml::array* array = from.as_array()) {
      result.shape = TomlShape::array;
      for (const toml::node& element : *array) {
        result.elements.push_back(node(element));
      }
    }
    return result;
  }

 private:
  Origin origin(const toml::source_region& region) const {
    return {file_, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
  }

  Cell cell(const toml::node& node) const {
    const Origin where = origin(node.source());
    if (const auto* text = node.as_string()) {
      return {text->get(), where};
    }
    if (const auto* whole = node.as_integer()) {
      return {whole->get(), where};
    }
    if (const auto* number = node.as_floating_point()) {
      return {number->get(), where};
    }
    if (const auto* flag = node.as_boolean()) {
      return {flag->get(), where};
    }
    if (const auto* date = node.as_date()) {
      const toml::date& d = date->get();
      return {Date(std::chrono::year(d.year) / d.month / d.day), where};
    }
    if (node.is_array()) {
      return {Unusable{"an array"}, where};
    }
    return {Unusable{node.is_table() ? "a table" : "a time"}, where};
  }

  SharedText file_;
};

// Each dot may open a table in the one before, and toml++ walks them by recursion: without a limit
// one line overflows the stack.
std::optional<int> line_too_deep(const std::string& text) {
  int line = 1;
  std::size_t dots = 0;
  for (const char c : text) {
    dots = c == '\n' ? 0 : dots + (c == '.' ? 1 : 0);
    line += c == '\n' ? 1 : 0;
    if (dots > longest_text) {
      return line;
    }
  }
  return std::nullopt;
}

bool breaks_assertion(std::string_view text) {
  try {
    static_cast<void>(toml::parse(text));
    return false;
  } catch (const TomlAssertion&) {
    return true;
  }
}

// The last character of the shortest beginning of the text that breaks an assertion.
Origin place_of_assertion(const std::string& text, const std::string& file) {
  std::size_t sound = 0;
  std::size_t broken = text.size();
  while (broken - sound > 1) {
    const std::size_t middle = sound + (broken - sound) / 2;
    (breaks_assertion(std::string_view(text).substr(0, middle)) ? broken : sound) = middle;
  }
  return *first_bad_byte(text.substr(0, sound) + '\0', file);
}

std::string on_one_line(std::string_view text) {
  std::string result(text);
  std::ranges::replace_if(result, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return result;
}

}  // namespace

const TomlNode* TomlNode::find(std::string_view key) const {
  const auto found = std::ranges::find(members, key, &TomlMember::key);
  return found == members.end() ? nullptr : &found->node;
}

std::optional<TomlNode> read_toml_tree(const std::string& text, const std::string& file,
                                       Diagnostics& diagnostics) {
  if (const auto line = line_too_deep(text)) {
    diagnostics.add({file, *line, 1}, fmt::format("line with more than {} dots", longest_text));
    return std::nullopt;
  }
  try {
    const toml::parse_result parsed = toml::parse(text);
    if (parsed) {
      return TreeMaker(file).node(parsed.table());
    }
    const toml::source_position at = parsed.error().source().begin;
    diagnostics.add({file, static_cast<int>(at.line), static_cast<int>(at.column)},
                    on_one_line(parsed.error().description()));
  } catch (const TomlAssertion&) {
    diagnostics.add(place_of_assertion(text, file), "no TOML: neither a key nor a value begins so");
  }
  return std::nullopt;
}

}  // namespace korus
