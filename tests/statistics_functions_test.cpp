// Intervals cover what they say, start-up is cut where it ends, and the better system is selected.
#include <algorithm>
#include <boost/math/distributions/binomial.hpp>

#include "engine/digest.hpp"
#include "engine/distributions.hpp"
#include "engine/ensure.hpp"
#include "tools/analysis/autocorrelation.hpp"
#include "tools/analysis/batch_means.hpp"
#include "tools/analysis/kim_nelson.hpp"
#include "tools/analysis/mser.hpp"
#include "tools/analysis/normality.hpp"
#include "tools/analysis/quantile_ranks.hpp"
#include "verification_rows.hpp"

namespace korus {
namespace {

namespace tt = boost::test_tools;
using test::call;
using test::replicated;
using test::row;
using test::stochastic_row;

std::vector<double> normals(std::size_t n, std::uint64_t stream) {
  std::vector<double> values(n);
  for (std::size_t i = 0; i < n; ++i) {
    values[i] = normal_quantile(RandomSource(3, 0).uniform(1, stream, i));
  }
  return values;
}

BOOST_AUTO_TEST_CASE(common_random_numbers_make_differences_smaller) {
  const std::vector<double> levels{0.18, 0.7, 50, 8, 56, 58, 1e5};
  std::vector<double> common = levels;
  common.push_back(1);
  std::vector<double> independent = levels;
  independent.push_back(0);
  stochastic_row("R03.a", "newsvendor_difference", levels, -0.02312581117);
  stochastic_row("R03.b", "newsvendor_difference_variance", common, 0.4443140119);
  stochastic_row("R03.c", "newsvendor_difference_variance", independent, 5.229135066);
  stochastic_row("R03.d", "newsvendor_variance_ratio", levels, 11.76900779);
}

BOOST_AUTO_TEST_CASE(antithetic_pairs_make_averages_steadier) {
  stochastic_row("R04.a", "antithetic_exponential_mean", {1e5}, 1.718281828);
  stochastic_row("R04.b", "exponential_pair_variance", {1, 1e5}, 0.00391249695);
  stochastic_row("R04.c", "exponential_pair_variance", {0, 1e5}, 0.1210178037);
}

BOOST_AUTO_TEST_CASE(batch_means_cover_the_mean_of_a_correlated_series) {
  stochastic_row("R05.a", "ar1_mean_variance", {0.9, 2e4, 25}, 100);
  stochastic_row("R05.b", "ar1_batch_means_coverage", {0.9, 2e4, 20, 0.95, 25}, 0.95);
  stochastic_row("R05.c", "ar1_marginal_variance", {0.9, 1e5}, 5.263157895);
}

BOOST_AUTO_TEST_CASE(start_up_is_left_out_where_the_rest_is_steadiest) {
  row("R06.a", "mser_truncation", {10, 50, 1000, 5}, 205, {});
  row("R06.b", "mser_statistic", {10, 50, 1000, 5}, 0.0001987224082, {.relative = 1e-9});
  row("R06.c", "mser_mean", {10, 50, 1000, 5}, 0.008105545208, {.relative = 1e-9});
}

BOOST_AUTO_TEST_CASE(a_series_that_never_settles_is_called_too_short) {
  std::vector<double> rising(200);
  for (std::size_t i = 0; i < rising.size(); ++i) {
    rising[i] = static_cast<double>(i);
  }
  BOOST_TEST(!mser(rising).long_enough);
  BOOST_TEST(!mser(std::vector<double>{1, 2, 3}).long_enough);
  const Truncation steady = mser(std::vector<double>(200, 7.0));
  BOOST_TEST(steady.long_enough);
  BOOST_TEST(steady.observations == 0u);
  BOOST_TEST(steady.mean == 7.0);
}

BOOST_AUTO_TEST_CASE(batches_are_of_one_size_and_end_with_the_series) {
  const BatchMeans seen = batch_means(std::vector<double>{99, 1, 3, 5, 7, 2, 4}, 3);
  BOOST_TEST(seen.mean.mean == 22.0 / 6, tt::tolerance(1e-14));  // of 2, 6, 3
  BOOST_TEST(seen.asymptotic_variance == 2 * 13.0 / 3, tt::tolerance(1e-14));
  BOOST_CHECK_THROW(batch_means(std::vector<double>{1, 2}, 3), Defect);
}

BOOST_AUTO_TEST_CASE(independence_is_told_from_correlation) {
  BOOST_TEST(std::fabs(von_neumann_z(normals(1000, 1))) < 3);
  BOOST_TEST(std::fabs(lag_one_correlation(normals(1000, 1))) < 0.1);
  std::vector<double> walk = normals(1000, 2);
  for (std::size_t i = 1; i < walk.size(); ++i) {
    walk[i] += 0.6 * walk[i - 1];
  }
  BOOST_TEST(von_neumann_z(walk) < -10);
  BOOST_TEST(lag_one_correlation(walk) == 0.6, tt::tolerance(0.15));
}

// Many short series of independent values: their ratios have the mean and spread of the formula.
BOOST_AUTO_TEST_CASE(von_neumanns_z_is_standard_for_independent_values) {
  std::vector<double> z;
  for (std::uint64_t stream = 0; stream < 2000; ++stream) {
    z.push_back(von_neumann_z(normals(20, 100 + stream)));
  }
  const NormalityCheck seen = check_normality(z);
  BOOST_TEST(std::fabs(seen.mean) < 4 / std::sqrt(2000.0));
  BOOST_TEST(std::fabs(seen.sd - 1) < 4 / std::sqrt(4000.0));
}

BOOST_AUTO_TEST_CASE(a_quantile_lies_between_its_ranks) {
  row("R09.a", "quantile_ranks", {100, 0.9, 0.95}, "84,96");
  row("R09.b", "quantile_ranks", {1000, 0.95, 0.95}, "936,964");
  row("R09.a", "quantile_ranks", {100, 0.9, 0.95}, 0.95569, {.absolute = 5e-6});
  row("R09.b", "quantile_ranks", {1000, 0.95, 0.95}, 0.95810, {.absolute = 5e-6});
  // The 95th percentile has a one-sided bound from 59 values on.
  BOOST_TEST(quantile_ranks(58, 0.95, 0.9).high == 59u);
  BOOST_TEST(quantile_ranks(59, 0.95, 0.9).high == 59u);
  BOOST_TEST(quantile_ranks(3, 0.05, 0.95).low == 0u);
}

BOOST_AUTO_TEST_CASE(binomial_tails_agree_with_an_oracle) {
  for (const std::size_t n : {1u, 7u, 100u, 2000u}) {
    for (const double p : {0.03, 0.5, 0.95}) {
      const boost::math::binomial oracle(static_cast<double>(n), p);
      for (std::size_t k = 1; k <= n; k += 1 + n / 30) {
        const double expected = cdf(complement(oracle, static_cast<double>(k) - 1));
        BOOST_TEST(std::fabs(binomial_at_least(n, p, k) - expected) <= 1e-11 * expected, k);
      }
    }
  }
  BOOST_TEST(binomial_at_least(5, 0.3, 0) == 1.0);
  BOOST_TEST(binomial_at_least(5, 0.3, 6) == 0.0);
}

BOOST_AUTO_TEST_CASE(the_best_of_ten_is_selected_as_often_as_promised) {
  const std::vector<double> right =
      replicated("right_selection_share", {10, 0.5, 1, 0.95, 10, 100});
  const Estimate seen = estimate_mean(right);
  BOOST_TEST_MESSAGE("R12.a " << seen.mean << " +- " << seen.se);
  BOOST_TEST(seen.mean >= 0.95 - 0.015, "R12.a");
}

BOOST_AUTO_TEST_CASE(common_random_numbers_save_replications_of_a_selection) {
  const auto needed = [](double shared) {
    KimNelson selection(4, {.indifference = 0.3});
    std::vector<double> row(4);
    for (std::uint64_t r = 0; !selection.decided(); ++r) {
      for (std::uint64_t system = 0; system < 4; ++system) {
        const double own = normal_quantile(RandomSource(5, r).uniform(1, system, 0));
        const double common = normal_quantile(RandomSource(5, r).uniform(2, 0, 0));
        row[system] = 0.3 * static_cast<double>(system) + shared * common +
                      std::sqrt(1 - shared * shared) * own;
      }
      selection.add(row);
    }
    BOOST_TEST(selection.best() == 3u);
    BOOST_TEST(selection.dropped_after()[3] == 0);
    return selection.replications();
  };
  BOOST_TEST(2 * needed(0.95) < needed(0));
}

BOOST_AUTO_TEST_CASE(a_selection_ends_even_among_equals) {
  KimNelson selection(2, {.indifference = 0.5});
  for (std::size_t r = 0; r < 100'000 && !selection.decided(); ++r) {
    const double wave = r % 2 == 0 ? 1 : -1;
    selection.add(std::vector<double>{wave, -wave});
  }
  BOOST_TEST(selection.decided());
  BOOST_TEST(KimNelson(1, {}).decided());
  BOOST_CHECK_THROW(KimNelson(1, {}).add(std::vector<double>{0}), Defect);
}

BOOST_AUTO_TEST_CASE(z_values_are_checked_against_the_standard_normal) {
  const NormalityCheck good = check_normality(normals(2000, 7));
  BOOST_TEST(good.anderson_darling < 2.492);
  BOOST_TEST(std::fabs(good.share_beyond_two_sided_95 - 0.05) < 0.02);
  std::vector<double> shifted = normals(2000, 7);
  std::ranges::transform(shifted, shifted.begin(), [](double z) { return z + 0.2; });
  BOOST_TEST(check_normality(shifted).anderson_darling > 3.857);
  const NormalityCheck far = check_normality(std::vector<double>{-1e6, 1e6, 0});
  BOOST_TEST(std::isfinite(far.anderson_darling));
}

// The upper 5 % point of the statistic, over samples of independent normal values.
BOOST_AUTO_TEST_CASE(one_normal_sample_in_twenty_exceeds_the_critical_value) {
  int beyond = 0;
  for (std::uint64_t stream = 0; stream < 2000; ++stream) {
    beyond += check_normality(normals(30, 5000 + stream)).anderson_darling > 2.492 ? 1 : 0;
  }
  BOOST_TEST(std::abs(beyond - 100) < 40);  // 4 standard deviations of a binomial
}

// Golden bits: the same with every compiler and on every machine.
BOOST_AUTO_TEST_CASE(stochastic_functions_stay_as_they_are) {
  Digest digest;
  digest.add(call("overrun_quantile", {1.2, 0.4, 1000, 1000, 0.8}, 3).number);
  digest.add(call("newsvendor_variance_ratio", {0.18, 0.7, 50, 8, 56, 58, 1000}, 3).number);
  digest.add(call("exponential_pair_variance", {1, 1000}, 3).number);
  digest.add(call("ar1_batch_means_coverage", {0.9, 2000, 20, 0.95, 20}, 3).number);
  digest.add(call("ar1_mean_variance", {0.9, 2000, 2}, 3).number);
  digest.add(call("right_selection_share", {10, 0.5, 1, 0.95, 10, 5}, 3).number);
  digest.add(call("ishigami_total", {3, 7, 0.1, 256}, 3).number);
  digest.add(call("g_function_first_order", {2, 256, 0, 1, 4.5}, 3).number);
  digest.add(call("prim_coverage", {500, 3, 0.7, 0.4}, 3).number);
  BOOST_TEST(digest.value() == 0xc82b905fa99242c9ULL);
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_bits_and_another_replication_others) {
  for (const VerificationFunction& function : verification_functions()) {
    BOOST_TEST(find_function(function.name) == &function);
  }
  const std::vector<double> arguments{0.9, 1000, 20, 0.95, 50};
  BOOST_TEST(call("ar1_batch_means_coverage", arguments, 4).number ==
             call("ar1_batch_means_coverage", arguments, 4).number);
  BOOST_TEST(call("ar1_marginal_variance", {0.9, 1000}, 4).number !=
             call("ar1_marginal_variance", {0.9, 1000}, 5).number);
  BOOST_TEST(find_function("no such function") == nullptr);
}

}  // namespace
}  // namespace korus
