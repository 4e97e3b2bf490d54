// A network whose demand stays as it is, without shocks, stays as it is: nothing recovers from
// nothing.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>

#include "small_network.hpp"

namespace korus {
namespace {

// Mean of one entity's values of a variable over the records of year `year` (0: the first).
double yearly_mean(const SeriesLayout& layout, const std::vector<float>& series,
                   std::size_t variable, std::size_t entity, int year) {
  const std::size_t width = layout.entities(layout.variables[variable]);
  double sum = 0;
  int count = 0;
  for (std::size_t t = 0; t < layout.time_days.size(); ++t) {
    if (layout.time_days[t] > year * 365 && layout.time_days[t] <= (year + 1) * 365) {
      sum += static_cast<double>(series[layout.offsets()[variable] + t * width + entity]);
      ++count;
    }
  }
  return sum / count;
}

BOOST_AUTO_TEST_CASE(no_series_drifts_by_more_than_a_hundredth_from_year_two_to_ten) {
  Scenario scenario = test::small_scenario();
  scenario.simulation.end = std::chrono::year{2031} / 1 / 1;
  test::make_certain(scenario);
  const Network network = test::network_of(scenario);
  const SeriesLayout layout = series_layout(network);
  const ReplicationResult result = run_replication(network, layout, Scorecard(network), {});
  for (std::size_t v = 0; v < layout.variables.size(); ++v) {
    for (std::size_t e = 0; e < layout.entities(layout.variables[v]); ++e) {
      const double second = yearly_mean(layout, result.series, v, e, 1);
      for (int year = 2; year < 10; ++year) {
        const double later = yearly_mean(layout, result.series, v, e, year);
        BOOST_TEST(std::fabs(later - second) <= 0.01 * std::fabs(second),
                   layout.variables[v].name
                       << " of " << layout.axes[layout.variables[v].axis].labels[e] << ": "
                       << second << " in year 2, " << later << " in year " << year + 1);
      }
    }
  }
}

// Without work in process and goods under way on day 0 the first year would make up for it.
BOOST_AUTO_TEST_CASE(the_first_year_is_like_the_second) {
  Scenario scenario = test::small_scenario();
  test::make_certain(scenario);
  const Network network = test::network_of(scenario);
  const SeriesLayout layout = series_layout(network);
  const ReplicationResult result = run_replication(network, layout, Scorecard(network), {});
  for (std::size_t v = 0; v < layout.variables.size(); ++v) {
    const std::string& name = layout.variables[v].name;
    for (std::size_t e = 0; e < layout.entities(layout.variables[v]); ++e) {
      const double first = yearly_mean(layout, result.series, v, e, 0);
      const double second = yearly_mean(layout, result.series, v, e, 1);
      if (name == "line_output" || name == "line_starts" || name == "stock_received") {
        BOOST_TEST(std::fabs(first - second) <= 0.04 * second,
                   name << " " << e << ": " << first << ", then " << second);
      } else if (name == "market_late") {
        BOOST_TEST(first == 0.0);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_sound_network_meets_its_demand) {
  const ReplicationResult result = test::run(test::small_scenario());
  const Network network = test::network_of(test::small_scenario());
  const Scorecard card(network);
  for (std::size_t i = 0; i < card.kpis().size(); ++i) {
    const KpiValue value = result.kpis[i];
    BOOST_TEST_MESSAGE(card.kpis()[i].name << " = " << value.numerator / value.denominator << " "
                                           << card.kpis()[i].units);
    if (card.kpis()[i].measure == "unmet_share") {
      BOOST_TEST(value.numerator / value.denominator < 0.01);
    }
  }
}

}  // namespace
}  // namespace korus
