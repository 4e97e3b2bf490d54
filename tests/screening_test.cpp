// What drives a figure is told with its uncertainty: bootstrap intervals, the seeds' share of the
// variance, and designs that lie well apart.
#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "engine/distributions.hpp"
#include "engine/statistics.hpp"
#include "tools/analysis/interval.hpp"
#include "tools/analysis/latin_hypercube.hpp"
#include "tools/analysis/morris.hpp"
#include "tools/analysis/seed_noise.hpp"

namespace korus {
namespace {

namespace tt = boost::test_tools;
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// y = 5 a - 2 b + 6 c d: effects of a and b are 5 and -2 everywhere; that of c is 6 d, of d uniform on
// the grid 0, 1/3, 2/3, 1: mean 3, variance 36 x 5/36 = 5.
std::vector<double> outputs_of(const Points& design) {
  std::vector<double> outputs;
  for (std::size_t row = 0; row < design.size(); ++row) {
    const auto x = design[row];
    outputs.push_back(5 * x[0] - 2 * x[1] + 6 * x[2] * x[3]);
  }
  return outputs;
}

BOOST_AUTO_TEST_CASE(effects_come_with_intervals_and_ranks) {
  const Points design = morris_design(60, 5, 4, RandomSource(6, 0));
  const Screening screening = screen(design, outputs_of(design), 500, RandomSource(6, 0));
  BOOST_TEST(screening.trajectories == 60u);
  const auto& factors = screening.factors;
  BOOST_TEST(factors[0].rank == 1u);
  BOOST_TEST(factors[1].rank == 4u);
  BOOST_TEST(factors[4].rank == 5u);
  BOOST_TEST(factors[0].mean.low == 5.0, tt::tolerance(1e-12));
  BOOST_TEST(factors[0].mean.high == 5.0, tt::tolerance(1e-12));
  BOOST_TEST(factors[1].mean_absolute.low == 2.0, tt::tolerance(1e-12));
  for (const std::size_t i : {2u, 3u}) {
    BOOST_TEST(factors[i].mean.holds(3));
    BOOST_TEST(factors[i].sd.holds(std::sqrt(5.0)));
    // Student's interval of 60 effects of that variance is as wide.
    BOOST_TEST(factors[i].mean.width() == 4 * std::sqrt(5.0 / 60), tt::tolerance(0.25));
  }
  BOOST_TEST(factors[4].mean_absolute.high == 0.0);
}

BOOST_AUTO_TEST_CASE(a_trajectory_with_a_missing_point_is_left_out_whole) {
  const Points design = morris_design(10, 5, 4, RandomSource(6, 0));
  std::vector<double> outputs = outputs_of(design);
  outputs[0] = missing;
  outputs[6 * 4 + 3] = missing;
  const Screening screening = screen(design, outputs, 100, RandomSource(6, 0));
  BOOST_TEST(screening.trajectories == 8u);
  BOOST_TEST(screening.factors[0].effects.mean == 5.0, tt::tolerance(1e-12));
  std::ranges::fill(outputs, missing);
  const Screening none = screen(design, outputs, 100, RandomSource(6, 0));
  BOOST_TEST(none.trajectories == 0u);
  BOOST_TEST(std::isnan(none.factors[0].mean.low));
}

Points values_of(std::initializer_list<std::array<double, 2>> rows) {
  Points values(rows.size(), 2);
  std::size_t i = 0;
  for (const std::array<double, 2>& row : rows) {
    std::ranges::copy(row, values[i++].begin());
  }
  return values;
}

// By hand. First: what the seeds do is common to both points. Second: variance within points 10, of the
// replications' means 8, so (10 - 8) x 2 = 4 is neither; points 18 - 4/2 = 16.
BOOST_AUTO_TEST_CASE(seeds_are_a_factor_beside_the_points) {
  const SeedNoise common = seed_noise(values_of({{1, 3}, {5, 7}}));
  BOOST_TEST(common.of_run == 2.0 / 10, tt::tolerance(1e-12));
  BOOST_TEST(common.of_mean == 1.0 / 9, tt::tolerance(1e-12));
  BOOST_TEST(common.between_points == 0.0);
  const SeedNoise mixed = seed_noise(values_of({{0, 2}, {4, 10}}));
  BOOST_TEST(mixed.of_run == 10.0 / 26, tt::tolerance(1e-12));
  BOOST_TEST(mixed.of_mean == 5.0 / 21, tt::tolerance(1e-12));
  BOOST_TEST(mixed.between_points == 2.0 / 18, tt::tolerance(1e-12));
  BOOST_TEST(std::isnan(seed_noise(values_of({{0, 2}})).of_run));
  BOOST_TEST(std::isnan(seed_noise(Points(5, 1)).of_mean));
  BOOST_TEST(std::isnan(seed_noise(Points(5, 3)).of_run));
}

// value = 2 u + common noise (sd 1) + own noise (sd 0.5), u uniform: variances 1/3, 1 and 1/4.
BOOST_AUTO_TEST_CASE(the_share_of_seeds_is_found) {
  const RandomSource random(3, 0);
  const auto normal = [&](std::uint64_t who, std::uint64_t which) {
    return normal_quantile(random.uniform(who, which, 0));
  };
  Points values(400, 60);
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t r = 0; r < 60; ++r) {
      values[i][r] =
          2 * (static_cast<double>(i) + 0.5) / 400 + normal(1, r) + 0.5 * normal(2, 60 * i + r);
    }
  }
  const SeedNoise noise = seed_noise(values);
  BOOST_TEST(noise.of_run == 1.25 / (1.25 + 1.0 / 3), tt::tolerance(0.1));
  BOOST_TEST(noise.of_mean == (1.25 / 60) / (1.25 / 60 + 1.0 / 3), tt::tolerance(0.2));
  BOOST_TEST(noise.between_points == (0.25 / 60) / (0.25 / 60 + 1.0 / 3), tt::tolerance(0.05));
}

