#include "tools/sweep/sweep.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "models/network_builder.hpp"
#include "models/scorecard.hpp"
#include "models/series_recorder.hpp"
#include "tools/scenario/sha256.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

constexpr std::size_t most_points_per_file = 64;

// About 64 files, or one a point, so that little is lost with a process and few files are made.
std::size_t points_per_file(const SweepPlan& plan, std::size_t points) {
  return plan.points_per_file > 0 ? plan.points_per_file
                                  : std::clamp<std::size_t>(points / 64, 1, most_points_per_file);
}

std::string told(const BuildProblem& problem) {
  std::string text = problem.kind;
  for (const std::string& part : {problem.id, problem.field}) {
    text += part.empty() ? "" : "." + part;
  }
  return text + ": " + problem.message;
}

void load_scenarios(Sweep& sweep, Diagnostics& diagnostics) {
  for (const PlanPolicy& policy : sweep.plan.policies) {
    try {
      sweep.scenarios.push_back(read_scenario(policy.scenario.text, policy.set));
    } catch (const ScenarioError& error) {
      for (const Diagnostic& found : error.diagnostics) {
        diagnostics.add({found.file, found.line, found.column}, found.message);
      }
    }
  }
}

// The first of `found` that is there already; nullptr: none.
const FactorField* first_known(const std::vector<FactorField>& known,
                               const std::vector<FactorField>& found) {
  const auto again = std::ranges::find_if(found, [&](const FactorField& field) {
    return std::ranges::find(known, field) != known.end();
  });
  return again == found.end() ? nullptr : &*again;
}

// Adds to a factor's fields those that `text` names; what is wrong with it, "" where nothing is. A policy
// need not have what a factor acts on, but one must; no factor acts on a field twice.
std::string bind_pattern(Sweep& sweep, std::size_t factor, const std::string& text) {
  bool found_some = false;
  std::string first_trouble;
  for (std::size_t p = 0; p < sweep.scenarios.size(); ++p) {
    std::string trouble;
    const std::vector<FactorField> found = find_fields(text, sweep.scenarios[p].scenario, trouble);
    std::vector<FactorField>& known = sweep.fields[p][factor];
    if (const FactorField* again = first_known(known, found)) {
      return fmt::format("'{}' names {}.{}.{}, which another of its fields names already", text,
                         again->kind, again->id, again->name);
    }
    known.insert(known.end(), found.begin(), found.end());
    found_some = found_some || trouble.empty();
    first_trouble = first_trouble.empty() ? trouble : first_trouble;
  }
  return found_some ? "" : first_trouble;
}

bool takes_whole_numbers(const Sweep& sweep, std::size_t factor) {
  for (std::size_t p = 0; p < sweep.scenarios.size(); ++p) {
    for (const FactorField& field : sweep.fields[p][factor]) {
      if (takes_whole_numbers(sweep.scenarios[p].scenario, field,
                              sweep.plan.factors[factor].action)) {
        return true;
      }
    }
  }
  return false;
}

void bind_factors(Sweep& sweep, Diagnostics& diagnostics) {
  const std::vector<PlanFactor>& factors = sweep.plan.factors;
  sweep.fields.assign(sweep.scenarios.size(),
                      std::vector<std::vector<FactorField>>(factors.size()));
  for (std::size_t f = 0; f < factors.size(); ++f) {
    for (const PlacedText& text : factors[f].fields) {
      if (const std::string wrong = bind_pattern(sweep, f, text.text); !wrong.empty()) {
        diagnostics.add(text.origin, fmt::format("factor {}: {}", factors[f].about.name, wrong));
      }
    }
    sweep.plan.factors[f].whole = takes_whole_numbers(sweep, f);
  }
}

// Every value of a list, both ends of a range.
std::vector<std::string> extreme_values(const PlanFactor& factor) {
  return factor.is_list() ? factor.about.values
                          : std::vector<std::string>{number_text(factor.about.low),
                                                     number_text(factor.about.high)};
}

void check_ends(const Sweep& sweep, Diagnostics& diagnostics) {
  for (std::size_t p = 0; p < sweep.scenarios.size(); ++p) {
    for (std::size_t f = 0; f < sweep.plan.factors.size(); ++f) {
      const PlanFactor& factor = sweep.plan.factors[f];
      for (const std::string& value : extreme_values(factor)) {
        Scenario scenario = sweep.scenarios[p].scenario;
        for (const FactorField& field : sweep.fields[p][f]) {
          if (const std::string wrong = apply_factor(scenario, field, factor.action, value);
              !wrong.empty()) {
            diagnostics.add(factor.origin,
                            fmt::format("factor {} at {}: {}", factor.about.name, value, wrong));
          }
        }
      }
    }
  }
}

Network build(const Scenario& scenario, std::string& trouble) {
  std::vector<BuildProblem> problems;
  Network network = build_network(scenario, problems);
  for (const BuildProblem& problem : problems) {
    trouble += (trouble.empty() ? "" : "; ") + told(problem);
  }
  return network;
}

