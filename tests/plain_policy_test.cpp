// Plain policies: levels as they are written, every order counted until it has come. Each case is
// small enough to follow by hand.
#include <boost/test/unit_test.hpp>

#include "plain_network.hpp"

namespace korus::test {
namespace {

const auto near = boost::test_tools::tolerance(1e-5);

// Level 4, lead time a little under 2: wanted 0, 1, 2, 3. On hand 4, 3, 1; what was ordered on day 1
// comes just before the demand of day 3, so that 2 of 3 are there.
BOOST_AUTO_TEST_CASE(base_stock_orders_what_was_sold_and_fills_what_waits) {
  const SeenRun run(plain_shop(4, 1.999));
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 0) == 4);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 1) == 3);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 2) == 2);
  BOOST_TEST(run.at("market_late", "customers", 3) == 1);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 9) == 4);
  BOOST_TEST(run.kpi("fill_rate.customers") == 5.0 / 6.0);
  BOOST_TEST(run.kpi("orders_per_day.shop:item") == 0.3);
  BOOST_TEST(run.kpi("cleared_day.customers") == 3.999, near);
}

BOOST_AUTO_TEST_CASE(demand_that_finds_nothing_is_lost_where_the_market_says_so) {
  Scenario s = plain_shop(4, 1.999);
  s.markets[0].unmet = "lost";
  const SeenRun run(s);
  BOOST_TEST(run.kpi("lost.customers") == 1);
  BOOST_TEST(run.kpi("lost_share.customers") == 1.0 / 6.0);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 9) == 4);
}

// s = 2, S = 4: after 1 and 2 units sold the position is 1, so that 3 are ordered; after 3 more it
// is 1 again.
BOOST_AUTO_TEST_CASE(s_S_orders_up_to_the_level_once_the_position_is_at_the_reorder_point) {
  Scenario s = plain_shop(4);
  s.stocks[1].policy = "s_S";
  s.stocks[1].reorder_point = 2;
  const SeenRun run(s);
  BOOST_TEST(run.kpi("orders_per_day.shop:item") == 0.2);
  BOOST_TEST(run.kpi("order_most.shop:item") == 3);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 9) == 4);
}

BOOST_AUTO_TEST_CASE(r_Q_orders_whole_multiples_until_the_position_is_above_the_reorder_point) {
  Scenario s = plain_shop(0);
  s.stocks[1].policy = "r_Q";
  s.stocks[1].reorder_point = 3;
  s.stocks[1].order_quantity = 2;
  s.stocks[1].start_on_hand = 4;
  s.markets[0].sequence = "0;6";
  const SeenRun run(s);  // 4 - 6 = -2: three lots bring it to 4
  BOOST_TEST(run.kpi("order_most.shop:item") == 6);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 9) == 4);
}

// 1, 2 and 3 units sold on three days in a row are ordered at two reviews.
BOOST_AUTO_TEST_CASE(a_periodic_review_waits_for_its_day) {
  Scenario s = plain_shop(10);
  s.stocks[1].review = "periodic";
  s.stocks[1].review_days = 4;
  const SeenRun run(s);
  BOOST_TEST(run.kpi("orders_per_day.shop:item") == 0.2);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 9) == 10);
}

// Sterman 1989, eq. 6, with a forecast of 2, S' = 10, a = 0.5, b = 1: 2 + 0.5 (10 - (7 - 3) - 0).
BOOST_AUTO_TEST_CASE(anchor_orders_the_forecast_and_a_part_of_the_gap) {
  Scenario s = plain_shop(10, 3);
  s.stocks[1].policy = "anchor";
  s.stocks[1].review = "periodic";
  s.stocks[1].forecast = "constant";
  s.stocks[1].adjust_stock = 0.5;
  s.stocks[1].start_on_hand = 7;
  s.markets[0].sequence = "2;3";
  // Forecast 2, three orders of 2 under way; day 0: 2 + 0.5 (10 - 5 - 6) = 1.5, rounded to 2, while
  // the first of the three arrives.
  const SeenRun run(s);
  BOOST_TEST(run.at("stock_on_order", "shop:item", 0) == 6 + 2 - 2);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 0) == 7 - 2 + 2);
}

