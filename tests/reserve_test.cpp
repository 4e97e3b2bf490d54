// Reserves: kept back until a shortage or an outage has lasted, and refilled afterwards.
#define BOOST_TEST_MODULE reserve
#include <boost/test/unit_test.hpp>

#include "plain_network.hpp"

namespace korus::test {
namespace {

// Level 2 and a reserve of 10; what is ordered comes long after the run.
Scenario cut_off() {
  Scenario s = plain_shop(2, 100);
  s.stocks[1].start_on_hand = 12;
  s.stocks[1].reserve = 10;
  s.markets[0].sequence = "0;2;1;1;1";
  return s;
}

// Out from the end of day 1; on day 2 it has been so for a day: the one that waits is served.
BOOST_AUTO_TEST_CASE(a_shortage_that_lasts_releases_the_reserve) {
  Scenario s = cut_off();
  s.stocks[1].reserve_after_days = 1;
  const SeenRun run(s);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 1) == 10);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 2) == 9);
  BOOST_TEST(run.at("market_late", "customers", 2) == 1);
  BOOST_TEST(run.at("market_late", "customers", 3) == 0);
  BOOST_TEST(run.kpi("reserve_released.shop:item") == 3);
  BOOST_TEST(run.kpi("reserve_open_days.shop:item") == 8);
  BOOST_TEST(run.kpi("reserve_end.shop:item") == 7);
}

BOOST_AUTO_TEST_CASE(nobody_gets_of_a_reserve_that_is_closed) {
  Scenario s = cut_off();
  s.stocks[1].reserve_after_days = 100;
  const SeenRun run(s);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 9) == 10);
  BOOST_TEST(run.at("market_backlog", "customers", 9) == 3);
}

// The source stands still on the days 2 to 4, of which the shop hears just after its day. Day 2 sells
// the 2 beyond the reserve and 1 waits; on day 3 the reserve serves 4 of its 5. What was ordered on
// day 2 comes on day 5. From day 6 the reserve is closed and takes back one a day.
Scenario fire_at_the_source() {
  Scenario s = plain_shop(2);
  s.stocks[1].start_on_hand = 7;
  s.stocks[1].reserve = 5;
  s.stocks[1].reserve_release = "outage";
  s.stocks[1].reserve_refill_per_day = 1;
  s.markets[0].sequence = "0;0;3;3";
  s.outages = {{.id = "fire",
                .target = "source",
                .start = s.simulation.start + std::chrono::days(2),
                .stop_days = 3,
                .recovery_days = 0}};
  return s;
}

BOOST_AUTO_TEST_CASE(an_outage_releases_the_reserve_and_its_end_refills_it) {
  for (const char* watched : {"", "source", "KR"}) {
    Scenario s = fire_at_the_source();
    s.stocks[1].reserve_outage = watched;
    const SeenRun run(s);
    BOOST_TEST(run.at("stock_on_hand", "shop:item", 2) == 5);
    BOOST_TEST(run.at("stock_on_hand", "shop:item", 3) == 1);
    BOOST_TEST(run.at("stock_on_hand", "shop:item", 5) == 4);
    BOOST_TEST(run.at("stock_on_hand", "shop:item", 6) == 4);
    BOOST_TEST(run.at("stock_on_hand", "shop:item", 7) == 5);
    BOOST_TEST(run.at("stock_on_hand", "shop:item", 9) == 7);
    BOOST_TEST(run.kpi("reserve_released.shop:item") == 4);
    BOOST_TEST(run.kpi("reserve_open_days.shop:item") == 3);
    BOOST_TEST(run.kpi("reserve_end.shop:item") == 5);
  }
}

// A stockpile for others: it orders for the reserve alone, which a start on an empty shelf builds up.
BOOST_AUTO_TEST_CASE(a_reserve_is_built_up_at_the_rate_of_its_refill) {
  Scenario s = plain_shop(0);
  s.stocks[1].start_on_hand = 0;
  s.stocks[1].reserve = 6;
  s.stocks[1].reserve_release = "outage";
  s.stocks[1].reserve_refill_per_day = 1.5;
  s.markets[0].sequence = "0";
  const SeenRun run(s);  // 1, 3, 4, 6
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 0) == 1);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 1) == 3);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 2) == 4);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 9) == 6);
}

