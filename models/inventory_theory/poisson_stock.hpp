// Stocks of unit Poisson demand with backorders, exactly: reorder point and quantity under continuous
// review, and (s, S) under periodic review.
#pragma once

#include <cstdint>

namespace korus {

// E[(D - y)+] of D ~ Poisson(mean).
double poisson_loss(double mean, std::int64_t y);

struct PoissonStock {
  double setup = 0;           // K, money an order
  double holding = 1;         // h, money a unit left, by time or period
  double shortage = 1;        // p, money a unit backordered, by time or period
  double lead_time_mean = 1;  // mean demand over the lead time
  double demand_rate = 1;     // of a unit of time; no matter to (s, S)

  // h E[(y - D)+] + p E[(D - y)+] with D the lead-time demand.
  double position_cost(std::int64_t y) const;
};

// (r, Q): Q units are ordered whenever the inventory position is at or below r, so that it is uniform
// on r + 1 .. r + Q (Galliher, Morse & Simond 1959). Money a unit of time.
double reorder_cost(const PoissonStock& stock, std::int64_t r, std::int64_t q);

struct ReorderPolicy {
  std::int64_t r = 0;
  std::int64_t q = 1;
  double cost = 0;
};

// The (r, Q) of least cost: the cheapest positions are added one by one until the next would cost more
// than the average (Federgruen & Zheng 1992).
ReorderPolicy best_reorder_policy(const PoissonStock& stock);

// (s, S), s < S: at each review the position is brought up to S if it is at or below s. lead_time_mean
// is the demand of one period and the lead time; `period_mean` of one period. By the renewal of the
// position between orders (Veinott & Wagner 1965; Zheng & Federgruen 1991).
struct PeriodicCost {
  double cost = 0;         // money a period
  double order_share = 0;  // share of the periods with an order
};
PeriodicCost order_up_to_cost(const PoissonStock& stock, double period_mean, std::int64_t s,
                              std::int64_t S);

}  // namespace korus
