#include "tools/command/best_table.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "tools/command/figure_text.hpp"
#include "tools/command/headline_rows.hpp"
#include "tools/command/json_line.hpp"
#include "tools/ensemble/headline.hpp"

namespace korus {
namespace {

std::vector<BestInFigure> differing(const std::vector<const Ensemble*>& scenarios,
                                    const std::vector<std::string>& names) {
  std::vector<BestInFigure> result;
  for (const std::string& name : names) {
    BestInFigure figure = best_in_figure(scenarios, name);
    if (!figure.all_same) {
      result.push_back(std::move(figure));
    }
  }
  return result;
}

// Of the headline, by measure.
std::vector<std::string> headline_names(const Network& network, const Ensemble& ensemble,
                                        const std::string& measure) {
  std::vector<std::string> names;
  for (const std::size_t i : headline_kpis(ensemble.kpis, network.settings.focus)) {
    if (ensemble.kpis[i].measure == measure) {
      names.push_back(ensemble.kpis[i].name);
    }
  }
  return names;
}

std::string last_output(const Ensemble& ensemble) {
  std::string last;
  for (const Kpi& kpi : ensemble.kpis) {
    if (kpi.measure.starts_with("output_")) {
      last = std::max(last, kpi.measure);
    }
  }
  return last;
}

std::vector<std::string> names_of_the_best(const BestInFigure& figure,
                                           const std::vector<std::string>& names) {
  std::vector<std::string> result;
  for (const std::size_t place : not_distinguishable(figure.comparisons)) {
    result.push_back(names[place]);
  }
  return result;
}

void print_figure(const BestInFigure& figure, const std::vector<std::string>& names) {
  double largest = 0;
  for (const Estimate& estimate : figure.estimates) {
    largest = std::max(largest, std::fabs(estimate.mean));
  }
  const Shown shown = shown_unit(figure.kpi.units, largest);
  const std::string what = figure.kpi.chain.empty() ? figure.kpi.name
                                                    : figure.kpi.country + " " + figure.kpi.group +
                                                          ", " + label(figure.kpi);
  fmt::print("\n  {} [{}], the {} the better\n", what, shown.unit,
             figure.kpi.higher_is_better ? "larger" : "smaller");
  for (std::size_t i = 0; i < names.size(); ++i) {
    const ComparisonWithBest& against = figure.comparisons[i];
    fmt::print("  {} {:<42}{:>12}   {}\n", against.may_be_best ? "*" : " ", names[i],
               figure_text(figure.estimates[i].mean * shown.factor),
               interval(against.low, against.high, shown.factor, true));
  }
  fmt::print("    not distinguishable from the best: {}\n",
             fmt::join(names_of_the_best(figure, names), ", "));
}

}  // namespace

std::vector<BestInFigure> best_in_figures(const Network& network,
                                          const std::vector<const Ensemble*>& scenarios,
                                          const std::vector<std::string>& patterns) {
  if (!patterns.empty()) {
    std::vector<BestInFigure> result;
    for (const std::string& name : shared_figures(scenarios, patterns)) {
      result.push_back(best_in_figure(scenarios, name));
    }
    return result;
  }
  const Ensemble& first = *scenarios.front();
  for (const std::string& measure : {std::string("unmet_share"), last_output(first)}) {
    const auto names = shared_figures(scenarios, headline_names(network, first, measure));
    if (auto result = differing(scenarios, names); !result.empty()) {
      return result;
    }
  }
  return {};
}

void print_best(const std::vector<BestInFigure>& figures, const std::vector<std::string>& names) {
  fmt::print("\nWHICH IS BEST, figure by figure (--best NAME looks at others)\n");
  fmt::print("    {:<42}{:>12}   {}\n", "", "estimate",
             "better than the best of the others by (95 %, all scenarios together)");
  std::size_t same = 0;
  for (const BestInFigure& figure : figures) {
    if (figure.all_same) {
      ++same;
    } else {
      print_figure(figure, names);
    }
  }
  if (same == figures.size()) {
    fmt::print("  The scenarios do not differ in any of these figures.\n");
  } else if (same > 0) {
    fmt::print("\n  In {} other figure{} no scenario differs.\n", same, same == 1 ? "" : "s");
  }
  fmt::print(
      "\n*: may be the best. Multiple comparisons with the best (Hsu), on common random numbers, "
      "by Bonferroni's inequality: of each figure by itself all\nintervals hold with 95 %, and the "
      "best is among those marked.\n");
}

std::string best_json(const std::vector<BestInFigure>& figures,
                      const std::vector<std::string>& names) {
  std::vector<std::string> objects;
  for (const BestInFigure& figure : figures) {
    std::vector<std::string> scenarios;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const ComparisonWithBest& against = figure.comparisons[i];
      scenarios.push_back(JsonLine()
                              .add("scenario", names[i])
                              .add("estimate", figure.estimates[i].mean)
                              .add("better_by_low", against.low)
                              .add("better_by_high", against.high)
                              .add_raw("may_be_best", against.may_be_best ? "true" : "false")
                              .text());
    }
    std::vector<std::string> best = names_of_the_best(figure, names);
    std::ranges::transform(best, best.begin(), json_text);
    objects.push_back(
        JsonLine()
            .add("kpi", figure.kpi.name)
            .add("units", figure.kpi.units)
            .add_raw("higher_is_better", figure.kpi.higher_is_better ? "true" : "false")
            .add_raw("not_distinguishable", fmt::format("[{}]", fmt::join(best, ",")))
            .add_raw("scenarios", fmt::format("[{}]", fmt::join(scenarios, ",")))
            .text());
  }
  return fmt::format("[{}]", fmt::join(objects, ","));
}

}  // namespace korus
