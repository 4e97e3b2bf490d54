#include "tools/ensemble/best_in_figure.hpp"

#include <algorithm>
#include <cmath>

#include "engine/ensure.hpp"
#include "tools/ensemble/jackknife.hpp"
#include "tools/ensemble/name_pattern.hpp"

namespace korus {
namespace {

std::vector<KpiValue> values_by_name(const Ensemble& ensemble, const std::string& name) {
  const auto place = find_kpi(ensemble.kpis, name);
  ensure(place.has_value(), "scenarios are compared in a figure that all have");
  return values_of(ensemble, *place);
}

}  // namespace

std::vector<std::size_t> not_distinguishable(const std::vector<ComparisonWithBest>& comparisons) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < comparisons.size(); ++i) {
    if (comparisons[i].may_be_best) {
      result.push_back(i);
    }
  }
  return result;
}

BestInFigure best_in_figure(const std::vector<const Ensemble*>& scenarios,
                            const std::string& name) {
  const Ensemble& first = *scenarios.front();
  BestInFigure result{.kpi = first.kpis[find_kpi(first.kpis, name).value()], .all_same = true};
  const double sign = result.kpi.higher_is_better ? 1 : -1;
  std::vector<std::vector<double>> samples;  // of a ratio its pseudo-values
  for (const Ensemble* scenario : scenarios) {
    const std::vector<KpiValue> values = values_by_name(*scenario, name);
    samples.push_back(result.kpi.is_ratio ? pseudo_values(values) : own_values(values));
    result.estimates.push_back(estimate_kpi(result.kpi, values));
    result.all_same = result.all_same && samples.back() == samples.front();
  }
  const auto difference = [&](std::size_t i, std::size_t j) {
    PairDifference pair = pair_difference(samples[i], samples[j]);
    pair.mean = sign * (result.estimates[i].mean - result.estimates[j].mean);
    pair.pairs = std::isnan(pair.se) ? 0 : pair.pairs;
    return pair;
  };
  result.comparisons = compare_with_best(scenarios.size(), difference, usual_level);
  return result;
}

std::vector<std::string> shared_figures(const std::vector<const Ensemble*>& scenarios,
                                        const std::vector<std::string>& patterns) {
  std::vector<std::string> result;
  const std::vector<Kpi>& kpis = scenarios.front()->kpis;
  for (const std::size_t i : matching_kpis(kpis, patterns)) {
    if (std::ranges::all_of(scenarios, [&](const Ensemble* scenario) {
          const auto place = find_kpi(scenario->kpis, kpis[i].name);
          return place && !std::isnan(estimate_kpi(kpis[i], values_of(*scenario, *place)).mean);
        })) {
      result.push_back(kpis[i].name);
    }
  }
  return result;
}

}  // namespace korus
