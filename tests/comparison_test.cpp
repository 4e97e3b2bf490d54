// Policies are told from one another as surely as is said, and dollars are held against what they
// gain.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "engine/distributions.hpp"
#include "engine/random.hpp"
#include "tools/analysis/fieller.hpp"
#include "tools/analysis/multiple_comparisons.hpp"
#include "tools/ensemble/best_in_figure.hpp"
#include "tools/ensemble/cost_effect.hpp"
#include "tools/ensemble/estimate.hpp"

namespace korus {
namespace {

const auto close = boost::test_tools::tolerance(1e-10);
constexpr double t9 = 2.262157162798;  // Student's t, 9 degrees, 0.975

// Means 10, 9 and 5; every difference has a standard error of 1, and 2 comparisons at 0.05 / 2 each.
BOOST_AUTO_TEST_CASE(each_system_has_its_interval_against_the_best_of_the_others) {
  const std::vector<double> means{10, 9, 5};
  const auto against = compare_with_best(
      3,
      [&](std::size_t i, std::size_t j) {
        return PairDifference{.mean = means[i] - means[j], .se = 1, .pairs = 10};
      },
      0.95);
  BOOST_TEST(against[0].low == 1 - t9, close);
  BOOST_TEST(against[0].high == 1 + t9, close);
  BOOST_TEST(against[1].low == -1 - t9, close);
  BOOST_TEST(against[1].high == -1 + t9, close);
  BOOST_TEST(against[2].low == -5 - t9, close);
  BOOST_TEST(against[2].high == 0);
  BOOST_TEST(not_distinguishable(against) == (std::vector<std::size_t>{0, 1}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_one_that_is_clearly_best_is_not_worse_than_any) {
  const auto against = compare_with_best(
      2, [](std::size_t, std::size_t) { return PairDifference{.mean = -7, .se = 1, .pairs = 10}; },
      0.95);
  BOOST_TEST(against[1].may_be_best);
  BOOST_TEST(!against[0].may_be_best);
  BOOST_TEST(against[1].low == 0);
  BOOST_TEST(against[0].high == 0);
  BOOST_TEST(against[0].low < -7);
}

BOOST_AUTO_TEST_CASE(systems_that_are_the_same_cannot_be_told_apart) {
  const std::vector<double> values{1, 2, 4};
  const auto pair = pair_difference(values, values);
  BOOST_TEST(pair.se == 0);
  const auto against = compare_with_best(2, [&](std::size_t, std::size_t) { return pair; }, 0.95);
  BOOST_TEST(against[0].may_be_best);
  BOOST_TEST(against[1].may_be_best);
  BOOST_TEST(against[0].high == 0);
}

BOOST_AUTO_TEST_CASE(one_pair_tells_nothing) {
  const auto against = compare_with_best(
      2, [](std::size_t, std::size_t) { return pair_difference({1.0}, {9.0, 3.0}); }, 0.95);
  BOOST_TEST(std::isinf(against[0].low));
  BOOST_TEST(against[0].may_be_best);
}

BOOST_AUTO_TEST_CASE(pairs_are_of_the_replications_both_have) {
  const PairDifference pair = pair_difference({3, 5, 7, 100}, {1, 2, 6});
  BOOST_TEST(pair.pairs == 3U);
  BOOST_TEST(pair.mean == 2, close);
  BOOST_TEST(pair.se == 1 / std::sqrt(3.0), close);
}

// Five systems on common random numbers, means 0, 0.2, ..., 0.8. All five intervals are right
// together in at least 95 % of the trials; the share of 1000 has a standard deviation of 0.7 %.
BOOST_AUTO_TEST_CASE(all_intervals_hold_together_as_often_as_is_said) {
  constexpr int trials = 1000;
  int covered = 0;
  int best_kept = 0;
  for (std::uint64_t trial = 0; trial < trials; ++trial) {
    const RandomSource random(11, trial);
    std::vector<std::vector<double>> values(5);
    for (std::uint64_t r = 0; r < 10; ++r) {
      const double common = normal_quantile(random.uniform(1, 1, r));
      for (std::size_t i = 0; i < 5; ++i) {
        values[i].push_back(0.2 * static_cast<double>(i) + common +
                            normal_quantile(random.uniform(1, 2 + i, r)));
      }
    }
    const auto against = compare_with_best(
        5, [&](std::size_t i, std::size_t j) { return pair_difference(values[i], values[j]); },
        0.95);
    bool all = true;
    for (std::size_t i = 0; i < 5; ++i) {
      const double truth = i == 4 ? 0.2 : 0.2 * static_cast<double>(i) - 0.8;
      all = all && against[i].low <= truth && truth <= against[i].high;
    }
    covered += all ? 1 : 0;
    best_kept += against[4].may_be_best ? 1 : 0;
  }
  BOOST_TEST(covered >= 935);
  BOOST_TEST(best_kept >= covered);
}

// 12 dollars each time, gains of mean 4: the interval is that of the gain, turned over.
BOOST_AUTO_TEST_CASE(a_price_without_spread_has_the_gains_interval_turned_over) {
  const std::vector<double> gains{3, 4, 4, 5};
  const Estimate gain = estimate_mean(gains);
  const RatioOfMeans price = fieller_ratio(std::vector<double>(4, 12.0), 4, gains, 0.95);
  BOOST_TEST(price.ratio == 3, close);
  BOOST_TEST(price.low == 12 / gain.high, close);
  BOOST_TEST(price.high == 12 / gain.low, close);
}

BOOST_AUTO_TEST_CASE(a_price_that_is_always_the_same_is_known) {
  const RatioOfMeans price =
      fieller_ratio(std::vector<double>{3, 6, 9}, 2, std::vector<double>{1, 2, 3}, 0.5);
  BOOST_TEST(price.low == 3, boost::test_tools::tolerance(1e-6));
  BOOST_TEST(price.high == 3, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(a_gain_that_may_be_nothing_has_no_price) {
  const RatioOfMeans price =
      fieller_ratio(std::vector<double>{10, 10}, 1, std::vector<double>{-5, 7}, 0.95);
  BOOST_TEST(price.ratio == 10, close);
  BOOST_TEST(std::isnan(price.low));
  const std::vector<KpiValue> before{{.numerator = 1}, {.numerator = 1}};
  const std::vector<KpiValue> after{{.numerator = -4}, {.numerator = 8}};
  BOOST_TEST(std::isnan(usd_per_unit_gained({}, before, after, std::vector<double>{10, 10}).ratio));
}

BOOST_AUTO_TEST_CASE(
    dollars_are_summed_over_investments_and_held_against_a_gain_in_the_figures_sense) {
  const std::vector<Kpi> kpis{{.name = "spent_usd.a", .measure = "spent_usd"},
                              {.name = "unmet", .measure = "unmet_share"},
                              {.name = "spent_usd.b", .measure = "spent_usd"}};
  const std::vector<std::vector<KpiValue>> values{
      {{.numerator = 10}, {.numerator = 99}, {.numerator = 2}},
      {{.numerator = 20}, {.numerator = 99}, {.numerator = 1}}};
  const std::vector<double> usd = spent_usd(kpis, values);
  BOOST_TEST(usd == (std::vector<double>{12, 21}), boost::test_tools::per_element());
  // 8 of 100 units fewer are unmet each time: a gain of 0.08 for 16 dollars.
  const std::vector<KpiValue> before{{.numerator = 10, .denominator = 100},
                                     {.numerator = 12, .denominator = 100},
                                     {.numerator = 11, .denominator = 100}};
  const std::vector<KpiValue> after{{.numerator = 2, .denominator = 100},
                                    {.numerator = 4, .denominator = 100},
                                    {.numerator = 3, .denominator = 100}};
  const std::vector<double> more{16, 16, 16};
  const Kpi lower{.higher_is_better = false, .is_ratio = true};
  BOOST_TEST(usd_per_unit_gained(lower, before, after, more).ratio == 200, close);
  BOOST_TEST(std::isnan(usd_per_unit_gained(lower, after, before, more).ratio));
  BOOST_TEST(
      std::isnan(usd_per_unit_gained(lower, before, after, std::vector<double>(3, 0.0)).ratio));
}

Ensemble ensemble_of(const std::vector<KpiValue>& values) {
  Ensemble ensemble;
  ensemble.kpis = {{.name = "unmet", .higher_is_better = false, .is_ratio = true},
                   {.name = "never", .is_ratio = true}};
  for (const KpiValue& value : values) {
    ensemble.replications.push_back({.kpis = {value, {.numerator = 0, .denominator = 0}}});
  }
  return ensemble;
}

// Ratios of sums 6/8 and 8/8 of tests/ensemble_test.cpp: difference 1/4, standard error sqrt(4/27)/sqrt(3).
BOOST_AUTO_TEST_CASE(ratios_are_compared_by_their_pseudo_values_and_by_the_sense_of_the_figure) {
  const Ensemble good = ensemble_of({{1, 2}, {3, 4}, {2, 2}});
  const Ensemble bad = ensemble_of({{2, 2}, {3, 4}, {3, 2}});
  const BestInFigure figure = best_in_figure({&bad, &good}, "unmet");
  const double width = 2.919985580354 * std::sqrt(4.0 / 81);  // one comparison at 0.05, 2 degrees
  BOOST_TEST(figure.comparisons[0].low == -0.25 - width, close);
  BOOST_TEST(figure.comparisons[0].high == -0.25 + width, close);
  BOOST_TEST(figure.comparisons[1].high == 0.25 + width, close);
  BOOST_TEST(!figure.all_same);
  BOOST_TEST(best_in_figure({&bad, &bad}, "unmet").all_same);
  BOOST_TEST(shared_figures({&bad, &good}, {"*"}) == (std::vector<std::string>{"unmet"}),
             boost::test_tools::per_element());
}

}  // namespace
}  // namespace korus
