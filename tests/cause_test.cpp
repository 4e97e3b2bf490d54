// Why demand is not met: each unit that waited or was lost has its cause, worked out on paper.
#define BOOST_TEST_MODULE cause
#include <boost/test/unit_test.hpp>
#include <map>

#include "models/causes.hpp"
#include "plain_network.hpp"

namespace korus::test {
namespace {

namespace tt = boost::test_tools;

// By kind and id of the cause, over all markets.
struct Shortage {
  std::map<std::string, double> waited;  // [units d]
  std::map<std::string, double> unmet;   // lost, or waiting at the end
  std::vector<KpiValue> kpis;

  double all_waited() const {
    double sum = 0;
    for (const auto& [name, amount] : waited) {
      sum += amount;
    }
    return sum;
  }
};

Shortage shortage(const Scenario& scenario, std::uint64_t replication = 0) {
  const Network network = network_of(scenario);
  const SeriesLayout layout = series_layout(network);
  const Scorecard card(network);
  const ReplicationResult result = run_replication(
      network, layout, card, {.replication = replication, .check_every_record = true});
  Shortage shortage{.waited = {}, .unmet = {}, .kpis = result.kpis};
  for (const CauseValue& value : result.causes) {
    const Cause why = cause(network, value.cause);
    const std::string name = cause_kind_name(why.kind) + " " + why.id;
    shortage.waited[name] += value.waited;
    shortage.unmet[name] += value.lost + value.waiting;
  }
  return shortage;
}

constexpr double delta = 0.01;  // [d], by which goods come before a whole day is over

// mine -> refinery -> plant -> depot -> shop. Ten units a day are wanted, every stock holds what
// goes in the day it takes to fill it, and every line and supply takes a day less `delta`: each
// place ships today what came in the night. The depot's goods go by ship.
Scenario chain() {
  Scenario s;
  s.simulation.start = std::chrono::year{2021} / 1 / 1;
  s.simulation.end = s.simulation.start + std::chrono::days(40);
  s.simulation.lookahead_hours = 1e-6;
  s.simulation.record_days = 1;
  s.simulation.figures = "all";
  s.products = {{.id = "ore"}, {.id = "metal"}, {.id = "item"}};
  const auto stock = [](const std::string& site, const std::string& product) {
    return StockRecord{.id = site + "_" + product,
                       .site = site,
                       .product = product,
                       .order_up_to = 10,
                       .levels = "fixed",
                       .review = "continuous",
                       .start_on_hand = 10};
  };
  const auto supply = [](const std::string& from, const std::string& to,
                         const std::string& product) {
    return SupplyRecord{.id = from + "_" + to,
                        .product = product,
                        .supplier = from,
                        .buyer = to,
                        .share = 1,
                        .lead_days = 1 - delta};
  };
  for (const char* site : {"mine", "refinery", "plant", "depot", "shop"}) {
    s.sites.push_back({.id = site, .country = "KR"});
  }
  for (const auto& [site, process, product] : {std::tuple{"mine", "dig", "ore"},
                                               {"refinery", "refine", "metal"},
                                               {"plant", "make", "item"}}) {
    s.processes.push_back(
        {.id = process, .product = product, .cycle_days = 1 - delta, .starts = "at_once"});
    s.lines.push_back({.id = process, .site = site, .process = process});
    s.stocks.push_back(stock(site, product));
  }
  s.inputs = {{.id = "ore", .process = "refine", .product = "ore"},
              {.id = "metal", .process = "make", .product = "metal"}};
  for (const auto& [site, product] :
       {std::pair{"refinery", "ore"}, {"plant", "metal"}, {"depot", "item"}, {"shop", "item"}}) {
    s.stocks.push_back(stock(site, product));
  }
  s.supplies = {supply("mine", "refinery", "ore"), supply("refinery", "plant", "metal"),
                supply("plant", "depot", "item"), supply("depot", "shop", "item")};
  s.supplies.back().lead_days = Law(0);
  s.lanes = {
      {.id = "ferry", .from = "depot", .to = "shop", .mode = "land", .transit_days = 1 - delta}};
  s.markets = {{.id = "customers", .site = "shop", .product = "item", .quantity = 10}};
  return s;
}

OutageRecord stop(const char* target, int day, double days) {
  return {.id = std::string(target) + "_stops",
          .target = target,
          .start = std::chrono::sys_days{std::chrono::year{2021} / 1 / 1} + std::chrono::days(day),
          .stop_days = days};
}

BOOST_AUTO_TEST_CASE(an_outage_of_the_one_product_of_a_site_is_blamed_as_one_of_the_site) {
  Scenario whole = chain();
  whole.outages = {stop("refinery", 10, 3)};
  Scenario one = whole;
  one.outages[0].product = "metal";
  BOOST_TEST(!shortage(whole).waited.empty());
  BOOST_TEST((shortage(one).waited == shortage(whole).waited));
}

BOOST_AUTO_TEST_CASE(a_chain_that_nothing_stops_meets_its_demand) {
  BOOST_TEST(shortage(chain()).waited.empty());
}

// The mine starts nothing on the days 10 to 13, so that four days' ore is dug on day 14 only. Two
// lines and four ways lie between it and the shop, which lacks a day's goods on the days 17 to 20
// and has them all on day 21, seven times delta before its time. It waits 10, 20, 30, 40.
BOOST_AUTO_TEST_CASE(a_shock_is_blamed_where_its_missing_goods_arrive) {
  Scenario s = chain();
  s.outages = {stop("mine", 10, 4)};
  const Shortage seen = shortage(s);
  BOOST_REQUIRE(seen.waited.size() == 1U);
  BOOST_TEST(seen.waited.at("outage mine_stops") == 10 + 20 + 30 + 40 * (1 - 7 * delta),
             tt::tolerance(1e-6));
  BOOST_TEST(seen.unmet.at("outage mine_stops") == 0);
}

// The ferry lies still from day 12 to 17 as well. The shop lacks ten units on each of the days 13 to
// 17 for its sake, and on 17 to 20 for the mine's: on day 17 for both, half each. What the ferry
// held, the goods of four days, comes on day 18, delta before its time: of the 50 that wait then,
// 45 for the ferry and 5 for the mine, 40 are served, of both alike. The rest comes with the mine's.
//
//   day    13  14  15  16  17  before 18  18  19  20  until 21 - 7 delta
//   ferry  10  20  30  40  45          9   9   9   9
//   mine    0   0   0   0   5          1  11  21  31
BOOST_AUTO_TEST_CASE(two_shocks_that_overlap_share_what_both_hold_back) {
  Scenario s = chain();
  s.outages = {stop("mine", 10, 4), stop("ferry", 12, 5)};
  const Shortage seen = shortage(s);
  BOOST_REQUIRE(seen.waited.size() == 2U);
  const double ferry =
      10 + 20 + 30 + 40 + 45 * (1 - delta) + 9 * delta + 9 + 9 + 9 * (1 - 7 * delta);
  const double mine = 5 * (1 - delta) + 1 * delta + 11 + 21 + 31 * (1 - 7 * delta);
  BOOST_TEST(seen.waited.at("outage ferry_stops") == ferry, tt::tolerance(1e-6));
  BOOST_TEST(seen.waited.at("outage mine_stops") == mine, tt::tolerance(1e-6));
  const Network network = network_of(s);
  const Scorecard card(network);
  const auto row = std::ranges::find(card.kpis(), "waiting_demand_days.customers", &Kpi::name);
  BOOST_REQUIRE((row != card.kpis().end()));
  BOOST_TEST(
      seen.kpis[static_cast<std::size_t>(row - card.kpis().begin())].numerator == seen.all_waited(),
      tt::tolerance(1e-12));
}

// What the ferry keeps from the shop is lost there: 10 on each of the days 13 to 17.
BOOST_AUTO_TEST_CASE(lost_demand_has_its_cause_too) {
  Scenario s = chain();
  s.markets[0].unmet = "lost";
  s.outages = {stop("ferry", 12, 5)};
  const Shortage seen = shortage(s);
  BOOST_TEST(seen.unmet.at("outage ferry_stops") == 50);
  BOOST_TEST(seen.unmet.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_hazard_is_one_cause_however_often_it_strikes) {
  Scenario s = chain();
  s.hazards = {{.id = "storm", .target = "mine", .up_days = 8, .stop_days = 1}};
  const Shortage seen = shortage(s);
  BOOST_TEST(seen.waited.size() == 1U);
  BOOST_TEST(seen.waited.at("hazard storm") > 0.0);
}

// Where nobody holds anything back it was the shop that ordered too little: its level is below a
// day's demand.
BOOST_AUTO_TEST_CASE(a_level_that_is_too_low_is_its_own_cause) {
  Scenario s = chain();
  s.stocks.back().order_up_to = 8;
  s.stocks.back().start_on_hand = 8;
  const Shortage seen = shortage(s);
  BOOST_TEST(seen.waited.size() == 1U);
  BOOST_TEST(seen.waited.at("level shop:item") > 0.0);
}

// One line of 10 units a day for 15 that are wanted. An investment should have added 3 a day from
// the first day on and is refused: 3 parts of 5 are its, 2 the line's.
Scenario short_of_capacity() {
  Scenario s = plain_shop(0);
  s.simulation.end = s.simulation.start + std::chrono::days(100);
  s.stocks = {plain_stock("shop", 30)};
  s.stocks[0].review = "periodic";
  s.supplies.clear();
  s.sites = {{.id = "shop", .country = "KR"}};
  s.processes = {{.id = "make", .product = "item", .cycle_days = 1}};
  s.lines = {{.id = "make", .site = "shop", .process = "make", .capacity_per_year = 3650}};
  s.markets[0].sequence = "";
  s.markets[0].quantity = 15;
  s.investments = {{.id = "plan",
                    .line = "make",
                    .announced = s.simulation.start - std::chrono::days(1000),
                    .refusal_probability = 1,
                    .construction_days = 100,
                    .qualification_days = 100,
                    .ramp_days = 100,
                    .capacity_per_year = 1095}};
  return s;
}

BOOST_AUTO_TEST_CASE(capacity_that_should_stand_by_its_plan_is_told_from_capacity) {
  const Shortage seen = shortage(short_of_capacity());
  BOOST_TEST(seen.waited.size() == 2U);
  BOOST_TEST(seen.waited.at("investment plan") / seen.all_waited() == 0.6, tt::tolerance(0.01));
  BOOST_TEST(seen.waited.at("capacity make") / seen.all_waited() == 0.4, tt::tolerance(0.01));
}

// Lots are jobs at a machine that takes one at a time for longer than the time between them.
BOOST_AUTO_TEST_CASE(lots_that_queue_blame_the_station) {
  Scenario s = short_of_capacity();
  s.investments.clear();
  s.lines[0].capacity_per_year = 100'000;
  s.processes[0].job = "lot";
  s.stations = {{.id = "machine", .site = "shop"}};
  s.jobs = {{.id = "lot", .site = "shop"}};
  s.steps = {{.id = "make", .job = "lot", .station = "machine", .service_days = 0.1}};
  const Shortage seen = shortage(s);
  BOOST_TEST(seen.waited.at("station machine") / seen.all_waited() == 1.0, tt::tolerance(0.01));
}

// A fab of 200 units a day for a market that wants 100, by air; all stocks plan by the forecast.
Scenario fab_and_market() {
  Scenario s;
  s.simulation.start = std::chrono::year{2021} / 1 / 1;
  s.simulation.end = s.simulation.start + std::chrono::days(365);
  s.simulation.figures = "all";
  s.products = {{.id = "item"}};
  s.sites = {{.id = "fab", .country = "KR"}, {.id = "shop", .country = "US"}};
  s.processes = {{.id = "bake", .product = "item", .cycle_days = 2}};
  s.lines = {{.id = "bake", .site = "fab", .process = "bake", .capacity_per_year = 73'000}};
  s.lanes = {{.id = "air", .from = "KR", .to = "US", .mode = "air", .transit_days = 5}};
  s.supplies = {{.id = "items", .product = "item", .supplier = "fab", .share = 1, .mode = "air"}};
  s.markets = {{.id = "us", .site = "shop", .product = "item", .demand_per_year = 36'500}};
  return s;
}

// Buyers who plan by their suppliers' capacity order nothing of a fab that has none, so that it owes
// them nothing, and work off what they owe long after the fire: its share is nearly all the same.
BOOST_AUTO_TEST_CASE(a_buyer_who_orders_nothing_of_a_plant_that_stands_still_knows_why) {
  for (const char* unmet : {"backorder", "lost"}) {
    Scenario s = fab_and_market();
    s.markets[0].unmet = unmet;
    BOOST_TEST(shortage(s).all_waited() < 200.0);
    s.outages = {stop("fab", 59, 60)};
    const Shortage seen = shortage(s);
    double unmet_units = 0;
    for (const auto& [name, units] : seen.unmet) {
      unmet_units += units;
    }
    const std::string fire = "outage fab_stops";
    BOOST_TEST((unmet == std::string("lost") ? seen.unmet.at(fire) / unmet_units
                                             : seen.waited.at(fire) / seen.all_waited()) > 0.9);
  }
}

// Of 200 units a day 100 are made, and 150 from day 300 on, when an investment comes that was planned
// for day 100: of what is lost, 50 a day for 200 days is its part.
BOOST_AUTO_TEST_CASE(an_investment_is_to_blame_for_the_days_it_is_late) {
  Scenario s = fab_and_market();
  s.simulation.end = s.simulation.start + std::chrono::days(730);
  s.markets[0].demand_per_year = 73'000;
  s.markets[0].unmet = "lost";
  s.markets[0].cover_days = 0;
  s.processes[0].cover_days = 0;
  s.lines[0].capacity_per_year = 36'500;
  s.investments = {{.id = "late",
                    .line = "bake",
                    .announced = s.simulation.start,
                    .construction_days = 100,
                    .qualification_days = 0,
                    .ramp_days = 0,
                    .capacity_per_year = 18'250,
                    .slip_mean = 3,
                    .slip_p80 = 3.000001}};
  const Shortage seen = shortage(s);
  BOOST_TEST(seen.unmet.at("investment late") == 200 * 50.0, tt::tolerance(0.08));
  BOOST_TEST(seen.unmet.at("capacity bake") == 300 * 100.0 + 430 * 50.0 - 200 * 50.0,
             tt::tolerance(0.05));
}

// What waits for vehicles that are too small is theirs, whether or not the lane would hold what
// arrives; a lane that is closed and that nothing goes by is nobody's.
BOOST_AUTO_TEST_CASE(a_lane_is_to_blame_for_what_goes_by_it) {
  for (const char* closes : {"departures", "arrivals"}) {
    Scenario s = fab_and_market();
    s.products[0].mass_g = 1e6;
    s.lanes[0].closes = closes;
    s.lanes[0].departure_days = 1;
    s.lanes[0].vehicle_t = 50;
    const Shortage seen = shortage(s);
    BOOST_TEST(seen.waited.at("transport air") / seen.all_waited() > 0.95, closes);
  }
  Scenario s = chain();
  s.stocks.back().order_up_to = 8;
  s.stocks.back().start_on_hand = 8;
  s.lanes.push_back(s.lanes[0]);
  s.lanes[1].id = "detour";
  s.lanes[0].reroute = "detour";
  s.outages = {stop("detour", 5, 30)};
  const Shortage seen = shortage(s);
  BOOST_TEST(seen.waited.size() == 1U);
  BOOST_TEST(seen.waited.at("level shop:item") > 0.0);
}

BOOST_AUTO_TEST_CASE(of_very_many_causes_the_largest_are_told) {
  CauseMix mix;
  for (CauseId id = 0; id < 150; ++id) {
    add_to(mix, id, id == 100 ? 20 : 10);
  }
  const CauseMix told = in_parts(mix, total_of(mix));
  BOOST_TEST(told.size() == 64U);
  BOOST_TEST(total_of(told) == notice_parts);
  BOOST_TEST(parts_of(told, 100) > parts_of(told, 0));
  BOOST_TEST(parts_of(told, 149) == 0);
  BOOST_TEST(!is_news(told, mix, total_of(mix)));
}

BOOST_AUTO_TEST_CASE(an_account_may_be_left_out) {
  Scenario s = chain();
  s.outages = {stop("mine", 10, 4)};
  s.simulation.causes = "no";
  BOOST_TEST(shortage(s).waited.empty());
}

BOOST_AUTO_TEST_CASE(parts_are_shared_out_to_the_last) {
  CauseMix mix;
  add_to(mix, 7, 1);
  add_to(mix, 3, 1);
  add_to(mix, 5, 1);
  rescale(mix, 10);  // 3 each, and one more to the first
  BOOST_TEST(total_of(mix) == 10);
  BOOST_TEST(parts_of(mix, 3) == 4);
  BOOST_TEST(parts_of(mix, 5) == 3);
  rescale(mix, 2);
  BOOST_TEST(total_of(mix) == 2);
  rescale(mix, 0);
  BOOST_TEST(mix.empty());
}

}  // namespace
}  // namespace korus::test
