// Every uncertainty of a scenario is drawn: with none, replications are alike; with any single one,
// they differ.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <functional>
#include <map>

#include "models/demand_path.hpp"
#include "models/first_events.hpp"
#include "models/steady_state.hpp"
#include "seen_run.hpp"

namespace korus {
namespace {

// An investment, a programme and an outage without any uncertainty.
Scenario sure_scenario() {
  Scenario scenario = test::certain_scenario();
  scenario.markets[0].demand_per_year = 0;
  scenario.demands = {{.id = "d", .market = "kr", .year = 2021, .quantity = 30'000}};
  scenario.lanes[1].customs_days = 5;
  scenario.outages = {{.id = "fire",
                       .target = "smelter",
                       .start = std::chrono::year{2022} / 3 / 1,
                       .stop_days = 20,
                       .recovery_days = 40,
                       .capacity_lost = 0.5}};
  scenario.investments = {{.id = "plant",
                           .line = "us_assemble",
                           .amount_usd = 1e9,
                           .announced = std::chrono::year{2021} / 1 / 1,
                           .screening_days = 30,
                           .construction_days = 100,
                           .qualification_days = 20,
                           .ramp_days = 50,
                           .usd_per_unit = 1e5}};
  scenario.programmes = {{.id = "lab",
                          .amount_usd = 1e6,
                          .start = std::chrono::year{2021} / 1 / 1,
                          .years = 1,
                          .lag_years = 0,
                          .initial_stock_usd = 1e6,
                          .elasticity_median = 0.1,
                          .elasticity_p95 = 0.1,
                          .acts_on = "capacity",
                          .process = "assemble",
                          .country = "US"}};
  return scenario;
}

void widen(Law& value) {
  value = Law(0.6 * value.typical(), value.typical(), 1.2 * value.typical());
}

bool replications_differ(const Scenario& scenario) {
  return test::SeenRun(scenario, 0).digest() != test::SeenRun(scenario, 1).digest();
}

BOOST_AUTO_TEST_CASE(without_uncertainty_replications_are_alike) {
  BOOST_TEST(!replications_differ(sure_scenario()));
}

BOOST_AUTO_TEST_CASE(each_uncertainty_alone_sets_replications_apart) {
  const std::map<std::string, std::function<void(Scenario&)>> uncertainties{
      {"demand noise", [](Scenario& s) { s.markets[1].noise_cv = 0.2; }},
      {"demand band", [](Scenario& s) { widen(s.demands[0].quantity); }},
      {"cycle time", [](Scenario& s) { widen(s.processes[2].cycle_days); }},
      {"yield", [](Scenario& s) { s.processes[2].yield = {0.8, 0.95, 1}; }},
      {"transit", [](Scenario& s) { widen(s.lanes[1].transit_days); }},
      {"customs", [](Scenario& s) { widen(s.lanes[1].customs_days); }},
      {"outage, stop", [](Scenario& s) { widen(s.outages[0].stop_days); }},
      {"outage, recovery", [](Scenario& s) { widen(s.outages[0].recovery_days); }},
      {"outage, loss", [](Scenario& s) { widen(s.outages[0].capacity_lost); }},
      {"screening", [](Scenario& s) { widen(s.investments[0].screening_days); }},
      {"construction", [](Scenario& s) { widen(s.investments[0].construction_days); }},
      {"qualification", [](Scenario& s) { widen(s.investments[0].qualification_days); }},
      {"ramp", [](Scenario& s) { widen(s.investments[0].ramp_days); }},
      {"capital intensity", [](Scenario& s) { widen(s.investments[0].usd_per_unit); }},
      {"overrun",
       [](Scenario& s) {
         s.investments[0].overrun_mean = 1.1;
         s.investments[0].overrun_p80 = 1.2;
       }},
      {"slip",
       [](Scenario& s) {
         s.investments[0].slip_mean = 1.1;
         s.investments[0].slip_p80 = 1.2;
       }},
      {"elasticity", [](Scenario& s) { s.programmes[0].elasticity_p95 = 0.3; }}};
  for (const auto& [name, add] : uncertainties) {
    Scenario scenario = sure_scenario();
    add(scenario);
    BOOST_TEST(replications_differ(scenario), name);
  }
}

// Each of them may follow any law, not only a triangle.
BOOST_AUTO_TEST_CASE(each_uncertain_field_draws_from_the_law_it_is_given) {
  const std::map<std::string, std::function<Law*(Scenario&)>> fields{
      {"demand", [](Scenario& s) { return &s.demands[0].quantity; }},
      {"cycle time", [](Scenario& s) { return &s.processes[2].cycle_days; }},
      {"yield", [](Scenario& s) { return &s.processes[2].yield; }},
      {"transit", [](Scenario& s) { return &s.lanes[1].transit_days; }},
      {"customs", [](Scenario& s) { return &s.lanes[1].customs_days; }},
      {"outage, stop", [](Scenario& s) { return &s.outages[0].stop_days; }},
      {"outage, recovery", [](Scenario& s) { return &s.outages[0].recovery_days; }},
      {"outage, loss", [](Scenario& s) { return &s.outages[0].capacity_lost; }},
      {"screening", [](Scenario& s) { return &s.investments[0].screening_days; }},
      {"construction", [](Scenario& s) { return &s.investments[0].construction_days; }},
      {"qualification", [](Scenario& s) { return &s.investments[0].qualification_days; }},
      {"ramp", [](Scenario& s) { return &s.investments[0].ramp_days; }},
      {"capital intensity", [](Scenario& s) { return &s.investments[0].usd_per_unit; }}};
  for (const auto& [name, of] : fields) {
    for (const auto make : {&Law::lognormal_of, &Law::gamma_of}) {
      Scenario scenario = sure_scenario();
      *of(scenario) = make(of(scenario)->typical(), 0.1);
      BOOST_TEST(replications_differ(scenario), name);
      *of(scenario) = make(of(scenario)->typical(), 0);
      BOOST_TEST(!replications_differ(scenario), name);
    }
  }
}

// Normals that reach far beyond: without the cut, negative times, yields above one.
BOOST_AUTO_TEST_CASE(what_is_drawn_beyond_a_fields_range_is_cut_to_it) {
  Scenario scenario = sure_scenario();
  scenario.demands[0].quantity = Law::normal(30'000, 60'000);
  scenario.processes[2].cycle_days = Law::normal(7, 30);
  scenario.processes[2].yield = Law::normal(0.9, 2);
  scenario.lanes[1].transit_days = Law::normal(13, 50);
  scenario.lanes[1].customs_days = Law::normal(1, 50);
  scenario.outages[0].stop_days = Law::normal(10, 500);
  scenario.outages[0].recovery_days = Law::normal(10, 500);
  scenario.outages[0].capacity_lost = Law::normal(0.5, 5);
  scenario.investments[0].screening_days = Law::normal(10, 500);
  scenario.investments[0].construction_days = Law::normal(10, 500);
  scenario.investments[0].qualification_days = Law::normal(10, 500);
  scenario.investments[0].ramp_days = Law::normal(10, 500);
  const Network network = test::network_of(scenario);
  bool none = false;
  for (std::uint64_t replication = 0; replication < 16; ++replication) {
    BOOST_CHECK_NO_THROW(
        test::run(scenario, {.replication = replication, .check_every_record = true}));
    const RandomSource random(1, replication);
    for (const OutageStep& step : outage_course(network.outages[0], random)) {
      BOOST_TEST((step.level >= 0 && step.level <= 1));
    }
    for (int i = 0; i < 64; ++i) {
      for (const double rate : demand_years(network.markets[0], (i + 0.5) / 64)) {
        BOOST_TEST(rate >= 0);
        none = none || rate == 0;
      }
    }
  }
  BOOST_TEST(none);
}

// Whole display units a year, whatever the base unit.
BOOST_AUTO_TEST_CASE(a_demand_that_counts_keeps_its_whole_numbers_in_base_units) {
  Scenario scenario = sure_scenario();
  scenario.products[2].units_per_display = 50;
  scenario.demands[0].quantity = Law::poisson(300);
  const Network network = test::network_of(scenario);
  const auto market = std::ranges::find(network.markets, "kr", &Market::id);
  for (const double u : {0.01, 0.5, 0.99}) {
    const double units = demand_years(*market, u).at(0) * days_a_year / 50;
    BOOST_TEST(units == Law::poisson(300).quantile(u), boost::test_tools::tolerance(1e-12));
  }
  BOOST_TEST(starting_demand(*market) == 300 * 50 / days_a_year,
             boost::test_tools::tolerance(1e-12));
}

// About half of them, so that a coin of the wrong side is seen too.
BOOST_AUTO_TEST_CASE(refusals_and_cancellations_come_by_their_chance) {
  for (double InvestmentRecord::* chance :
       {&InvestmentRecord::refusal_probability, &InvestmentRecord::cancel_probability}) {
    Scenario scenario = sure_scenario();
    scenario.investments[0].*chance = 0.25;
    int built = 0;
    for (std::uint64_t replication = 0; replication < 64; ++replication) {
      built += test::SeenRun(scenario, replication).kpi("capacity_added.plant") > 0 ? 1 : 0;
    }
    BOOST_TEST(built > 48 - 14);  // four standard errors of 3.5
    BOOST_TEST(built < 48 + 14);
  }
}

}  // namespace
}  // namespace korus
