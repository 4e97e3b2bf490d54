#include "tools/scenario/overrides.hpp"

#include <fmt/format.h>

#include <utility>

#include "models/records/scenario.hpp"
#include "tools/scenario/text_file.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

class Override {
 public:
  Override(const std::string& text, int number, const Schema& schema, Document& document,
           Diagnostics& diagnostics)
      : text_(text),
        number_(number),
        schema_(schema),
        document_(document),
        diagnostics_(diagnostics) {}

  void apply() {
    if (const auto bad = first_bad_byte(text_, "--set")) {
      return complain(static_cast<std::size_t>(bad->column - 1), "not UTF-8 text");
    }
    equals_ = text_.find('=');
    if (equals_ == std::string::npos) {
      return complain(0, fmt::format("{} must be kind.id.field=value", in_quotes(text_)));
    }
    const std::string_view target = std::string_view(text_).substr(0, equals_);
    const std::size_t dot = target.find('.');
    if (target == "title") {
      put(document_.header, "title");
    } else if (target.substr(0, dot) == Settings::kind && dot != std::string_view::npos) {
      set_field(document_.simulation, Settings::kind, "simulation", dot + 1);
    } else {
      set_record(target, dot);
    }
  }

 private:
  void set_record(std::string_view target, std::size_t dot) {
    const std::string_view kind = target.substr(0, dot);
    if (const std::string objection = schema_.objection_to_kind(kind); !objection.empty()) {
      return complain(0, objection);
    }
    const std::size_t second = dot == target.npos ? dot : target.find('.', dot + 1);
    if (second == target.npos) {
      return complain(0, fmt::format("{} must be kind.id.field=value", in_quotes(text_)));
    }
    const std::string_view id = target.substr(dot + 1, second - dot - 1);
    Row* row = find(kind, id, dot + 1);
    if (row != nullptr) {
      set_field(*row, kind, fmt::format("{}.{}", kind, id), second + 1);
    }
  }

  Row* find(std::string_view kind, std::string_view id, std::size_t at) {
    const auto table = document_.tables.find(kind);
    std::vector<std::string_view> known;
    if (table != document_.tables.end()) {
      if (const auto row = table->second.find(id); row != table->second.end()) {
        return &row->second;
      }
      for (const auto& [name, row] : table->second) {
        known.push_back(name);
      }
    }
    if (document_.complete) {
      complain(at, fmt::format("no {} {}{}", kind, in_quotes(id), did_you_mean(id, known)));
    }
    return nullptr;
  }

  void set_field(Row& row, std::string_view kind, const std::string& path, std::size_t at) {
    const std::string key = text_.substr(at, equals_ - at);
    if (const std::string objection = schema_.objection_to_field(kind, key); !objection.empty()) {
      return complain(at, fmt::format("{}: {}", path, objection));
    }
    put(row, key);
  }

  void put(Row& row, const std::string& key) {
    const Cell cell{Raw{text_.substr(equals_ + 1)}, origin(equals_ + 1)};
    row.make_way(key, cell);
    row.put(key, cell);
  }

  // What stands before a target or a value is ASCII, or an error at its start: a byte is a
  // character.
  Origin origin(std::size_t at) const {
    return {std::string("--set"), number_, static_cast<int>(at) + 1};
  }

  void complain(std::size_t at, std::string message) {
    diagnostics_.add(origin(at), std::move(message));
  }

  const std::string& text_;
  int number_;
  const Schema& schema_;
  Document& document_;
  Diagnostics& diagnostics_;
  std::size_t equals_ = 0;
};

}  // namespace

void apply_overrides(const std::vector<std::string>& overrides, const Schema& schema,
                     Document& document, Diagnostics& diagnostics) {
  int number = 0;
  for (const std::string& text : overrides) {
    Override(text, ++number, schema, document, diagnostics).apply();
  }
}

}  // namespace korus
