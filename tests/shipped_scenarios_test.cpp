// The shipped scenarios are what they say: large enough, sourced number by number, balanced on the
// first day, flat without change.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>
#include <set>
#include <sstream>

#include "models/demand_path.hpp"
#include "models/steady_state.hpp"
#include "small_network.hpp"
#include "tools/scenario/scenario_reader.hpp"

namespace korus {
namespace {

const std::string folder = KORUS_SOURCE_DIR "/scenarios/";

const LoadedScenario& shipped(const std::string& name) {
  static std::map<std::string, LoadedScenario> read;
  if (!read.contains(name)) {
    read.emplace(name, read_scenario(folder + name));
  }
  return read.at(name);
}

BOOST_AUTO_TEST_CASE(each_chain_has_the_sites_the_design_asks_for) {
  std::map<std::string, int> sites;
  std::set<std::string> countries;
  for (const SiteRecord& site : shipped("baseline.toml").scenario.sites) {
    ++sites[site.chain];
    countries.insert(site.country);
  }
  BOOST_TEST(sites["semiconductor"] >= 45);
  BOOST_TEST(sites["battery"] >= 30);
  BOOST_TEST(sites["vaccine"] >= 25);
  BOOST_TEST(countries.contains("US"));
  BOOST_TEST(countries.contains("KR"));
}

BOOST_AUTO_TEST_CASE(the_chains_are_one_network) {
  const Network network = test::network_of(shipped("pledge.toml").scenario);
  std::set<std::string> inputs_of_vehicles;
  std::set<std::string> inputs_of_radios;
  for (const Line& line : network.lines) {
    for (const Need& need : line.needs) {
      const std::string& group = network.product_of(line).group;
      const std::string& input = network.products[network.stocks[need.stock].product].group;
      if (group.ends_with("vehicles")) {
        inputs_of_vehicles.insert(input);
      } else if (group == "radio units") {
        inputs_of_radios.insert(input);
      }
    }
  }
  BOOST_TEST(inputs_of_vehicles.contains("auto chips"));
  BOOST_TEST(inputs_of_vehicles.contains("EV packs"));
  BOOST_TEST(inputs_of_radios.contains("advanced chips"));
}

BOOST_AUTO_TEST_CASE(every_number_carries_a_source_and_a_quality_mark) {
  const LoadedScenario& pledge = shipped("pledge.toml");
  std::set<std::string> keys;
  for (const SourceRecord& source : pledge.scenario.sources) {
    keys.insert(source.id);
  }
  std::map<std::string, int> qualities;
  for (const InputNumber& input : pledge.inputs) {
    if (input.path.starts_with("simulation.")) {
      continue;
    }
    ++qualities[input.quality];
    BOOST_TEST(!input.source.empty(), input.path << " has no source");
    std::stringstream list(input.source);
    for (std::string key; std::getline(list, key, ';');) {
      BOOST_TEST(keys.contains(key), input.path << " cites " << key);
    }
  }
  BOOST_TEST(qualities.size() == 3U);
  BOOST_TEST(qualities["sourced"] + qualities["derived"] + qualities["estimate"] > 5000);
}

BOOST_AUTO_TEST_CASE(the_pledge_adds_up_to_the_statement) {
  std::map<std::string, double> usd;
  for (const InvestmentRecord& row : shipped("pledge.toml").scenario.investments) {
    usd[row.pledge] += row.amount_usd;
  }
  for (const ProgrammeRecord& row : shipped("pledge.toml").scenario.programmes) {
    usd[row.pledge] += row.amount_usd;
  }
  const auto exactly = boost::test_tools::tolerance(1e-6);
  BOOST_TEST(usd["private_25b"] == 25e9, exactly);
  BOOST_TEST(usd["us_network_2_5b"] == 2.5e9, exactly);
  BOOST_TEST(usd["kr_network_1b"] == 1e9, exactly);
  BOOST_TEST(usd["vaccine_partnership"] > 0);
}

BOOST_AUTO_TEST_CASE(no_line_is_overbooked_on_the_first_day) {
  const Network network = test::network_of(shipped("baseline.toml").scenario);
  for (const Line& line : network.lines) {
    const double usable = line.nameplate.at(0) / 365.0 * line.usable;
    BOOST_TEST(wanted_rate(network, line) <= usable, line.id);
  }
}

// The baseline's first day for ten years: no growth, no noise, no shock, no project.
Scenario frozen(Scenario s) {
  const Network network = test::network_of(s);
  for (LineRecord& row : s.lines) {
    const auto line = std::ranges::find(network.lines, row.id, &Line::id);
    row.capacity_per_year = line->nameplate.at(0) / network.product_of(*line).units_per_display;
    row.growth_per_year = 0;
  }
  for (MarketRecord& row : s.markets) {
    const auto market = std::ranges::find(network.markets, row.id, &Market::id);
    const double rate = market_rate(*market, demand_years(*market, 0.5), 0);
    row.demand_per_year =
        rate * 365.0 / network.products[network.stocks[market->stock].product].units_per_display;
  }
  test::make_certain(s);
  s.capacities.clear();
  s.demands.clear();
  s.outages.clear();
  s.investments.clear();
  s.programmes.clear();
  return s;
}

struct Yearly {
  std::map<std::string, std::map<int, double>> values;  // "what, country, group" -> year -> value
};

Yearly yearly(const Network& network, const SeriesLayout& layout,
              const std::vector<float>& series) {
  Yearly result;
  for (std::size_t v = 0; v < layout.variables.size(); ++v) {
    const std::string& name = layout.variables[v].name;
    const bool by_line = name == "line_capacity" || name == "line_output";
    const bool by_market =
        name == "market_sold" || name == "market_demand" || name == "market_late";
    if (!by_line && !by_market) {
      continue;
    }
    const std::size_t width = layout.entities(layout.variables[v]);
    for (std::size_t e = 0; e < width; ++e) {
      const Stock& stock =
          network.stocks[by_line ? network.lines[e].stock : network.markets[e].stock];
      if (network.products[stock.product].group.empty()) {
        continue;  // no headline figure
      }
      const std::string key = name + ", " + network.sites[stock.site].country + ", " +
                              network.products[stock.product].group;
      for (std::size_t t = 0; t < layout.time_days.size(); ++t) {
        // 52 whole weeks a year, so that weekly rhythms do not show.
        const int year = static_cast<int>((layout.time_days[t] - 1) / 364);
        result.values[key][year] +=
            static_cast<double>(series[layout.offsets()[v] + t * width + e]);
      }
    }
  }
  return result;
}

BOOST_AUTO_TEST_CASE(without_growth_and_shocks_nothing_drifts_by_a_hundredth_from_year_two_to_ten) {
  const Network network = test::network_of(frozen(shipped("baseline.toml").scenario));
  const SeriesLayout layout = series_layout(network);
  const ReplicationResult result =
      run_replication(network, layout, Scorecard(network),
                      {.executor = ExecutorKind::windowed, .check_every_record = true});
  const Yearly seen = yearly(network, layout, result.series);
  BOOST_TEST(seen.values.size() > 80U);
  for (const auto& [name, years] : seen.values) {
    const bool late = name.starts_with("market_late");
    const double demand = late ? seen.values.at("market_demand" + name.substr(11)).at(1) : 0;
    for (int year = 2; year < 10; ++year) {
      // Lateness is told as a share of demand.
      const double scale = late ? demand : years.at(1);
      BOOST_TEST(std::fabs(years.at(year) - years.at(1)) <= 0.01 * scale + 1e-9,
                 name << ": " << years.at(1) << " in year 2, " << years.at(year) << " in year "
                      << year + 1);
    }
  }
}

}  // namespace
}  // namespace korus
