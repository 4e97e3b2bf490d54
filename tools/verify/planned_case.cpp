#include "tools/verify/planned_case.hpp"

#include <fmt/format.h>

#include <exception>
#include <map>
#include <variant>

#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

void check_figures(const FigureSource& source, const Variant& variant, Diagnostics& diagnostics) {
  for (const Figure& figure : source.figures) {
    if (variant.loaded == nullptr || variant.kpi(figure.name.text) != nullptr) {
      continue;
    }
    std::vector<std::string_view> known;
    for (const Kpi& kpi : variant.scorecard->kpis()) {
      known.push_back(kpi.name);
    }
    diagnostics.add(
        figure.name.origin,
        fmt::format("figure: {} has no figure {}{}", variant.setup.scenario.text,
                    in_quotes(figure.name.text), did_you_mean(figure.name.text, known)));
  }
}

void call(const FunctionSource& source, std::uint64_t seed, std::size_t replication,
          FunctionResults& results) {
  try {
    const RandomSource random(seed, replication);
    results.values[replication] =
        source.function->call({.arguments = source.arguments, .random = random});
  } catch (const std::exception& error) {
    results.troubles[replication] = error.what();
  }
}

}  // namespace

void plan_rows(PlannedCase& planned, CaseRuns& runs, Diagnostics& diagnostics) {
  const CaseSetup& setup = *planned.setup;
  std::map<std::size_t, std::size_t> added;  // a run's variant: only what a row needs is loaded
  const auto variant_of = [&](std::size_t run) {
    const auto [place, fresh] = added.try_emplace(run, 0);
    if (fresh) {
      place->second = runs.add(setup.runs[run], planned.seed, setup.replications, diagnostics);
    }
    return place->second;
  };
  for (PlannedRow& row : planned.rows) {
    const auto found = setup.rows.find(row.row->letter);
    if (found == setup.rows.end()) {
      continue;  // told when the file was read
    }
    row.setup = &found->second;
    for (const std::size_t run : row.setup->runs) {
      row.variants.push_back(variant_of(run));
      if (const auto* figures = std::get_if<FigureSource>(&row.setup->source)) {
        check_figures(*figures, runs[row.variants.back()], diagnostics);
      }
    }
    const auto* check = std::get_if<CheckSource>(&row.setup->source);
    if (check != nullptr && check->check == CheckKind::added_entity && !row.setup->runs.empty()) {
      RunSetup other = setup.runs[row.setup->runs.front()];
      other.scenario = check->other;
      row.other = runs.add(other, planned.seed, setup.replications, diagnostics);
    }
  }
}

std::vector<std::function<void()>> function_tasks(PlannedCase& planned) {
  std::vector<std::function<void()>> tasks;
  for (PlannedRow& row : planned.rows) {
    const auto* source =
        row.setup == nullptr ? nullptr : std::get_if<FunctionSource>(&row.setup->source);
    if (source == nullptr) {
      continue;
    }
    const std::size_t calls = source->function->stochastic ? planned.replications() : 1;
    row.results = {std::vector<FunctionValue>(calls), std::vector<std::string>(calls)};
    for (std::size_t i = 0; i < calls; ++i) {
      tasks.emplace_back([source, seed = planned.seed, i, &results = row.results] {
        call(*source, seed, i, results);
      });
    }
  }
  return tasks;
}

}  // namespace korus
