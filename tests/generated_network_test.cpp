// A generated network is what its README says: the same from the same seed, read back as it was
// drawn, many-tiered with hubs, in balance on its first day, and flat until its first outage.
#include <stdlib.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "engine/parallel.hpp"
#include "models/steady_state.hpp"
#include "small_network.hpp"
#include "tools/generate/scenario_folder.hpp"
#include "tools/generate/scenario_tables.hpp"
#include "tools/generate/synthetic_network.hpp"
#include "tools/scenario/canonical_text.hpp"
#include "tools/scenario/scenario_reader.hpp"
#include "tools/scenario/sha256.hpp"

namespace korus {
namespace {

const Scenario& generated() {
  static const Scenario scenario = synthetic_network({.sites = 1000});
  return scenario;
}

std::string text_of(const Scenario& scenario) {
  std::string text;
  for (const ScenarioTable& table : scenario_tables(scenario)) {
    text += table.kind + '\n' + table.text;
  }
  return text;
}

// Written once on one machine: whoever sees another hash has another network.
BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_bytes_everywhere) {
  BOOST_TEST(text_of(synthetic_network({.sites = 1000})) == text_of(generated()));
  BOOST_TEST(sha256_hex(text_of(generated())) ==
             "277dee3bef71105af707f77fea9ef32432fa0ce6ba3bc87ea83a5d0742fd9ced");
  BOOST_TEST(text_of(synthetic_network({.sites = 1000, .seed = 2})) != text_of(generated()));
}

BOOST_AUTO_TEST_CASE(the_folder_reads_back_as_what_was_drawn) {
  std::string pattern = (std::filesystem::temp_directory_path() / "korus_generate_XXXXXX").string();
  BOOST_REQUIRE(mkdtemp(pattern.data()) != nullptr);
  const std::filesystem::path folder = std::filesystem::path(pattern) / "synthetic";
  Scenario drawn = generated();
  drawn.lanes[1].transit_days = Law::lognormal_of(20, 0.1);  // a cell of words, with a comma
  write_scenario_folder(folder, drawn, "a test");
  const LoadedScenario read = read_scenario(folder / "scenario.toml");
  std::filesystem::remove_all(pattern);
  Scenario::for_each_table(
      drawn, []<class R>(std::vector<R>& records) { std::ranges::sort(records, {}, &R::id); });
  BOOST_TEST((canonical_text(read.scenario) == canonical_text(drawn)));
  for (const InputNumber& input : read.inputs) {
    if (!input.path.starts_with("simulation.")) {
      BOOST_TEST((input.quality == "estimate" && input.source == "SYNTHETIC"), input.path);
    }
  }
}

BOOST_AUTO_TEST_CASE(each_stock_has_two_to_five_suppliers_and_a_few_sites_have_many_customers) {
  const Network network = test::network_of(generated());
  BOOST_TEST(network.sites.size() == 1000U);
  std::set<std::string> countries;
  for (const Site& site : network.sites) {
    countries.insert(site.country);
  }
  BOOST_TEST(countries.size() == 4U);
  for (const Stock& stock : network.stocks) {
    if (stock.lines.size() > 0) {
      continue;
    }
    BOOST_TEST((stock.incoming.size() >= 2 && stock.incoming.size() <= 5), stock.id);
    double shares = 0;
    std::set<std::uint32_t> suppliers;
    for (std::uint32_t l = stock.incoming.begin; l < stock.incoming.end; ++l) {
      shares += network.links[l].share;
      suppliers.insert(network.links[l].supplier);
    }
    BOOST_TEST(std::fabs(shares - 1) < 1e-9, stock.id);
    BOOST_TEST(suppliers.size() == stock.incoming.size(), stock.id);
  }
  std::uint32_t most = 0;
  for (const Site& site : network.sites) {
    most = std::max(most, site.outgoing.size());
  }
  BOOST_TEST(most > 5 * network.links.size() / network.lines.size());
}

BOOST_AUTO_TEST_CASE(links_grow_with_the_sites_and_hubs_faster_than_the_mean) {
  const Scenario larger = synthetic_network({.sites = 10000});
  const auto links = static_cast<double>(generated().supplies.size());
  BOOST_TEST(static_cast<double>(larger.supplies.size()) < 10.5 * links);
  const auto largest_hub = [](const Scenario& scenario) {
    std::map<std::string, int> customers;
    int most = 0;
    for (const SupplyRecord& row : scenario.supplies) {
      most = std::max(most, ++customers[row.supplier]);
    }
    return most;
  };
  BOOST_TEST(largest_hub(larger) > 3 * largest_hub(generated()));
}

BOOST_AUTO_TEST_CASE(every_line_has_slack_on_the_first_day) {
  const Network network = test::network_of(generated());
  for (const Line& line : network.lines) {
    BOOST_TEST(wanted_rate(network, line) * 1.299 <= line.usable_at_start(), line.id);
  }
}

struct Quarter {
  SeriesLayout layout;
  ReplicationResult result;

  // All entities of a variable over the weeks [from, to).
  double sum(std::size_t variable, std::size_t from, std::size_t to) const {
    const std::size_t width = layout.entities(layout.variables[variable]);
    double total = 0;
    for (std::size_t i = from * width; i < to * width; ++i) {
      total += static_cast<double>(result.series[layout.offsets()[variable] + i]);
    }
    return total;
  }
};

Quarter first_quarter(ExecutorKind executor, int threads) {
  Scenario scenario = generated();
  scenario.simulation.end = std::chrono::year{2025} / 4 / 1;  // the day of the first outage
  const Network network = test::network_of(scenario);
  Quarter quarter{.layout = series_layout(network), .result = {}};
  with_threads(threads, [&] {
    quarter.result = run_replication(network, quarter.layout, Scorecard(network),
                                     {.executor = executor,
                                      .windows = {.cells = 7, .parallel_events = 1},
                                      .check_every_record = true});
  });
  return quarter;
}

// Lots and weekly orders come into step in the first four weeks; from then on nothing drifts.
BOOST_AUTO_TEST_CASE(the_network_is_flat_until_its_first_outage_and_sells_what_is_wanted) {
  const Quarter quarter = first_quarter(ExecutorKind::sequential, 1);
  const auto sum = [&](const std::string& name, std::size_t from, std::size_t to) {
    const auto& variables = quarter.layout.variables;
    const auto found = std::ranges::find(variables, name, [](const auto& v) { return v.name; });
    BOOST_REQUIRE(found != variables.end());
    return quarter.sum(static_cast<std::size_t>(found - variables.begin()), from, to);
  };
  // Not of the goods under way: they go by the trips of a dozen ships.
  for (const char* name : {"line_output", "market_sold", "product_on_hand", "line_in_process"}) {
    const double early = sum(name, 4, 8);
    const double late = sum(name, 8, 12);
    BOOST_TEST(early > 0);
    BOOST_TEST(std::fabs(late - early) < 0.03 * early, name << ": " << early << ", " << late);
  }
  BOOST_TEST(sum("market_late", 4, 12) < 0.001 * sum("market_sold", 4, 12));
}

BOOST_AUTO_TEST_CASE(executors_and_threads_give_one_digest) {
  const std::uint64_t digest = first_quarter(ExecutorKind::sequential, 1).result.digest;
  BOOST_TEST(first_quarter(ExecutorKind::windowed, 1).result.digest == digest);
  BOOST_TEST(first_quarter(ExecutorKind::windowed, 2).result.digest == digest);
}

}  // namespace
}  // namespace korus
