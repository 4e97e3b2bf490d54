#include "tools/scenario/law_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  return first == text.npos ? text.substr(0, 0)
                            : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string_view without_quotes(std::string_view text) {
  text = trimmed(text);
  const bool quoted = text.size() > 1 && (text.front() == '"' || text.front() == '\'') &&
                      text.back() == text.front();
  return quoted ? trimmed(text.substr(1, text.size() - 2)) : text;
}

struct Written {
  std::string_view name;  // empty: by position
  std::string_view value;
};

std::vector<Written> split_arguments(std::string_view text) {
  std::vector<Written> result;
  while (!trimmed(text).empty() || !result.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view one = text.substr(0, comma);
    const std::size_t equals = std::min(one.find('='), one.size());
    const std::string_view name = trimmed(one.substr(0, equals));
    const bool named = equals < one.size() && !name.empty();
    result.push_back({named ? name : "", trimmed(named ? one.substr(equals + 1) : one)});
    if (comma == text.size()) {
      break;
    }
    text.remove_prefix(comma + 1);
  }
  return result;
}

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool good = error == std::errc() && end == text.data() + text.size();
  return good && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

bool takes(const LawForm& form, const Written& written) {
  return written.name.empty() ? !form.named : form.find(written.name) != nullptr;
}

class LawReader {
 public:
  LawInWords read(std::string_view text) {
    text_ = text;
    const std::size_t open = text.find('(');
    law_ = trimmed(text.substr(0, open));
    if (open == text.npos || text.back() != ')') {
      not_a_law();
      return std::move(result_);
    }
    written_ = split_arguments(text.substr(open + 1, text.size() - open - 2));
    const LawForm* form = choose();
    if (form != nullptr && place(*form)) {
      judge(*form);
    }
    if (form != nullptr && result_.troubles.empty()) {
      result_.law = form->make(values_);
    }
    return std::move(result_);
  }

 private:
  void not_a_law() {
    result_.troubles.push_back(
        fmt::format("must be a number or a law such as \"exponential(4)\", got {}{}",
                    in_quotes(text_), all_laws()));
  }

  static std::string all_laws() {
    std::string text = "; laws:";
    for (const std::string_view name : law_names()) {
      text += fmt::format("{}{}", text.back() == ':' ? " " : ", ", name);
    }
    return text;
  }

  // "high is missing in "uniform(1)"; write uniform(low, high)"
  void trouble(std::string_view wrong, std::string_view advice = "") {
    result_.troubles.push_back(fmt::format("{} in {}{}", wrong, in_quotes(text_), advice));
  }

  // The first form that takes every argument as it is written.
  const LawForm* choose() {
    bool known = false;
    for (const LawForm& form : law_forms()) {
      known = known || form.law == law_;
      if (form.law == law_ &&
          std::ranges::all_of(written_, [&](const Written& w) { return takes(form, w); }) &&
          (!form.named || !written_.empty())) {
        return &form;
      }
    }
    known ? unknown_argument() : unknown_law();
    return nullptr;
  }

  void unknown_law() {
    trouble(fmt::format("no law {}", in_quotes(law_)),
            did_you_mean(law_, law_names()) + all_laws());
  }

  void unknown_argument() {
    std::vector<std::string_view> names;
    for (const LawForm& form : law_forms()) {
      for (const LawParameter& argument : form.parameters) {
        if (form.law == law_) {
          names.push_back(argument.name);
        }
      }
    }
    for (const Written& written : written_) {
      if (!written.name.empty() && std::ranges::find(names, written.name) == names.end()) {
        const std::string advice = did_you_mean(written.name, names);
        return trouble(fmt::format("{} has no argument {}", law_, in_quotes(written.name)),
                       fmt::format("{} write {}", advice.empty() ? ";" : advice, usages(law_)));
      }
    }
    trouble("the arguments do not go together", fmt::format("; write {}", usages(law_)));
  }

  // Each argument once, by position first, then by name.
  bool place(const LawForm& form) {
    std::vector<const Written*> placed(form.parameters.size(), nullptr);
    bool named = false;
    for (std::size_t i = 0; i < written_.size(); ++i) {
      const Written& written = written_[i];
      const LawParameter* argument = form.find(written.name);
      named = named || argument != nullptr;
      const std::size_t at =
          argument != nullptr ? static_cast<std::size_t>(argument - form.parameters.data()) : i;
      if (at >= placed.size() || placed[at] != nullptr || (named && argument == nullptr)) {
        trouble("an argument too many", fmt::format("; write {}", usage(form)));
        return false;
      }
      placed[at] = &written;
    }
    return take_values(form, placed);
  }

  bool take_values(const LawForm& form, const std::vector<const Written*>& placed) {
    for (std::size_t i = 0; i < placed.size(); ++i) {
      const LawParameter& argument = form.parameters[i];
      const auto value = placed[i] != nullptr ? number_of(placed[i]->value) : std::nullopt;
      if (placed[i] == nullptr) {
        trouble(fmt::format("{} is missing", argument.name),
                fmt::format("; write {}", usage(form)));
      } else if (!value) {
        trouble(
            fmt::format("{} must be a number, got {}", argument.name, in_quotes(placed[i]->value)));
      }
      values_.push_back(value.value_or(0));
      result_.arguments.push_back({argument.name, values_.back(), argument.unit});
    }
    return result_.troubles.empty();
  }

  void judge(const LawForm& form) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const LawParameter& argument = form.parameters[i];
      if (const std::string wrong = argument.objection(values_[i]); !wrong.empty()) {
        trouble(wrong);
      } else if (form.ascending && i > 0 && values_[i] < values_[i - 1]) {
        trouble(fmt::format("{} must be >= {} = {}, got {}", argument.name,
                            form.parameters[i - 1].name, number_text(values_[i - 1]),
                            number_text(values_[i])));
      }
    }
  }

  std::string_view text_;
  std::string_view law_;
  std::vector<Written> written_;
  std::vector<double> values_;
  LawInWords result_;
};

}  // namespace

LawInWords read_law(std::string_view text) { return LawReader().read(without_quotes(text)); }

std::string law_text(const Law& law) {
  const auto form = std::ranges::find(law_forms(), law.kind(), &LawForm::kind);
  std::string text = fmt::format("{}(", form->law);
  for (std::size_t i = 0; i < form->parameters.size(); ++i) {
    text += fmt::format("{}{}={}", i == 0 ? "" : ", ", form->parameters[i].name,
                        number_text(law.parameters()[i]));
  }
  return text + ')';
}

}  // namespace korus
