// Which policy to choose when no one knows the future: regret, satisficing and boxes in words, with the
// noise of the seeds neither hidden nor taken for regret.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "engine/distributions.hpp"
#include "tools/analysis/factor_words.hpp"
#include "tools/analysis/policy_difference.hpp"
#include "tools/analysis/quantile_ranks.hpp"
#include "tools/analysis/regret.hpp"
#include "tools/analysis/satisficing.hpp"
#include "tools/analysis/sweep_figure.hpp"
#include "tools/analysis/threshold.hpp"

namespace korus {
namespace {

namespace tt = boost::test_tools;

double normal(std::uint64_t who, std::uint64_t n) {
  return normal_quantile(RandomSource(12, 0).uniform(who, 1, n));
}

// Over rows u = 0.0005, 0.0015, ...; losses u and 1 - u. Regret of the first is 2 u - 1 above a half, else
// 0: mean 1/4, nine tenths below 0.8, at most 0.999.
BOOST_AUTO_TEST_CASE(regret_is_against_the_best_in_each_row) {
  std::vector<Points> samples(2, Points(1000, 1));
  for (std::size_t i = 0; i < 1000; ++i) {
    const double u = (static_cast<double>(i) + 0.5) / 1000;
    samples[0][i][0] = u;
    samples[1][i][0] = 1 - u;
  }
  const Regrets found = regrets(samples, false, 500, RandomSource(1, 0));
  BOOST_TEST(found.rows == 1000u);
  for (const PolicyRegret& policy : found.policies) {
    BOOST_TEST(policy.mean.seen == 0.25, tt::tolerance(1e-9));
    BOOST_TEST(policy.mean.value == 0.25, tt::tolerance(1e-9));
    BOOST_TEST(policy.p90.seen == 0.8, tt::tolerance(0.002));
    BOOST_TEST(policy.most == 0.999, tt::tolerance(1e-9));
    BOOST_TEST(policy.best_share == 0.5);
    BOOST_TEST(policy.mean.like_least);
    // Student's interval of 1000 regrets of variance 1/6 - 1/16.
    BOOST_TEST(policy.mean.interval.holds(0.25));
    BOOST_TEST(policy.mean.interval.width() == 2 * 1.96 * std::sqrt((1.0 / 6 - 1.0 / 16) / 1000),
               tt::tolerance(0.15));
  }
  BOOST_TEST(std::isnan(found.sure_share));
  const Regrets higher = regrets(samples, true, 10, RandomSource(1, 0));
  BOOST_TEST(higher.policies[0].mean.seen == 0.25, tt::tolerance(1e-9));
}

// Two policies that are the same but for noise of sd 1 in each of 8 replications: the best of the two
// means looks better by 0.4 sd of their difference, 0.4 x sqrt(2/8) = 0.2, and neither is to regret.
BOOST_AUTO_TEST_CASE(noise_is_not_taken_for_regret) {
  std::vector<Points> samples(2, Points(400, 8));
  for (std::size_t i = 0; i < 400; ++i) {
    for (std::size_t r = 0; r < 8; ++r) {
      samples[0][i][r] = 10 + normal(1, 8 * i + r);
      samples[1][i][r] = 10 + normal(2, 8 * i + r);
    }
  }
  const Regrets found = regrets(samples, false, 300, RandomSource(1, 0));
  for (const PolicyRegret& policy : found.policies) {
    BOOST_TEST(policy.mean.seen == 0.5 * 0.3989, tt::tolerance(0.15));
    BOOST_TEST(policy.mean.value < 0.05);
    BOOST_TEST(policy.mean.interval.holds(0));
    BOOST_TEST(policy.mean.like_least);
    BOOST_TEST(policy.p90.like_least);
    BOOST_TEST(policy.p90.value < policy.p90.seen);
  }
  BOOST_TEST(found.sure_share == 0.05, tt::tolerance(0.5));  // by chance one in twenty
}

// What a seed does to one policy in all rows is seen by no resampling of rows: the policies differ by a
// draw that is the same in every row, and 4 replications cannot tell it from nothing.
BOOST_AUTO_TEST_CASE(a_seed_that_favours_a_policy_everywhere_is_no_proof) {
  std::vector<Points> samples(3, Points(200, 4));
  for (std::size_t i = 0; i < 200; ++i) {
    for (std::size_t r = 0; r < 4; ++r) {
      samples[0][i][r] = static_cast<double>(i);
      samples[1][i][r] = static_cast<double>(i) + (r == 0 ? -1.0 : 0.4);
      samples[2][i][r] = static_cast<double>(i) + 3 + 0.01 * static_cast<double>(r);
    }
  }
  const Regrets found = regrets(samples, false, 400, RandomSource(1, 0));
  BOOST_TEST(found.policies[0].mean.like_least);
  BOOST_TEST(found.policies[1].mean.like_least);
  BOOST_TEST(!found.policies[2].mean.like_least);
  BOOST_TEST(found.policies[2].mean.above_least.holds(3.015));
  BOOST_TEST(found.sure_share == 0.0);
}

// Losses of 10 in 15 % of the rows against 1.8 in all others: nine tenths of the regret of the first lie
// below 10, of the second below 1.8, though the second loses more on average, and no seed matters.
BOOST_AUTO_TEST_CASE(the_percentile_is_judged_by_itself_not_by_the_mean) {
  std::vector<Points> samples(2, Points(400, 4));
  for (std::size_t i = 0; i < 400; ++i) {
    const bool is_bad = i % 20 < 3;
    for (std::size_t r = 0; r < 4; ++r) {
      samples[0][i][r] = is_bad ? 10 : 0;
      samples[1][i][r] = is_bad ? 0 : 1.8;
    }
  }
  const Regrets found = regrets(samples, false, 400, RandomSource(1, 0));
  BOOST_TEST(found.least_mean == 0u);
  BOOST_TEST(found.least_p90 == 1u);
  BOOST_TEST(found.policies[0].p90.seen == 10.0);
  BOOST_TEST(!found.policies[0].p90.like_least);
}

// Gaps of sd 0.6 se of a policy's mean: true mean regret of three equal policies but for the row's own
// gap lies between what is told and what is seen, and the interval holds it.
BOOST_AUTO_TEST_CASE(the_interval_of_mean_regret_reaches_to_the_truth) {
  std::vector<Points> samples(3, Points(300, 8));
  double truth = 0;
  for (std::size_t i = 0; i < 300; ++i) {
    std::vector<double> mean;
    for (std::size_t p = 0; p < 3; ++p) {
      mean.push_back(0.3 * normal(20 + p, i));
      for (std::size_t r = 0; r < 8; ++r) {
        samples[p][i][r] = mean.back() + normal(30 + p, 8 * i + r);
      }
    }
    truth += (mean[0] - std::ranges::min(mean)) / 300;
  }
  const RegretFigure first = regrets(samples, false, 300, RandomSource(1, 0)).policies[0].mean;
  BOOST_TEST(first.value < truth);
  BOOST_TEST(first.seen > truth);
  BOOST_TEST(first.interval.holds(truth));
}

// Rows differ by 1 with no noise of their own, seeds by +-0.5 that all rows share: an interval over rows
// alone would be of no width.
BOOST_AUTO_TEST_CASE(a_difference_of_policies_is_as_unsure_as_its_seeds) {
  Points differences(100, 4);
  for (std::size_t i = 0; i < 100; ++i) {
    for (std::size_t r = 0; r < 4; ++r) {
      differences[i][r] = -1 + (r % 2 == 0 ? 0.5 : -0.5) + (i < 10 ? 3 : 0);
    }
  }
  const PolicyDifference found = policy_difference(differences, false, 1000, RandomSource(1, 0));
  BOOST_TEST(found.mean == -0.7, tt::tolerance(1e-12));
  BOOST_TEST(found.better_share == 0.9);
  BOOST_TEST(found.better_interval.low == wilson_interval(90, 100).low);
  // Seeds of variance 0.25 / 4, rows of 0.81 / 100: sd 0.265.
  BOOST_TEST(found.interval.width() == 2 * 1.96 * 0.265, tt::tolerance(0.15));
  BOOST_TEST(policy_difference(differences, true, 10, RandomSource(1, 0)).better_share == 0.1);
}

// McNemar by hand: 10 against 2 gives 2 (66 + 12 + 1) / 4096.
BOOST_AUTO_TEST_CASE(policies_are_good_enough_in_a_share_of_rows) {
  BOOST_TEST(mcnemar(10, 2) == 158.0 / 4096, tt::tolerance(1e-9));
  BOOST_TEST(mcnemar(2, 10) == 158.0 / 4096, tt::tolerance(1e-9));
  BOOST_TEST(mcnemar(3, 3) == 1.0);
  BOOST_TEST(mcnemar(0, 0) == 1.0);
  std::vector<std::vector<Satisfied>> satisfied(3, std::vector<Satisfied>(40, Satisfied::no));
  std::fill_n(satisfied[0].begin(), 30, Satisfied::yes);
  std::fill_n(satisfied[1].begin() + 2, 26, Satisfied::unsure_yes);
  std::fill_n(satisfied[2].begin(), 10, Satisfied::yes);
  const Satisficing found = satisficing(satisfied);
  BOOST_TEST(found.best == 0u);
  BOOST_TEST(found.policies[0].share == 0.75);
  BOOST_TEST(found.policies[0].interval.low == wilson_interval(30, 40).low);
  BOOST_TEST(found.policies[1].share == 0.65);
  BOOST_TEST(found.policies[1].unsure_share == 0.65);
  BOOST_TEST(found.policies[1].p_best == 0.125, tt::tolerance(1e-9));  // 4 against 0: 2 / 16
  BOOST_TEST(found.policies[1].like_best);
  BOOST_TEST(!found.policies[2].like_best);  // 20 against 0
}

// 20 rows hold under the first alone, but only with all four replications: without the first one none do.
BOOST_AUTO_TEST_CASE(one_seed_that_decides_all_rows_is_no_proof) {
  const std::vector<Satisfied> all(20, Satisfied::yes);
  const std::vector<Satisfied> none(20, Satisfied::no);
  const JudgedPolicies judged{all, none};
  BOOST_TEST(!satisficing(judged).policies[1].like_best);
  const std::vector<JudgedPolicies> steady(4, judged);
  BOOST_TEST(!satisficing(judged, steady).policies[1].like_best);
  std::vector<JudgedPolicies> moved = steady;
  moved[0] = {none, none};
  BOOST_TEST(satisficing(judged, moved).policies[1].like_best);
}

BOOST_AUTO_TEST_CASE(a_threshold_is_met_surely_or_not) {
  const Threshold at_most{.comparison = Comparison::at_most, .limit = 0.02};
  const std::vector<double> narrow{0.0099, 0.01, 0.0101};
  const std::vector<double> wide{0.0, 0.01, 0.02};
  BOOST_TEST((judge(at_most, 0.01, narrow) == Satisfied::yes));
  BOOST_TEST((judge(at_most, 0.01, wide) == Satisfied::unsure_yes));  // +- 4.30 x 0.01 / sqrt(3)
  BOOST_TEST((judge(at_most, 0.03, std::vector<double>{0.03}) == Satisfied::no));
  const Threshold above{.comparison = Comparison::above, .limit = 0.01};
  BOOST_TEST((judge(above, 0.01, narrow) == Satisfied::unsure_no));
  BOOST_TEST((judge({.comparison = Comparison::at_least, .limit = 0.01}, 0.01,
                    std::vector<double>{0.01}) == Satisfied::yes));
  BOOST_TEST((judge({.comparison = Comparison::below, .limit = 0.01}, 0.01,
                    std::vector<double>{0.01}) == Satisfied::no));
}

// One factor, two policies, two replications; a ratio and a total.
SweepData small_sweep() {
  SweepData data;
  data.factors = {{.name = "x", .unit = "1", .doc = "", .low = 0, .high = 1}};
  data.unit = Points(2, 1);
  data.values = Points(2, 1);
  data.policies = {"base", "more"};
  data.replications = 2;
  data.kpis = {{.name = "unmet", .units = "1", .higher_is_better = false, .is_ratio = true},
               {.name = "output", .units = "t"}};
  for (const double base : {1.0, 2.0}) {
    for (const double policy : {0.0, 10.0}) {
      for (const double replication : {0.0, 2.0}) {
        data.outcomes.push_back({base + replication, 100 + 100 * replication});
        data.outcomes.push_back({base + policy + replication, 1});
      }
    }
  }
  return data;
}

BOOST_AUTO_TEST_CASE(a_list_counts_by_its_values_and_a_replication_may_be_left_out) {
  SweepData data = small_sweep();
  data.unit[0][0] = 0.3;
  data.unit[1][0] = 0.9;
  BOOST_TEST(scaled_factors(data)[0][0] == 0.3);
  data.factors[0].values = {"a", "b", "c"};
  data.values[0][0] = 0;
  data.values[1][0] = 2;
  BOOST_TEST(scaled_factors(data)[0][0] == 0.0);
  BOOST_TEST(scaled_factors(data)[1][0] == 1.0);
  BOOST_TEST(sweep_figure(data, 0, 0, 0).means[0] == 3.0 / 300, tt::tolerance(1e-12));
  BOOST_TEST(sweep_figure(data, 0, 0, 1).means[0] == 1.0 / 100, tt::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(a_row_is_judged_by_all_its_replications) {
  SweepData data = small_sweep();
  const SweepFigure ratio = sweep_figure(data, 0, 0);
  BOOST_TEST(ratio.means[0] == 4.0 / 400, tt::tolerance(1e-12));  // (1 + 3) / (100 + 300)
  BOOST_TEST(ratio.samples[0][0] + ratio.samples[0][1] == 2 * 4.0 / 400, tt::tolerance(1e-12));
  const SweepFigure total = sweep_figure(data, 1, 1);
  BOOST_TEST(total.means[1] == 13.0);
  BOOST_TEST(total.samples[1][1] == 14.0);
  const SweepFigure change = sweep_difference(data, 1, 1, 0);
  BOOST_TEST(change.policy == "more - base");
  BOOST_TEST(change.means[0] == 10.0);
  BOOST_TEST(change.samples[0][0] == 10.0);
  BOOST_TEST(change.whole_rows().size() == 2u);
  data.outcomes[1].numerator = std::numeric_limits<double>::quiet_NaN();  // output of row 0, base
  BOOST_TEST(std::isnan(sweep_difference(data, 1, 1, 0).means[0]));
  BOOST_TEST(sweep_figure(data, 1, 0).whole_rows() == std::vector<std::size_t>{1},
             tt::per_element());
  const std::vector<Threshold> both{{.kpi = 0, .comparison = Comparison::at_most, .limit = 0.012},
                                    {.kpi = 1, .comparison = Comparison::at_least, .limit = 5}};
  const JudgedRows judged = judge_rows(data, 1, both);
  BOOST_TEST(holds(judged.rows[0]));
  BOOST_TEST(!holds(judged.rows[1]));  // 6 / 400 = 0.015
  BOOST_TEST((judge_rows(data, 0, both).missing == std::vector<bool>{true, false}));
}

BOOST_AUTO_TEST_CASE(limits_are_told_in_words) {
  const SweepFactor growth{
      .name = "g", .unit = "1/a", .doc = "Growth of demand", .low = 0.02, .high = 0.12};
  const SweepFactor delay{.name = "taylor_delay", .unit = "d", .low = 0, .high = 900};
  const SweepFactor price{.name = "p", .unit = "USD", .doc = "Price", .low = 1e10, .high = 3e10};
  const SweepFactor shifts{.name = "shifts", .doc = "Shifts", .values = {"1", "2", "3"}};
  const SweepFactor maker{.name = "maker", .doc = "Maker", .values = {"asml", "canon", "nikon"}};
  Points values(3, 5);
  for (std::size_t i = 0; i < 3; ++i) {
    values[i][3] = static_cast<double>(i);
    values[i][4] = static_cast<double>(i);
  }
  BOOST_TEST(limit_text(growth, {.low = 0.09012}, values, 0) ==
             "Growth of demand is above 9 % a year (of 2 to 12 % a year)");
  BOOST_TEST(limit_text(delay, {.high = 411.7}, values, 1) ==
             "taylor_delay is below 412 d (of 0 to 900 d)");
  BOOST_TEST(limit_text(price, {.low = 1.2e10, .high = 2.04e10}, values, 2) ==
             "Price is between 12 and 20.4 B USD (of 10 to 30 B USD)");
  BOOST_TEST(limit_text(shifts, {.low = 0.5}, values, 3) == "Shifts is 2 or 3 (of 1, 2, 3)");
  BOOST_TEST(limit_text(maker, {.high = 1.5}, values, 4) ==
             "Maker is asml or canon (of asml, canon, nikon)");
  PrimBox box{.limits = std::vector<PrimLimit>(5)};
  BOOST_TEST(box_text({growth, delay, price, shifts, maker}, box, values) == "");
  box.limits[0].low = 0.09012;
  box.limits[4].low = 1.5;
  BOOST_TEST(box_text({growth, delay, price, shifts, maker}, box, values) ==
             "Growth of demand is above 9 % a year (of 2 to 12 % a year) and Maker is nikon (of "
             "asml, canon, nikon)");
}

}  // namespace
}  // namespace korus
