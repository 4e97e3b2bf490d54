#include "models/stock_policy.hpp"

#include <algorithm>
#include <cmath>

namespace korus {

double shelf_days(const Stock& stock) {
  return stock.cover_days + static_cast<double>(stock.review_days);
}

double level_days(const Stock& stock) { return stock.lead_days + shelf_days(stock); }

double patience_days(const Stock& stock, const Link& link) {
  return 1.5 * link.lead_days + 2.0 * static_cast<double>(stock.review_days) + stock.cover_days;
}

StockLevels stock_levels(const Stock& stock, double forecast, double lead_days) {
  const double reorder_days =
      lead_days + static_cast<double>(stock.review_days) + stock.reorder_days;
  StockLevels levels{.reorder_point = stock.reorder_point, .order_up_to = stock.order_up_to};
  if (stock.order_up_to == 0) {
    // Rounded up: a level of no unit would sell nothing of what is wanted seldom.
    const auto units = [&](double days) {
      return static_cast<std::int64_t>(std::ceil(forecast * days));
    };
    levels = {.reorder_point = units(reorder_days),
              .order_up_to = units(lead_days + shelf_days(stock))};
    // A lot takes its inputs at once, so a whole one must fit on the shelf.
    const auto with_a_lot = stock.lot_need + static_cast<std::int64_t>(forecast * lead_days);
    levels.order_up_to = std::max(levels.order_up_to, with_a_lot);
  }
  if (stock.policy == StockPolicy::base_stock) {
    levels.reorder_point = levels.order_up_to;
  }
  return levels;
}

}  // namespace korus
