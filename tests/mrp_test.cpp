// Material requirements planning: known demand, netted, in lots, offset by the lead time.
#define BOOST_TEST_MODULE mrp
#include <boost/test/unit_test.hpp>

#include "plain_network.hpp"

namespace korus::test {
namespace {

// 90, 120, 80 and 70 are wanted, an order costs 500, a unit held for a day 2: 210 and 150 are ordered
// (Snyder & Shen 2019, example 3.9), a day before they are wanted.
Scenario lots() {
  Scenario s = plain_shop(0, 1 - 1e-6);
  s.stocks[1] = {.id = "shop",
                 .site = "shop",
                 .product = "item",
                 .policy = "mrp",
                 .lot_rule = "least_cost",
                 .start_on_hand = 0,
                 .holding_cost_usd_per_day = 2,
                 .order_cost_usd = 500};
  s.markets[0].sequence = "0;90;120;80;70";
  return s;
}

BOOST_AUTO_TEST_CASE(lots_of_least_cost_are_ordered) {
  const SeenRun run(lots());
  BOOST_TEST(run.at("stock_on_order", "shop:item", 0) == 0);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 0) == 210);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 1) == 120);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 2) == 150);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 3) == 70);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 4) == 0);
  BOOST_TEST(run.kpi("orders_per_day.shop:item") == 0.2);
  BOOST_TEST(run.kpi("fill_rate.customers") == 1.0);
  BOOST_TEST(run.kpi("cost.shop") == 1380, boost::test_tools::tolerance(1e-5));
}

// On hand at the end of each day.
void expect(const Scenario& scenario, const std::string& stock, const std::vector<double>& units) {
  const SeenRun run(scenario);
  for (std::size_t day = 0; day < units.size(); ++day) {
    BOOST_TEST(run.at("stock_on_hand", stock, day) == units[day], stock << " on day " << day);
  }
}

// Lots of 100 for 90, 120, 80 and 70 with 30 to be kept: what is lacking is 120, 40 and 20 after what
// earlier lots left over, and then nothing.
BOOST_AUTO_TEST_CASE(fixed_lots_keep_the_safety_stock) {
  Scenario s = lots();
  s.stocks[1].lot_rule = "fixed";
  s.stocks[1].order_quantity = 100;
  s.stocks[1].reorder_point = 30;
  expect(s, "shop:item", {200, 110 + 100, 90 + 100, 110, 40, 40});
}

BOOST_AUTO_TEST_CASE(a_lot_may_cover_periods) {
  Scenario s = lots();
  s.stocks[1].lot_rule = "periods";
  s.stocks[1].lot_periods = 3;
  expect(s, "shop:item", {290, 200, 80, 0 + 70, 0});
}

// 10 and 20 are wanted on the days 4 and 6. Each takes 2 parts and a day to make: released on the days
// 3 and 5; parts take two days: ordered on the days 1 and 3, there before 3 and 5.
Scenario two_levels() {
  Scenario s = plain_shop(0);
  s.products = {{.id = "item"}, {.id = "part"}};
  s.stocks = {{.id = "source", .site = "source", .product = "part", .policy = "unlimited"},
              {.id = "item", .site = "shop", .product = "item", .policy = "mrp"},
              {.id = "part", .site = "shop", .product = "part", .policy = "mrp"}};
  s.supplies = {plain_supply("source", "shop", 1.999)};
  s.supplies[0].product = "part";
  s.processes = {{.id = "make", .product = "item", .cycle_days = 0.999}};
  s.inputs = {{.id = "in", .process = "make", .product = "part", .quantity = 2}};
  s.lines = {{.id = "one", .site = "shop", .process = "make", .capacity_per_year = 36500}};
  s.markets[0].sequence = "0;0;0;0;10;0;20";
  return s;
}

BOOST_AUTO_TEST_CASE(requirements_are_exploded_and_offset) {
  expect(two_levels(), "shop:part", {0, 0, 20, 0, 40, 0, 0});
  expect(two_levels(), "shop:item", {0, 0, 0, 10, 0, 20, 0});
  BOOST_TEST(SeenRun(two_levels()).kpi("fill_rate.customers") == 1.0);
}

// Half is spoiled: 20 are released for 10, with 40 parts.
BOOST_AUTO_TEST_CASE(yields_are_planned_for) {
  Scenario s = two_levels();
  s.processes[0].yield = 0.5;
  expect(s, "shop:part", {0, 0, 40, 0, 80, 0, 0});
  expect(s, "shop:item", {0, 0, 0, 10, 0, 20, 0});
}

// A store reviews once a week what its shop orders day by day; with a day's lead time it covers the
// week, and the shop is never out. Reviews fall on some day of the week, so that two weeks are enough.
BOOST_AUTO_TEST_CASE(a_store_plans_for_what_its_buyer_will_order) {
  Scenario s = plain_shop(0, 0.999);
  s.sites.push_back({.id = "store", .country = "KR"});
  s.simulation.end = s.simulation.start + std::chrono::days(40);
  s.stocks[1] = {.id = "shop", .site = "shop", .product = "item", .policy = "mrp"};
  s.stocks.push_back(
      {.id = "store", .site = "store", .product = "item", .policy = "mrp", .review_days = 7});
  s.supplies = {plain_supply("source", "store", 0.999), plain_supply("store", "shop", 0.999)};
  s.markets[0].sequence = "0;0;0;0;0;0;0;0;0;0;3;4;5;3;4;5;3;4;5;3;4;5;3;4;5";
  const SeenRun run(s);
  BOOST_TEST(run.kpi("fill_rate.customers") == 1.0);
  BOOST_TEST(run.at("stock_on_hand", "store:item", 39) == 0);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 39) == 0);
}

BOOST_AUTO_TEST_CASE(a_plan_that_cannot_work_is_refused_by_record_and_field) {
  Scenario s = lots();
  s.stocks[1].lot_rule = "fixed";
  BOOST_TEST(first_problem(s) == "stock.shop.order_quantity");
  s = lots();
  s.stocks[1].review = "continuous";
  BOOST_TEST(first_problem(s) == "stock.shop.review");
}

}  // namespace
}  // namespace korus::test