// A moving average over 2 days; the level covers lead 1 + review 1 = 2 days of it.
BOOST_AUTO_TEST_CASE(a_moving_average_orders_ahead_of_demand_and_may_cancel) {
  Scenario s = plain_shop(0, 1.0 - 1e-6);
  StockRecord& shop = s.stocks[1];
  shop = {.id = "shop",
          .site = "shop",
          .product = "item",
          .cover_days = 0,
          .forecast = "moving_average",
          .forecast_days = 2,
          .returns = "cancel"};
  s.markets[0].sequence = "4;4;8;8;0;0;0;0";
  // Orders D + 2 (F - F'): 4, 4, 8 + 4, 8 + 4, 0 - 8, 0 - 8, 0, 0.
  const SeenRun run(s);
  BOOST_TEST(run.kpi("order_most.shop:item") == 12);
  BOOST_TEST(run.at("stock_on_order", "shop:item", 4) == -8);
  BOOST_TEST(run.at("market_backlog", "customers", 9) == 0);
}

// Two stages: the first passes on what customers want, so that the second orders with it at once.
BOOST_AUTO_TEST_CASE(echelon_stock_counts_what_is_downstream) {
  Scenario s = plain_shop(4, 1);
  s.sites.push_back({.id = "store", .country = "KR"});
  s.stocks.push_back(plain_stock("store", 9));
  s.stocks[2].policy = "echelon";
  s.stocks[2].start_on_hand = 5;
  s.supplies = {plain_supply("source", "store", 1), plain_supply("store", "shop", 1)};
  s.supplies[1].shares_demand = "yes";
  s.markets[0].sequence = "0;3";
  const SeenRun run(s);
  BOOST_TEST(run.at("stock_on_order", "store:item", 1) == 3);
  BOOST_TEST(run.at("stock_on_hand", "store:item", 9) == 5);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 9) == 4);
}

// A shop that buys from three stores alike, one unit a day for six days.
Scenario three_stores() {
  Scenario s = plain_shop(4, 1);
  s.supplies.clear();
  for (const char* store : {"a", "b", "c"}) {
    s.sites.push_back({.id = store, .country = "KR"});
    s.stocks.push_back(plain_stock(store, 9));
    s.stocks.back().start_on_hand = 5;
    s.supplies.push_back(plain_supply("source", store, 1));
    s.supplies.push_back(plain_supply(store, "shop", a_moment));
    s.supplies.back().shares_demand = "yes";
  }
  s.markets[0].sequence = "1;1;1;1;1;1";
  return s;
}

// What is rounded away is carried on: each store ships two of the six.
BOOST_AUTO_TEST_CASE(orders_of_single_units_go_round_the_suppliers) {
  Scenario s = three_stores();
  for (std::size_t i = 2; i < 5; ++i) {
    s.stocks[i].order_up_to = 0;  // they never order
  }
  const SeenRun run(s);
  for (const char* store : {"a:item", "b:item", "c:item"}) {
    BOOST_TEST(run.at("stock_on_hand", store, 9) == 3);
  }
}

// Each store hears of two of the six customers, and orders two.
BOOST_AUTO_TEST_CASE(customers_of_single_units_are_told_to_all_suppliers) {
  Scenario s = three_stores();
  for (std::size_t i = 2; i < 5; ++i) {
    s.stocks[i].policy = "echelon";
  }
  const SeenRun run(s);
  for (const char* store : {"a:item", "b:item", "c:item"}) {
    BOOST_TEST(run.at("stock_on_hand", store, 9) == 5);
    BOOST_TEST(run.kpi("orders_per_day." + std::string(store)) == 0.2);
  }
}

