// Which of several scenarios is best, and which cannot be told from it.
#pragma once

#include <string>
#include <vector>

#include "models/network.hpp"
#include "tools/ensemble/best_in_figure.hpp"

namespace korus {

// The figures in which the best scenario is looked for: those that match `patterns`; where there are
// no patterns the unmet demand of the headline, or, where scenarios do not differ in it, the outputs
// of the last year.
std::vector<BestInFigure> best_in_figures(const Network& network,
                                          const std::vector<const Ensemble*>& scenarios,
                                          const std::vector<std::string>& patterns);

// Figures in which all scenarios are the same are left out. `names` [n_scenarios].
void print_best(const std::vector<BestInFigure>& figures, const std::vector<std::string>& names);

// The same as a JSON array.
std::string best_json(const std::vector<BestInFigure>& figures,
                      const std::vector<std::string>& names);

}  // namespace korus
