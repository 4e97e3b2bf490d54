// The cheapest stock that closes the gap of a stop: how many days of what it takes away, held by
// whom, and what is lost with it, found by simulation.
//
// Two places for it are tried: with the buyers of what is stopped, by what each gets of it; and with
// the customers who miss something, by what they want. The least number of days is found by halving.
#pragma once

#include <cstdint>
#include <vector>

#include "tools/stress/stress.hpp"

namespace korus {

struct ExtraStock {
  std::uint32_t stock = 0;
  double units = 0;     // [base units]
  double days = 0;      // of what leaves it
  double buy_usd = 0;   // NaN: the product has no value
  double hold_usd = 0;  // a year
};

struct StockCover {
  bool at_markets = false;
  double days = 0;  // of what is stopped, or of demand
  std::vector<ExtraStock> stocks;
  double buy_usd = 0;
  double hold_usd = 0;  // a year
  Estimate left;        // with it, of StressResult::loss, or where that is 0 of StressResult::worst
  bool closes = false;  // at most a twentieth of that is left
};

// A year's cost of holding, share of value, where stock.holding_cost_usd_per_day says none
// (textbooks: 0.15 to 0.35; Silver, Pyke & Thomas 2017).
inline constexpr double usual_holding_share = 0.2;

// The loss, or where nothing is lost in the end what is missing on the worst day.
const Estimate& gap_of(const StressResult& result);

// The cheapest of those that close the gap; where none does, the one that leaves least. No stocks in
// it: nobody outside what is stopped could hold any.
StockCover cheapest_cover(const StoppableNetwork& stoppable, const StressTest& test,
                          const StressResult& result, const StressSettings& settings);

}  // namespace korus
