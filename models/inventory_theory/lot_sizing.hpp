// When to order how much over known periods, at least cost (Wagner & Whitin 1958).
#pragma once

#include <span>
#include <vector>

namespace korus {

struct LotPlan {
  double cost = 0;
  std::vector<double> orders;  // [n_periods], units; an order serves the periods up to the next
};

// `setup` for each order, `holding` for each unit left at the end of a period; nothing is backordered.
// `demand` [n_periods], none negative. Of plans that cost the same, the one that orders soonest again.
LotPlan best_lot_plan(std::span<const double> demand, double setup, double holding);

}  // namespace korus
