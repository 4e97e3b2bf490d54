// What makes no network is refused with the record and field at fault.
#include <boost/test/unit_test.hpp>

#include "small_network.hpp"

namespace korus {
namespace {

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

BOOST_AUTO_TEST_CASE(demand_that_would_not_be_heeded_is_refused) {
  Scenario s = test::small_scenario();  // both markets come daily, with noise_cv 0.2
  s.markets[0].quantity = Law(100);
  expect_problem(s, "market.kr.noise_cv", "is not heeded: demand comes by quantity");
  s.markets[0].noise_cv = 0;
  BOOST_TEST(problem_of(s).empty());
  s.demands = {{.id = "kr:2022", .market = "kr", .year = 2022, .quantity = 30000}};
  expect_problem(s, "demand.kr:2022.market", "is not heeded: demand comes by quantity");
  s.demands[0].market = "us";
  BOOST_TEST(problem_of(s).empty());
  s.markets[0].quantity = Law(0);
  s.markets[0].arrivals = "single";
  s.markets[0].season_amplitude = 0.1;
  expect_problem(s, "market.kr.season_amplitude", "demand comes by arrivals = single");
  s.markets[0].season_amplitude = 0;
  s.programmes = {{.id = "buyer", .buys_market = "kr", .buys_usd_per_unit = 10}};
  expect_problem(s, "programme.buyer.buys_market", "what it buys is not heeded");
  s.programmes[0].buys_market = "us";
  BOOST_TEST(problem_of(s).empty());
}

BOOST_AUTO_TEST_CASE(an_unlimited_stock_that_should_serve_its_own_site_is_refused) {
  Scenario s = test::small_scenario();
  s.stocks = {{.id = "x", .site = "us_shop", .product = "widget", .policy = "unlimited"}};
  expect_problem(s, "stock.x.policy", "can not serve market us");
  s.stocks = {{.id = "x", .site = "smelter", .product = "ore", .policy = "unlimited"}};
  expect_problem(s, "stock.x.policy", "can not serve line smelter_smelt");
}

BOOST_AUTO_TEST_CASE(a_mode_within_a_country_is_land_and_the_message_says_so) {
  Scenario s = test::small_scenario();
  s.lanes.erase(s.lanes.begin() + 2);  // kr-kr
  s.supplies[1].mode = "sea";
  expect_problem(s, "supply.b.mode",
                 "no lane by land from smelter (KR) to kr_plant (KR); within "
                 "one country goods go by land");
}

BOOST_AUTO_TEST_CASE(a_continuous_review_without_levels_is_one_problem) {
  Scenario s = test::small_scenario();
  s.stocks = {{.id = "x", .site = "us_shop", .product = "widget", .review = "continuous"}};
  std::vector<BuildProblem> problems;
  build_network(s, problems);
  BOOST_REQUIRE(problems.size() == 1U);
  BOOST_TEST(problems[0].field == "review");
  BOOST_TEST(problems[0].message == "continuous needs levels = fixed, or forecast = constant");
}

}  // namespace
}  // namespace korus
