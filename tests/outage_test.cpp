// What an outage stops, spoils and delays.
#include <boost/test/unit_test.hpp>

#include "seen_run.hpp"

namespace korus {
namespace {

namespace tt = boost::test_tools;
using test::certain_scenario;
using test::SeenRun;

// From day 424, in the middle of week 60.
OutageRecord outage(const char* target, double stop_days) {
  return {.id = "shock",
          .target = target,
          .start = std::chrono::year{2022} / 3 / 1,
          .stop_days = stop_days};
}

BOOST_AUTO_TEST_CASE(a_stopped_site_starts_nothing_until_it_recovers) {
  Scenario scenario = certain_scenario();
  scenario.outages = {outage("smelter", 60)};  // to day 484
  const SeenRun run(scenario);
  BOOST_TEST(run.at("site_availability", "smelter", 64) == 0.0);
  BOOST_TEST(run.sum("line_starts", "smelter_smelt", 61, 69) == 0.0);
  BOOST_TEST(run.at("site_availability", "smelter", 70) == 1.0);
  BOOST_TEST(run.sum("line_starts", "smelter_smelt", 70, 72) > 10'000.0);
  BOOST_TEST(run.at("site_availability", "kr_plant", 64) == 1.0);
}

// Its buyers have no other source, and take what it had finished.
BOOST_AUTO_TEST_CASE(what_a_stopped_supplier_has_on_the_shelf_is_still_ordered) {
  Scenario scenario = certain_scenario();
  scenario.stocks = {
      {.id = "shelf", .site = "smelter", .product = "metal", .cover_days = 60, .review_days = 1}};
  scenario.outages = {outage("smelter", 90)};  // to day 514
  const SeenRun run(scenario);
  BOOST_TEST(run.at("stock_on_hand", "smelter:metal", 60) > 0.0);
  BOOST_TEST(run.at("stock_on_hand", "smelter:metal", 72) == 0.0);
  BOOST_TEST(run.sum("line_starts", "kr_assemble", 61, 68) > 0.0);
}

BOOST_AUTO_TEST_CASE(a_partial_loss_leaves_its_share_of_capacity_and_heals_in_a_straight_line) {
  Scenario scenario = certain_scenario();
  scenario.lines[1].capacity_per_year = 100'000;  // always full
  scenario.outages = {outage("smelter", 56)};
  scenario.outages[0].capacity_lost = 0.6;
  scenario.outages[0].recovery_days = 80;
  const SeenRun run(scenario);
  BOOST_TEST(run.mean("line_starts", "smelter_smelt", 62, 68) == 0.4 * 100'000 * 7 / 365.0,
             tt::tolerance(0.02));
  BOOST_TEST(run.at("site_availability", "smelter", 73) == 0.4 + 0.6 * 0.375,
             tt::tolerance(0.15));  // day 518 of 480 to 560, in eighths
}

// In the days until lots come out that began after the shock, and then it is made up for.
BOOST_AUTO_TEST_CASE(scrap_spoils_its_share_of_the_work_in_process) {
  Scenario scenario = certain_scenario();
  scenario.simulation.record_days = 1;
  const SeenRun sound(scenario);
  scenario.outages = {outage("kr_plant", 1)};
  scenario.outages[0].capacity_lost = 0;
  scenario.outages[0].scrap = 0.5;
  const SeenRun hit(scenario);
  const double spoiled = 0.5 * sound.at("line_in_process", "kr_assemble", 423);
  const double missing = sound.sum("line_output", "kr_assemble", 424, 431) -
                         hit.sum("line_output", "kr_assemble", 424, 431);
  const double begun_again = hit.sum("line_starts", "kr_assemble", 424, 560) -
                             sound.sum("line_starts", "kr_assemble", 424, 560);
  BOOST_TEST(spoiled > 400.0);
  BOOST_TEST(missing == spoiled * 0.98, tt::tolerance(0.05));
  BOOST_TEST(begun_again == spoiled, tt::tolerance(0.25));
}

// On the day before, and never again within the run.
BOOST_AUTO_TEST_CASE(a_hazard_without_loss_of_capacity_scraps_as_well) {
  Scenario scenario = certain_scenario();
  scenario.simulation.record_days = 1;
  const SeenRun sound(scenario);
  scenario.hazards = {{.id = "shock",
                       .target = "kr_plant",
                       .up_days = 423.5,
                       .stop_days = 1000,
                       .capacity_lost = 0,
                       .scrap = 0.5}};
  const SeenRun hit(scenario);
  const double spoiled = 0.5 * sound.at("line_in_process", "kr_assemble", 423);
  const double missing = sound.sum("line_output", "kr_assemble", 423, 431) -
                         hit.sum("line_output", "kr_assemble", 423, 431);
  BOOST_TEST(missing == spoiled * 0.98, tt::tolerance(0.05));
}

BOOST_AUTO_TEST_CASE(scrap_of_long_ago_is_past) {
  Scenario scenario = certain_scenario();
  const double sound = SeenRun(scenario).kpi("output_2021.KR.widgets");
  scenario.outages = {outage("kr_plant", 1)};
  scenario.outages[0].start = std::chrono::year{2005} / 3 / 1;
  scenario.outages[0].scrap = 1;
  BOOST_TEST(SeenRun(scenario).kpi("output_2021.KR.widgets") == sound, tt::tolerance(1e-9));
}

// The smelter also makes slag, of which the shop in Korea sells ten a day.
Scenario two_products() {
  Scenario scenario = certain_scenario();
  scenario.products.push_back({.id = "slag", .mass_g = 1});
  scenario.processes.push_back({.id = "skim", .product = "slag"});
  scenario.lines.push_back(
      {.id = "smelter_skim", .site = "smelter", .process = "skim", .capacity_per_year = 5000});
  scenario.supplies.push_back({.id = "s", .product = "slag", .supplier = "smelter", .share = 1});
  scenario.markets.push_back(
      {.id = "slag", .site = "kr_shop", .product = "slag", .demand_per_year = 3650});
  return scenario;
}

BOOST_AUTO_TEST_CASE(an_outage_of_one_product_leaves_the_others_of_its_site_alone) {
  Scenario scenario = two_products();
  scenario.outages = {outage("smelter", 60)};  // to day 484
  scenario.outages[0].product = "metal";
  const SeenRun run(scenario);
  BOOST_TEST(run.sum("line_starts", "smelter_smelt", 61, 69) == 0.0);
  BOOST_TEST(run.sum("line_starts", "smelter_smelt", 70, 72) > 10'000.0);
  BOOST_TEST(run.mean("line_starts", "smelter_skim", 61, 69) == 70.0, tt::tolerance(0.02));
  BOOST_TEST(run.at("site_availability", "smelter", 64) == 1.0);
}

BOOST_AUTO_TEST_CASE(scrap_of_an_outage_of_one_product_spoils_that_product) {
  Scenario scenario = two_products();
  scenario.simulation.record_days = 1;
  const SeenRun sound(scenario);
  scenario.outages = {outage("smelter", 1)};
  scenario.outages[0].capacity_lost = 0;
  scenario.outages[0].scrap = 1;
  scenario.outages[0].product = "slag";
  const SeenRun hit(scenario);
  BOOST_TEST(hit.sum("line_output", "smelter_smelt", 424, 431) ==
             sound.sum("line_output", "smelter_smelt", 424, 431));
  BOOST_TEST(sound.at("line_output", "smelter_skim", 424) == 10.0);
  BOOST_TEST(hit.at("line_output", "smelter_skim", 424) == 0.0);
}

BOOST_AUTO_TEST_CASE(an_outage_of_a_product_that_is_not_made_there_is_refused) {
  const auto problem_of = [](const char* target, const char* product) {
    Scenario scenario = certain_scenario();
    scenario.outages = {outage(target, 1)};
    scenario.outages[0].product = product;
    std::vector<BuildProblem> problems;
    build_network(scenario, problems);
    return problems.empty() ? "" : problems[0].id + "." + problems[0].field + problems[0].message;
  };
  BOOST_TEST(problem_of("smelter", "metal") == "");
  BOOST_TEST(problem_of("smelter", "ore") == "shock.productsmelter does not make it");
  BOOST_TEST(problem_of("kr-us", "metal") == "shock.productkr-us does not make it");
}

Scenario unscheduled_lane() {
  Scenario scenario = certain_scenario();
  scenario.lanes[1].departure_days = 0;
  scenario.lanes[1].vehicle_t = 0;
  return scenario;
}

BOOST_AUTO_TEST_CASE(nothing_leaves_by_a_closed_lane_and_all_that_waits_leaves_when_it_opens) {
  Scenario scenario = unscheduled_lane();
  scenario.outages = {outage("kr-us", 90)};  // to day 514
  const SeenRun run(scenario);
  BOOST_TEST(run.sum("lane_carried", "kr-us", 61, 73) == 0.0);
  BOOST_TEST(run.at("lane_waiting", "kr-us", 72) > 0.0);
  BOOST_TEST(run.at("lane_waiting", "kr-us", 75) == 0.0);
  BOOST_TEST(run.at("lane_carried", "kr-us", 73) >= run.at("lane_waiting", "kr-us", 72));
  BOOST_TEST(run.kpi("late_share.US.widgets") > 0.02);
}

// Ten days without a lane delay goods by about ten days, not by multiples of the trip; and 99 %
// closed is no worse than closed.
BOOST_AUTO_TEST_CASE(a_closed_lane_delays_by_no_more_than_its_closure) {
  Scenario scenario = unscheduled_lane();
  BOOST_TEST(SeenRun(scenario).kpi("late_share.US.widgets") == 0.0);
  scenario.outages = {outage("kr-us", 10)};
  BOOST_TEST(SeenRun(scenario).kpi("late_share.US.widgets") < 0.01);  // 21 days of stock
  scenario.outages[0].capacity_lost = 0.99;
  BOOST_TEST(SeenRun(scenario).kpi("late_share.US.widgets") < 0.01);
}

}  // namespace
}  // namespace korus
