// The shipped portfolios spend what they say, number by number with a source, and the shipped plans
// can be run.
#include <array>
#include <boost/test/unit_test.hpp>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "tools/scenario/scenario_reader.hpp"
#include "tools/sweep/sweep.hpp"

namespace korus {
namespace {

namespace tt = boost::test_tools;

const std::string folder = KORUS_SOURCE_DIR "/scenarios/";
constexpr std::array portfolios{"advanced_chips", "auto_chips", "battery_cells",
                                "materials",      "reserves",   "vaccines"};

const LoadedScenario& portfolio(const std::string& name) {
  static std::map<std::string, LoadedScenario> read;
  if (!read.contains(name)) {
    read.emplace(name, read_scenario(folder + "portfolios/" + name + ".toml"));
  }
  return read.at(name);
}

std::set<std::string> source_keys(const Scenario& scenario) {
  std::set<std::string> keys;
  for (const SourceRecord& source : scenario.sources) {
    keys.insert(source.id);
  }
  return keys;
}

void cites_only(const std::set<std::string>& keys, const std::string& source,
                const std::string& what) {
  BOOST_TEST(!source.empty(), what << " has no source");
  std::stringstream list(source);
  for (std::string key; std::getline(list, key, ';');) {
    BOOST_TEST(keys.contains(key), what << " cites " << key);
  }
}

// Their budgets: goods at their price, which follows from the cost of holding, and five years of
// holding at a tenth of it a year.
double cost_of_reserves(const Scenario& scenario) {
  double usd = 0;
  for (const StockRecord& stock : scenario.stocks) {
    for (const ProductRecord& product : scenario.products) {
      if (product.id == stock.product) {
        const double price = stock.holding_cost_usd_per_day * 365.25 / 0.1;
        const double goods = price * static_cast<double>(stock.reserve) /
                             static_cast<double>(product.units_per_display);
        BOOST_TEST(stock.reserve_usd == 1.5 * goods, tt::tolerance(1e-4));
      }
    }
    usd += stock.reserve_usd;
  }
  return usd;
}

BOOST_AUTO_TEST_CASE(each_portfolio_spends_five_billion_announced_on_one_day) {
  for (const std::string name : portfolios) {
    const LoadedScenario& loaded = portfolio(name);
    double usd = cost_of_reserves(loaded.scenario);
    for (const InvestmentRecord& investment : loaded.scenario.investments) {
      if (investment.pledge == "next_5b") {
        usd += investment.amount_usd;
        BOOST_TEST(investment.partner_usd == 0);
        BOOST_TEST((investment.announced == std::chrono::year{2022} / 1 / 1));
        BOOST_TEST(investment.id.starts_with("next_"));
      }
    }
    BOOST_TEST(usd == 5e9, tt::tolerance(1e-4));
  }
}

BOOST_AUTO_TEST_CASE(every_number_of_a_portfolio_carries_a_source_and_a_quality_mark) {
  for (const std::string name : portfolios) {
    const LoadedScenario& loaded = portfolio(name);
    const std::set<std::string> keys = source_keys(loaded.scenario);
    for (const InputNumber& input : loaded.inputs) {
      if (!input.path.starts_with("simulation.")) {
        cites_only(keys, input.source, name + ": " + input.path);
        BOOST_TEST(!input.quality.empty(), name << ": " << input.path << " has no quality");
      }
    }
  }
}

// Both ends of every factor lie in range.
BOOST_AUTO_TEST_CASE(each_plan_can_be_run_and_its_factors_say_where_they_come_from) {
  for (const std::string name : {"size_and_split", "screening", "sobol", "next_5b"}) {
    const Sweep sweep = load_sweep(read_plan(folder + "sweeps/" + name + ".toml"));
    const std::set<std::string> keys = source_keys(sweep.scenarios.front().scenario);
    for (std::size_t f = 0; f < sweep.plan.factors.size(); ++f) {
      const SweepFactor& about = sweep.plan.factors[f].about;
      cites_only(keys, about.source, name + ": " + about.name);
      BOOST_TEST(!about.quality.empty());
      BOOST_TEST(!about.doc.empty());
    }
  }
}

// What money buys must fit into what a run can hold, at every size and split.
BOOST_AUTO_TEST_CASE(every_size_and_split_can_be_built) {
  const Sweep sweep = load_sweep(read_plan(folder + "sweeps/size_and_split.toml"));
  for (std::size_t point = 0; point < sweep.points(); point += 4) {  // 0; 44: the most materials
    std::string trouble;
    network_at(sweep, point, trouble);
    BOOST_TEST(trouble == "", "point " << point << ": " << trouble);
  }
}

}  // namespace
}  // namespace korus
