// The best of normal systems is found as often as is promised, with replications where they matter.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>
#include <vector>

#include "engine/distributions.hpp"
#include "engine/random.hpp"
#include "tools/analysis/ocba.hpp"
#include "tools/select/selection.hpp"

namespace korus {
namespace {

const auto close = boost::test_tools::tolerance(1e-12);

// Gaps 1 and 2 behind the first, standard deviations 1, 1 and 2: weights of the two (1/1)^2 = 1 and
// (2/2)^2 = 1, of the first 1 sqrt(1/1 + 1/4).
BOOST_AUTO_TEST_CASE(shares_are_those_of_the_theorem) {
  const std::vector<SampledSystem> systems{{10, 1, 5}, {9, 1, 5}, {8, 2, 5}};
  const std::vector<double> shares = ocba_shares(systems, 0);
  const double first = std::sqrt(1.25);
  BOOST_TEST(shares[0] == first / (first + 2), close);
  BOOST_TEST(shares[1] == 1 / (first + 2), close);
  BOOST_TEST(shares[2] == 1 / (first + 2), close);
}

BOOST_AUTO_TEST_CASE(an_allocation_is_whole_and_adds_up) {
  const std::vector<SampledSystem> systems{{10, 1, 10}, {9.9, 1, 10}, {2, 1, 10}};
  const auto more = ocba_allocation(systems, 0, 7);
  BOOST_TEST(std::accumulate(more.begin(), more.end(), std::int64_t{0}) == 7);
  BOOST_TEST(more[2] == 0);
  BOOST_TEST(more[0] >= 3);
  const std::vector<SampledSystem> still{{1, 0, 10}, {0, 0, 10}};
  BOOST_TEST(ocba_allocation(still, 0, 5) == (std::vector<std::int64_t>{0, 0}),
             boost::test_tools::per_element());
}

// One other, behind by 1, of mean variances 1/4 each: 1 - Phi(-sqrt(2)).
BOOST_AUTO_TEST_CASE(the_chance_is_that_of_the_normal) {
  const std::vector<SampledSystem> systems{{1, 1, 4}, {0, 1, 4}};
  BOOST_TEST(ocba_chance(systems, 0) == 1 - 0.07864960352514257,
             boost::test_tools::tolerance(1e-10));
  BOOST_TEST(equal_replications(systems, 0, 0.95, 1000) == 6);  // n >= 2 * 1.6449^2 = 5.4
}

Observer normals(std::uint64_t trial, std::vector<double> means) {
  return {.observe = [trial, means](std::span<const WantedObservation> wanted) {
    const RandomSource random(3, trial);
    std::vector<double> values;
    for (const WantedObservation& one : wanted) {
      values.push_back(means[one.system] +
                       normal_quantile(random.uniform(1, one.system, one.replication)));
    }
    return values;
  }};
}

BOOST_AUTO_TEST_CASE(kim_nelson_is_right_as_often_as_it_promises_and_spares_replications) {
  int right = 0;
  std::int64_t spent = 0;
  std::int64_t equal = 0;
  for (std::uint64_t trial = 0; trial < 300; ++trial) {
    std::vector<double> means(8, 0);
    means[5] = -1;
    const SelectionSettings settings{.largest = false, .indifference = 1, .most = 100'000};
    const Selection found = select_best(8, settings, normals(trial, means));
    right += found.best == 5 ? 1 : 0;
    BOOST_TEST(found.decided);
    spent += found.replications;
    equal += found.equal_replications;
  }
  BOOST_TEST(right >= 285 - 11);  // 95 % less three standard deviations
  BOOST_TEST(spent < equal);
}

BOOST_AUTO_TEST_CASE(ocba_finds_the_best_of_many_with_fewer_replications_than_equal_ones) {
  std::vector<double> means(200);
  for (std::size_t i = 0; i < means.size(); ++i) {
    means[i] = 0.5 * static_cast<double>(i);
  }
  const SelectionSettings settings{
      .method = SelectionMethod::ocba, .largest = false, .budget = 20'000};
  int right = 0;
  std::int64_t spent = 0;
  std::int64_t equal = 0;
  for (std::uint64_t trial = 0; trial < 40; ++trial) {
    const Selection found = select_best(200, settings, normals(trial, means));
    right += found.best == 0 ? 1 : 0;
    BOOST_TEST(found.decided);
    BOOST_TEST(found.observations[199].size() == 10U);
    spent += found.replications;
    equal += found.equal_replications;
  }
  BOOST_TEST(right >= 36);
  BOOST_TEST(spent < equal);
}

BOOST_AUTO_TEST_CASE(the_budget_is_kept_and_its_end_told) {
  const SelectionSettings settings{.method = SelectionMethod::ocba, .budget = 65};
  const Selection found = select_best(3, settings, normals(1, {0, 0, 0}));
  BOOST_TEST(found.replications == 65);
  BOOST_TEST(!found.decided);
}

}  // namespace
}  // namespace korus
