// The least cost that any policy can reach in a serial system with backorders, and the echelon base
// stocks that reach it (Clark & Scarf 1960; by the recursion of Chen & Zheng 1994).
//
// Demand of each stage's lead time lives on a lattice of whole multiples of one step: exact for demand
// in whole units, an approximation of second order in the step for the normal.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace korus {

// Chances of demand (first + i) x step, adding up to 1.
struct LatticeDemand {
  std::int64_t first = 0;
  std::vector<double> chances;

  // 8 standard deviations to each side.
  static LatticeDemand normal(double mean, double sd, double step);
  // Step 1, up to a chance of 1e-17.
  static LatticeDemand poisson(double mean);
};

struct SerialStage {
  double echelon_holding = 1;  // above 0: local holding cost less that of the stage upstream
  LatticeDemand lead_time_demand;
};

struct SerialOptimum {
  double cost = 0;             // money by time or period
  std::vector<double> levels;  // [n_stages], echelon base stocks, units
};

// `stages` from the customer upstream. `backorder`: money a unit short at the first stage. Costs are
// those of echelon stock, so goods on their way are charged at the rate of the stage they left. Of
// levels that cost the same, the lowest.
SerialOptimum serial_optimum(std::span<const SerialStage> stages, double backorder, double step);

}  // namespace korus
