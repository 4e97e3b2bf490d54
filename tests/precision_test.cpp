// Replications are added until intervals are narrow, by a rule that is right as often as it says.
#include "tools/ensemble/precision.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/distributions.hpp"
#include "engine/random.hpp"
#include "tools/ensemble/headline.hpp"
#include "tools/ensemble/name_pattern.hpp"
#include "tools/ensemble/paired.hpp"

namespace korus {
namespace {

const auto close = boost::test_tools::tolerance(1e-12);
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

BOOST_AUTO_TEST_CASE(an_amount_is_held_against_itself_and_a_share_against_the_whole) {
  const Estimate estimate{.n = 4, .mean = -20, .sd = 1, .se = 0.5, .low = -22, .high = -18};
  BOOST_TEST(relative_halfwidth(estimate, scale_of({.measure = "output_2030"}, -20)) == 0.1, close);
  BOOST_TEST(relative_halfwidth(estimate, scale_of({.measure = "unmet_share"}, -20)) == 2, close);
  BOOST_TEST(relative_halfwidth({.n = 4, .mean = 0, .sd = 0}, 0) == 0);  // it does not vary
  BOOST_TEST(std::isnan(relative_halfwidth({.n = 1, .mean = 3}, 3)));
}

BOOST_AUTO_TEST_CASE(a_difference_is_held_against_the_larger_of_the_two) {
  const std::vector<KpiValue> baseline{{.numerator = 40}, {.numerator = 40}, {.numerator = 40}};
  const std::vector<KpiValue> policy{{.numerator = 49}, {.numerator = 50}, {.numerator = 51}};
  const Paired paired = paired_kpi({.measure = "output_2030"}, baseline, policy);
  const double halfwidth = 4.302652729749 / std::sqrt(3.0);
  BOOST_TEST(paired.rel_halfwidth == halfwidth / 50, boost::test_tools::tolerance(1e-10));
  BOOST_TEST(paired_kpi({.measure = "output_2030"}, policy, policy).rel_halfwidth == 0);
}

BOOST_AUTO_TEST_CASE(precise_to_gamma_is_gamma_over_one_plus_gamma) {
  BOOST_TEST(is_precise(0.01 / 1.01, 0.01));
  BOOST_TEST(!is_precise(0.00991, 0.01));
  BOOST_TEST(!is_precise(missing, 0.5));
}

BOOST_AUTO_TEST_CASE(stages_go_by_ten_from_the_first_to_the_most) {
  const PrecisionRule rule{.first = 25, .most = 40};
  BOOST_TEST(next_stage(rule, 0) == 25);
  BOOST_TEST(next_stage(rule, 25) == 10);
  BOOST_TEST(next_stage(rule, 35) == 5);
  BOOST_TEST(next_stage(rule, 40) == 0);
  BOOST_TEST(next_stage({.first = 20, .most = 15}, 0) == 15);
}

BOOST_AUTO_TEST_CASE(figures_that_are_not_precise_are_named_the_widest_first) {
  const Precision precision{
      .rule = {.target = 0.1},
      .figures = {{"a", 0.2}, {"b", 0.05}, {"c", missing}, {"d", 0.3}, {"e", 0.2}}};
  std::vector<std::string> names;
  for (const FigurePrecision& figure : precision.missed()) {
    names.push_back(figure.name);
  }
  BOOST_TEST(names == (std::vector<std::string>{"c", "d", "a", "e"}),
             boost::test_tools::per_element());
}

// Normal replications of mean 10 and standard deviation 3: to 5 % some 150 of them. Counts of
// coverage over 1000 trials have a standard deviation of 0.7 %.
BOOST_AUTO_TEST_CASE(the_interval_at_the_end_covers_the_truth_as_often_as_it_says) {
  const PrecisionRule rule{.target = 0.05, .first = 10, .most = 100'000};
  int covered = 0;
  int close_to_it = 0;
  double replications = 0;
  constexpr int trials = 1000;
  for (std::uint64_t trial = 0; trial < trials; ++trial) {
    const RandomSource random(5, trial);
    std::vector<double> values;
    Estimate estimate;
    do {
      const auto done = static_cast<int>(values.size());
      for (int i = next_stage(rule, done); i > 0; --i) {
        values.push_back(10 + 3 * normal_quantile(random.uniform(1, 1, values.size())));
      }
      estimate = estimate_mean(values);
    } while (!is_precise(relative_halfwidth(estimate, scale_of({}, estimate.mean)), rule.target));
    covered += estimate.low <= 10 && 10 <= estimate.high ? 1 : 0;
    close_to_it += std::fabs(estimate.mean - 10) <= 0.05 * 10 ? 1 : 0;
    replications += static_cast<double>(values.size()) / trials;
  }
  BOOST_TEST(covered >= 925);
  BOOST_TEST(covered <= 975);
  BOOST_TEST(close_to_it >= 925);
  const double expected = std::pow(1.96 * 3 / 10 * 1.05 / 0.05, 2);  // 152
  BOOST_TEST(replications > expected - 5);
  BOOST_TEST(replications < expected + 15);
}

BOOST_AUTO_TEST_CASE(names_match_patterns_as_files_do) {
  BOOST_TEST(name_matches("output_2030.US.cells", "output_2030.US.cells"));
  BOOST_TEST(!name_matches("output", "output_2030"));
  BOOST_TEST(name_matches("output_*", "output_2030.US.cells"));
  BOOST_TEST(name_matches("*.US.*", "output_2030.US.cells"));
  BOOST_TEST(name_matches("*cells", "output_2030.US.cells"));
  BOOST_TEST(!name_matches("*.KR.*", "output_2030.US.cells"));
  BOOST_TEST(name_matches("*", ""));
  BOOST_TEST(name_matches("a*a", "aa"));
  BOOST_TEST(!name_matches("a*a", "a"));
  BOOST_TEST(name_matches("a**b*c", "axbxbc"));
  const std::vector<Kpi> kpis{{.name = "a.US"}, {.name = "b.KR"}, {.name = "b.US"}};
  BOOST_TEST(matching_kpis(kpis, {"*.US", "b.*"}) == (std::vector<std::size_t>{0, 1, 2}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_headline_is_of_the_countries_looked_at) {
  const std::vector<Kpi> kpis{{.name = "0", .measure = "output_2030", .country = "US"},
                              {.name = "1", .measure = "unmet_share", .country = "KR"},
                              {.name = "2", .measure = "capacity_added", .country = "US"},
                              {.name = "3", .measure = "cover_days", .country = "JP"},
                              {.name = "4", .measure = "fill_rate", .country = ""}};
  BOOST_TEST(headline_kpis(kpis, "US;KR") == (std::vector<std::size_t>{0, 1}),
             boost::test_tools::per_element());
  BOOST_TEST(headline_kpis(kpis, "") == (std::vector<std::size_t>{0, 1, 3}),
             boost::test_tools::per_element());
}

}  // namespace
}  // namespace korus
