// The stress test: closed forms of a two-node chain (case D06), stops that are the outages they stand
// for, and what they cost.
#define BOOST_TEST_MODULE stress
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "engine/parallel.hpp"
#include "plain_network.hpp"
#include "tools/stress/stock_cover.hpp"
#include "tools/stress/stop_days.hpp"
#include "tools/stress/survival.hpp"

namespace korus::test {
namespace {

namespace tt = boost::test_tools;

const auto exactly = tt::tolerance(1e-9);

std::vector<StopKind> all_kinds() {
  return {StopKind::site, StopKind::lane, StopKind::port, StopKind::country, StopKind::material};
}

// D06: 100 a day are wanted, 1,200 are in stock beyond the five days of the pipeline, the source can
// make 125 a day. An order of one day is there at the beginning of the fifth day after it, before
// customers are served.
Scenario two_nodes(const char* unmet) {
  Scenario s;
  s.simulation.start = std::chrono::year{2021} / 1 / 1;
  s.simulation.end = s.simulation.start + std::chrono::days(500);
  s.simulation.lookahead_hours = 1e-6;
  s.products = {{.id = "item"}};
  s.sites = {{.id = "shop", .country = "KR"},
             {.id = "source", .country = "KR", .day_begins_hours = 1}};
  s.processes = {{.id = "make", .product = "item", .cycle_days = 0, .cover_days = 0}};
  s.lines = {{.id = "make", .site = "source", .process = "make", .capacity_per_year = 45'625}};
  const auto stock = [](const char* site, std::int64_t level) {
    return StockRecord{
        .id = site, .site = site, .product = "item", .order_up_to = level, .levels = "fixed"};
  };
  s.stocks = {stock("source", 0), stock("shop", 1700)};
  s.stocks[1].start_on_hand = 1200;
  s.supplies = {plain_supply("source", "shop", 5 - 1.0 / 24)};
  s.markets = {
      {.id = "customers", .site = "shop", .product = "item", .unmet = unmet, .quantity = 100}};
  return s;
}

StressTest stressed(const Scenario& scenario, const std::vector<StopKind>& kinds, int days,
                    StressSettings settings) {
  const StoppableNetwork stoppable = make_stoppable(network_of(scenario));
  const std::vector<int> length{days};
  return run_stress(stoppable, with_days(all_stops(stoppable.network, kinds), length, {}), settings,
                    [] {});
}

const StressSettings d06{.period = {.start_day = 100, .horizon = 300}, .replications = 2};

// Survives (stock + pipeline) / demand = (1200 + 500) / 100; loses (stop - stock / demand) x demand =
// (30 - 12) x 100; recovers when the first goods come, a pipeline of 5 days after the stop.
BOOST_AUTO_TEST_CASE(lost_sales_of_two_nodes_are_the_closed_forms) {
  const StressTest test = stressed(two_nodes("lost"), {StopKind::site}, 30, d06);
  BOOST_REQUIRE(test.results.size() == 1U);
  const StressResult& result = test.results[0];
  BOOST_TEST(result.what.stop.id == "source");
  for (const StressLosses& losses : result.losses) {
    BOOST_TEST(losses.time_to_survive == 17.0);
    BOOST_TEST(losses.unmet[0] == 1800.0);
    BOOST_TEST(losses.time_to_recover == 5.0);
    BOOST_TEST(losses.waited[0] == 0.0);
    BOOST_TEST(losses.output[0] == 1800.0);  // what is lost is never ordered again
  }
  BOOST_TEST(result.analytic_survival[0] == 17.0, exactly);
  BOOST_TEST(result.loss.mean == 18.0, exactly);  // days of demand: it has no value
  BOOST_TEST(result.hit == 2);
  BOOST_TEST(result.index == 1.0);
}

// 1,800 wait at the worst. The first day after the stop makes 126, a unit carried; from then on 25 a
// day are worked off, and in 71 days the 1,774 that are left: on day 5 + 71 after the stop everybody
// is served on the day. As a liquid: 5 + 1800 / (125 - 100) = 77, a day's bucket later.
BOOST_AUTO_TEST_CASE(backorders_of_two_nodes_are_the_closed_forms) {
  const StressTest test = stressed(two_nodes("backorder"), {StopKind::site}, 30, d06);
  const StressLosses& losses = test.results[0].losses[0];
  BOOST_TEST(losses.time_to_survive == 17.0);
  BOOST_TEST(losses.missing[0] == 1800.0);
  BOOST_TEST(losses.unmet[0] == 0.0);
  BOOST_TEST(losses.time_to_recover == 76.0);
  BOOST_TEST(std::fabs(losses.time_to_recover - (5 + 1800.0 / (125 - 100))) <= 1.0);
  // 100 + ... + 1800 on the days that nothing comes, then 1774 less 25 a day.
  BOOST_TEST(losses.waited[0] == 100.0 * 18 * 19 / 2 + 71 * 1774 - 25.0 * 70 * 71 / 2);
  BOOST_TEST(losses.output[0] == 0.0);
  BOOST_TEST(test.results[0].worst.mean == 18.0, exactly);
}

BOOST_AUTO_TEST_CASE(a_stop_shorter_than_the_stock_lasts_costs_nothing) {
  const StressTest test = stressed(two_nodes("lost"), {StopKind::site}, 12, d06);
  const StressResult& result = test.results[0];
  BOOST_TEST(std::isnan(result.losses[0].time_to_survive));
  BOOST_TEST(result.loss.mean == 0.0);
  BOOST_TEST(result.losses[0].time_to_recover == 0.0);
  BOOST_TEST(result.hit == 0);
  BOOST_TEST(result.index == 0.0);
  BOOST_TEST(stressed(two_nodes("lost"), {StopKind::site}, 13, d06).results[0].losses[0].unmet[0] ==
             100.0);
}

// Of 30 days 12 are covered; halves of the stop: 30, 15 (too little), 22.5, 18.75, 16.875 (too
// little by 1.125 of 18 days, more than a twentieth).
BOOST_AUTO_TEST_CASE(the_cheapest_stock_is_found_by_halving_and_closes_the_gap) {
  Scenario scenario = two_nodes("lost");
  scenario.values = {{.id = "item", .product = "item", .usd = 40}};
  const StoppableNetwork stoppable = make_stoppable(network_of(scenario));
  const std::vector<int> days{30};
  const StressTest test = run_stress(
      stoppable, with_days(all_stops(stoppable.network, {StopKind::site}), days, {}), d06, [] {});
  BOOST_TEST(test.results[0].loss.mean == 1800 * 40.0, exactly);
  const StockCover cover = cheapest_cover(stoppable, test, test.results[0], d06);
  BOOST_TEST(cover.closes);
  BOOST_TEST(cover.days == 18.75);
  BOOST_REQUIRE(cover.stocks.size() == 1U);
  BOOST_TEST(stoppable.network.stocks[cover.stocks[0].stock].id == "shop:item");
  BOOST_TEST(cover.stocks[0].units == 1875.0, tt::tolerance(0.01));
  BOOST_TEST(cover.buy_usd == 40 * cover.stocks[0].units, exactly);
  BOOST_TEST(cover.hold_usd == 0.2 * cover.buy_usd, exactly);
  BOOST_TEST(cover.left.mean == 0.0);
}

// The same course, day by day: as the outage that the scenario would name.
void expect_the_outage(const Scenario& scenario, StopKind kind, const std::string& id,
                       OutageRecord outage) {
  const StressPeriod period{.start_day = 400, .horizon = 200};
  const StoppableNetwork stoppable = make_stoppable(network_of(scenario));
  const auto stops = all_stops(stoppable.network, {kind});
  const auto stop = std::ranges::find(stops, id, &Stop::id);
  BOOST_REQUIRE(stop != stops.end());
  Scenario hit = scenario;
  outage.id = "shock";
  outage.start = scenario.simulation.start + std::chrono::days(400);
  outage.stop_days = 40;
  hit.outages = {outage};
  const StoppableNetwork other = make_stoppable(network_of(hit));
  for (const std::uint64_t replication : {0U, 1U}) {
    const Undisturbed sound = run_undisturbed(stoppable, 3, replication, period, {40});
    const Course stopped =
        run_stopped(stoppable, 3, replication, period, sound.image, {*stop, 40, ""});
    const Course expected = run_undisturbed(other, 3, replication, period, {40}).course;
    BOOST_TEST((stopped.lost == expected.lost));
    BOOST_TEST((stopped.backlog == expected.backlog));
    BOOST_TEST((stopped.late == expected.late));
    BOOST_TEST((stopped.made == expected.made));
    BOOST_TEST((stopped.made != sound.course.made || stopped.backlog != sound.course.backlog));
  }
}

BOOST_AUTO_TEST_CASE(a_stop_is_the_dated_outage_it_stands_for) {
  const Scenario scenario = small_scenario();
  expect_the_outage(scenario, StopKind::site, "smelter", {.target = "smelter"});
  expect_the_outage(scenario, StopKind::lane, "kr-us", {.target = "kr-us"});
  expect_the_outage(scenario, StopKind::material, "KR:metal",
                    {.target = "smelter", .product = "metal"});
}

BOOST_AUTO_TEST_CASE(a_stoppable_network_left_alone_runs_as_the_one_it_was_made_of) {
  const Scenario scenario = small_scenario();
  const Network network = network_of(scenario);
  const StoppableNetwork stoppable = make_stoppable(network);
  const auto figures = [](const Network& net) {
    std::vector<double> values;
    const SeriesLayout layout = series_layout(net);
    for (const KpiValue& kpi : run_replication(net, layout, Scorecard(net), {}).kpis) {
      values.insert(values.end(), {kpi.numerator, kpi.denominator});
    }
    return values;
  };
  BOOST_TEST(figures(stoppable.network) == figures(network), tt::per_element());
}

BOOST_AUTO_TEST_CASE(every_kind_of_place_is_stopped) {
  const Network network = network_of(small_scenario());
  std::vector<std::string> found;
  for (const Stop& stop : all_stops(network, all_kinds())) {
    found.push_back(std::string(name_of(stop.kind)) + " " + stop.id + " = " +
                    stop.members(network));
  }
  const std::vector<std::string> expected{"site mine = mine",
                                          "site smelter = smelter",
                                          "site kr_plant = kr_plant",
                                          "site us_plant = us_plant",
                                          "lane au-kr = au-kr",
                                          "lane kr-us = kr-us",
                                          "lane kr-kr = kr-kr",
                                          "lane us-us = us-us",
                                          "port AU:sea = au-kr",
                                          "port KR:sea = au-kr;kr-us",
                                          "port US:sea = kr-us",
                                          "country AU = mine;au-kr",
                                          "country KR = smelter;kr_plant;kr-us",
                                          "country US = us_plant",
                                          "material AU:ore = mine:ore",
                                          "material KR:metal = smelter:metal",
                                          "material KR:widgets = kr_plant:widget",
                                          "material US:widgets = us_plant:widget"};
  BOOST_TEST(found == expected, tt::per_element());
  BOOST_TEST(idle_places(network).sites == 2U);
  BOOST_TEST(idle_places(network).lanes == 0U);
}

// A berth takes half a day for each ship of a day.
BOOST_AUTO_TEST_CASE(a_site_that_serves_lanes_is_a_port_and_holds_what_comes) {
  Scenario s = plain_shop(60);
  s.simulation.end = s.simulation.start + std::chrono::days(100);
  s.simulation.figures = "headline";
  s.sites.push_back({.id = "harbour", .country = "KR"});
  s.stations = {{.id = "berth", .site = "harbour"}};
  s.jobs = {{.id = "unload", .site = "harbour"}};
  s.steps = {{.id = "unload", .job = "unload", .station = "berth", .service_days = 0.5}};
  s.lanes = {{.id = "sea",
              .from = "KR",
              .to = "KR",
              .mode = "land",
              .transit_days = 1,
              .port_job = "unload"}};
  s.supplies[0].lead_days = 0;
  s.markets[0].sequence = "";
  s.markets[0].quantity = 10;
  s.markets[0].unmet = "lost";
  const StressTest test = stressed(s, {StopKind::port}, 20,
                                   {.period = {.start_day = 30, .horizon = 50}, .replications = 1});
  BOOST_REQUIRE(test.results.size() == 1U);
  BOOST_TEST(test.results[0].what.stop.id == "harbour");
  const StressLosses& losses = test.results[0].losses[0];
  // 50 stand on the shelf and 10 reach the port as it stops: customers of the days 35 to 50 find
  // nothing, for the first ship is unloaded at noon of day 50.
  BOOST_TEST(losses.time_to_survive == 5.0);
  BOOST_TEST(losses.unmet[0] == 160.0);
  BOOST_TEST(losses.time_to_recover == 1.0);
}

BOOST_AUTO_TEST_CASE(any_number_of_threads_gives_the_same_bits) {
  std::string first;
  for (const int threads : {1, 4}) {
    with_threads(threads, [&] {
      const StressTest test =
          stressed(small_scenario(), all_kinds(), 60,
                   {.period = {.start_day = 200, .horizon = 100}, .replications = 3});
      BOOST_TEST(test.results.size() == 18U);
      BOOST_TEST((first.empty() || test.digest == first));
      first = test.digest;
    });
  }
}

// An ore is worth 1, a metal made of two at 95 % yield 5: the smelter adds 5 - 2 / 0.95.
BOOST_AUTO_TEST_CASE(output_is_valued_once_along_the_chain) {
  Scenario s = small_scenario();
  make_certain(s);
  s.values = {{.id = "o", .product = "ore", .usd = 1},
              {.id = "m", .product = "metal", .usd = 5},
              {.id = "w", .product = "widget", .usd = 100}};
  const Network network = network_of(s);
  const StressAccounts accounts(network);
  const auto line = [&](const char* id) {
    return accounts.line_usd[static_cast<std::size_t>(
        std::ranges::find(network.lines, id, &Line::id) - network.lines.begin())];
  };
  BOOST_TEST(accounts.valued);
  BOOST_TEST(accounts.output_valued);
  BOOST_TEST(line("mine_dig") == 1.0, exactly);
  BOOST_TEST(line("smelter_smelt") == 5 - 2 / 0.95, exactly);
  BOOST_TEST(line("kr_assemble") == 100 - 3 * 5 / 0.98, exactly);
  s.values.pop_back();
  BOOST_TEST(!StressAccounts(network_of(s)).valued);
}

BOOST_AUTO_TEST_CASE(only_demand_of_countries_in_focus_counts) {
  Scenario s = small_scenario();
  s.simulation.focus = "KR";
  const StressTest test = stressed(
      s, {StopKind::lane}, 90, {.period = {.start_day = 200, .horizon = 100}, .replications = 2});
  const auto of = [&](const std::string& id) -> const StressResult& {
    return *std::ranges::find(test.results, id,
                              [](const StressResult& r) { return r.what.stop.id; });
  };
  BOOST_TEST(!of("us-us").reaches_focus);
  BOOST_TEST(of("kr-kr").reaches_focus);
  BOOST_TEST(of("kr-kr").hit == 2);
  BOOST_TEST(of("us-us").loss.mean == 0.0);
}

BOOST_AUTO_TEST_CASE(the_row_that_says_most_of_a_place_tells_its_time_to_recover) {
  const Network network = network_of(small_scenario());
  const std::vector<TimeToRecoverRecord> table{
      {.id = "any", .stops = "site", .stop_days = 20},
      {.id = "korean", .stops = "site", .country = "KR", .stop_days = 40},
      {.id = "korean_plant",
       .stops = "site",
       .role = "plant",
       .country = "KR",
       .stop_days = Law::lognormal(std::log(130.0), 0.8)},
      {.id = "by_sea", .stops = "lane", .mode = "sea", .stop_days = 9.6}};
  const auto cases = with_days(all_stops(network, {StopKind::site, StopKind::lane}), {}, table);
  const auto of = [&](const std::string& id) {
    const auto found = std::ranges::find(cases, id, [](const StressCase& c) { return c.stop.id; });
    return std::pair(found->days, found->basis);
  };
  BOOST_TEST((of("mine") == std::pair(20, std::string("any"))));
  BOOST_TEST((of("smelter") == std::pair(130, std::string("korean_plant"))));
  BOOST_TEST((of("kr-us") == std::pair(10, std::string("by_sea"))));
  BOOST_TEST(of("kr-kr").first == usual_stop_days);
  const std::vector<int> asked{30, 90};
  BOOST_TEST(with_days(all_stops(network, {StopKind::site}), asked, table).size() == 8U);
}

// Stocks settle for 90 days, to 1 April; an outage is felt until 11 May, 90 days before 9 August.
BOOST_AUTO_TEST_CASE(a_stop_begins_in_a_month_without_dated_outages) {
  Scenario s = small_scenario();
  BOOST_TEST(sensible_start(network_of(s), 200).day == 90);
  s.outages = {{.id = "shock",
                .target = "mine",
                .start = std::chrono::year{2021} / 5 / 1,
                .stop_days = 5,
                .recovery_days = 5}};
  BOOST_TEST(sensible_start(network_of(s), 200).day == 243);  // 1 September
  BOOST_TEST(sensible_start(network_of(s), 20).day == 90);    // over before it
  BOOST_TEST(sensible_start(network_of(s), 20).quiet);
  BOOST_TEST(sensible_start(network_of(s), 1000).day == 90);  // to the end, outage or not
  BOOST_TEST(!sensible_start(network_of(s), 1000).quiet);
}

}  // namespace
}  // namespace korus::test
