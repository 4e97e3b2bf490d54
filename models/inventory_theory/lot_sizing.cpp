#include "models/inventory_theory/lot_sizing.hpp"

#include <cstddef>
#include <limits>

namespace korus {

LotPlan best_lot_plan(std::span<const double> demand, double setup, double holding) {
  const std::size_t n = demand.size();
  std::vector<double> cost_from(n + 1, 0);  // of the periods t.. with nothing on hand
  std::vector<std::size_t> next(n + 1, n);  // period after those that the order in t serves
  for (std::size_t t = n; t-- > 0;) {
    cost_from[t] = std::numeric_limits<double>::infinity();
    double held = 0;
    for (std::size_t end = t + 1; end <= n; ++end) {
      held += holding * static_cast<double>(end - 1 - t) * demand[end - 1];
      const bool orders = demand[t] > 0 || end > t + 1;
      const double cost = (orders ? setup : 0) + held + cost_from[end];
      if (cost < cost_from[t]) {
        cost_from[t] = cost;
        next[t] = end;
      }
    }
  }
  LotPlan plan{.cost = cost_from[0], .orders = std::vector<double>(n, 0)};
  for (std::size_t t = 0; t < n; t = next[t]) {
    for (std::size_t served = t; served < next[t]; ++served) {
      plan.orders[t] += demand[served];
    }
  }
  return plan;
}

}  // namespace korus
