// How much to order at once when demand is even (Harris 1913), backorders are planned, or goods come
// at a finite rate (Taft 1918).
//
// All three are the same trade of setups against an effective holding cost h': Q = sqrt(2 K D / h'),
// cost K D / Q + h' Q / 2.
#pragma once

namespace korus {

struct OrderCosts {
  double setup = 1;    // K, money an order
  double demand = 1;   // D, units a unit of time
  double holding = 1;  // h', money a unit and unit of time
};

double economic_quantity(const OrderCosts& costs);
double order_cost(const OrderCosts& costs, double quantity);

// h' where a unit short costs `backorder` a unit of time and waits: h p / (h + p).
double holding_with_backorders(double holding, double backorder);

// h' where goods come at the rate `production` > demand: h (1 - D / P).
double holding_with_production(double holding, double demand, double production);

}  // namespace korus
