// The levels a stock is kept at, from its policy and its forecast.
#pragma once

#include <cstdint>

#include "models/network.hpp"

namespace korus {

struct StockLevels {
  std::int64_t reorder_point = 0;  // order once the inventory position is at or below it
  std::int64_t order_up_to = 0;
};

// Levels in base units for a forecast [base units a day]. Days a level covers: time from order to
// goods, one review period, and the cover. base_stock orders at each review, so its reorder point
// is its level.
StockLevels stock_levels(const Stock& stock, double forecast, double lead_days);

// Days of demand that a level covers: from order to goods, one review period, the cover.
double level_days(const Stock& stock);

// Days of demand that stand on the shelf on average right after a review, when demand is even.
double shelf_days(const Stock& stock);

// Days after which a buyer holds an order for overdue, and days of demand it is ready to have on
// order with one supplier: half as long again as the supply takes, two reviews and the cover.
double patience_days(const Stock& stock, const Link& link);

}  // namespace korus
