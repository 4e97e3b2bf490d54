// What changes a network does what its description says: investments, programmes, outages.
#define BOOST_TEST_MODULE change
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "models/programme.hpp"
#include "models/project.hpp"
#include "small_network.hpp"

namespace korus {
namespace {

namespace tt = boost::test_tools;

double kpi(const Scenario& scenario, const std::string& name, std::uint64_t replication = 0) {
  const Network network = test::network_of(scenario);
  const Scorecard card(network);
  const ReplicationResult result =
      run_replication(network, series_layout(network), card, {.replication = replication});
  for (std::size_t i = 0; i < card.kpis().size(); ++i) {
    if (card.kpis()[i].name == name) {
      return result.kpis[i].numerator / result.kpis[i].denominator;
    }
  }
  throw Defect("no such KPI: " + name);
}

Scenario certain_scenario() {
  Scenario scenario = test::small_scenario();
  test::make_certain(scenario);
  return scenario;
}

InvestmentRecord plant() {
  return {.id = "plant",
          .line = "us_assemble",
          .amount_usd = 1e9,
          .announced = std::chrono::year{2021} / 1 / 1,
          .construction_days = 100,
          .qualification_days = 20,
          .ramp_days = 50,
          .usd_per_unit = 1e5};
}

BOOST_AUTO_TEST_CASE(money_buys_capacity_at_its_intensity) {
  Scenario scenario = certain_scenario();
  scenario.investments = {plant()};
  const double yield = 0.98;  // capacity is told in good units
  BOOST_TEST(kpi(scenario, "capacity_added.plant") == 1e9 / 1e5 * yield, tt::tolerance(1e-9));
  BOOST_TEST(kpi(scenario, "spent_usd.plant") == 1e9, tt::tolerance(1e-9));
  BOOST_TEST(kpi(scenario, "usd_per_unit.plant") == 1e5 / yield, tt::tolerance(1e-9));
  BOOST_TEST(kpi(scenario, "start_day.plant") == 120.0, tt::tolerance(1e-9));
  scenario.investments[0].admin_share = 0.1;
  scenario.investments[0].partner_usd = 1e9;
  BOOST_TEST(kpi(scenario, "capacity_added.plant") == 0.9 * 2e9 / 1e5 * yield, tt::tolerance(1e-9));
}

// An overrun makes a budget buy less, once: dollars per unit = intensity x overrun, not its square.
BOOST_AUTO_TEST_CASE(an_overrun_counts_once) {
  Scenario scenario = certain_scenario();
  scenario.investments = {plant()};
  scenario.investments[0].overrun_mean = 2;
  scenario.investments[0].overrun_p80 = 2;
  const double price = kpi(scenario, "usd_per_unit.plant");
  const double units = kpi(scenario, "capacity_added.plant");
  BOOST_TEST(kpi(scenario, "spent_usd.plant") == 1e9, tt::tolerance(1e-9));
  BOOST_TEST(price * units == 1e9, tt::tolerance(1e-9));
  // A stated capacity is built whatever it costs.
  scenario.investments[0].capacity_per_year = 5000;
  BOOST_TEST(kpi(scenario, "capacity_added.plant") == 5000 * 0.98, tt::tolerance(1e-9));
  BOOST_TEST(kpi(scenario, "spent_usd.plant") != 1e9);
}

BOOST_AUTO_TEST_CASE(the_scale_rule_makes_a_larger_plant_cheaper_by_the_unit) {
  InvestmentRecord record = plant();
  record.reference_per_year = 10'000;
  record.scale_exponent = 0.6;
  const auto capacity = [&](double usd) {
    record.amount_usd = usd;
    return bought_capacity_per_year({.record = record, .units_per_display = 1}, 1e5, 1.0);
  };
  BOOST_TEST(capacity(1e9) == 10'000.0, tt::tolerance(1e-12));
  BOOST_TEST(capacity(2e9) == 10'000 * std::pow(2.0, 1 / 0.6), tt::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(the_ramp_rises_from_nothing_to_all) {
  BOOST_TEST(ramp_share(0, 100) == 0.0);
  BOOST_TEST(ramp_share(50, 100) == 0.4908,
             tt::tolerance(1e-3));  // (1/2 - sig(-4)) / (1 - sig(-4))
  BOOST_TEST(ramp_share(100, 100) == 1.0);
  BOOST_TEST(ramp_share(5, 0) == 1.0);
}

BOOST_AUTO_TEST_CASE(a_refused_or_cancelled_project_brings_and_costs_nothing) {
  Scenario scenario = certain_scenario();
  scenario.investments = {plant()};
  scenario.investments[0].refusal_probability = 1;
  BOOST_TEST(kpi(scenario, "capacity_added.plant") == 0.0);
  BOOST_TEST(kpi(scenario, "spent_usd.plant") == 0.0);
  scenario.investments[0].refusal_probability = 0;
  scenario.investments[0].cancel_probability = 1;
  BOOST_TEST(kpi(scenario, "capacity_added.plant") == 0.0);
}

BOOST_AUTO_TEST_CASE(a_project_of_long_ago_stands_on_the_first_day) {
  Scenario scenario = certain_scenario();
  scenario.investments = {plant()};
  scenario.investments[0].announced = std::chrono::year{2005} / 1 / 1;
  scenario.investments[0].ramp_days = 3650;
  BOOST_TEST(kpi(scenario, "capacity_added.plant") == 9800.0, tt::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(research_money_is_spent_whole_whatever_the_lag) {
  ProgrammeRecord record{.amount_usd = 3e6, .years = 1.5, .research_share = 0.5};
  for (const double lag : {0.0, 0.25, 0.5, 2.0}) {
    double spent = 0;
    for (int year = 0; year < 10; ++year) {
      spent += research_usd(record, year - lag);
    }
    BOOST_TEST(spent == 1.5e6, tt::tolerance(1e-12));
  }
}

BOOST_AUTO_TEST_CASE(a_programme_adds_capacity_by_its_elasticity_and_demand_by_its_purchases) {
  Scenario scenario = certain_scenario();
  ProgrammeRecord record{.id = "lab",
                         .amount_usd = 2e6,
                         .start = std::chrono::year{2021} / 1 / 1,
                         .years = 1,
                         .research_share = 0.5,
                         .lag_years = 0,
                         .depreciation = 0,
                         .initial_stock_usd = 1e6,
                         .elasticity_median = 0.1,
                         .elasticity_p95 = 0.1,
                         .acts_on = "capacity",
                         .process = "assemble",
                         .country = "US",
                         .buys_market = "us",
                         .buys_usd_per_unit = 1000};
  scenario.programmes = {record};
  // Knowledge doubles: 40,000 a year x (2^0.1 - 1) x yield.
  BOOST_TEST(kpi(scenario, "capacity_added.lab") == 40'000 * (std::pow(2.0, 0.1) - 1) * 0.98,
             tt::tolerance(1e-4));
  const Network network = test::network_of(scenario);
  BOOST_TEST(bought_units(network.programmes[0], network.days) == 1000.0, tt::tolerance(1e-12));
  scenario.programmes[0].buys_usd_per_unit = 0;
  const double without = kpi(scenario, "cover_days.US.widgets");
  scenario.programmes[0].buys_usd_per_unit = 1000;
  BOOST_TEST(kpi(scenario, "cover_days.US.widgets") != without);
}

// Ten days without a lane delay goods by about ten days, not by multiples of the trip; and 99 %
// closed is no worse than closed.
BOOST_AUTO_TEST_CASE(a_closed_lane_delays_by_no_more_than_its_closure) {
  Scenario scenario = certain_scenario();
  scenario.lanes[1].departure_days = 0;
  scenario.lanes[1].vehicle_t = 0;
  const double open = kpi(scenario, "late_share.US.widgets");
  scenario.outages = {{.id = "storm",
                       .target = "kr-us",
                       .start = std::chrono::year{2022} / 6 / 1,
                       .stop_days = 10}};
  const double closed = kpi(scenario, "late_share.US.widgets");
  scenario.outages[0].capacity_lost = 0.99;
  const double nearly = kpi(scenario, "late_share.US.widgets");
  BOOST_TEST(open == 0.0);
  BOOST_TEST(closed < 0.01);  // 21 days of stock outlast the ten
  BOOST_TEST(nearly < 0.01);
}

BOOST_AUTO_TEST_CASE(scrap_strikes_once_and_not_from_the_past) {
  Scenario scenario = certain_scenario();
  const double sound = kpi(scenario, "output_2023.KR.widgets");
  scenario.outages = {{.id = "dirt",
                       .target = "kr_plant",
                       .start = std::chrono::year{2023} / 3 / 1,
                       .stop_days = 1,
                       .recovery_days = 9,
                       .capacity_lost = 0,
                       .scrap = 0.5}};
  const Network network = test::network_of(scenario);
  const ReplicationResult result =
      run_replication(network, series_layout(network), Scorecard(network), {});
  BOOST_TEST(result.events > 0U);
  // Half of about a week's work is made again: output follows demand, so it is starts that rise.
  BOOST_TEST(kpi(scenario, "output_2023.KR.widgets") == sound, tt::tolerance(0.02));
  scenario.outages[0].start = std::chrono::year{2005} / 3 / 1;
  scenario.outages[0].scrap = 1;
  BOOST_TEST(
      kpi(scenario, "output_2021.KR.widgets") == kpi(certain_scenario(), "output_2021.KR.widgets"),
      tt::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(a_line_starts_with_no_more_in_process_than_it_can_start) {
  Scenario scenario = certain_scenario();
  scenario.lines[2].capacity_per_year = 1000;  // the market wants 55,000
  BOOST_TEST(kpi(scenario, "output_2021.KR.widgets") <= 1000.0);
  scenario.lines[2].capacity_per_year = 0;
  BOOST_TEST(kpi(scenario, "output_2021.KR.widgets") == 0.0);
}

BOOST_AUTO_TEST_CASE(a_lot_larger_than_the_stock_is_started_all_the_same) {
  Scenario scenario = certain_scenario();
  scenario.processes[2].lot_size = 20'000;
  BOOST_TEST(kpi(scenario, "output_2023.KR.widgets") > 40'000.0);
}

// Three buyers with one heavy unit each: the vehicle takes two of them, not none.
BOOST_AUTO_TEST_CASE(a_small_vehicle_takes_whole_units_in_turn) {
  Scenario scenario = certain_scenario();
  scenario.products[2].mass_g = 2e6;
  scenario.lanes[1].departure_days = 1;
  scenario.lanes[1].vehicle_t = 300;  // 150 widgets a day
  BOOST_TEST(kpi(scenario, "unmet_share.US.widgets") < 0.02);
  scenario.lanes[1].vehicle_t = 5;
  BOOST_TEST(kpi(scenario, "unmet_share.US.widgets") > 0.1);
}

std::string problem_of(const Scenario& scenario) {
  std::vector<BuildProblem> problems;
  build_network(scenario, problems);
  return problems.empty() ? ""
                          : problems[0].kind + "." + problems[0].id + "." + problems[0].field +
                                ": " + problems[0].message;
}

void expect_problem(const Scenario& scenario, const std::string& where, const std::string& words) {
  const std::string problem = problem_of(scenario);
  BOOST_TEST(problem.starts_with(where), problem);
  BOOST_TEST(problem.find(words) != std::string::npos, problem);
}

BOOST_AUTO_TEST_CASE(what_makes_no_network_is_refused_with_its_record) {
  BOOST_TEST(problem_of(test::small_scenario()).empty());
  Scenario s = test::small_scenario();
  s.inputs.push_back({.id = "loop", .process = "smelt", .product = "metal", .quantity = 2});
  expect_problem(s, "line.", "loop of recipes");
  s = test::small_scenario();
  s.products[2].units_per_display = 1'000'000'000'000;
  expect_problem(s, "product.", "larger base unit");
  s = test::small_scenario();
  s.products[1].group = "widgets";
  s.products[1].display_unit = "t";
  expect_problem(s, "product.widget.group", "another display unit");
  s = test::small_scenario();
  s.lanes[1].vehicle_t = 0.0001;
  expect_problem(s, "lane.kr-us.vehicle_t", "less than one");
  s = test::small_scenario();
  s.lanes[1].departure_days = 0.01;
  expect_problem(s, "lane.kr-us.departure_days", "lookahead");
  s = test::small_scenario();
  s.lanes.erase(s.lanes.begin());
  expect_problem(s, "supply.a.supplier", "no lane by sea from mine (AU) to smelter (KR)");
  s = test::small_scenario();
  s.supplies.erase(s.supplies.begin());
  expect_problem(s, "line.smelter_smelt.process", "no supply row sells it");
  s = test::small_scenario();
  s.stocks = {{.id = "x", .site = "kr_plant", .product = "widget", .policy = "s_S"}};
  expect_problem(s, "stock.x.policy", "s_S is for stocks that are bought");
}

BOOST_AUTO_TEST_CASE(an_s_S_stock_orders_seldom_and_up_to_its_level) {
  Scenario scenario = certain_scenario();
  scenario.stocks = {{.id = "x",
                      .site = "us_shop",
                      .product = "widget",
                      .policy = "s_S",
                      .cover_days = 60,
                      .reorder_days = 10,
                      .review_days = 1}};
  const Network network = test::network_of(scenario);
  const SeriesLayout layout = series_layout(network);
  const ReplicationResult result = run_replication(network, layout, Scorecard(network), {});
  const auto variable = static_cast<std::size_t>(
      std::ranges::find(layout.variables, "stock_on_order", &Variable::name) -
      layout.variables.begin());
  const Axis& axis = layout.axes[layout.variables[variable].axis];
  const auto stock = static_cast<std::size_t>(std::ranges::find(axis.labels, "us_shop:widget") -
                                              axis.labels.begin());
  int weeks_with_orders = 0;
  for (std::size_t t = 52; t < 104; ++t) {
    const auto on_order = [&](std::size_t time) {
      return result.series[layout.offsets()[variable] + time * axis.labels.size() + stock];
    };
    weeks_with_orders += on_order(t) > on_order(t - 1) ? 1 : 0;
  }
  BOOST_TEST(weeks_with_orders > 3);
  BOOST_TEST(weeks_with_orders < 15);
}

}  // namespace
}  // namespace korus
