#include "tools/sweep/factor_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "tools/ensemble/name_pattern.hpp"
#include "tools/scenario/cell_value.hpp"
#include "tools/scenario/each_field.hpp"
#include "tools/scenario/law_text.hpp"
#include "tools/scenario/schema.hpp"
#include "tools/scenario/word_list.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

// One new value of one field; "" or what is wrong with it.
class Change {
 public:
  Change(const Field& field, FactorAction action, const std::string& value)
      : field_(field), action_(action), text_(value), number_(as_number({Raw{value}, {}})) {}

  std::string of(std::string& value) const {
    if (action_ != FactorAction::set) {
      return "holds words; they can only be set";
    }
    const auto words = split_words(field_.choices, '|');
    if (!field_.choices.empty() && std::ranges::find(words, text_) == words.end()) {
      return fmt::format("must be {}, got {}", joined_words(words), in_quotes(text_));
    }
    value = text_;
    return "";
  }

  std::string of(std::int64_t& value) const {
    const auto changed = number(static_cast<double>(value));
    if (!changed) {
      return no_number();
    }
    if (std::string wrong = objection(*changed); !wrong.empty()) {
      return wrong;
    }
    if (action_ != FactorAction::times && std::trunc(*number_) != *number_) {
      return fmt::format("needs a whole number, got {}", text_);
    }
    value = std::llround(*changed);
    return "";
  }

  std::string of(double& value) const {
    const auto changed = number(value);
    if (!changed) {
      return no_number();
    }
    std::string wrong = objection(*changed);
    if (wrong.empty()) {
      value = *changed;
    }
    return wrong;
  }

  std::string of(Law& value) const {
    const bool words = action_ == FactorAction::set && !number_;
    const LawInWords read = words ? read_law(text_) : LawInWords{};
    if (!read.troubles.empty()) {
      return read.troubles.front();
    }
    if (!words && !number_) {
      return no_number();
    }
    const auto changed = words ? std::optional(read.law) : changed_law(value);
    if (!changed) {
      return "has a law in words; it can only be set or multiplied by a number above 0";
    }
    const bool ends = changed->is_triangular() || !field_.unbounded_law;
    for (const double end :
         {ends ? changed->lowest() : changed->mean(),
          ends && std::isfinite(changed->highest()) ? changed->highest() : changed->mean()}) {
      if (std::string wrong = objection(end); !wrong.empty()) {
        return wrong;
      }
    }
    value = *changed;
    return "";
  }

  std::string of(Date& value) const {
    constexpr double most_days = 36525;
    if (action_ == FactorAction::plus && number_) {
      if (std::trunc(*number_) != *number_ || std::fabs(*number_) > most_days) {
        return fmt::format("needs whole days, {} at most, got {}", most_days, text_);
      }
      value += std::chrono::days(std::llround(*number_));
      return "";
    }
    const auto date = as_date({Raw{text_}, {}});
    if (action_ != FactorAction::set || !date) {
      return "is a date; it can be set to a date YYYY-MM-DD, or days can be added (plus)";
    }
    value = *date;
    return "";
  }

 private:
  std::optional<double> number(double before) const {
    if (!number_ || !std::isfinite(*number_)) {
      return std::nullopt;
    }
    return action_ == FactorAction::set     ? *number_
           : action_ == FactorAction::times ? before * *number_
                                            : before + *number_;
  }

  std::optional<Law> changed_law(const Law& law) const {
    const double x = *number_;
    if (action_ == FactorAction::set) {
      return Law(x);
    }
    if (action_ == FactorAction::times) {
      return law.is_triangular() && x >= 0
                 ? std::optional(Law(law.lowest() * x, law.typical() * x, law.highest() * x))
             : x > 0 ? std::optional(law.scaled(x))
                     : std::nullopt;
    }
    return law.is_triangular()
               ? std::optional(Law(law.lowest() + x, law.typical() + x, law.highest() + x))
               : std::nullopt;
  }

  std::string no_number() const { return fmt::format("needs a number, got {}", in_quotes(text_)); }

