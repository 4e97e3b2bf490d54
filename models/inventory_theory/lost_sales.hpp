// The least cost that any policy can reach where demand that finds no stock is lost.
#pragma once

namespace korus {

// Each period: receive what was ordered `lead_periods` ago, order, meet Poisson demand, lose the rest.
struct LostSalesStock {
  double demand_mean = 1;  // units a period, above 0
  double holding = 1;      // money a unit left at the end of a period
  double penalty = 1;      // money a unit lost
  int lead_periods = 1;    // >= 1
};

// Money a period of the optimal policy, by value iteration over what is on hand and on order (Karlin &
// Scarf 1958; Zipkin 2008), until the bounds on it lie within `precision` of one another. States grow
// as a power of the lead time: up to 4 periods of small demands.
double best_lost_sales_cost(const LostSalesStock& stock, double precision);

}  // namespace korus
