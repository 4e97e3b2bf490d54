// The beer game of the shipped scenarios, week by week beside its traces.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>

#include "models/replication.hpp"
#include "tools/scenario/loaded_network.hpp"

namespace korus::test {
namespace {

const std::vector<std::string> sectors{"retailer", "wholesaler", "distributor", "factory"};

// [n_weeks][order and net inventory of each sector]
std::vector<std::vector<double>> trace(const std::string& name) {
  std::ifstream file(KORUS_SOURCE_DIR "/tests/beer_game/" + name + ".csv");
  std::vector<std::vector<double>> weeks;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#' || line[0] == 'w') {
      continue;
    }
    std::vector<double>& week = weeks.emplace_back();
    for (std::size_t comma = line.find(','); comma != std::string::npos;
         comma = line.find(',', comma + 1)) {
      week.push_back(std::strtod(line.c_str() + comma + 1, nullptr));
    }
  }
  return weeks;
}

class Board {
 public:
  explicit Board(const std::string& scenario)
      : loaded_(read_network(
            KORUS_SOURCE_DIR "/scenarios/verification/scenario/" + scenario + ".toml", {})),
        layout_(series_layout(loaded_.network)),
        result_(run_replication(loaded_.network, layout_, Scorecard(loaded_.network), {})) {}

  double at(const std::string& variable, const std::string& entity, std::size_t week) const {
    const auto v = std::ranges::find(layout_.variables, variable, &Variable::name);
    const auto index = static_cast<std::size_t>(v - layout_.variables.begin());
    const std::vector<std::string>& labels = layout_.axes[v->axis].labels;
    const auto e = static_cast<std::size_t>(std::ranges::find(labels, entity) - labels.begin());
    return static_cast<double>(result_.series[layout_.offsets()[index] + week * labels.size() + e]);
  }

  // What came and what more is on order than a week ago.
  double order(const std::string& sector, std::size_t week) const {
    const std::string stock = sector + ":item";
    const double before =
        week == 0 ? (sector == "factory" ? 8 : 12) : at("stock_on_order", stock, week - 1);
    return at("stock_on_order", stock, week) - before + at("stock_received", stock, week);
  }
  double net(const std::string& sector, std::size_t week) const {
    const std::string stock = sector + ":item";
    const double waiting = sector == "retailer" ? at("market_backlog", "customers", week) : 0;
    return at("stock_on_hand", stock, week) - at("stock_backlog", stock, week) - waiting;
  }

 private:
  LoadedNetwork loaded_;
  SeriesLayout layout_;
  ReplicationResult result_;
};

void compare(const std::string& name) {
  const Board board("beer_" + name);
  const std::vector<std::vector<double>> weeks = trace(name);
  BOOST_REQUIRE(weeks.size() == 36U);
  for (std::size_t week = 0; week < weeks.size(); ++week) {
    BOOST_REQUIRE(weeks[week].size() == 8U);
    for (std::size_t s = 0; s < sectors.size(); ++s) {
      BOOST_TEST_CONTEXT(name << ", week " << week + 1 << ", " << sectors[s]) {
        // Series are 32-bit numbers.
        BOOST_TEST(std::fabs(board.order(sectors[s], week) - weeks[week][2 * s]) < 2e-5);
        BOOST_TEST(std::fabs(board.net(sectors[s], week) - weeks[week][2 * s + 1]) < 2e-5);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(everyone_by_the_benchmark_rule) { compare("benchmark"); }

BOOST_AUTO_TEST_CASE(everyone_by_the_anchoring_rule) { compare("behavioural"); }

}  // namespace
}  // namespace korus::test
