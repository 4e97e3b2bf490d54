#include "tools/scenario/toml_source.hpp"

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

#include "tools/scenario/text_file.hpp"
#include "tools/scenario/text_limits.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

class TomlReader {
 public:
  TomlReader(const std::string& file, const Schema& schema, Diagnostics& diagnostics)
      : file_(file), schema_(schema), diagnostics_(diagnostics) {}

  TomlFile read(const toml::table& root) {
    result_.layer.header.origin = {file_, 1, 1};
    for (auto&& [key, node] : root) {
      read_root(key, node);
    }
    return std::move(result_);
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

  void read_root(const toml::key& key, const toml::node& node) {
    const std::string_view name = key.str();
    if (name == "title") {
      result_.layer.header.put(std::string(name), cell(node));
    } else if (name == "extends") {
      read_extends(node);
    } else if (name == "tables") {
      read_tables(node);
    } else if (name == Settings::kind) {
      read_settings(key, node);
    } else {
      read_kind(key, node);
    }
  }

  void read_extends(const toml::node& node) {
    if (is_text("extends", node)) {
      result_.extends = cell(node);
    }
  }

  void read_tables(const toml::node& node) {
    const toml::array* folders = node.as_array();
    if (folders == nullptr) {
      complain(node, fmt::format("tables: must be an array of folders, got {}", shown(cell(node))));
      result_.layer.complete = false;
      return;
    }
    for (const toml::node& folder : *folders) {
      if (is_text("tables", folder)) {
        result_.tables.push_back(cell(folder));
      }
    }
  }

  bool is_text(std::string_view key, const toml::node& node) {
    if (node.is_string()) {
      return true;
    }
    complain(node, fmt::format("{}: must be text, got {}", key, shown(cell(node))));
    result_.layer.complete = false;
    return false;
  }

  void read_settings(const toml::key& key, const toml::node& node) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      complain(node, fmt::format("simulation: must be a table, got {}", shown(cell(node))));
      return;
    }
    result_.layer.simulation = row(Settings::kind, "simulation", key, *table);
  }

  void read_kind(const toml::key& key, const toml::node& node) {
    const std::string_view kind = key.str();
    if (const std::string objection = schema_.objection_to_kind(kind); !objection.empty()) {
      diagnostics_.add(origin(key.source()), objection);
    } else if (const toml::table* records = node.as_table()) {
      for (auto&& [id, record] : *records) {
        read_record(kind, id, record);
      }
    } else {
      complain(node, fmt::format("{0}: must be tables [{0}.ID], got {1}", kind, shown(cell(node))));
    }
  }

  void read_record(std::string_view kind, const toml::key& id, const toml::node& node) {
    const std::string path = fmt::format("{}.{}", kind, id.str());
    if (const std::string objection = Schema::objection_to_id(id.str()); !objection.empty()) {
      diagnostics_.add(origin(id.source()), fmt::format("{}: {}", kind, objection));
    } else if (const toml::table* record = node.as_table()) {
      result_.layer.tables[std::string(kind)].emplace(id.str(), row(kind, path, id, *record));
    } else {
      complain(node, fmt::format("{0}: must be a table [{0}], got {1}", path, shown(cell(node))));
    }
  }

  Row row(std::string_view kind, const std::string& path, const toml::key& name,
          const toml::table& table) {
    Row result{.origin = origin(name.source()), .cells = {}};
    for (auto&& [key, node] : table) {
      if (const auto objection = schema_.objection_to_field(kind, key.str()); !objection.empty()) {
        diagnostics_.add(origin(key.source()), fmt::format("{}: {}", path, objection));
      } else {
        result.put(std::string(key.str()), cell(node));
      }
    }
    return result;
  }

  void complain(const toml::node& node, std::string message) {
    diagnostics_.add(origin(node.source()), std::move(message));
  }

  SharedText file_;
  const Schema& schema_;
  Diagnostics& diagnostics_;
  TomlFile result_;
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

TomlFile nothing(const Origin& where, std::string message, Diagnostics& diagnostics) {
  diagnostics.add(where, std::move(message));
  TomlFile result;
  result.layer.complete = false;
  return result;
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

TomlFile read_toml(const std::string& text, const std::string& file, const Schema& schema,
                   Diagnostics& diagnostics) {
  if (const auto line = line_too_deep(text)) {
    return nothing({file, *line, 1}, fmt::format("line with more than {} dots", longest_text),
                   diagnostics);
  }
  try {
    const toml::parse_result parsed = toml::parse(text);
    if (!parsed) {
      const toml::source_position at = parsed.error().source().begin;
      return nothing({file, static_cast<int>(at.line), static_cast<int>(at.column)},
                     on_one_line(parsed.error().description()), diagnostics);
    }
    return TomlReader(file, schema, diagnostics).read(parsed.table());
  } catch (const TomlAssertion&) {
    return nothing(place_of_assertion(text, file), "no TOML: neither a key nor a value begins so",
                   diagnostics);
  }
}

}  // namespace korus