// 5 and 3 are ordered on the days 0 and 2, whatever is there: 5, 4, 2 + 3, 2.
BOOST_AUTO_TEST_CASE(push_orders_by_its_plan) {
  Scenario s = plain_shop(0);
  s.stocks[1].policy = "push";
  s.stocks[1].review = "periodic";
  s.stocks[1].plan = "5;0;3";
  const SeenRun run(s);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 0) == 5);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 1) == 4);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 2) == 5);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 9) == 2);
}

// Two a day for ten days less six sold.
BOOST_AUTO_TEST_CASE(push_orders_at_its_rate) {
  Scenario s = plain_shop(0);
  s.stocks[1].policy = "push";
  s.stocks[1].review = "periodic";
  s.stocks[1].order_quantity = 2;
  BOOST_TEST(SeenRun(s).at("stock_on_hand", "shop:item", 9) == 14);
}

Scenario pushed_shop(const std::string& plan, const std::string& starts, double cycle_days) {
  Scenario s = plain_shop(0);
  s.sites = {{.id = "shop", .country = "KR"}};
  s.stocks = {{.id = "shop", .site = "shop", .product = "item", .policy = "push", .plan = plan}};
  s.supplies.clear();
  s.processes = {{.id = "make", .product = "item", .cycle_days = cycle_days, .starts = starts}};
  s.lines = {{.id = "one", .site = "shop", .process = "make", .capacity_per_year = 365}};
  s.markets[0].sequence = "0";
  return s;
}

// Three are released at once, and one is started a day; each takes a day.
BOOST_AUTO_TEST_CASE(what_is_released_is_started_as_capacity_lets_it) {
  const SeenRun run(pushed_shop("3", "daily", 1));
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 0) == 0);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 1) == 1);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 2) == 2);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 9) == 3);
}

// Single units go to two lines in turn, so that four are made of four.
BOOST_AUTO_TEST_CASE(single_units_are_released_to_lines_in_turn) {
  Scenario s = pushed_shop("1;1;1;1", "at_once", 0.5);
  s.lines.push_back({.id = "two", .site = "shop", .process = "make", .capacity_per_year = 365});
  const SeenRun run(s);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 1) == 2);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 9) == 4);
}

// A slow source by price 1, a fast one for emergencies by price 5.
Scenario two_ways(std::int64_t level, double slow_days, double fast_days) {
  Scenario s = plain_shop(level, slow_days);
  s.sites.push_back({.id = "near", .country = "KR"});
  s.stocks.push_back({.id = "near", .site = "near", .product = "item", .policy = "unlimited"});
  s.stocks[1].review = "periodic";
  s.supplies.push_back(plain_supply("near", "shop", fast_days));
  s.supplies[0].unit_cost_usd = 1;
  s.supplies[1].unit_cost_usd = 5;
  s.supplies[1].use = "emergency";
  return s;
}

// Level 10: 4 are wanted on day 1 and ordered; 4 more on day 2 leave 2, with nothing due the day after:
// 1 comes the fast way, 3 the slow way (2 + 4 + 1 + 3 = 10), and 4 + 3 in their time.
BOOST_AUTO_TEST_CASE(an_emergency_order_bridges_what_is_not_due_in_time) {
  Scenario s = two_ways(10, 4.999, 0.999);
  s.supplies[1].emergency_point = 2;
  s.supplies[1].emergency_up_to = 3;
  s.markets[0].sequence = "0;4;4";
  const SeenRun run(s);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 1) == 6);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 2) == 3);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 5) == 7);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 9) == 10);
  BOOST_TEST(run.kpi("emergency_share.shop:item") == 1.0 / 8.0);
  BOOST_TEST(run.kpi("cost.shop") == 7 * 1 + 1 * 5);
  BOOST_TEST(run.kpi("ledger_residual.all") == 0.0);
}

