// A plan: what is wrong with it is told at its place, its points are those that were asked for, and
// each of them changes just the fields that it names.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>

#include "plan_folder.hpp"

using namespace korus;

namespace {

bool holds(const std::string& text, const std::string& part) {
  const bool found = text.find(part) != std::string::npos;
  BOOST_TEST_CONTEXT(text) { BOOST_TEST(found, "not told: " << part); }
  return found;
}

constexpr const char* factors = R"(
[[factor]]
name = "demand"
fields = ["market.*.demand_per_year"]
how = "times"
low = 0.5
high = 1.5
[[factor]]
name = "slip"
fields = ["outage.fire.start"]
how = "plus"
values = [0, 30, 60]
)";

}  // namespace

BOOST_AUTO_TEST_CASE(all_that_is_wrong_with_a_plan_is_told_at_once_and_where) {
  const PlanFolder folder("plan_test");
  const std::string told = folder.errors(R"(title = "x"
scenario = "none.toml"
replications = 0
[design]
kind = "sobl"
[[factor]]
name = "value"
fields = ["market.us_chips.demand_per_year"]
low = 3
high = 2
[[factor]]
name = "a"
low = 1
hihg = 2
)");
  holds(told, "p.toml:2: no such file");
  holds(told, "p.toml:3: replications");
  holds(told, "p.toml:5: design.kind");
  holds(told, "sobol");
  holds(told, "p.toml:7: factor.name");
  holds(told, "p.toml:10: factor.high");
  holds(told, "unknown key \"hihg\"; did you mean \"high\"?");
  holds(told, "no fields");
}

BOOST_AUTO_TEST_CASE(a_factor_must_act_on_something_and_stay_in_its_range) {
  const PlanFolder folder("plan_test");
  const std::string told = folder.errors(R"(
scenario = "s.toml"
[design]
kind = "latin_hypercube"
samples = 4
[[factor]]
name = "a"
fields = ["market.us_chip.demand_per_year"]
low = 1
high = 2
[[factor]]
name = "b"
fields = ["market.us_chips.demand"]
low = 1
high = 2
[[factor]]
name = "c"
fields = ["market.us_chips.noise_cv"]
low = 1
high = 4
[[factor]]
name = "d"
fields = ["outage.fire.stop_days"]
how = "plus"
low = 1
high = 4
[[factor]]
name = "e"
fields = ["market.*.cover_days", "market.us_chips.cover_days"]
low = 1
high = 4
)");
  holds(told, "p.toml:8: factor a: no market \"us_chip\"; did you mean \"us_chips\"?");
  holds(told, "p.toml:13: factor b: unknown");
  holds(told, "factor c at 4: market.us_chips.noise_cv: must be 0 to 3, becomes 4");
  holds(told,
        "p.toml:29: factor e: 'market.us_chips.cover_days' names market.us_chips.cover_days, which "
        "another of its fields names already");
  holds(told, "factor d at 1: outage.fire.stop_days: has a law in words");
}

