// Several scenarios on common random numbers against the best of them in one figure.
#pragma once

#include <string>
#include <vector>

#include "tools/analysis/multiple_comparisons.hpp"
#include "tools/ensemble/ensemble_run.hpp"
#include "tools/ensemble/estimate.hpp"

namespace korus {

struct BestInFigure {
  Kpi kpi;
  std::vector<Estimate> estimates;  // [n_scenarios]
  // [n_scenarios] in units of the KPI and in its sense: above 0 is better than the best of the others.
  std::vector<ComparisonWithBest> comparisons;
  bool all_same = false;  // no scenario differs from another in any replication
};

// Places of the scenarios that cannot be told from the best.
std::vector<std::size_t> not_distinguishable(const std::vector<ComparisonWithBest>& comparisons);

// In the KPI of this name; its intervals hold together for the scenarios of one figure, not of several.
// All scenarios have it and equally many replications.
BestInFigure best_in_figure(const std::vector<const Ensemble*>& scenarios, const std::string& name);

// Names of KPIs that all scenarios have, with a value each, and that match one of the patterns, in the
// order of the first scenario.
std::vector<std::string> shared_figures(const std::vector<const Ensemble*>& scenarios,
                                        const std::vector<std::string>& patterns);

}  // namespace korus
