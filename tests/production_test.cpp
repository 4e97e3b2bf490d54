// Lines start and finish what their process, calendar and capacity say; buyers follow capacity.
#include <boost/test/unit_test.hpp>

#include "seen_run.hpp"

namespace korus {
namespace {

namespace tt = boost::test_tools;
using test::certain_scenario;
using test::SeenRun;

// A line that the market could fill fifty times.
Scenario full_line() {
  Scenario scenario = certain_scenario();
  scenario.lines[2].capacity_per_year = 10'000;
  return scenario;
}

BOOST_AUTO_TEST_CASE(a_full_line_starts_its_capacity_less_its_downtime) {
  Scenario scenario = full_line();
  BOOST_TEST(SeenRun(scenario).sum("line_starts", "kr_assemble", 52, 104) == 10'000 * 364 / 365.0,
             tt::tolerance(0.01));
  scenario.processes[2].downtime = 0.4;
  BOOST_TEST(SeenRun(scenario).sum("line_starts", "kr_assemble", 52, 104) == 6'000 * 364 / 365.0,
             tt::tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(capacity_grows_by_its_rate) {
  Scenario scenario = full_line();
  scenario.lines[2].growth_per_year = 0.1;
  const SeenRun run(scenario);
  BOOST_TEST(run.sum("line_starts", "kr_assemble", 104, 156) ==
                 1.1 * run.sum("line_starts", "kr_assemble", 52, 104),
             tt::tolerance(0.01));
}

// 2021-01-01 is a Friday.
BOOST_AUTO_TEST_CASE(nothing_starts_on_days_off) {
  Scenario scenario = certain_scenario();
  scenario.simulation.record_days = 1;
  const SeenRun run(scenario);
  double on_days_off = 0;
  double on_mondays = 0;
  for (std::size_t day = 70; day < 140; day += 7) {
    on_days_off += run.sum("line_starts", "kr_assemble", day + 1, day + 3);
    on_mondays += run.at("line_starts", "kr_assemble", day + 3);
  }
  BOOST_TEST(on_days_off == 0.0);
  BOOST_TEST(on_mondays > 1000.0);
}

BOOST_AUTO_TEST_CASE(output_is_starts_times_yield) {
  Scenario scenario = full_line();
  scenario.processes[2].yield = 0.7;
  const SeenRun run(scenario);
  BOOST_TEST(run.sum("line_output", "kr_assemble", 52, 104) ==
                 0.7 * run.sum("line_starts", "kr_assemble", 52, 104),
             tt::tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(customs_add_to_the_way) {
  Scenario scenario = certain_scenario();
  const SeenRun before(scenario);
  scenario.lanes[1].customs_days = 20;
  const SeenRun after(scenario);
  const double carried = before.mean("lane_carried", "kr-us", 52, 156) / 7;  // [t/d]
  BOOST_TEST(after.mean("lane_in_transit", "kr-us", 52, 156) -
                     before.mean("lane_in_transit", "kr-us", 52, 156) ==
                 20 * carried,
             tt::tolerance(0.1));
}

// Shares hold for the reference capacity: one supplier of two that doubles takes two thirds.
BOOST_AUTO_TEST_CASE(orders_follow_capacity) {
  Scenario scenario = certain_scenario();
  scenario.lines[3].capacity_per_year = 60'000;
  const double before = SeenRun(scenario).sum("lane_carried", "kr-us", 104, 156);
  BOOST_TEST(before == 25'000 * 500e-6, tt::tolerance(0.05));
  scenario.capacities = {
      {.id = "a", .line = "us_assemble", .year = 2021, .capacity_per_year = 60'000},
      {.id = "b", .line = "us_assemble", .year = 2022, .capacity_per_year = 120'000}};
  const double after = SeenRun(scenario).sum("lane_carried", "kr-us", 104, 156);
  BOOST_TEST(after == before * (1 / 3.0) / (1 / 2.0), tt::tolerance(0.05));
}

BOOST_AUTO_TEST_CASE(a_line_starts_with_no_more_in_process_than_it_can_start) {
  Scenario scenario = certain_scenario();
  scenario.lines[2].capacity_per_year = 1000;  // the market wants 55,000
  BOOST_TEST(SeenRun(scenario).kpi("output_2021.KR.widgets") <= 1000.0);
  scenario.lines[2].capacity_per_year = 0;
  BOOST_TEST(SeenRun(scenario).kpi("output_2021.KR.widgets") == 0.0);
}

BOOST_AUTO_TEST_CASE(a_lot_larger_than_the_stock_is_started_all_the_same) {
  Scenario scenario = certain_scenario();
  scenario.processes[2].lot_size = 20'000;
  BOOST_TEST(SeenRun(scenario).kpi("output_2023.KR.widgets") > 40'000.0);
}

// Three buyers with one heavy unit each: the vehicle takes two of them, not none.
BOOST_AUTO_TEST_CASE(a_small_vehicle_takes_whole_units_in_turn) {
  Scenario scenario = certain_scenario();
  scenario.products[2].mass_g = 2e6;
  scenario.lanes[1].departure_days = 1;
  scenario.lanes[1].vehicle_t = 300;  // 150 widgets a day
  BOOST_TEST(SeenRun(scenario).kpi("unmet_share.US.widgets") < 0.02);
  scenario.lanes[1].vehicle_t = 5;
  BOOST_TEST(SeenRun(scenario).kpi("unmet_share.US.widgets") > 0.1);
}

}  // namespace
}  // namespace korus