// What is due within the fast way's time makes it needless, unless it is overdue.
BOOST_AUTO_TEST_CASE(an_overdue_order_is_an_emergency) {
  Scenario s = two_ways(6, 1.999, 1.499);
  s.supplies[1].emergency_up_to = 2;
  s.markets[0].sequence = "0;4;2";
  BOOST_TEST(SeenRun(s).kpi("emergency_share.shop:item") == 0.0);
  s.outages = {{.id = "fire",
                .target = "source",
                .start = s.simulation.start,
                .stop_days = 20,
                .recovery_days = 0}};
  const SeenRun run(s);  // ordered on days 1 and 2, overdue on day 4: 2 come on day 5
  BOOST_TEST(run.kpi("emergency_share.shop:item") == 1.0);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 4) == 0);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 5) == 2);
}

// The adaptive policy: its flow goes the slow way, and the fast way sets in when that fails.
BOOST_AUTO_TEST_CASE(adaptive_orders_have_emergencies_too) {
  Scenario s = two_ways(0, 2, 0.999);
  s.stocks[1] = {.id = "shop", .site = "shop", .product = "item", .cover_days = 2};
  s.supplies[1].emergency_up_to = 5;
  s.markets[0].sequence.clear();
  s.markets[0].quantity = 5;
  BOOST_TEST(SeenRun(s).kpi("emergency_share.shop:item") == 0.0);
  s.outages = {{.id = "fire",
                .target = "source",
                .start = s.simulation.start,
                .stop_days = 20,
                .recovery_days = 0}};
  BOOST_TEST(SeenRun(s).kpi("emergency_share.shop:item") > 0.2);
}

// Promised in two days, there in one: the net replenishment time is none, and so is the level. Three are
// wanted on day 1 and got on day 3, though they have been there since day 2.
BOOST_AUTO_TEST_CASE(guaranteed_service_ships_when_it_promised) {
  Scenario s = plain_shop(0, 0.999);
  s.stocks[1].policy = "guaranteed_service";
  s.stocks[1].service_days = 2;
  s.markets[0].sequence = "0;3";
  s.markets[0].due_days = 2;
  const SeenRun run(s);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 2) == 3);
  BOOST_TEST(run.at("market_backlog", "customers", 2) == 3);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 3) == 0);
  BOOST_TEST(run.at("market_backlog", "customers", 3) == 0);
  BOOST_TEST(run.kpi("fill_rate.customers") == 1.0);
  BOOST_TEST(run.kpi("overdue.customers") == 0.0);
}

// The store promises its buyers three days; the shop, two days off it, promises its customers one. Net
// replenishment times: 4 - 3 = 1 and 3 + 2 - 1 = 4. Demand 10, sd 3, two of them: 10 + 6 and
// 40 + 2 x 3 x 2.
Scenario promising_chain() {
  Scenario s = plain_shop(0, 0.999);
  s.sites.push_back({.id = "store", .country = "KR"});
  s.stocks.push_back({.id = "store", .site = "store", .product = "item"});
  s.supplies = {plain_supply("source", "store", 3.999), plain_supply("store", "shop", 1.999)};
  for (StockRecord* row : {&s.stocks[1], &s.stocks[2]}) {
    row->policy = "guaranteed_service";
    row->start_on_hand = -1;
    row->safety_factor = 2;
  }
  s.stocks[1].service_days = 1;
  s.stocks[2].service_days = 3;
  s.markets[0].sequence.clear();
  s.markets[0].quantity = Law::normal(10, 3);
  return s;
}

BOOST_AUTO_TEST_CASE(guaranteed_service_covers_the_net_replenishment_time) {
  std::vector<BuildProblem> problems;
  const Network network = build_network(promising_chain(), problems);
  BOOST_TEST(problems.empty());
  BOOST_TEST(network.stocks[1].order_up_to == 52);  // shop
  BOOST_TEST(network.stocks[2].order_up_to == 16);  // store
}

