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

}  // namespace
}  // namespace korus
