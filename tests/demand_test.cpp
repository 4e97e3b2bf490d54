// Customers want what the scenario says, and wait or leave as it says.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "engine/statistics.hpp"
#include "seen_run.hpp"

namespace korus {
namespace {

namespace tt = boost::test_tools;
using test::certain_scenario;
using test::SeenRun;

constexpr std::size_t year = 52;  // [weeks]

BOOST_AUTO_TEST_CASE(demand_grows_by_its_rate) {
  Scenario scenario = certain_scenario();
  scenario.markets[1].growth_per_year = 0.1;
  const SeenRun run(scenario);
  BOOST_TEST(run.sum("market_demand", "us", 2 * year, 3 * year) ==
                 1.21 * run.sum("market_demand", "us", 0, year),
             tt::tolerance(0.005));
}

BOOST_AUTO_TEST_CASE(demand_runs_straight_between_its_yearly_figures) {
  Scenario scenario = certain_scenario();
  scenario.demands = {{.id = "a", .market = "us", .year = 2021, .quantity = 30'000},
                      {.id = "b", .market = "us", .year = 2023, .quantity = 60'000}};
  const SeenRun run(scenario);
  BOOST_TEST(run.mean("market_demand", "us", 74, 82) == 45'000 * 7 / 365.0,
             tt::tolerance(0.01));  // the middle of 2022
  BOOST_TEST(run.mean("market_demand", "us", 148, 156) == 60'000 * 7 / 365.0, tt::tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(demand_swings_with_its_season) {
  Scenario scenario = certain_scenario();
  scenario.markets[1].season_amplitude = 0.5;
  scenario.markets[1].season_peak_month = 7;
  const SeenRun run(scenario);
  const double mean = 50'000 * 7 / 365.0;
  BOOST_TEST(run.mean("market_demand", "us", year + 27, year + 29) == 1.5 * mean,
             tt::tolerance(0.01));
  BOOST_TEST(run.mean("market_demand", "us", year + 1, year + 3) == 0.5 * mean,
             tt::tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(demand_varies_from_day_to_day_by_its_coefficient) {
  Scenario scenario = certain_scenario();
  scenario.simulation.record_days = 1;
  scenario.markets[1].noise_cv = 0.3;
  const SeenRun run(scenario);
  Welford days;
  for (std::size_t day = 0; day < 1000; ++day) {
    days.add(run.at("market_demand", "us", day));
  }
  BOOST_TEST(days.mean() == 50'000 / 365.0, tt::tolerance(0.04));
  BOOST_TEST(days.standard_deviation() / days.mean() == 0.3, tt::tolerance(0.1));
}

Scenario without_supply() {
  Scenario scenario = certain_scenario();
  scenario.lines[2].capacity_per_year = 0;
  scenario.lines[2].reference_per_year = 1;
  scenario.lines[3].capacity_per_year = 0;
  scenario.lines[3].reference_per_year = 1;
  return scenario;
}

BOOST_AUTO_TEST_CASE(customers_wait_or_leave_as_the_market_says) {
  Scenario scenario = without_supply();
  scenario.markets[1].unmet = "lost";
  const SeenRun run(scenario);
  const auto total = [&](const char* variable, const char* market) {
    return run.sum(variable, market, 0, 3 * year);
  };
  BOOST_TEST(total("market_lost", "us") > 100'000.0);
  BOOST_TEST(total("market_lost", "us") + total("market_sold", "us") ==
             total("market_demand", "us"));
  BOOST_TEST(run.at("market_backlog", "us", 150) == 0.0);
  BOOST_TEST(total("market_lost", "kr") == 0.0);
  BOOST_TEST(run.at("market_backlog", "kr", 3 * year - 1) ==
             total("market_demand", "kr") - total("market_sold", "kr"));
}

// With nothing to be had, those who wait are the demand of `patience_days`.
BOOST_AUTO_TEST_CASE(customers_give_up_after_their_patience) {
  Scenario scenario = without_supply();
  scenario.markets[1].patience_days = 30;
  const SeenRun run(scenario);
  BOOST_TEST(run.at("market_backlog", "us", 150) == 30 * 50'000 / 365.0, tt::tolerance(0.03));
  BOOST_TEST(run.sum("market_lost", "us", 100, 152) == 50'000.0, tt::tolerance(0.01));
}

// Lost in one country, waiting in the other: both are unmet, each at its own price, and the focus is
// what of them lies in its countries.
BOOST_AUTO_TEST_CASE(what_is_unmet_adds_up_over_chains_in_dollars) {
  Scenario scenario = without_supply();
  scenario.simulation.focus = "US;KR";
  scenario.markets[0].lost_cost_usd = 3;
  scenario.markets[1].lost_cost_usd = 4;
  scenario.markets[1].unmet = "lost";
  const SeenRun both(scenario);
  const double lost = both.sum("market_lost", "us", 0, 3 * year);
  BOOST_TEST(both.kpi("unmet_usd.US") == 4 * lost, tt::tolerance(0.01));
  BOOST_TEST(both.kpi("unmet_usd.KR") == 3 * both.at("market_backlog", "kr", 3 * year - 1),
             tt::tolerance(0.01));
  BOOST_TEST(both.kpi("unmet_usd.focus") == both.kpi("unmet_usd.US") + both.kpi("unmet_usd.KR"));
  scenario.simulation.focus = "KR";
  const SeenRun one(scenario);
  BOOST_TEST(one.kpi("unmet_usd.focus") == both.kpi("unmet_usd.KR"));
}

// Without a price there is no such figure, and the others are what they were.
BOOST_AUTO_TEST_CASE(a_price_of_lost_demand_adds_a_figure_and_changes_none) {
  Scenario scenario = without_supply();
  const Network network = test::network_of(scenario);
  const Scorecard card(network);
  for (const Kpi& kpi : card.kpis()) {
    BOOST_TEST(kpi.measure != "unmet_usd");
  }
  const double before = SeenRun(scenario).kpi("unmet_share.US.widgets");
  scenario.markets[1].lost_cost_usd = 4;
  BOOST_TEST(SeenRun(scenario).kpi("unmet_share.US.widgets") == before);
}

// Ten a year: less than one unit of cover, and still somebody must find one on the shelf.
BOOST_AUTO_TEST_CASE(what_is_wanted_seldom_is_sold_all_the_same) {
  Scenario scenario = certain_scenario();
  scenario.markets[1].unmet = "lost";
  scenario.markets[1].demand_per_year = 10;
  BOOST_TEST(SeenRun(scenario).kpi("unmet_share.US.widgets") < 0.2);
}

}  // namespace
}  // namespace korus