// Even demand: the first day's promises are under way, and nobody ever waits longer than promised.
BOOST_AUTO_TEST_CASE(guaranteed_service_starts_in_its_steady_state) {
  Scenario s = promising_chain();
  s.markets[0].quantity = 10;
  s.markets[0].due_days = 1;
  const SeenRun run(s);
  BOOST_TEST(run.kpi("overdue.customers") == 0.0);
  BOOST_TEST(run.at("stock_on_order", "shop:item", 0) == run.at("stock_on_order", "shop:item", 9));
  BOOST_TEST(run.at("stock_on_order", "store:item", 2) ==
             run.at("stock_on_order", "store:item", 9));
}

// 4 on hand for 1 day, 3, 1 and -2 for the others, then 4 for six: holding 1, waiting 10, order 5.
BOOST_AUTO_TEST_CASE(costs_add_up_over_stock_waiting_and_orders) {
  Scenario s = plain_shop(4, 2);
  s.stocks[1].holding_cost_usd_per_day = 1;
  s.stocks[1].order_cost_usd = 5;
  s.stocks[1].transit_cost_usd_per_day = 0.5;
  s.markets[0].waiting_cost_usd_per_day = 10;
  // On hand 4 3 1 0 1 4 4 4 4 4 = 29; waiting 1 for a day; three orders; 6 units two days under way.
  BOOST_TEST(SeenRun(s).kpi("cost.shop") == 29 + 10 + 15 + 6, near);
  BOOST_TEST(SeenRun(s).kpi("ledger_residual.all") == 0.0);
}

BOOST_AUTO_TEST_CASE(orders_of_the_adaptive_policy_are_counted_and_cost) {
  Scenario s = plain_shop(0);
  s.stocks[1] = {.id = "shop", .site = "shop", .product = "item", .order_cost_usd = 7};
  s.markets[0].sequence.clear();
  s.markets[0].quantity = 5;
  const SeenRun run(s);
  BOOST_TEST(run.kpi("orders_per_day.shop:item") > 0.0);
  BOOST_TEST(run.kpi("cost.shop") == 7 * 10 * run.kpi("orders_per_day.shop:item"), near);
}

BOOST_AUTO_TEST_CASE(what_is_served_later_than_promised_is_overdue) {
  Scenario s = plain_shop(4, 2);
  s.markets[0].due_days = 0.5;
  BOOST_TEST(SeenRun(s).kpi("overdue.customers") == 1);
  s.markets[0].due_days = 1.5;
  BOOST_TEST(SeenRun(s).kpi("overdue.customers") == 0);
}

// 1000 a day out of 250, refilled whenever it is empty: stock goes straight from 250 to 0.
// The order of every two days comes at the very moment at which the next falls due.
BOOST_AUTO_TEST_CASE(goods_that_come_when_a_flow_meets_the_reorder_point_do_not_hide_it) {
  Scenario s = plain_shop(0);
  s.simulation.end = s.simulation.start + std::chrono::days(365);
  s.simulation.lookahead_hours = 0.024;
  s.stocks[1] = {.id = "shop",
                 .site = "shop",
                 .product = "item",
                 .policy = "r_Q",
                 .reorder_point = 30,
                 .levels = "fixed",
                 .review = "continuous",
                 .order_quantity = 20,
                 .start_on_hand = 50};
  s.supplies[0].lead_days = 1.999;
  s.markets[0] = {.id = "customers",
                  .site = "shop",
                  .product = "item",
                  .unmet = "lost",
                  .arrivals = "continuous",
                  .quantity = 10};
  const SeenRun run(s);
  BOOST_TEST(run.kpi("lost.customers") == 0.0);
}

