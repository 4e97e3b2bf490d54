#include "tools/scenario/law_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <span>

#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

using Values = std::span<const double>;

struct Argument {
  std::string_view name;
  ArgumentUnit unit = ArgumentUnit::of_quantity;
  double lowest = -1e100;
  double highest = 1e100;
  bool above_zero = false;  // and 0 is not allowed
  bool or_zero = false;     // below `lowest`
  bool whole = false;
};

// One way to write a law.
struct Form {
  std::string_view law;
  Law::Kind kind;
  std::vector<Argument> arguments;
  Law (*make)(Values);
  bool ascending = false;  // no argument below the one before
  bool named = false;      // arguments by name only: by position they would be mistaken
};

constexpr Argument positive(std::string_view name) { return {.name = name, .above_zero = true}; }
constexpr Argument spread(std::string_view name) { return {.name = name, .lowest = 0}; }
constexpr Argument number(std::string_view name, double lowest, double highest) {
  return {.name = name, .unit = ArgumentUnit::none, .lowest = lowest, .highest = highest};
}

// The first form of a kind is the one it is written in.
const std::vector<Form>& forms() {
  using Kind = Law::Kind;
  static const std::vector<Form> all{
      {"constant", Kind::constant, {{"value"}}, [](Values v) { return Law(v[0]); }},
      {"uniform",
       Kind::uniform,
       {{"low"}, {"high"}},
       [](Values v) { return Law::uniform(v[0], v[1]); },
       true},
      {"triangular",
       Kind::triangular,
       {{"low"}, {"mode"}, {"high"}},
       [](Values v) { return Law(v[0], v[1], v[2]); },
       true},
      {"exponential",
       Kind::exponential,
       {positive("mean")},
       [](Values v) { return Law::exponential(v[0]); }},
      {"erlang",
       Kind::erlang,
       {{"shape", ArgumentUnit::none, 1, 1e9, false, false, true}, positive("mean")},
       [](Values v) { return Law::erlang(v[0], v[1]); }},
      {"gamma",
       Kind::gamma,
       {number("shape", 0.001, 1e9), positive("scale")},
       [](Values v) { return Law::gamma(v[0], v[1]); }},
      {"gamma",
       Kind::gamma,
       {positive("mean"), {"scv", ArgumentUnit::none, 1e-9, 1000, false, true}},
       [](Values v) { return Law::gamma_of(v[0], v[1]); },
       false,
       true},
      {"lognormal",
       Kind::lognormal,
       {{"mu", ArgumentUnit::log_of_quantity, -200, 200}, number("sigma", 0, 20)},
       [](Values v) { return Law::lognormal(v[0], v[1]); },
       false,
       true},
      {"lognormal",
       Kind::lognormal,
       {positive("mean"), number("scv", 0, 1e6)},
       [](Values v) { return Law::lognormal_of(v[0], v[1]); },
       false,
       true},
      {"weibull",
       Kind::weibull,
       {number("shape", 0.05, 1000), positive("scale")},
       [](Values v) { return Law::weibull(v[0], v[1]); }},
      {"normal",
       Kind::normal,
       {{"mean"}, spread("sd")},
       [](Values v) { return Law::normal(v[0], v[1]); }},
      {"beta",
       Kind::beta,
       {number("a", 0.001, 1e6), number("b", 0.001, 1e6)},
       [](Values v) { return Law::beta(v[0], v[1]); }},
      {"pert",
       Kind::pert,
       {{"low"}, {"mode"}, {"high"}},
       [](Values v) { return Law::pert(v[0], v[1], v[2]); },
       true},
      {"poisson",
       Kind::poisson,
       {{"mean", ArgumentUnit::of_quantity, 0, 1e9}},
       [](Values v) { return Law::poisson(v[0]); }},
      {"geometric",
       Kind::geometric,
       {number("p", 1e-9, 1)},
       [](Values v) { return Law::geometric(v[0]); }},
      {"integers",
       Kind::integers,
       {{"low", ArgumentUnit::of_quantity, -1e15, 1e15, false, false, true},
        {"high", ArgumentUnit::of_quantity, -1e15, 1e15, false, false, true}},
       [](Values v) { return Law::integers(v[0], v[1]); },
       true},
      {"rounded_normal", Kind::rounded_normal, {{"mean"}, spread("sd")}, [](Values v) {
         return Law::rounded_normal(v[0], v[1]);
       }}};
  return all;
}

// "gamma(shape, scale)", "gamma(mean=, scv=)"
std::string usage(const Form& form) {
  std::string text = fmt::format("{}(", form.law);
  for (const Argument& argument : form.arguments) {
    text += fmt::format("{}{}{}", &argument == form.arguments.data() ? "" : ", ", argument.name,
                        form.named ? "=" : "");
  }
  return text + ')';
}

std::string usages(std::string_view law) {
  std::string text;
  for (const Form& form : forms()) {
    if (law.empty() || form.law == law) {
      text += (text.empty() ? "" : law.empty() ? ", " : " or ") + usage(form);
    }
  }
  return text;
}

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
    const std::size_t equals = one.find('=');
    result.push_back(equals == one.npos ? Written{"", trimmed(one)}
                                        : Written{trimmed(one.substr(0, equals)),
                                                  trimmed(one.substr(equals + 1))});
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