// KPIs and series of the policies as they are; a longer run would differ by its length.
void look_at_networks(Sweep& sweep, Diagnostics& diagnostics) {
  std::set<std::string> known;
  for (std::size_t p = 0; p < sweep.scenarios.size(); ++p) {
    const PlanPolicy& policy = sweep.plan.policies[p];
    const Settings& mine = sweep.scenarios[p].scenario.simulation;
    const Settings& first = sweep.scenarios.front().scenario.simulation;
    if (mine.start != first.start || mine.end != first.end) {
      diagnostics.add(policy.scenario.origin,
                      fmt::format("policy {}: its period differs from that of {}", policy.name,
                                  sweep.plan.policies.front().name));
    }
    std::string trouble;
    const Network network = build(sweep.scenarios[p].scenario, trouble);
    if (!trouble.empty()) {
      diagnostics.add(policy.scenario.origin, fmt::format("policy {}: {}", policy.name, trouble));
      continue;
    }
    const Scorecard scorecard(network);
    for (const Kpi& kpi : scorecard.kpis()) {
      if (known.insert(kpi.name).second) {
        sweep.kpis.push_back(kpi);
      }
    }
    if (sweep.plan.series != SeriesDetail::none) {
      SeriesLayout layout = series_layout(network);
      if (p > 0 && layout != sweep.layout) {
        diagnostics.add(
            policy.scenario.origin,
            fmt::format("policy {}: its series are not those of {}: other sites, stocks, lines "
                        "...; take series = \"none\", or a plan each",
                        policy.name, sweep.plan.policies.front().name));
      } else {
        sweep.layout = std::move(layout);
      }
    }
  }
}

// Of all that a part's bytes follow from: the code of the simulation, the plan, its scenarios.
std::string identity_of(const Sweep& sweep) {
  const SweepPlan& plan = sweep.plan;
  std::string text = fmt::format("{} {}\n{}\n{}\n{}\n{}\n{}\n", KORUS_VERSION, KORUS_MODEL,
                                 plan.text, plan.replications, plan.seed,
                                 static_cast<int>(plan.series), plan.points_per_file);
  for (const LoadedScenario& scenario : sweep.scenarios) {
    text += scenario.sha256 + '\n';
  }
  return sha256_hex(text);
}

}  // namespace

Sweep load_sweep(SweepPlan plan) {
  Sweep sweep{.plan = std::move(plan)};
  Diagnostics diagnostics;
  load_scenarios(sweep, diagnostics);
  diagnostics.throw_if_any();
  bind_factors(sweep, diagnostics);
  check_ends(sweep, diagnostics);
  look_at_networks(sweep, diagnostics);
  try {
    sweep.design = design_points(sweep.plan);
  } catch (const std::length_error& error) {
    diagnostics.add(sweep.plan.design.origin, fmt::format("design: {}", error.what()));
  }
  diagnostics.throw_if_any();
  sweep.plan.points_per_file = points_per_file(sweep.plan, sweep.points());
  sweep.identity = identity_of(sweep);
  return sweep;
}

Network network_at(const Sweep& sweep, std::size_t point, std::string& trouble) {
  const std::size_t policy = point % sweep.plan.policies.size();
  const std::size_t row = point / sweep.plan.policies.size();
  Scenario scenario = sweep.scenarios[policy].scenario;
  for (std::size_t f = 0; f < sweep.plan.factors.size(); ++f) {
    const PlanFactor& factor = sweep.plan.factors[f];
    const std::string value = value_text(factor.about, sweep.design.values[row][f]);
    for (const FactorField& field : sweep.fields[policy][f]) {
      if (const std::string wrong = apply_factor(scenario, field, factor.action, value);
          !wrong.empty()) {
        trouble += fmt::format("{}factor {} at {}: {}", trouble.empty() ? "" : "; ",
                               factor.about.name, value, wrong);
      }
    }
  }
  return trouble.empty() ? build(scenario, trouble) : Network{};
}

SweepHeader header_of(const Sweep& sweep) {
  const SweepPlan& plan = sweep.plan;
  SweepHeader header{.data = {.title = plan.title,
                              .design = plan.design.kind,
                              .samples = plan.design.samples,
                              .levels = plan.design.levels,
                              .design_seed = plan.design.seed,
                              .unit = sweep.design.unit,
                              .values = sweep.design.values,
                              .replications = static_cast<std::size_t>(plan.replications),
                              .kpis = sweep.kpis},
                     .plan_path = plan.path,
                     .plan_text = plan.text,
                     .identity = sweep.identity,
                     .korus_version = KORUS_VERSION,
                     .seed = plan.seed,
                     .points_per_file = plan.points_per_file,
                     .detail = plan.series,
                     .layout = sweep.layout,
                     .inputs = sweep.scenarios.front().inputs};
  for (const PlanFactor& factor : plan.factors) {
    std::vector<std::string> fields;
    std::ranges::transform(factor.fields, std::back_inserter(fields), &PlacedText::text);
    header.data.factors.push_back(factor.about);
    header.fields.push_back(
        fmt::format("{} {}", action_name(factor.action), fmt::join(fields, " ")));
  }
  std::set<std::string> files;
  std::set<std::string> sources;
  for (std::size_t p = 0; p < plan.policies.size(); ++p) {
    const LoadedScenario& scenario = sweep.scenarios[p];
    const PlanPolicy& policy = plan.policies[p];
    header.data.policies.push_back(policy.name);
    header.titles.push_back(policy.title.empty() ? scenario.scenario.title : policy.title);
    header.scenario_paths.push_back(policy.scenario.text);
    header.scenario_sha256s.push_back(scenario.sha256);
    header.resolved_texts.push_back(scenario.resolved_text);
    header.costs_usd.push_back(policy.cost_usd);
    for (const InputFile& file : scenario.files) {
      if (files.insert(file.sha256 + file.path).second) {
        header.files.push_back(file);
      }
    }
    for (const SourceRecord& source : scenario.scenario.sources) {
      if (sources.insert(source.id).second) {
        header.sources.push_back(source);
      }
    }
  }
  return header;
}

}  // namespace korus