BOOST_AUTO_TEST_CASE(demand_that_flows_empties_the_shelf_in_a_straight_line) {
  Scenario s = plain_shop(0);
  s.products[0].units_per_display = 1000;
  s.stocks[1].policy = "r_Q";
  s.stocks[1].order_quantity = 250;
  s.stocks[1].start_on_hand = 250;
  s.stocks[1].order_cost_usd = 1;
  s.markets[0] = {.id = "customers",
                  .site = "shop",
                  .product = "item",
                  .unmet = "lost",
                  .arrivals = "continuous",
                  .quantity = 1};
  const SeenRun run(s);
  BOOST_TEST(run.kpi("on_hand_mean.shop:item") == 0.125, boost::test_tools::tolerance(1e-3));
  BOOST_TEST(run.kpi("cost.shop") == 39.0, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(customers_come_one_by_one) {
  Scenario s = plain_shop(100);
  s.markets[0] = {.id = "customers",
                  .site = "shop",
                  .product = "item",
                  .arrivals = "single",
                  .interarrival_days = 0.25,
                  .first_customer_days = 0.5,
                  .quantity = 2};
  BOOST_TEST(SeenRun(s).sum("market_demand", "customers", 0, 10) == 2 * 38);
}

// 8 are ordered and 6 arrive, then 2 and 1 (a half is carried on), then 1 and 1.
BOOST_AUTO_TEST_CASE(goods_are_lost_on_the_way) {
  Scenario s = plain_shop(10);
  s.supplies[0].arrives = 0.75;
  s.markets[0].sequence = "0;8";
  const SeenRun run(s);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 9) == 10);
  BOOST_TEST(run.kpi("orders_per_day.shop:item") == 0.3);
}

// Two of a, one of them for b: everything is made to order, as soon as its parts are there.
BOOST_AUTO_TEST_CASE(a_line_that_starts_at_once_asks_for_what_it_lacks) {
  Scenario s = plain_shop(0);
  s.products = {{.id = "item"}, {.id = "part"}};
  s.stocks = {
      plain_stock("shop", 0),
      {.id = "part", .site = "shop", .product = "part", .levels = "fixed", .review = "continuous"}};
  s.supplies.clear();
  s.sites = {{.id = "shop", .country = "KR"}};
  s.processes = {{.id = "join", .product = "item", .cycle_days = 1, .starts = "at_once"},
                 {.id = "cut", .product = "part", .cycle_days = 2, .starts = "at_once"}};
  s.inputs = {{.id = "in", .process = "join", .product = "part", .quantity = 2}};
  s.lines = {{.id = "join", .site = "shop", .process = "join"},
             {.id = "cut", .site = "shop", .process = "cut"}};
  s.markets[0].sequence = "0;1";
  const SeenRun run(s);
  BOOST_TEST(run.kpi("cleared_day.customers") == 4.0);
  BOOST_TEST(run.at("stock_on_hand", "shop:part", 9) == 0);
}

// Lots of a line wait for a machine: one takes 1 day, so that the second of two is there on day 3.
BOOST_AUTO_TEST_CASE(the_lots_of_a_line_may_be_jobs_at_stations) {
  Scenario s = plain_shop(0);
  s.stocks = {plain_stock("shop", 0)};
  s.supplies.clear();
  s.sites = {{.id = "shop", .country = "KR"}};
  s.processes = {{.id = "make", .product = "item", .starts = "at_once", .job = "lot"}};
  s.lines = {{.id = "make", .site = "shop", .process = "make"}};
  s.stations = {{.id = "machine", .site = "shop"}};
  s.jobs = {{.id = "lot", .site = "shop"}};
  s.steps = {{.id = "make", .job = "lot", .station = "machine", .service_days = 1}};
  s.markets[0].sequence = "0;2";
  const SeenRun run(s);
  BOOST_TEST(run.at("market_backlog", "customers", 1) == 2);
  BOOST_TEST(run.at("market_backlog", "customers", 2) == 1);
  BOOST_TEST(run.kpi("cleared_day.customers") == 3.0);
}