const Argument* find(const Form& form, std::string_view name) {
  const auto found = std::ranges::find(form.arguments, name, &Argument::name);
  return found == form.arguments.end() ? nullptr : &*found;
}

bool takes(const Form& form, const Written& written) {
  return written.name.empty() ? !form.named : find(form, written.name) != nullptr;
}

// What is wrong with one argument; "" where nothing is.
std::string objection(const Argument& argument, double value) {
  if (argument.above_zero && value <= 0) {
    return fmt::format("{} must be > 0, got {}", argument.name, number_text(value));
  }
  if (value != 0 && std::fabs(value) < 1e-100) {
    return fmt::format("{} must not be so close to 0, got {}", argument.name, number_text(value));
  }
  if (argument.or_zero && value == 0) {
    return "";
  }
  if (value < argument.lowest || value > argument.highest) {
    const std::string range =
        argument.highest == 1e100 && value < argument.lowest
            ? fmt::format(">= {}", number_text(argument.lowest))
            : fmt::format("{}from {} to {}", argument.or_zero ? "0 or " : "",
                          number_text(argument.lowest), number_text(argument.highest));
    return fmt::format("{} must be {}, got {}", argument.name, range, number_text(value));
  }
  return argument.whole && std::trunc(value) != value
             ? fmt::format("{} must be a whole number, got {}", argument.name, number_text(value))
             : "";
}

class LawReader {
 public:
  LawInWords read(std::string_view text) {
    const std::size_t open = text.find('(');
    law_ = trimmed(text.substr(0, open));
    if (open == text.npos || text.back() != ')') {
      not_a_law();
      return std::move(result_);
    }
    written_ = split_arguments(text.substr(open + 1, text.size() - open - 2));
    const Form* form = choose();
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
    trouble(
        fmt::format("must be a number or a law such as \"exponential(4)\"; laws: {}", usages("")));
  }

  void trouble(std::string message) { result_.troubles.push_back(std::move(message)); }

  // The first form that takes every argument as it is written.
  const Form* choose() {
    bool known = false;
    for (const Form& form : forms()) {
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
    std::vector<std::string_view> names;
    for (const Form& form : forms()) {
      names.push_back(form.law);
    }
    trouble(fmt::format("no law {}{}; laws: {}", in_quotes(law_), did_you_mean(law_, names),
                        usages("")));
  }

  void unknown_argument() {
    std::vector<std::string_view> names;
    for (const Form& form : forms()) {
      for (const Argument& argument : form.arguments) {
        if (form.law == law_) {
          names.push_back(argument.name);
        }
      }
    }
    for (const Written& written : written_) {
      if (!written.name.empty() && std::ranges::find(names, written.name) == names.end()) {
        return trouble(fmt::format("{} has no argument {}{}; write {}", law_,
                                   in_quotes(written.name), did_you_mean(written.name, names),
                                   usages(law_)));
      }
    }
    trouble(fmt::format("write {}", usages(law_)));
  }

  // Each argument once, by position first, then by name.
  bool place(const Form& form) {
    std::vector<const Written*> placed(form.arguments.size(), nullptr);
    bool named = false;
    for (std::size_t i = 0; i < written_.size(); ++i) {
      const Written& written = written_[i];
      const Argument* argument = find(form, written.name);
      named = named || argument != nullptr;
      const std::size_t at =
          argument != nullptr ? static_cast<std::size_t>(argument - form.arguments.data()) : i;
      if (at >= placed.size() || placed[at] != nullptr || (named && argument == nullptr)) {
        trouble(fmt::format("write {}, each argument once", usage(form)));
        return false;
      }
      placed[at] = &written;
    }
    for (std::size_t i = 0; i < placed.size(); ++i) {
      const Argument& argument = form.arguments[i];
      const auto value = placed[i] != nullptr ? number_of(placed[i]->value) : std::nullopt;
      if (placed[i] == nullptr) {
        trouble(fmt::format("{} is missing; write {}", argument.name, usage(form)));
      } else if (!value) {
        trouble(
            fmt::format("{} must be a number, got {}", argument.name, in_quotes(placed[i]->value)));
      }
      values_.push_back(value.value_or(0));
      result_.arguments.push_back({argument.name, values_.back(), argument.unit});
    }
    return result_.troubles.empty();
  }

  void judge(const Form& form) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const Argument& argument = form.arguments[i];
      if (std::string wrong = objection(argument, values_[i]); !wrong.empty()) {
        trouble(std::move(wrong));
      } else if (form.ascending && i > 0 && values_[i] < values_[i - 1]) {
        trouble(fmt::format("{} must be >= {} = {}, got {}", argument.name,
                            form.arguments[i - 1].name, number_text(values_[i - 1]),
                            number_text(values_[i])));
      }
    }
  }

  std::string_view law_;
  std::vector<Written> written_;
  std::vector<double> values_;
  LawInWords result_;
};

}  // namespace

LawInWords read_law(std::string_view text) { return LawReader().read(without_quotes(text)); }

std::string law_text(const Law& law) {
  const auto form = std::ranges::find(forms(), law.kind(), &Form::kind);
  std::string text = fmt::format("{}(", form->law);
  for (std::size_t i = 0; i < form->arguments.size(); ++i) {
    text += fmt::format("{}{}={}", i == 0 ? "" : ", ", form->arguments[i].name,
                        number_text(law.parameters()[i]));
  }
  return text + ')';
}

}  // namespace korus