// Wilson 1927: 0 of 10 gives z^2 / (n + z^2); 5 of 10 from 0.2366 to 0.7634.
BOOST_AUTO_TEST_CASE(shares_have_wilsons_interval) {
  const Interval none = wilson_interval(0, 10);
  BOOST_TEST(none.low == 0.0);
  BOOST_TEST(none.high == 3.841458821 / 13.841458821, tt::tolerance(1e-6));
  const Interval half = wilson_interval(5, 10);
  BOOST_TEST(half.low == 0.236593, tt::tolerance(1e-5));
  BOOST_TEST(half.high == 0.763407, tt::tolerance(1e-5));
  BOOST_TEST(wilson_interval(10, 10).high == 1.0);
  BOOST_TEST(std::isnan(wilson_interval(0, 0).low));
}

BOOST_AUTO_TEST_CASE(a_maximin_hypercube_is_a_hypercube_whose_points_lie_apart) {
  const Points best = maximin_latin_hypercube(40, 3, 5);
  double farthest = 0;
  for (std::uint64_t r = 0; r < 100; ++r) {
    farthest = std::max(farthest, least_distance(latin_hypercube(40, 3, RandomSource(5, r))));
  }
  BOOST_TEST(least_distance(best) == farthest);
  BOOST_TEST(farthest > 1.3 * least_distance(latin_hypercube(40, 3, RandomSource(5, 0))));
  for (std::size_t d = 0; d < 3; ++d) {
    std::array<int, 40> slices{};
    for (std::size_t i = 0; i < 40; ++i) {
      ++slices[static_cast<std::size_t>(best[i][d] * 40)];
    }
    BOOST_TEST(std::ranges::count(slices, 1) == 40, d);
  }
  BOOST_TEST(std::isinf(least_distance(Points(1, 3))));
  BOOST_TEST(maximin_latin_hypercube(1, 3, 5).size() == 1u);
}

}  // namespace
}  // namespace korus
