#include "tools/command/sweep_question.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include "engine/statistics.hpp"
#include "tools/analysis/sweep_figure.hpp"
#include "tools/ensemble/name_pattern.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

constexpr std::size_t chosen_kpis = 4;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Indices of names that a pattern fits, in the names' order; an error where there are none.
std::vector<std::size_t> found(std::string_view pattern, const std::vector<std::string_view>& names,
                               const char* option, const char* what,
                               std::vector<std::string>& errors) {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (name_matches(pattern, names[i])) {
      indices.push_back(i);
    }
  }
  if (indices.empty()) {
    errors.push_back(fmt::format("{}: the sweep has no {} {}{}", option, what, in_quotes(pattern),
                                 did_you_mean(pattern, names)));
  }
  return indices;
}

void add_new(std::vector<std::size_t>& indices, const std::vector<std::size_t>& more) {
  for (const std::size_t i : more) {
    if (std::ranges::find(indices, i) == indices.end()) {
      indices.push_back(i);
    }
  }
}

std::vector<std::string_view> names_of(const std::vector<Kpi>& kpis) {
  std::vector<std::string_view> names;
  std::ranges::transform(kpis, std::back_inserter(names), &Kpi::name);
  return names;
}

const char* sign_of(Comparison comparison) {
  constexpr std::array signs{"<", "<=", ">=", ">"};
  return signs[static_cast<std::size_t>(comparison)];
}

void find_thresholds(const SweepData& data, const Options& options, SweepQuestion& question) {
  for (const std::string& text : options.thresholds) {
    const std::optional<Criterion> criterion = read_criterion(text);
    if (!criterion) {
      question.errors.push_back(
          fmt::format("--threshold: {} is no criterion; write NAME<=NUMBER, with <, <=, >= or >",
                      in_quotes(text)));
      continue;
    }
    for (const std::size_t kpi :
         found(criterion->name, names_of(data.kpis), "--threshold", "figure", question.errors)) {
      question.thresholds.push_back(
          {.kpi = kpi,
           .comparison = criterion->comparison,
           .limit = criterion->limit,
           .text = fmt::format("{} {} {}", data.kpis[kpi].name, sign_of(criterion->comparison),
                               number_text(criterion->limit)) +
                   (data.kpis[kpi].units == "1" ? "" : " " + data.kpis[kpi].units)});
    }
  }
}

// Variance over the points, over the square of the mean: figures of any unit side by side.
double variation(const SweepData& data, std::size_t kpi) {
  Welford spread;
  const SweepFigure figure = sweep_figure(data, kpi, 0);
  for (const std::size_t row : figure.whole_rows()) {
    spread.add(figure.means[row]);
  }
  const double square = spread.mean() * spread.mean();
  return data.kpis[kpi].units == "1" ? spread.variance()
         : square > 0                ? spread.variance() / square
                                     : 0;
}

std::vector<std::size_t> most_varied(const SweepData& data, std::string_view pattern) {
  std::vector<std::pair<double, std::size_t>> varied;
  for (std::size_t kpi = 0; kpi < data.kpis.size(); ++kpi) {
    if (name_matches(pattern, data.kpis[kpi].name)) {
      if (const double much = variation(data, kpi); much > 0) {
        varied.emplace_back(-much, kpi);
      }
    }
  }
  std::ranges::sort(varied);
  std::vector<std::size_t> kpis;
  for (std::size_t i = 0; i < std::min(varied.size(), chosen_kpis); ++i) {
    kpis.push_back(varied[i].second);
  }
  return kpis;
}

void find_kpis(const SweepData& data, const Options& options, SweepQuestion& question) {
  for (const std::string& pattern : options.kpis) {
    add_new(question.kpis, found(pattern, names_of(data.kpis), "--kpi", "figure", question.errors));
  }
  if (options.kpis.empty()) {
    for (const Threshold& threshold : question.thresholds) {
      add_new(question.kpis, {threshold.kpi});
    }
  }
  if (question.kpis.empty() && options.kpis.empty()) {
    question.kpis_are_chosen = true;
    question.kpis = most_varied(data, "unmet_share.*");
    if (question.kpis.empty()) {
      question.kpis = most_varied(data, "*");
    }
  }
  if (question.kpis.empty() && question.errors.empty()) {
    question.errors.push_back("no figure of the sweep varies over its points");
  }
}

void find_policies(const SweepData& data, const Options& options, SweepQuestion& question) {
  const std::vector<std::string_view> names(data.policies.begin(), data.policies.end());
  for (const std::string& pattern : options.policies) {
    add_new(question.policies, found(pattern, names, "--policy", "policy", question.errors));
  }
  if (!options.against.empty()) {
    const auto baseline = found(options.against, names, "--against", "policy", question.errors);
    if (baseline.size() > 1) {
      question.errors.push_back(fmt::format("--against: {} fits {} policies; name one",
                                            in_quotes(options.against), baseline.size()));
    } else if (!baseline.empty()) {
      question.against = baseline.front();
    }
  }
  std::vector<std::size_t> all;
  for (std::size_t p = 0; p < data.policies.size(); ++p) {
    all.push_back(p);
  }
  question.rivals = question.policies.empty() ? all : question.policies;
  if (question.against) {
    add_new(question.rivals, {*question.against});
    if (question.policies.empty()) {
      question.policies = all;
    }
    std::erase(question.policies, *question.against);
    if (question.policies.empty() && question.errors.empty()) {
      question.errors.push_back("--against: a policy beside it is needed");
    }
  }
  if (question.policies.empty()) {
    question.policies = {0};
  }
}

