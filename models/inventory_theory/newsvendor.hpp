// One stock against normal demand: the newsvendor, and the base stock that is one over its lead time
// (Arrow, Harris & Marschak 1951; Snyder & Shen 2019, 4.3 and 4.4).
#pragma once

namespace korus {

struct NormalDemand {
  double mean = 0;
  double sd = 1;  // above 0

  // Of independent periods together.
  NormalDemand over(double periods) const;
};

// Money for each unit left over, and each unit short. Both above 0.
struct LevelCosts {
  double holding = 1;
  double shortage = 1;
};

// The level of least expected cost: the quantile p / (p + h) of demand. Where an order takes L
// periods and the stock is reviewed each period, demand is that of L + 1 periods.
double best_level(const LevelCosts& costs, const NormalDemand& demand);

// E[h (S - D)+ + p (D - S)+], money a period.
double level_cost(const LevelCosts& costs, const NormalDemand& demand, double level);

}  // namespace korus