BOOST_AUTO_TEST_CASE(a_grid_is_every_value_with_every_other_and_every_policy) {
  const PlanFolder folder("plan_test");
  const Sweep sweep = load_sweep(folder.read(R"(
[design]
kind = "grid"
levels = 3
[[policy]]
name = "as_is"
scenario = "s.toml"
[[policy]]
name = "stock"
scenario = "s.toml"
set = ["market.us_chips.cover_days=60"]
)" + std::string(factors)));
  BOOST_TEST(sweep.design.values.size() == 9U);
  BOOST_TEST(sweep.points() == 18U);
  BOOST_TEST(sweep.design.values[0][0] == 0.5);
  BOOST_TEST(sweep.design.values[3][0] == 1.0);
  BOOST_TEST(sweep.design.values[8][0] == 1.5);
  BOOST_TEST(sweep.design.values[5][1] == 2.0);  // the third of its list
  BOOST_TEST(value_text(sweep.plan.factors[1].about, 2) == "60");
}

BOOST_AUTO_TEST_CASE(a_point_changes_the_fields_of_its_factors_and_nothing_else) {
  const PlanFolder folder("plan_test");
  const Sweep sweep = load_sweep(folder.read(R"(
scenario = "s.toml"
[design]
kind = "grid"
levels = 2
)" + std::string(factors)));
  std::string trouble;
  const Network first = network_at(sweep, 0, trouble);
  const Network last = network_at(sweep, 5, trouble);
  BOOST_TEST(trouble == "");
  BOOST_TEST(first.outages[0].start_day == 59);  // 1 March
  BOOST_TEST(last.outages[0].start_day == 119);  // 60 days later
  Scenario scenario = sweep.scenarios[0].scenario;
  BOOST_TEST(apply_factor(scenario, sweep.fields[0][0][0], FactorAction::times, "1.5") == "");
  BOOST_TEST(scenario.markets[0].demand_per_year == 1.5 * 18250);
  BOOST_TEST(scenario.lines[0].capacity_per_year == 36500);
}

BOOST_AUTO_TEST_CASE(a_law_is_multiplied_as_a_whole_moved_or_replaced) {
  const PlanFolder folder("plan_test");
  Sweep sweep = load_sweep(folder.read(R"(
scenario = "s.toml"
[design]
kind = "grid"
[[factor]]
name = "a"
fields = ["lane.*.transit_days"]
how = "times"
low = 1
high = 2
)"));
  Scenario& scenario = sweep.scenarios[0].scenario;
  const FactorField transit = sweep.fields[0][0][0];
  const Law& law = scenario.lanes[0].transit_days;
  BOOST_TEST(apply_factor(scenario, transit, FactorAction::times, "2") == "");
  BOOST_TEST(law.lowest() == 10);
  BOOST_TEST(law.typical() == 20);
  BOOST_TEST(law.highest() == 30);
  BOOST_TEST(apply_factor(scenario, transit, FactorAction::plus, "1.5") == "");
  BOOST_TEST(law.lowest() == 11.5);
  BOOST_TEST(law.highest() == 31.5);
  BOOST_TEST(apply_factor(scenario, transit, FactorAction::set, "erlang(2, 8)") == "");
  BOOST_TEST(law.mean() == 8);
  BOOST_TEST(apply_factor(scenario, transit, FactorAction::times, "0.5") == "");
  BOOST_TEST(law.mean() == 4);
  BOOST_TEST(apply_factor(scenario, transit, FactorAction::set, "-1") != "");
  BOOST_TEST(law.mean() == 4);
}

// What is counted, or is a day, lies on whole numbers in the file as in the run.
BOOST_AUTO_TEST_CASE(points_of_what_is_counted_are_whole) {
  const PlanFolder folder("plan_whole");
  const std::string plan = R"(
scenario = "s.toml"
[design]
kind = "sobol"
samples = 16
[[factor]]
name = "day"
fields = ["outage.fire.start"]
how = "plus"
low = 0
high = 10
[[factor]]
name = "lot"
fields = ["process.make.lot_size"]
low = 1
high = 4
[[factor]]
name = "scale"
fields = ["process.make.lot_size"]
how = "times"
low = 1
high = 4
)";
  const Sweep sweep = load_sweep(folder.read(plan));
  double apart = 0;
  for (std::size_t row = 0; row < 16; ++row) {
    const auto point = sweep.design.values[row];
    BOOST_TEST(point[0] == std::round(point[0]));
    BOOST_TEST(point[1] == std::round(point[1]));
    apart += std::fabs(point[2] - std::round(point[2]));
  }
  BOOST_TEST(apart > 0);
  const auto told = [&](const char* from, const char* to) {
    std::string changed = plan;
    return folder.errors(changed.replace(changed.find(from), std::string(from).size(), to));
  };
  holds(told("high = 4", "high = 4.5"), "needs a whole number, got 4.5");
  holds(told("high = 10", "high = 1e30"), "needs whole days, 36525 at most");
  holds(told("low = 1\nhigh = 4", "values = [1, 2.5]"), "needs a whole number, got 2.5");
  holds(told("low = 1\nhigh = 4", "values = [1, \"a|b\"]"), "none of them empty or with a |");
}

BOOST_AUTO_TEST_CASE(a_list_may_leave_its_ranges_to_its_columns) {
  const PlanFolder folder("plan_test");
  folder.write("list.csv", "x,unmet\n10,lost\n30,backorder\n20,lost\n");
  const std::string plan = R"(
scenario = "s.toml"
[design]
kind = "list"
file = "list.csv"
[[factor]]
name = "x"
fields = ["market.*.cover_days"]
[[factor]]
name = "unmet"
fields = ["market.*.unmet"]
)";
  const Sweep sweep = load_sweep(folder.read(plan));
  BOOST_TEST(sweep.plan.factors[0].about.low == 10);
  BOOST_TEST(sweep.plan.factors[0].about.high == 30);
  BOOST_TEST(sweep.design.values[2][0] == 20);
  BOOST_TEST(sweep.design.unit[2][0] == 0.5);
  BOOST_TEST(sweep.plan.factors[1].about.values.size() == 2U);
  BOOST_TEST(sweep.design.values[1][1] == 1);
  const std::string before = sweep.identity;
  folder.write("list.csv", "x,unmet\n10,lost\n30,backorder\n21,lost\n");
  BOOST_TEST(load_sweep(folder.read(plan)).identity != before);
}

BOOST_AUTO_TEST_CASE(what_decides_the_results_decides_the_identity) {
  const PlanFolder folder("plan_test");
  const std::string plan =
      "scenario = \"s.toml\"\nset = [\"market.us_chips.noise_cv=0.1\"]\n"
      "[design]\nkind = \"grid\"\n" +
      std::string(factors);
  const Sweep sweep = load_sweep(folder.read(plan));
  BOOST_TEST(sweep.identity == load_sweep(folder.read(plan)).identity);
  const std::string other = std::string(plan).replace(plan.find("0.1"), 3, "0.2");
  BOOST_TEST(sweep.identity != load_sweep(folder.read(other)).identity);
}
