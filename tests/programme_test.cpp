// What public money for research does: knowledge with its lag and depreciation, its effect, and the
// equipment it buys.
#include "models/programme.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "seen_run.hpp"

namespace korus {
namespace {

namespace tt = boost::test_tools;
using test::certain_scenario;
using test::SeenRun;

// A million for research in 2021 on a stock of a million: knowledge doubles.
ProgrammeRecord lab() {
  return {.id = "lab",
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
  scenario.programmes = {lab()};
  // Knowledge doubles: 40,000 a year x (2^0.1 - 1) x yield.
  BOOST_TEST(
      SeenRun(scenario).kpi("capacity_added.lab") == 40'000 * (std::pow(2.0, 0.1) - 1) * 0.98,
      tt::tolerance(1e-4));
  const Network network = test::network_of(scenario);
  BOOST_TEST(bought_units(network.programmes[0], network.days) == 1000.0, tt::tolerance(1e-12));
  scenario.programmes[0].buys_usd_per_unit = 0;
  const double without = SeenRun(scenario).kpi("cover_days.US.widgets");
  scenario.programmes[0].buys_usd_per_unit = 1000;
  BOOST_TEST(SeenRun(scenario).kpi("cover_days.US.widgets") != without);
}

// Nameplate of the line it improves over what it is without, at the end of a week.
double gain(const ProgrammeRecord& record, std::size_t week) {
  Scenario scenario = certain_scenario();
  scenario.programmes = {record};
  return SeenRun(scenario).at("line_capacity", "us_assemble", week) / 40'000;
}

BOOST_AUTO_TEST_CASE(knowledge_comes_after_its_lag) {
  ProgrammeRecord record = lab();
  BOOST_TEST(gain(record, 20) == std::pow(2.0, 0.1), tt::tolerance(1e-4));
  record.lag_years = 1;
  BOOST_TEST(gain(record, 20) == 1.0);
  BOOST_TEST(gain(record, 60) == std::pow(2.0, 0.1), tt::tolerance(1e-4));
}

// K = K_0 + R, then half of R, then a quarter.
BOOST_AUTO_TEST_CASE(knowledge_fades_by_its_depreciation) {
  ProgrammeRecord record = lab();
  record.depreciation = 0.5;
  BOOST_TEST(gain(record, 20) == std::pow(2.0, 0.1), tt::tolerance(1e-4));
  BOOST_TEST(gain(record, 72) == std::pow(1.5, 0.1), tt::tolerance(1e-4));
  BOOST_TEST(gain(record, 130) == std::pow(1.25, 0.1), tt::tolerance(1e-4));
}

BOOST_AUTO_TEST_CASE(better_yield_is_capacity_and_output) {
  Scenario scenario = certain_scenario();
  scenario.processes[2].yield = 0.5;
  scenario.lines[3].capacity_per_year = 10'000;  // always full
  const SeenRun before(scenario);
  scenario.programmes = {lab()};
  scenario.programmes[0].acts_on = "yield";
  scenario.programmes[0].buys_usd_per_unit = 0;
  const SeenRun after(scenario);
  for (const char* figure : {"capacity_2023.US.widgets", "output_2023.US.widgets"}) {
    BOOST_TEST(after.kpi(figure) == std::pow(2.0, 0.1) * before.kpi(figure), tt::tolerance(0.01));
  }
}

BOOST_AUTO_TEST_CASE(a_shorter_cycle_is_less_work_in_process) {
  Scenario scenario = certain_scenario();
  scenario.processes[2].cycle_days = 40;
  const SeenRun before(scenario);
  scenario.programmes = {lab()};
  scenario.programmes[0].acts_on = "cycle_time";
  scenario.programmes[0].elasticity_median = scenario.programmes[0].elasticity_p95 = 1;
  scenario.programmes[0].buys_usd_per_unit = 0;
  const SeenRun after(scenario);
  BOOST_TEST(after.mean("line_in_process", "us_assemble", 104, 156) ==
                 0.5 * before.mean("line_in_process", "us_assemble", 104, 156),
             tt::tolerance(0.05));
}

}  // namespace
}  // namespace korus