// The same reserve, decided on day 2: 0, 0, 1, 3, 4, 6; what stands on the shelf before is ordinary.
BOOST_AUTO_TEST_CASE(a_reserve_that_is_decided_later_is_set_aside_from_then_on) {
  Scenario s = plain_shop(0);
  s.stocks[1].start_on_hand = 0;
  s.stocks[1].reserve = 6;
  s.stocks[1].reserve_release = "outage";
  s.stocks[1].reserve_refill_per_day = 1.5;
  s.stocks[1].reserve_from_days = 2;
  s.markets[0].sequence = "0";
  const SeenRun run(s);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 1) == 0);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 2) == 1);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 3) == 3);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 9) == 6);
  s.stocks[1].start_on_hand = 4;
  s.markets[0].sequence = "4";
  BOOST_TEST(SeenRun(s).at("market_backlog", "customers", 9) == 0);
  s.stocks[1].reserve_refill_per_day = 0;
  BOOST_TEST(first_problem(s) == "stock.shop.reserve_from_days");
}

// Buyers are held off as customers are: a shop asks for 4, the store has 1 beyond its reserve.
BOOST_AUTO_TEST_CASE(buyers_get_nothing_of_it_either) {
  for (const char* allocation : {"proportional", "first_come", "priority", "home_first", "quota"}) {
    Scenario s = plain_shop(0);
    s.sites.push_back({.id = "store", .country = "KR"});
    s.stocks.push_back(plain_stock("store", 0));
    s.stocks[2].allocation = allocation;
    s.stocks[2].start_on_hand = 9;
    s.stocks[2].reserve = 8;
    s.stocks[2].reserve_release = "outage";
    s.supplies = {plain_supply("source", "store", 100), plain_supply("store", "shop", a_moment)};
    s.markets[0].sequence = "0;4";
    BOOST_TEST(SeenRun(s).at("stock_on_hand", "store:item", 9) == 8);
  }
}

// Of 10, a quarter of which others would have kept, at one and a half times the price: 5.
BOOST_AUTO_TEST_CASE(a_budget_buys_less_where_goods_are_dearer_or_others_keep_less) {
  Scenario s = cut_off();
  s.stocks[1].start_on_hand = 7;
  s.stocks[1].reserve_after_days = 1;
  s.stocks[1].reserve_usd = 600;
  s.stocks[1].reserve_crowd_out = 0.25;
  s.stocks[1].reserve_overrun = 1.5;
  const SeenRun run(s);
  BOOST_TEST(run.kpi("reserve_released.shop:item") == 3);
  BOOST_TEST(run.kpi("reserve_end.shop:item") == 2);
  BOOST_TEST(run.kpi("spent_usd.shop:item") == 600);
}

// Set aside from day 2 on, 8 of 16 by the end of day 9; of a budget that buys nothing, all.
BOOST_AUTO_TEST_CASE(the_budget_is_spent_as_the_reserve_is_set_aside) {
  Scenario s = plain_shop(0);
  s.stocks[1].reserve = 16;
  s.stocks[1].reserve_release = "outage";
  s.stocks[1].reserve_refill_per_day = 1;
  s.stocks[1].reserve_from_days = 2;
  s.stocks[1].reserve_usd = 600;
  s.markets[0].sequence = "0";
  BOOST_TEST(SeenRun(s).kpi("spent_usd.shop:item") == 300);
  s.stocks[1].reserve_crowd_out = 1;
  BOOST_TEST(SeenRun(s).kpi("spent_usd.shop:item") == 600);
  s.stocks[1].reserve = 0;
  BOOST_TEST(first_problem(s) == "stock.shop.reserve");
}

BOOST_AUTO_TEST_CASE(a_reserve_that_cannot_work_is_refused_by_record_and_field) {
  const auto refused = [](auto change) {
    Scenario s = fire_at_the_source();
    change(s);
    return first_problem(s);
  };
  BOOST_TEST(refused([](Scenario&) {}) == "");
  BOOST_TEST(refused([](Scenario& s) { s.stocks[1].reserve_outage = "FR"; }) ==
             "stock.shop.reserve_outage");
  BOOST_TEST(refused([](Scenario& s) { s.stocks[0].reserve = 1; }) == "stock.source.reserve");
  BOOST_TEST(refused([](Scenario& s) {
               s.stocks[1].policy = "r_Q";
               s.stocks[1].order_quantity = 1;
               s.markets[0].sequence.clear();
               s.markets[0].arrivals = "continuous";
               s.markets[0].quantity = 1;
             }) == "stock.shop.reserve");
}

}  // namespace
}  // namespace korus::test
