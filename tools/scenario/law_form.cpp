#include "tools/scenario/law_form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

using Values = std::span<const double>;

constexpr LawParameter positive(std::string_view name) {
  return {.name = name, .above_zero = true};
}
constexpr LawParameter spread(std::string_view name) { return {.name = name, .lowest = 0}; }
constexpr LawParameter number(std::string_view name, double lowest, double highest) {
  return {.name = name, .unit = ArgumentUnit::none, .lowest = lowest, .highest = highest};
}

}  // namespace

std::string LawParameter::objection(double value) const {
  if (above_zero && value <= 0) {
    return fmt::format("{} must be > 0, got {}", name, number_text(value));
  }
  if (value != 0 && std::fabs(value) < 1e-250) {
    return fmt::format("{} must not be so close to 0, got {}", name, number_text(value));
  }
  if (or_zero && value == 0) {
    return "";
  }
  if (value < lowest || value > highest) {
    const std::string range = highest == 1e100 && value < lowest
                                  ? fmt::format(">= {}", number_text(lowest))
                                  : fmt::format("{}from {} to {}", or_zero ? "0 or " : "",
                                                number_text(lowest), number_text(highest));
    return fmt::format("{} must be {}, got {}", name, range, number_text(value));
  }
  return whole && std::trunc(value) != value
             ? fmt::format("{} must be a whole number, got {}", name, number_text(value))
             : "";
}

const LawParameter* LawForm::find(std::string_view wanted) const {
  const auto found = std::ranges::find(parameters, wanted, &LawParameter::name);
  return found == parameters.end() ? nullptr : &*found;
}

const std::vector<LawForm>& law_forms() {
  using Kind = Law::Kind;
  static const std::vector<LawForm> all{
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
       {{"mu", ArgumentUnit::log_of_quantity, -600, 600}, number("sigma", 0, 20)},
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

std::string usage(const LawForm& form) {
  std::string text = fmt::format("{}(", form.law);
  for (const LawParameter& argument : form.parameters) {
    text += fmt::format("{}{}{}", &argument == form.parameters.data() ? "" : ", ", argument.name,
                        form.named ? "=" : "");
  }
  return text + ')';
}

std::string usages(std::string_view law) {
  std::string text;
  for (const LawForm& form : law_forms()) {
    if (form.law == law) {
      text += (text.empty() ? "" : " or ") + usage(form);
    }
  }
  return text;
}

std::vector<std::string_view> law_names() {
  std::vector<std::string_view> names;
  for (const LawForm& form : law_forms()) {
    if (names.empty() || names.back() != form.law) {
      names.push_back(form.law);
    }
  }
  return names;
}

}  // namespace korus
