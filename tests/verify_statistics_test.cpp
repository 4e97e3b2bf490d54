// What replications say together is what a hand or a textbook says: means, ratios of sums, variances
// and comparisons, each with its standard error.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "engine/distributions.hpp"
#include "engine/random.hpp"
#include "tools/ensemble/estimate.hpp"
#include "tools/ensemble/paired.hpp"
#include "tools/verify/sample.hpp"
#include "verification_kit.hpp"

namespace korus {
namespace {

const auto close = boost::test_tools::tolerance(1e-12);

// A variant of one scenario whose outcomes are given: three replications of every figure.
Variant given(const std::vector<KpiValue>& ratios, const std::vector<double>& totals) {
  Diagnostics diagnostics;
  CaseRuns runs(
      [](const auto&, const auto&, const auto&, const auto&) { return ReplicationResult{}; });
  const auto path = (test::verification_folder / "chain.toml").string();
  runs.add({.name = "", .scenario = {path, {}}, .set = {}}, 1, 1, diagnostics);
  diagnostics.throw_if_any();
  Variant variant{.loaded = std::make_unique<LoadedNetwork>(read_network(path, {}))};
  variant.scorecard = std::make_unique<Scorecard>(variant.loaded->network);
  for (std::size_t i = 0; i < ratios.size(); ++i) {
    Outcome outcome;
    for (const Kpi& kpi : variant.scorecard->kpis()) {
      outcome.kpis.push_back(kpi.is_ratio ? ratios[i] : KpiValue{totals[i], 1});
    }
    variant.outcomes.push_back(outcome);
  }
  return variant;
}

const std::vector<KpiValue> ratios{{1, 4}, {3, 5}, {2, 11}};
const std::vector<double> totals{3, 7, 8};

BOOST_AUTO_TEST_CASE(a_total_is_the_mean_of_the_replications) {
  const Variant variant = given(ratios, totals);
  const FigureSource source{.figures = {{{"output_2023.KR.chip", {}}, 1}}, .scale = 2, .offset = 1};
  const Observed found = observe(Statistic::mean, std::array{sample_of(source, variant, 3)});
  BOOST_TEST(found.value == 13, close);                   // 2 x 6 + 1
  BOOST_TEST(found.se == 2 * std::sqrt(7.0 / 3), close);  // variance 7
  BOOST_TEST(found.replications == 3);
}

BOOST_AUTO_TEST_CASE(a_ratio_is_that_of_sums_with_the_jackknifes_error) {
  const Variant variant = given(ratios, totals);
  const FigureSource source{.figures = {{{"unmet_share.US.chip", {}}, 1}}};
  const Observed found = observe(Statistic::mean, std::array{sample_of(source, variant, 3)});
  BOOST_TEST(found.value == 0.3, close);
  BOOST_TEST(found.se == estimate_ratio(ratios).se, close);
}

BOOST_AUTO_TEST_CASE(weights_add_figures_up_with_the_error_of_their_sum) {
  const Variant variant = given(ratios, totals);
  const FigureSource source{
      .figures = {{{"output_2023.KR.chip", {}}, 3}, {{"output_2021.KR.chip", {}}, -3}}};
  const Observed none = observe(Statistic::mean, std::array{sample_of(source, variant, 3)});
  BOOST_TEST(none.value == 0);
  BOOST_TEST(!none.varies());  // both are the same numbers
}

BOOST_AUTO_TEST_CASE(a_scale_multiplies_the_figure_before_its_variance_is_taken) {
  const Observed found = observe(Statistic::variance, std::array{sample_of(totals, 10, 5)});
  BOOST_TEST(found.value == 700, close);
  // Leaving one out: variances 50, 1250, 800 of the other two; pseudo-values 3 x 700 - 2 x each.
  BOOST_TEST(found.se == estimate_mean(std::vector<double>{2000, -400, 500}).se, close);
}

BOOST_AUTO_TEST_CASE(two_runs_are_compared_replication_by_replication) {
  const std::vector<double> other{1, 6, 4};  // differences 2, 1, 4
  const std::array samples{sample_of(totals, 1, 0), sample_of(other, 1, 0)};
  const Observed difference = observe(Statistic::paired_difference, samples);
  BOOST_TEST(difference.value == 7.0 / 3, close);
  BOOST_TEST(difference.se == estimate_mean(std::vector<double>{2, 1, 4}).se, close);
  BOOST_TEST(observe(Statistic::paired_variance, samples).value == 7.0 / 3, close);
  BOOST_TEST(observe(Statistic::unpaired_variance, samples).value == 7 + 19.0 / 3, close);
  BOOST_TEST(observe(Statistic::variance_ratio, samples).value == 40.0 / 7, close);
  BOOST_TEST(observe(Statistic::variance_ratio, samples).value ==
                 paired_values(other, totals, true).variance_ratio,
             close);
}

// The standard error of the variance of n normal numbers is sqrt(2 / (n - 1)) sigma^2.
BOOST_AUTO_TEST_CASE(the_error_of_a_variance_of_normal_numbers_is_the_textbooks) {
  std::vector<double> values;
  const RandomSource random(1, 0);
  for (std::uint64_t i = 0; i < 4000; ++i) {
    values.push_back(3 * normal_quantile(random.uniform(1, 2, i)));
  }
  const Observed found = observe(Statistic::variance, std::array{sample_of(values, 1, 0)});
  BOOST_TEST(std::abs(found.value - 9) < 3 * 9 * std::sqrt(2.0 / 3999));
  BOOST_TEST(found.se == 9 * std::sqrt(2.0 / 3999), boost::test_tools::tolerance(0.1));
}

}  // namespace
}  // namespace korus
