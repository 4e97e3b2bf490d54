// When stocks are ordered, and up to what.
#include <boost/test/unit_test.hpp>

#include "seen_run.hpp"

namespace korus {
namespace {

// Orders that a stock placed in the second year, by weeks in which it had more on order.
int weeks_with_orders(const Scenario& scenario, const char* stock) {
  const test::SeenRun run(scenario);
  int weeks = 0;
  for (std::size_t t = 52; t < 104; ++t) {
    weeks += run.at("stock_on_order", stock, t) > run.at("stock_on_order", stock, t - 1) ? 1 : 0;
  }
  return weeks;
}

BOOST_AUTO_TEST_CASE(an_s_S_stock_orders_seldom_and_up_to_its_level) {
  Scenario scenario = test::certain_scenario();
  scenario.supplies.erase(scenario.supplies.begin() + 3);  // one supplier, one delivery an order
  scenario.lines[2].capacity_per_year = 110'000;
  scenario.lanes[1].departure_days = 0;
  scenario.lanes[1].vehicle_t = 0;
  scenario.stocks = {{.id = "x",
                      .site = "us_shop",
                      .product = "widget",
                      .policy = "s_S",
                      .cover_days = 60,
                      .reorder_days = 10,
                      .review_days = 1}};
  BOOST_TEST(weeks_with_orders(scenario, "us_shop:widget") > 3);
  BOOST_TEST(weeks_with_orders(scenario, "us_shop:widget") < 15);
  const test::SeenRun run(scenario);
  double most = 0;
  double least = 1e9;
  for (std::size_t t = 52; t < 156; ++t) {
    const double on_hand = run.at("stock_on_hand", "us_shop:widget", t);
    most = std::max(most, on_hand);
    least = std::min(least, on_hand);
  }
  const double a_day = 50'000 / 365.0;
  BOOST_TEST(most < 62 * a_day);
  BOOST_TEST(most > 45 * a_day);
  BOOST_TEST(least < 15 * a_day);
}

BOOST_AUTO_TEST_CASE(a_base_stock_holds_its_days_of_cover) {
  Scenario scenario = test::certain_scenario();
  for (const double days : {20.0, 60.0}) {
    scenario.markets[1].cover_days = days;
    const test::SeenRun run(scenario);
    BOOST_TEST(run.mean("stock_on_hand", "us_shop:widget", 52, 156) == days * 50'000 / 365.0,
               boost::test_tools::tolerance(0.2));
  }
}

}  // namespace
}  // namespace korus