BOOST_AUTO_TEST_CASE(what_cannot_work_is_refused_by_record_and_field) {
  const auto refused = [](auto change) {
    Scenario s = plain_shop(4);
    change(s);
    return first_problem(s);
  };
  BOOST_TEST(refused([](Scenario&) {}) == "");
  BOOST_TEST(refused([](Scenario& s) { s.stocks[1].policy = "r_Q"; }) ==
             "stock.shop.order_quantity");
  BOOST_TEST(refused([](Scenario& s) { s.stocks[1].levels = "forecast"; }) == "stock.shop.review");
  BOOST_TEST(refused([](Scenario& s) { s.markets[0].autocorrelation = 0.5; }) ==
             "market.customers.autocorrelation");
  BOOST_TEST(refused([](Scenario& s) { s.markets[0].sequence = "1;x"; }) ==
             "market.customers.sequence");
  BOOST_TEST(refused([](Scenario& s) {
               s.markets[0].sequence.clear();
               s.markets[0].arrivals = "continuous";
               s.markets[0].quantity = 1;
             }) == "market.customers.arrivals");
  BOOST_TEST(refused([](Scenario& s) {
               s.stocks[1].policy = "echelon";
               s.markets[0].unmet = "lost";
             }) == "stock.shop.policy");
  BOOST_TEST(refused([](Scenario& s) { s.stocks[1].steady_days = 5; }) == "stock.shop.review");
  BOOST_TEST(refused([](Scenario& s) {
               s.stocks[1].policy = "push";
               s.stocks[1].review = "periodic";
             }) == "stock.shop.order_quantity");
  BOOST_TEST(refused([](Scenario& s) {
               s.stocks[1].policy = "push";
               s.stocks[1].plan = "1;2";
             }) == "stock.shop.review");
  BOOST_TEST(refused([](Scenario& s) {
               s.stocks[1].policy = "push";
               s.stocks[1].review = "periodic";
               s.stocks[1].plan = "1;x";
             }) == "stock.shop.plan");
  BOOST_TEST(refused([](Scenario& s) { s.stocks[1].plan = "1"; }) == "stock.shop.plan");
  BOOST_TEST(refused([](Scenario& s) {
               s.stocks[1].policy = "guaranteed_service";
               s.stocks[1].service_days = 1;
               s.markets[0].unmet = "lost";
             }) == "stock.shop.service_days");
  BOOST_TEST(refused([](Scenario& s) {
               s.supplies[0].use = "emergency";
               s.supplies[0].emergency_up_to = 1;
             }) == "market.customers.product");
  BOOST_TEST(refused([](Scenario& s) {
               s.supplies.push_back(plain_supply("source", "shop", 1));
               s.supplies[1].id = "fast";
               s.supplies[1].use = "emergency";
             }) == "supply.fast.emergency_up_to");
  BOOST_TEST(refused([](Scenario& s) { s.supplies[0].emergency_up_to = 1; }) ==
             "supply.source_shop.emergency_up_to");
  BOOST_TEST(refused([](Scenario& s) { s.stocks[1].service_days = 1; }) ==
             "stock.shop.service_days");
  BOOST_TEST(refused([](Scenario& s) { s.stocks[1].lot_rule = "fixed"; }) == "stock.shop.lot_rule");
  BOOST_TEST(refused([](Scenario& s) {
               s.stocks[1].policy = "mrp";
               s.stocks[1].review = "periodic";
               s.stocks[1].lot_rule = "least_cost";
             }) == "stock.shop.lot_rule");
  BOOST_TEST(refused([](Scenario& s) { s.stocks[1].reserve_after_days = 3; }) ==
             "stock.shop.reserve");
  BOOST_TEST(refused([](Scenario& s) {
               s.stocks[1].reserve = 5;
               s.stocks[1].reserve_outage = "KR";
             }) == "stock.shop.reserve_outage");
  BOOST_TEST(refused([](Scenario& s) {
               s.markets[0].sequence.clear();
               s.markets[0].arrivals = "single";
               s.markets[0].patience_days = 5;
             }) == "market.customers.patience_days");
  BOOST_TEST(refused([](Scenario& s) { s.stocks.erase(s.stocks.begin()); }) ==
             "supply.source_shop.supplier");
}

}  // namespace
}  // namespace korus::test
