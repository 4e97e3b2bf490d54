// Scenarios share their random numbers by name, so that a comparison sees the policy and not the
// dice.
#include <boost/test/unit_test.hpp>
#include <map>

#include "small_network.hpp"

namespace korus {
namespace {

// Every series by "variable/entity".
std::map<std::string, std::vector<float>> series_by_name(const Scenario& scenario) {
  const Network network = test::network_of(scenario);
  const SeriesLayout layout = series_layout(network);
  const ReplicationResult result =
      run_replication(network, layout, Scorecard(network), {.seed = 5});
  std::map<std::string, std::vector<float>> named;
  for (std::size_t v = 0; v < layout.variables.size(); ++v) {
    const std::size_t width = layout.entities(layout.variables[v]);
    for (std::size_t e = 0; e < width; ++e) {
      auto& values =
          named[layout.variables[v].name + "/" + layout.axes[layout.variables[v].axis].labels[e]];
      for (std::size_t t = 0; t < layout.time_days.size(); ++t) {
        values.push_back(result.series[layout.offsets()[v] + t * width + e]);
      }
    }
  }
  return named;
}

BOOST_AUTO_TEST_CASE(a_site_nobody_trades_with_changes_no_other_sites_numbers) {
  const Scenario before = test::small_scenario();
  Scenario after = before;
  after.sites.insert(after.sites.begin(), {.id = "aaa_hermit", .country = "KR"});
  after.products.insert(after.products.begin(), {.id = "aaa_honey"});
  after.processes.insert(after.processes.begin(),
                         {.id = "aaa_keep_bees", .product = "aaa_honey", .cycle_days = {1, 2, 3}});
  after.lines.insert(after.lines.begin(), {.id = "aaa_hive",
                                           .site = "aaa_hermit",
                                           .process = "aaa_keep_bees",
                                           .capacity_per_year = 5000});
  after.markets.insert(after.markets.begin(), {.id = "aaa_hermit_table",
                                               .site = "aaa_hermit",
                                               .product = "aaa_honey",
                                               .demand_per_year = 4000,
                                               .noise_cv = 0.5});
  const auto alone = series_by_name(before);
  const auto joined = series_by_name(after);
  BOOST_TEST(joined.size() > alone.size());
  for (const auto& [name, values] : alone) {
    BOOST_TEST((joined.at(name) == values), name);
  }
}

BOOST_AUTO_TEST_CASE(demand_is_the_same_draw_by_draw_under_another_policy) {
  const Scenario baseline = test::small_scenario();
  Scenario policy = baseline;
  policy.supplies[3].share = 3;
  const auto a = series_by_name(baseline);
  const auto b = series_by_name(policy);
  BOOST_TEST((a.at("market_demand/us") == b.at("market_demand/us")));
  BOOST_TEST((a.at("line_output/us_assemble") != b.at("line_output/us_assemble")));
}

// Salt goes by the lane of the ore, whose times are drawn, and changes nobody's times but its own.
BOOST_AUTO_TEST_CASE(goods_on_a_shared_lane_do_not_redraw_the_trips_of_others) {
  const Scenario before = test::small_scenario();
  Scenario after = before;
  after.products.push_back({.id = "salt", .mass_g = 1});
  after.processes.push_back({.id = "boil", .product = "salt", .cycle_days = 1});
  after.lines.push_back(
      {.id = "mine_boil", .site = "mine", .process = "boil", .capacity_per_year = 90000});
  after.supplies.push_back({.id = "f", .product = "salt", .supplier = "mine", .share = 1});
  after.markets.push_back({.id = "salt",
                           .site = "kr_shop",
                           .product = "salt",
                           .demand_per_year = 40000,
                           .noise_cv = 0.5});
  const auto alone = series_by_name(before);
  const auto joined = series_by_name(after);
  const auto on_the_lane = [](const std::string& name) { return name.starts_with("lane_"); };
  for (const auto& [name, values] : alone) {
    BOOST_TEST((on_the_lane(name) || joined.at(name) == values), name);
  }
  BOOST_TEST((joined.at("lane_carried/au-kr") != alone.at("lane_carried/au-kr")));
}

}  // namespace
}  // namespace korus
