// Statistics of ensembles give the numbers that a hand, numpy or a printed table gives.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "engine/distributions.hpp"
#include "engine/ensure.hpp"
#include "engine/quantile.hpp"
#include "tools/ensemble/estimate.hpp"
#include "tools/ensemble/jackknife.hpp"
#include "tools/ensemble/kpi_summary.hpp"
#include "tools/ensemble/paired.hpp"
#include "tools/ensemble/series_summary.hpp"
#include "tools/ensemble/student_t.hpp"

namespace korus {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
const auto close = boost::test_tools::tolerance(1e-12);

BOOST_AUTO_TEST_CASE(a_quantile_lies_between_order_statistics_as_numpy_puts_it) {
  const std::vector<double> values{1, 2, 4, 8};
  BOOST_TEST(quantile(values, 0) == 1);
  BOOST_TEST(quantile(values, 1) == 8);
  BOOST_TEST(quantile(values, 0.5) == 3);
  BOOST_TEST(quantile(values, 0.25) == 1.75, close);  // numpy.percentile([1, 2, 4, 8], 25)
  BOOST_TEST(quantile(values, 0.95) == 7.4, close);
  BOOST_TEST(quantile(std::vector{5.0}, 0.05) == 5);
}

BOOST_AUTO_TEST_CASE(a_quantile_of_nothing_is_missing_and_a_wrong_probability_is_a_defect) {
  BOOST_TEST(std::isnan(quantile({}, 0.5)));
  BOOST_CHECK_THROW(quantile(std::vector{1.0}, 1.5), Defect);
  BOOST_CHECK_THROW(quantile(std::vector{1.0}, missing), Defect);
}

BOOST_AUTO_TEST_CASE(a_quantile_among_equal_values_is_that_value) {
  const std::vector<double> values(7, 0.1);
  for (const double p : {0.05, 0.25, 0.5, 0.75, 0.95}) {
    BOOST_TEST(quantile(values, p) == 0.1);
  }
}

BOOST_AUTO_TEST_CASE(students_t_has_the_quantiles_of_the_printed_tables) {
  struct Row {
    double degrees_of_freedom, t;
  };
  for (const auto& [degrees_of_freedom, t] : std::vector<Row>{{1, 12.706204736175},
                                                              {1.5, 6.016663104428},
                                                              {2, 4.302652729749},
                                                              {2.5, 3.574654842004},
                                                              {3, 3.182446305284},
                                                              {4, 2.776445105198},
                                                              {5, 2.570581835636},
                                                              {7, 2.364624251593},
                                                              {9, 2.262157162798},
                                                              {19, 2.093024054408},
                                                              {29, 2.045229642133},
                                                              {49, 2.009575237129},
                                                              {99, 1.984216951586},
                                                              {199, 1.971956544252},
                                                              {999, 1.962341461133},
                                                              {1001, 1.962336705281},
                                                              {10000, 1.960201239891},
                                                              {1e9, 1.959963986912}}) {
    BOOST_TEST(student_t_quantile(0.975, degrees_of_freedom) == t,
               boost::test_tools::tolerance(1e-11));
    BOOST_TEST(student_t_quantile(0.025, degrees_of_freedom) == -t,
               boost::test_tools::tolerance(1e-11));
  }
}

BOOST_AUTO_TEST_CASE(students_t_has_its_closed_forms_at_one_and_two_degrees) {
  const auto near = boost::test_tools::tolerance(1e-10);
  for (const double p : {0.6, 0.9, 0.95, 0.995, 0.9999}) {
    BOOST_TEST(student_t_quantile(p, 1) == std::tan(std::numbers::pi * (p - 0.5)), near);
    BOOST_TEST(student_t_quantile(p, 2) == (2 * p - 1) / std::sqrt(2 * p * (1 - p)), near);
  }
  BOOST_TEST(student_t_quantile(0.5, 7) == 0);
  BOOST_TEST(student_t_quantile(0.975, std::numeric_limits<double>::infinity()) ==
             normal_quantile(0.975));
}

BOOST_AUTO_TEST_CASE(students_t_without_degrees_of_freedom_is_a_defect) {
  BOOST_CHECK_THROW(student_t_quantile(0.975, 0), Defect);
  BOOST_CHECK_THROW(student_t_quantile(1, 5), Defect);
}

BOOST_AUTO_TEST_CASE(a_mean_has_the_interval_of_students_t) {
  const Estimate estimate = estimate_mean(std::vector<double>{2, 4, 4, 6});
  BOOST_TEST(estimate.n == 4);
  BOOST_TEST(estimate.mean == 4);
  BOOST_TEST(estimate.sd == std::sqrt(8.0 / 3), close);
  BOOST_TEST(estimate.se == std::sqrt(2.0 / 3), close);
  BOOST_TEST(estimate.low == 4 - 3.182446305284 * std::sqrt(2.0 / 3),
             boost::test_tools::tolerance(1e-10));
  BOOST_TEST(estimate.high == 4 + 3.182446305284 * std::sqrt(2.0 / 3),
             boost::test_tools::tolerance(1e-10));
}

BOOST_AUTO_TEST_CASE(one_replication_has_a_mean_and_no_spread) {
  const Estimate estimate = estimate_mean(std::vector{3.5});
  BOOST_TEST(estimate.n == 1);
  BOOST_TEST(estimate.mean == 3.5);
  BOOST_TEST(std::isnan(estimate.sd));
  BOOST_TEST(std::isnan(estimate.low));
  const Estimate ratio = estimate_ratio(std::vector<KpiValue>{{.numerator = 1, .denominator = 4}});
  BOOST_TEST(ratio.mean == 0.25);
  BOOST_TEST(std::isnan(ratio.se));
  BOOST_TEST(std::isnan(estimate_mean({}).mean));
}

BOOST_AUTO_TEST_CASE(replications_that_agree_have_no_spread_at_all) {
  const Estimate estimate = estimate_mean(std::vector<double>(10, 0.1));
  BOOST_TEST(estimate.mean == 0.1);
  BOOST_TEST(estimate.sd == 0);
}

const std::vector<KpiValue> three_ratios{{.numerator = 1, .denominator = 2},
                                         {.numerator = 3, .denominator = 4},
                                         {.numerator = 2, .denominator = 2}};

// Leaving one out: 5/6, 3/4, 2/3; pseudo-values 7/12, 9/12, 11/12.
BOOST_AUTO_TEST_CASE(a_ratio_is_sum_over_sum_with_the_spread_of_the_jackknife) {
  const Estimate estimate = estimate_ratio(three_ratios);
  BOOST_TEST(estimate.mean == 0.75);
  BOOST_TEST(estimate.sd == 1.0 / 6, close);
  BOOST_TEST(estimate.se == 1 / (6 * std::sqrt(3.0)), close);
  BOOST_TEST(estimate.high == 0.75 + 4.302652729749 / (6 * std::sqrt(3.0)),
             boost::test_tools::tolerance(1e-10));
}

BOOST_AUTO_TEST_CASE(a_ratio_over_equal_denominators_is_a_mean) {
  const std::vector<double> values{2, 4, 4, 7};
  std::vector<KpiValue> ratios;
  for (const double value : values) {
    ratios.push_back({.numerator = 5 * value, .denominator = 5});
  }
  BOOST_TEST(estimate_ratio(ratios).mean == estimate_mean(values).mean, close);
  BOOST_TEST(estimate_ratio(ratios).se == estimate_mean(values).se, close);
}

BOOST_AUTO_TEST_CASE(a_ratio_that_hangs_on_one_replication_has_no_standard_error) {
  // 0.1 + 0.2 - 0.3 is not 0 in doubles: what is left when one is taken out must be added up, not
  // subtracted.
  const Estimate estimate =
      estimate_ratio(std::vector<KpiValue>{{.numerator = 0, .denominator = 0},
                                           {.numerator = 0.1, .denominator = 0.3},
                                           {.numerator = 0, .denominator = 0}});
  BOOST_TEST(estimate.mean == 1.0 / 3, close);
  BOOST_TEST(std::isnan(estimate.se));
  BOOST_TEST(std::isnan(
      estimate_ratio(std::vector<KpiValue>(3, {.numerator = 1, .denominator = 0})).mean));
}

BOOST_AUTO_TEST_CASE(pairs_give_the_difference_and_what_pairing_was_worth) {
  const std::vector<double> baseline{1, 2, 3};
  const std::vector<double> other{2, 4, 3};
  const Paired paired = paired_values(baseline, other, true);
  BOOST_TEST(paired.difference.mean == 1, close);
  BOOST_TEST(paired.difference.sd == 1, close);
  BOOST_TEST(paired.variance_ratio == 2, close);
  BOOST_TEST(paired.correlation == 0.5, close);
  BOOST_TEST(paired.share_better == 2.0 / 3, close);
  BOOST_TEST(paired_values(baseline, other, false).share_better == 0);
}

BOOST_AUTO_TEST_CASE(a_scenario_against_itself_differs_by_nothing) {
  const std::vector<double> values{0.1, 0.7, 0.3};
  const Paired paired = paired_values(values, values, true);
  BOOST_TEST(paired.difference.mean == 0);
  BOOST_TEST(paired.difference.high == 0);
  BOOST_TEST(std::isnan(paired.variance_ratio));
  BOOST_TEST(paired.correlation == 1, close);
  BOOST_TEST(paired.share_better == 0);
}

// Pseudo-values 7/12, 9/12, 11/12 and 12/12, 6/12, 16/12.
BOOST_AUTO_TEST_CASE(pairs_of_ratios_leave_the_same_replication_out_of_both) {
  const std::vector<KpiValue> other{{.numerator = 2, .denominator = 2},
                                    {.numerator = 3, .denominator = 4},
                                    {.numerator = 3, .denominator = 2}};
  const Paired paired = paired_ratios(three_ratios, other, true);
  BOOST_TEST(paired.difference.mean == 0.25);
  BOOST_TEST(paired.difference.sd == std::sqrt(4.0 / 27), close);
  BOOST_TEST(paired.variance_ratio == 1.375, close);
  BOOST_TEST(paired.correlation == std::sqrt(3.0 / 19), close);
  BOOST_TEST(paired.share_better == 2.0 / 3, close);
}

// A newsvendor with holding cost 0.18, penalty 0.7 and demand N(50, 8^2): base stock 56 against 58
// on the same demand. Mean difference and variances by quadrature.
BOOST_AUTO_TEST_CASE(common_demand_is_worth_its_known_variance_ratio) {
  const auto cost = [](double stock, double demand) {
    return stock > demand ? 0.18 * (stock - demand) : 0.7 * (demand - stock);
  };
  std::vector<double> small;
  std::vector<double> large;
  constexpr int strata = 200'000;
  for (int i = 0; i < strata; ++i) {
    const double demand = 50 + 8 * normal_quantile((i + 0.5) / strata);
    small.push_back(cost(56, demand));
    large.push_back(cost(58, demand));
  }
  const Paired paired = paired_values(large, small, false);
  BOOST_TEST(paired.difference.mean == -0.02312581117, boost::test_tools::tolerance(1e-4));
  BOOST_TEST(paired.difference.sd * paired.difference.sd == 0.4443140119,
             boost::test_tools::tolerance(1e-3));
  BOOST_TEST(paired.variance_ratio == 11.76900779, boost::test_tools::tolerance(1e-3));
}

BOOST_AUTO_TEST_CASE(scenarios_of_unequal_length_are_no_pairs) {
  BOOST_CHECK_THROW(paired_values(std::vector{1.0, 2.0}, std::vector{1.0}, true), Defect);
  BOOST_CHECK_THROW(paired_ratios(three_ratios, {}, true), Defect);
}

BOOST_AUTO_TEST_CASE(a_summary_has_the_estimate_and_the_order_statistics) {
  const KpiSummary ratio = summarise_kpi({.is_ratio = true}, three_ratios);
  BOOST_TEST(ratio.estimate.mean == 0.75);
  BOOST_TEST(ratio.min == 0.5);
  BOOST_TEST(ratio.p25 == 0.625);
  BOOST_TEST(ratio.p50 == 0.75);
  BOOST_TEST(ratio.max == 1);
  const KpiSummary total = summarise_kpi({.is_ratio = false}, three_ratios);
  BOOST_TEST(total.estimate.mean == 0.75, close);
  BOOST_TEST(total.estimate.sd == 0.25, close);
}

std::vector<KpiValue> totals(const std::vector<double>& values) {
  std::vector<KpiValue> result;
  for (const double value : values) {
    result.push_back({.numerator = value});
  }
  return result;
}

// 100, 99, ..., 1. Ranks of the binomial as scipy gives them.
BOOST_AUTO_TEST_CASE(quantiles_have_intervals_of_order_statistics) {
  std::vector<double> values;
  for (int i = 100; i > 0; --i) {
    values.push_back(i);
  }
  const KpiSummary summary = summarise_kpi({}, totals(values));
  BOOST_TEST(summary.p10 == 10.9, close);  // numpy.percentile
  BOOST_TEST(summary.p90 == 90.1, close);
  BOOST_TEST(summary.p05_interval.low == 1);
  BOOST_TEST(summary.p05_interval.high == 11);
  BOOST_TEST(summary.p50_interval.low == 40);
  BOOST_TEST(summary.p50_interval.high == 61);
  BOOST_TEST(summary.p95_interval.low == 90);
  BOOST_TEST(summary.p95_interval.high == 100);
}

BOOST_AUTO_TEST_CASE(few_replications_leave_the_end_of_a_quantiles_interval_open) {
  const KpiSummary summary = summarise_kpi({}, totals({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
  BOOST_TEST(summary.p50_interval.low == 2);
  BOOST_TEST(summary.p50_interval.high == 9);
  BOOST_TEST(std::isnan(summary.p05_interval.low));
  BOOST_TEST(std::isnan(summary.p95_interval.high));
}

BOOST_AUTO_TEST_CASE(
    the_worst_twentieth_is_by_the_sense_of_the_figure_and_counts_the_border_in_part) {
  std::vector<double> values;
  for (int i = 1; i <= 100; ++i) {
    values.push_back(i);
  }
  BOOST_TEST(summarise_kpi({.higher_is_better = true}, totals(values)).cvar95 == 3, close);
  BOOST_TEST(summarise_kpi({.higher_is_better = false}, totals(values)).cvar95 == 98, close);
  values.resize(30);  // one and a half
  BOOST_TEST(worst_mean(values, 0.05, true) == 2 / 1.5, close);
  BOOST_TEST(worst_mean(values, 0.05, false) == (30 + 0.5 * 29) / 1.5, close);
  BOOST_TEST(worst_mean(std::vector<double>{7, 8}, 0.05, true) == 7, close);
}

BOOST_AUTO_TEST_CASE(replications_that_swing_are_seen_in_their_correlation) {
  // Deviations -1, 1, -1, 1: products sum to -3, squares to 4.
  BOOST_TEST(summarise_kpi({}, totals({1, 3, 1, 3})).lag1_corr == -0.75, close);
  BOOST_TEST(std::isnan(summarise_kpi({}, totals({1, 3})).lag1_corr));
  BOOST_TEST(std::isnan(summarise_kpi({}, totals({5, 5, 5})).lag1_corr));
}

BOOST_AUTO_TEST_CASE(the_chance_to_be_better_has_wilsons_interval) {
  // statsmodels.stats.proportion.proportion_confint(8, 10, method="wilson")
  BOOST_TEST(wilson_interval(8, 10).low == 0.4901624715, boost::test_tools::tolerance(1e-8));
  BOOST_TEST(wilson_interval(8, 10).high == 0.9433178485, boost::test_tools::tolerance(1e-8));
  const double z2 = 1.959963984540054 * 1.959963984540054;
  BOOST_TEST(wilson_interval(0, 20).low == 0);
  BOOST_TEST(wilson_interval(0, 20).high == z2 / (20 + z2), close);
  BOOST_TEST(wilson_interval(20, 20).high == 1);
  BOOST_TEST(std::isnan(wilson_interval(0, 0).low));
  const Paired paired =
      paired_values(std::vector<double>{1, 2, 3, 4}, std::vector<double>{2, 3, 4, 4}, true);
  BOOST_TEST(paired.share_better == 0.75);
  BOOST_TEST(paired.share_better_interval.low == wilson_interval(3, 4).low);
}

BOOST_AUTO_TEST_CASE(an_undefined_replication_leaves_the_ratio_and_takes_the_order_statistics) {
  std::vector<KpiValue> values = three_ratios;
  values.push_back({.numerator = 0, .denominator = 0});
  const KpiSummary summary = summarise_kpi({.is_ratio = true}, values);
  BOOST_TEST(summary.estimate.mean == 0.75);
  BOOST_TEST(!std::isnan(summary.estimate.se));
  BOOST_TEST(std::isnan(summary.p50));
  BOOST_TEST(std::isnan(summary.min));
}

BOOST_AUTO_TEST_CASE(bands_of_a_block_are_those_of_its_entities) {
  SeriesLayout layout;
  layout.time_days = {1, 2};
  layout.axes = {Axis{.name = "site", .labels = {"a", "b", "c"}, .auxiliary = {}}};
  layout.variables = {
      {.name = "first", .units = "", .long_name = "", .cell_methods = "", .axis = 0},
      {.name = "second", .units = "", .long_name = "", .cell_methods = "", .axis = 0}};
  std::vector<std::vector<float>> replications;
  for (const float r : {3.0F, 1.0F, 2.0F}) {
    std::vector<float> series;
    for (int i = 0; i < 12; ++i) {
      series.push_back(100 * static_cast<float>(i) + r);
    }
    replications.push_back(series);
  }
  replications[1][10] = std::numeric_limits<float>::quiet_NaN();  // `second`, second time, site b
  const std::vector<float> bands =
      summarise_series(layout, replications, {.variable = 1, .first_entity = 1, .entities = 2});
  BOOST_REQUIRE(bands.size() == 7 * 2 * 2);
  const auto at = [&](std::size_t statistic, std::size_t time, std::size_t entity) {
    return bands[(statistic * 2 + time) * 2 + entity];
  };
  BOOST_TEST(at(0, 0, 0) == 702.0F);  // mean of 701, 702, 703
  BOOST_TEST(at(1, 0, 0) == 1.0F);    // sd
  BOOST_TEST(at(2, 0, 0) == 701.1F);  // p05
  BOOST_TEST(at(4, 0, 1) == 802.0F);  // median
  BOOST_TEST(at(6, 1, 1) == 1102.9F);
  BOOST_TEST(std::isnan(at(0, 1, 0)));
  BOOST_TEST(std::isnan(at(6, 1, 0)));
}

}  // namespace
}  // namespace korus
