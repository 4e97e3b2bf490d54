// How an investment becomes capacity: what it buys, when, and what is drawn on the way.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "models/economics/ramp.hpp"
#include "models/project.hpp"
#include "seen_run.hpp"

namespace korus {
namespace {

namespace tt = boost::test_tools;
using test::certain_scenario;
using test::SeenRun;

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
  BOOST_TEST(SeenRun(scenario).kpi("capacity_added.plant") == 1e9 / 1e5 * yield,
             tt::tolerance(1e-9));
  BOOST_TEST(SeenRun(scenario).kpi("spent_usd.plant") == 1e9, tt::tolerance(1e-9));
  BOOST_TEST(SeenRun(scenario).kpi("usd_per_unit.plant") == 1e5 / yield, tt::tolerance(1e-9));
  BOOST_TEST(SeenRun(scenario).kpi("start_day.plant") == 120.0, tt::tolerance(1e-9));
  scenario.investments[0].admin_share = 0.1;
  scenario.investments[0].partner_usd = 1e9;
  BOOST_TEST(SeenRun(scenario).kpi("capacity_added.plant") == 0.9 * 2e9 / 1e5 * yield,
             tt::tolerance(1e-9));
}

// An overrun makes a budget buy less, once: dollars per unit = intensity x overrun, not its square.
BOOST_AUTO_TEST_CASE(an_overrun_counts_once) {
  Scenario scenario = certain_scenario();
  scenario.investments = {plant()};
  scenario.investments[0].overrun_mean = 2;
  scenario.investments[0].overrun_p80 = 2;
  const double price = SeenRun(scenario).kpi("usd_per_unit.plant");
  const double units = SeenRun(scenario).kpi("capacity_added.plant");
  BOOST_TEST(SeenRun(scenario).kpi("spent_usd.plant") == 1e9, tt::tolerance(1e-9));
  BOOST_TEST(price * units == 1e9, tt::tolerance(1e-9));
  // A stated capacity is built whatever it costs.
  scenario.investments[0].capacity_per_year = 5000;
  BOOST_TEST(SeenRun(scenario).kpi("capacity_added.plant") == 5000 * 0.98, tt::tolerance(1e-9));
  BOOST_TEST(SeenRun(scenario).kpi("spent_usd.plant") != 1e9);
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
  BOOST_TEST(SeenRun(scenario).kpi("capacity_added.plant") == 0.0);
  BOOST_TEST(SeenRun(scenario).kpi("spent_usd.plant") == 0.0);
  scenario.investments[0].refusal_probability = 0;
  scenario.investments[0].cancel_probability = 1;
  BOOST_TEST(SeenRun(scenario).kpi("capacity_added.plant") == 0.0);
}

BOOST_AUTO_TEST_CASE(a_project_of_long_ago_stands_on_the_first_day) {
  Scenario scenario = certain_scenario();
  scenario.investments = {plant()};
  scenario.investments[0].announced = std::chrono::year{2005} / 1 / 1;
  scenario.investments[0].ramp_days = 3650;
  BOOST_TEST(SeenRun(scenario).kpi("capacity_added.plant") == 9800.0, tt::tolerance(1e-9));
}

Scenario with(const InvestmentRecord& record) {
  Scenario scenario = certain_scenario();
  scenario.investments = {record};
  return scenario;
}

BOOST_AUTO_TEST_CASE(what_would_have_been_built_anyway_is_taken_off) {
  InvestmentRecord record = plant();
  record.crowd_out = 0.2;
  BOOST_TEST(SeenRun(with(record)).kpi("capacity_added.plant") == 0.8 * 9800, tt::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(screening_and_slip_put_off_the_first_start) {
  InvestmentRecord record = plant();
  record.screening_days = 50;
  BOOST_TEST(SeenRun(with(record)).kpi("start_day.plant") == 170.0, tt::tolerance(1e-9));
  record.slip_mean = record.slip_p80 = 1.5;  // of the hundred days of construction
  BOOST_TEST(SeenRun(with(record)).kpi("start_day.plant") == 220.0, tt::tolerance(1e-9));
}

// 1,095 of 2,190 days: F(1/2) = (1 - exp(-3/4)) / (1 - exp(-3)).
BOOST_AUTO_TEST_CASE(money_is_spent_on_a_rayleigh_curve) {
  InvestmentRecord record = plant();
  record.construction_days = 2190;
  BOOST_TEST(SeenRun(with(record)).kpi("spent_usd.plant") ==
                 1e9 * (1 - std::exp(-0.75)) / (1 - std::exp(-3.0)),
             tt::tolerance(1e-9));
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  Welford x;
  Welford y;
  for (std::size_t i = 0; i < a.size(); ++i) {
    x.add(a[i]);
    y.add(b[i]);
  }
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sum += (a[i] - x.mean()) * (b[i] - y.mean());
  }
  return sum / static_cast<double>(a.size() - 1) / x.standard_deviation() / y.standard_deviation();
}

BOOST_AUTO_TEST_CASE(what_costs_more_takes_longer_by_the_stated_correlation) {
  InvestmentRecord record = plant();
  record.overrun_mean = record.slip_mean = 1.2;
  record.overrun_p80 = record.slip_p80 = 1.4;
  record.capacity_per_year = 5000;  // so that the overrun shows in what is spent
  for (const double rho : {-1.0, 0.0, 1.0}) {
    record.slip_correlation = rho;
    std::vector<double> spent;
    std::vector<double> start;
    for (std::uint64_t replication = 0; replication < 40; ++replication) {
      const SeenRun run(with(record), replication);
      spent.push_back(std::log(run.kpi("spent_usd.plant")));
      start.push_back(std::log(run.kpi("start_day.plant") - 20));
    }
    BOOST_TEST(std::fabs(correlation(spent, start) - rho) < (rho == 0 ? 0.4 : 1e-6));
  }
}

}  // namespace
}  // namespace korus