  std::string objection(double value) const {
    return value >= field_.lowest && value <= field_.highest
               ? ""
               : fmt::format("must be {} to {}, becomes {}", number_text(field_.lowest),
                             number_text(field_.highest), number_text(value));
  }

  const Field& field_;
  FactorAction action_;
  const std::string& text_;
  std::optional<double> number_;
};

template <class Record>
std::string change_record(Record& record, const FactorField& where, FactorAction action,
                          const std::string& value) {
  std::string wrong = "can not be varied by itself; vary the number it is an end of";
  for_each_field(record, [&](const Field& field, auto& member) {
    if (field.name == where.name) {
      wrong = Change(field, action, value).of(member);
    }
  });
  return wrong;
}

struct Target {
  std::string_view kind, id, name;
};

// The id may hold points: "lane.a.b.cost".
std::optional<Target> target_of(std::string_view text) {
  const std::size_t dot = text.find('.');
  const std::size_t last = text.rfind('.');
  if (dot == text.npos) {
    return std::nullopt;
  }
  if (text.substr(0, dot) == Settings::kind && dot == last) {
    return Target{text.substr(0, dot), "", text.substr(last + 1)};
  }
  if (last == dot) {
    return std::nullopt;
  }
  return Target{text.substr(0, dot), text.substr(dot + 1, last - dot - 1), text.substr(last + 1)};
}

}  // namespace

std::vector<FactorField> find_fields(const std::string& text, const Scenario& scenario,
                                     std::string& trouble) {
  const Schema schema;
  std::vector<FactorField> found;
  const auto target = target_of(text);
  if (!target) {
    trouble = fmt::format("{} must be kind.id.field", in_quotes(text));
    return found;
  }
  const bool settings = target->kind == Settings::kind;
  trouble = settings ? "" : schema.objection_to_kind(target->kind);
  if (trouble.empty()) {
    trouble = schema.objection_to_field(target->kind, target->name);
  }
  if (!trouble.empty()) {
    return found;
  }
  if (settings) {
    found.push_back({std::string(target->kind), 0, std::string(target->name), ""});
  }
  std::vector<std::string_view> ids;
  Scenario::for_each_table(scenario, [&]<class R>(const std::vector<R>& records) {
    for (std::size_t row = 0; R::kind == target->kind && row < records.size(); ++row) {
      ids.push_back(records[row].id);
      if (name_matches(target->id, records[row].id)) {
        found.push_back({std::string(R::kind), row, std::string(target->name), records[row].id});
      }
    }
  });
  if (found.empty()) {
    trouble = fmt::format("no {} {}{}", target->kind, in_quotes(target->id),
                          did_you_mean(target->id, ids));
  }
  return found;
}

bool takes_whole_numbers(const Scenario& scenario, const FactorField& field, FactorAction action) {
  bool whole = false;
  const auto look = [&](const auto& record) {
    for_each_field(record, [&]<class Member>(const Field& each, const Member&) {
      whole = whole || (each.name == field.name &&
                        (std::is_same_v<Member, std::int64_t> || std::is_same_v<Member, Date>));
    });
  };
  if (field.kind == Settings::kind) {
    look(scenario.simulation);
  }
  Scenario::for_each_table(scenario, [&]<class R>(const std::vector<R>& records) {
    if (R::kind == field.kind) {
      look(records.at(field.row));
    }
  });
  return whole && action != FactorAction::times;
}

std::string apply_factor(Scenario& scenario, const FactorField& field, FactorAction action,
                         const std::string& value) {
  std::string wrong;
  if (field.kind == Settings::kind) {
    wrong = change_record(scenario.simulation, field, action, value);
  }
  Scenario::for_each_table(scenario, [&]<class R>(std::vector<R>& records) {
    if (R::kind == field.kind) {
      wrong = change_record(records.at(field.row), field, action, value);
    }
  });
  return wrong.empty() ? ""
                       : fmt::format("{}.{}{}{}: {}", field.kind, field.id,
                                     field.id.empty() ? "" : ".", field.name, wrong);
}

}  // namespace korus
