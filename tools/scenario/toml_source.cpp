#include "tools/scenario/toml_source.hpp"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "tools/scenario/toml_tree.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

class TomlReader {
 public:
  TomlReader(const std::string& file, const Schema& schema, Diagnostics& diagnostics)
      : file_(file), schema_(schema), diagnostics_(diagnostics) {}

  TomlFile read(const TomlNode& root) {
    result_.layer.header.origin = {file_, 1, 1};
    for (const TomlMember& member : root.members) {
      read_root(member);
    }
    return std::move(result_);
  }

 private:
  void read_root(const TomlMember& member) {
    if (member.key == "title") {
      result_.layer.header.put(member.key, member.node.cell);
    } else if (member.key == "extends") {
      read_extends(member.node);
    } else if (member.key == "tables") {
      read_tables(member.node);
    } else if (member.key == Settings::kind) {
      read_settings(member);
    } else {
      read_kind(member);
    }
  }

  void read_extends(const TomlNode& node) {
    if (is_text("extends", node)) {
      result_.extends = node.cell;
    }
  }

  void read_tables(const TomlNode& node) {
    if (!node.is_array()) {
      complain(node, fmt::format("tables: must be an array of folders, got {}", shown(node.cell)));
      result_.layer.complete = false;
      return;
    }
    for (const TomlNode& folder : node.elements) {
      if (is_text("tables", folder)) {
        result_.tables.push_back(folder.cell);
      }
    }
  }

  bool is_text(std::string_view key, const TomlNode& node) {
    if (std::holds_alternative<std::string>(node.cell.value)) {
      return true;
    }
    complain(node, fmt::format("{}: must be text, got {}", key, shown(node.cell)));
    result_.layer.complete = false;
    return false;
  }

  void read_settings(const TomlMember& member) {
    const TomlNode& node = member.node;
    if (!node.is_table()) {
      complain(node, fmt::format("simulation: must be a table, got {}", shown(node.cell)));
      return;
    }
    result_.layer.simulation = row(Settings::kind, "simulation", member);
  }

  void read_kind(const TomlMember& member) {
    const std::string& kind = member.key;
    const TomlNode& node = member.node;
    if (const std::string objection = schema_.objection_to_kind(kind); !objection.empty()) {
      diagnostics_.add(member.origin, objection);
    } else if (node.is_table()) {
      for (const TomlMember& record : node.members) {
        read_record(kind, record);
      }
    } else {
      complain(node, fmt::format("{0}: must be tables [{0}.ID], got {1}", kind, shown(node.cell)));
    }
  }

  void read_record(const std::string& kind, const TomlMember& record) {
    const std::string path = fmt::format("{}.{}", kind, record.key);
    if (const std::string objection = Schema::objection_to_id(record.key); !objection.empty()) {
      diagnostics_.add(record.origin, fmt::format("{}: {}", kind, objection));
    } else if (record.node.is_table()) {
      result_.layer.tables[kind].emplace(record.key, row(kind, path, record));
    } else {
      complain(record.node,
               fmt::format("{0}: must be a table [{0}], got {1}", path, shown(record.node.cell)));
    }
  }

  Row row(std::string_view kind, const std::string& path, const TomlMember& record) {
    Row result{.origin = record.origin, .cells = {}};
    for (const TomlMember& field : record.node.members) {
      if (const auto objection = schema_.objection_to_field(kind, field.key); !objection.empty()) {
        diagnostics_.add(field.origin, fmt::format("{}: {}", path, objection));
      } else {
        result.put(field.key, field.node.cell);
      }
    }
    return result;
  }

  void complain(const TomlNode& node, std::string message) {
    diagnostics_.add(node.cell.origin, std::move(message));
  }

  SharedText file_;
  const Schema& schema_;
  Diagnostics& diagnostics_;
  TomlFile result_;
};

}  // namespace

TomlFile read_toml(const std::string& text, const std::string& file, const Schema& schema,
                   Diagnostics& diagnostics) {
  if (const auto root = read_toml_tree(text, file, diagnostics)) {
    return TomlReader(file, schema, diagnostics).read(*root);
  }
  TomlFile nothing;
  nothing.layer.complete = false;
  return nothing;
}

}  // namespace korus
