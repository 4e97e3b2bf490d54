// Every uncertainty of a scenario is drawn: with none, replications are alike; with any single one,
// they differ.
#define BOOST_TEST_MODULE uncertainty
#include <boost/test/unit_test.hpp>
#include <functional>
#include <map>

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
