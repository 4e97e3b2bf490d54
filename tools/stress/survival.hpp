// The analytic time to survive: what stands and is under way between a stop and the customers, over
// what they use, as if nobody else could supply them.
//
// Time to survive of a stock = (on hand + under way to it + in process to it) / what leaves it a
// day (Simchi-Levi et al. 2014); along a chain the times add up, and the shortest way to a market
// counts.
#pragma once

#include <vector>

#include "tools/stress/course.hpp"

namespace korus {

// [days]; infinite where no way leads from what is stopped to a market of which `counts` holds,
// shape [n_markets].
double analytic_survival(const Network& network, const Standing& standing, const Stop& stop,
                         const std::vector<bool>& counts);

// Stocks that hang on what is stopped, shape [n_stocks].
std::vector<bool> hang_on(const Network& network, const Standing& standing, const Stop& stop);

}  // namespace korus
