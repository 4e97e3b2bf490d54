// A shop, its customers and an unlimited source: the smallest network of a plain policy. A day is
// the unit of time; an order is there within a moment unless a test says otherwise.
#pragma once

#include "seen_run.hpp"

namespace korus::test {

inline constexpr double a_moment = 1e-7;  // [d]

inline StockRecord plain_stock(const std::string& site, std::int64_t level) {
  return {.id = site,
          .site = site,
          .product = "item",
          .order_up_to = level,
          .levels = "fixed",
          .review = "continuous"};
}

inline SupplyRecord plain_supply(const std::string& supplier, const std::string& buyer, Law days) {
  return {.id = supplier + "_" + buyer,
          .product = "item",
          .supplier = supplier,
          .buyer = buyer,
          .share = 1,
          .lead_days = days};
}

// Ten days; customers want 1, 2, 3 ... units on the days 0, 1, 2 ... unless a test says otherwise.
inline Scenario plain_shop(std::int64_t level, Law lead_days = a_moment) {
  Scenario s;
  s.simulation.start = std::chrono::year{2021} / 1 / 1;
  s.simulation.end = s.simulation.start + std::chrono::days(10);
  s.simulation.lookahead_hours = 1e-6;
  s.simulation.record_days = 1;
  s.simulation.figures = "all";
  s.products = {{.id = "item"}};
  s.sites = {{.id = "source", .country = "KR"}, {.id = "shop", .country = "KR"}};
  s.stocks = {{.id = "source", .site = "source", .product = "item", .policy = "unlimited"},
              plain_stock("shop", level)};
  s.stocks[1].start_on_hand = level;
  s.supplies = {plain_supply("source", "shop", lead_days)};
  s.markets = {{.id = "customers", .site = "shop", .product = "item", .sequence = "0;1;2;3"}};
  return s;
}

inline std::string first_problem(const Scenario& scenario) {
  std::vector<BuildProblem> problems;
  build_network(scenario, problems);
  return problems.empty() ? "" : problems[0].kind + "." + problems[0].id + "." + problems[0].field;
}

}  // namespace korus::test
