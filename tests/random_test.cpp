// Random numbers are keyed by who, why and how-many-th; distributions and functions are right and
// stay as they are.
#include "engine/random.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "engine/distributions.hpp"
#include "engine/portable_math.hpp"
#include "engine/statistics.hpp"

namespace korus {
namespace {

BOOST_AUTO_TEST_CASE(draws_depend_on_each_part_of_the_key_and_on_nothing_else) {
  const RandomSource source(42, 3);
  const std::uint64_t key = name_key("line/austin");
  const std::uint64_t bits = source.bits(key, 1, 0);
  BOOST_TEST(bits == RandomSource(42, 3).bits(name_key("line/austin"), 1, 0));
  BOOST_TEST(bits != source.bits(key, 1, 1));
  BOOST_TEST(bits != source.bits(key, 2, 0));
  BOOST_TEST(bits != source.bits(name_key("line/taylor"), 1, 0));
  BOOST_TEST(bits != RandomSource(42, 4).bits(key, 1, 0));
  BOOST_TEST(bits != RandomSource(43, 3).bits(key, 1, 0));
}

// Golden bits: a change here changes every result ever published, so raise key_version with it.
BOOST_AUTO_TEST_CASE(draws_stay_as_they_are) {
  BOOST_TEST(name_key("line/austin") == 0x0adfe46497165cfaULL);
  BOOST_TEST(RandomSource(42, 3).bits(name_key("line/austin"), 1, 0) == 0xee3a6169b00b1da3ULL);
  BOOST_TEST(RandomSource(1, 0).bits(7, 19, 1'000'000) == 0x15d2dab6387aa328ULL);
  BOOST_TEST(RandomSource(42, 3).uniform(name_key("line/austin"), 1, 0) == 0x1.dc74c2d360163p-1);
  BOOST_TEST(normal_quantile(0.3) == -0x1.0c7e39582c5fap-1);
  BOOST_TEST(portable::exp(1.5) == 0x1.1ed3fe64fc541p+2);
  BOOST_TEST(portable::log(10.0) == 0x1.26bb1bbb55516p+1);
  BOOST_TEST(portable::exp(-1000.0) == 0.0);
  BOOST_TEST(std::isinf(portable::exp(1000.0)));
  BOOST_TEST(portable::pow(0.01, 200.0) == 0.0);
}

BOOST_AUTO_TEST_CASE(uniforms_lie_inside_and_spread_evenly) {
  const RandomSource source(1, 0);
  Welford uniform;
  std::array<int, 10> bins{};
  for (std::uint64_t n = 0; n < 100'000; ++n) {
    const double u = source.uniform(5, 1, n);
    BOOST_REQUIRE(u > 0 && u < 1);
    uniform.add(u);
    ++bins[static_cast<std::size_t>(u * 10)];
  }
  BOOST_TEST(std::fabs(uniform.mean() - 0.5) < 4 * std::sqrt(1.0 / 12 / 100'000));
  double chi_square = 0;
  for (const int bin : bins) {
    chi_square += (bin - 10'000.0) * (bin - 10'000.0) / 10'000.0;
  }
  BOOST_TEST(chi_square < 27.9);  // 99.9 % point with 9 degrees of freedom
}

BOOST_AUTO_TEST_CASE(portable_functions_agree_with_the_c_library) {
  for (double x = 1e-300; x < 1e300; x *= 1.7) {
    BOOST_TEST(std::fabs(portable::log(x) - std::log(x)) <= 4e-16 * std::fabs(std::log(x)), x);
  }
  for (double x = 0.5; x < 2; x += 0.00137) {
    BOOST_TEST(std::fabs(portable::log(x) - std::log(x)) <= 4e-16 * std::fabs(std::log(x)), x);
  }
  for (double x = -690; x < 690; x += 0.73) {
    BOOST_TEST(std::fabs(portable::exp(x) / std::exp(x) - 1) <= 5e-16, x);
  }
  for (double t = -3; t < 3; t += 0.0071) {
    BOOST_TEST(std::fabs(portable::cos_turn(t) - std::cos(2 * M_PI * t)) <= 3e-15, t);
  }
  BOOST_TEST(portable::pow(2.0, 10.0) == 1024.0, boost::test_tools::tolerance(1e-14));
}

// Values from R's qnorm and closed forms.
BOOST_AUTO_TEST_CASE(quantile_functions_give_known_values) {
  const auto close = boost::test_tools::tolerance(1e-13);
  BOOST_TEST(normal_quantile(0.975) == 1.9599639845400545, close);
  BOOST_TEST(normal_quantile(0.9) == 1.2815515655446004, close);
  BOOST_TEST(normal_quantile(1e-10) == -6.361340902404056, close);
  BOOST_TEST(normal_quantile(0.5) == 0.0);
  BOOST_TEST(exponential_quantile(0.5, 3.0) == 3.0 * std::log(2.0), close);
  BOOST_TEST(triangular_quantile(0.5, 0, 1, 2) == 1.0, close);
  BOOST_TEST(triangular_quantile(0.125, 0, 1, 2) == 0.5, close);
  BOOST_TEST(triangular_quantile(0.7, 5, 5, 5) == 5.0);
  BOOST_TEST(lognormal_quantile(0.5, 1.0, 0.4) == std::exp(1.0), close);
}

BOOST_AUTO_TEST_CASE(a_lognormal_is_fitted_to_its_mean_and_80th_percentile) {
  const Lognormal fit = lognormal_from_mean_p80(1.3, 1.6);
  BOOST_REQUIRE(fit.exists);
  BOOST_TEST(std::exp(fit.mu + fit.sigma * fit.sigma / 2) == 1.3,
             boost::test_tools::tolerance(1e-12));
  BOOST_TEST(lognormal_quantile(0.8, fit.mu, fit.sigma) == 1.6,
             boost::test_tools::tolerance(1e-12));
  BOOST_TEST(!lognormal_from_mean_p80(1.0, 2.0).exists);
  BOOST_TEST(!lognormal_from_mean_p80(1.2, 1.1).exists);
  BOOST_TEST(lognormal_from_mean_p80(1.0, 1.0).sigma == 0.0);
}

BOOST_AUTO_TEST_CASE(a_demand_factor_has_mean_one_and_the_stated_variation) {
  const RandomSource source(9, 0);
  Welford factor;
  for (std::uint64_t n = 0; n < 200'000; ++n) {
    factor.add(lognormal_factor(source.uniform(1, 1, n), 0.3));
  }
  BOOST_TEST(std::fabs(factor.mean() - 1) < 4 * 0.3 / std::sqrt(200'000.0));
  BOOST_TEST(std::fabs(factor.standard_deviation() - 0.3) < 0.01);
}

BOOST_AUTO_TEST_CASE(time_weighted_means_are_exact) {
  TimeWeighted level;
  level.set(SimTime{}, 10);
  level.set(SimTime{one_day * 2}, 4);
  level.advance(SimTime{one_day * 5});
  BOOST_TEST(level.integral_days() == 32.0);
}

}  // namespace
}  // namespace korus