std::string_view name_of(DesignKind design) {
  return design_names[static_cast<std::size_t>(design)];
}

void find_methods(const SweepData& data, const Options& options, SweepQuestion& question) {
  const bool is_auto = options.method == "auto";
  if (!is_auto) {
    question.methods = {options.method};
  } else if (data.design == DesignKind::morris || data.design == DesignKind::saltelli) {
    question.methods = {data.design == DesignKind::morris ? "morris" : "sobol"};
  } else {
    question.methods = {"regression", "kriging"};
  }
  if (is_auto && question.rivals.size() > 1 && data.design != DesignKind::morris) {
    question.methods.emplace_back("regret");
  }
  if (!question.thresholds.empty() &&
      (is_auto || options.method == "regret" || options.method == "prim")) {
    question.methods.insert(
        options.method == "prim" ? question.methods.begin() : question.methods.end(),
        "satisficing");
  }
  if (is_auto && !question.thresholds.empty()) {
    question.methods.emplace_back("prim");
  }
  const auto asked = [&](const char* method) { return options.method == method; };
  const auto refuse = [&](const char* why) {
    question.errors.push_back(fmt::format("--method {}: {}", options.method, why));
  };
  const std::string design = fmt::format("the design of the sweep is {}", name_of(data.design));
  if (asked("morris") && data.design != DesignKind::morris) {
    refuse((design + ", elementary effects need morris").c_str());
  }
  if (asked("sobol") && data.design != DesignKind::saltelli) {
    refuse((design + ", Sobol's indices need saltelli").c_str());
  }
  if (asked("regret") && question.rivals.size() < 2) {
    refuse("regret needs two policies or more");
  }
  if (asked("prim") && options.thresholds.empty() && !question.against) {
    refuse("a box needs a --threshold, or a baseline to be better than (--against)");
  }
}

// A file of another hand may hold anything.
void check_shape(const SweepData& data, SweepQuestion& question) {
  const std::size_t block = data.factors.size() + (data.design == DesignKind::morris ? 1 : 2);
  const bool in_blocks = data.design == DesignKind::morris || data.design == DesignKind::saltelli;
  if (data.rows() == 0 || data.policies.empty() || data.replications == 0 || data.kpis.empty()) {
    question.errors.emplace_back("the sweep holds no results");
  } else if (in_blocks && data.rows() % block != 0) {
    question.errors.push_back(
        fmt::format("a {} design of {} factors has a multiple of {} rows, "
                    "the sweep has {}",
                    name_of(data.design), data.factors.size(), block, data.rows()));
  }
}

}  // namespace

std::optional<Criterion> read_criterion(const std::string& text) {
  const std::size_t sign = text.find_first_of("<>");
  if (sign == std::string::npos) {
    return std::nullopt;
  }
  const bool with_equal = sign + 1 < text.size() && text[sign + 1] == '=';
  Criterion criterion{.name = std::string(trimmed(std::string_view(text).substr(0, sign)))};
  criterion.comparison = text[sign] == '<'
                             ? (with_equal ? Comparison::at_most : Comparison::below)
                             : (with_equal ? Comparison::at_least : Comparison::above);
  std::string_view number = trimmed(std::string_view(text).substr(sign + (with_equal ? 2 : 1)));
  const bool percent = number.ends_with('%');
  const std::map<char, double> scales{{'k', 1e3}, {'M', 1e6}, {'B', 1e9}};
  const auto large = number.empty() ? scales.end() : scales.find(number.back());
  const double scale = large == scales.end() ? 1 : large->second;
  number = trimmed(number.substr(0, number.size() - (percent || large != scales.end() ? 1 : 0)));
  const auto [end, error] =
      std::from_chars(number.data(), number.data() + number.size(), criterion.limit);
  if (error != std::errc{} || end != number.data() + number.size() || criterion.name.empty() ||
      !std::isfinite(criterion.limit)) {
    return std::nullopt;
  }
  criterion.limit *= percent ? 0.01 : scale;
  return criterion;
}

SweepQuestion sweep_question(const SweepData& data, const Options& options) {
  SweepQuestion question;
  check_shape(data, question);
  if (!question.errors.empty()) {
    return question;
  }
  find_thresholds(data, options, question);
  find_policies(data, options, question);
  find_kpis(data, options, question);
  find_methods(data, options, question);
  return question;
}

}  // namespace korus
