#include "models/inventory_theory/economic_order.hpp"

#include <cmath>

namespace korus {

double economic_quantity(const OrderCosts& costs) {
  return std::sqrt(2 * costs.setup * costs.demand / costs.holding);
}

double order_cost(const OrderCosts& costs, double quantity) {
  return costs.setup * costs.demand / quantity + 0.5 * costs.holding * quantity;
}

double holding_with_backorders(double holding, double backorder) {
  return holding * backorder / (holding + backorder);
}

double holding_with_production(double holding, double demand, double production) {
  return holding * (1 - demand / production);
}

}  // namespace korus
