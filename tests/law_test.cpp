// A law's quantile is the right one from 1e-9 to 1 - 1e-9, and its mean, variance and ends are those
// of what it draws. Oracles: Boost.Math, and scipy.stats for the eighteen quantiles of case R11.
#include "engine/law.hpp"

#include <algorithm>
#include <boost/math/distributions.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "engine/distributions.hpp"
#include "engine/ensure.hpp"

namespace korus {
namespace {

namespace oracle = boost::math;

// From 1e-9 to 1 - 1e-9.
const std::vector<double> uniforms{1e-9, 1e-7,     1e-5,     1e-3,     0.01,    0.1,
                                   0.25, 0.4,      0.5,      0.6,      0.75,    0.9,
                                   0.99, 1 - 1e-3, 1 - 1e-5, 1 - 1e-7, 1 - 1e-9};

std::string text(std::initializer_list<double> numbers) {
  std::string result;
  for (const double number : numbers) {
    result += std::to_string(number) + ' ';
  }
  return result;
}

// Relative error at most 1e-10. `upper(q)` is the oracle's quantile of 1 - q.
template <class Lower, class Upper>
void compare(const Law& law, const std::string& name, Lower lower, Upper upper) {
  for (const double u : uniforms) {
    const double expected = u <= 0.5 ? lower(u) : upper(1 - u);
    const double found = law.quantile(u);
    BOOST_TEST(std::fabs(found - expected) <= 1e-10 * std::fabs(expected) + 1e-290,
               name << "at " << u << ": " << found << " instead of " << expected);
  }
}

template <class Oracle>
void compare(const Law& law, const std::string& name, const Oracle& theirs) {
  compare(
      law, name, [&](double u) { return quantile(theirs, u); },
      [&](double q) { return quantile(complement(theirs, q)); });
}

BOOST_AUTO_TEST_CASE(the_quantiles_are_those_of_the_catalogue) {
  struct Row {
    Law law;
    double tenth, median, ninety_ninth;
  };
  const std::vector<Row> rows{{Law::gamma(2.5, 2), 1.610307987, 4.351460191, 15.08627247},
                              {Law::weibull(1.5, 10), 2.230755256, 7.832197688, 27.67985365},
                              {Law::lognormal(1, 0.5), 1.432217893, 2.718281828, 8.698703026},
                              {Law(1, 4, 10), 2.643167673, 4.803847577, 9.265153077},
                              {Law::beta(2, 5), 0.09259525891, 0.2644499833, 0.7056863283},
                              {Law::pert(1, 4, 10), 2.377249243, 4.382312563, 8.398181218}};
  const auto close = boost::test_tools::tolerance(1e-8);
  for (const Row& row : rows) {
    BOOST_TEST(row.law.quantile(0.1) == row.tenth, close);
    BOOST_TEST(row.law.quantile(0.5) == row.median, close);
    BOOST_TEST(row.law.quantile(0.99) == row.ninety_ninth, close);
  }
}

BOOST_AUTO_TEST_CASE(a_gamma_law_has_the_quantiles_of_its_shape_and_scale) {
  for (const double shape :
       {0.01, 0.1, 0.5, 0.9, 1.0, 1.5, 2.5, 7.0, 15.0, 17.0, 100.0, 1e4, 1e6}) {
    for (const double scale : {1.0, 0.003}) {
      compare(Law::gamma(shape, scale), "gamma " + text({shape, scale}),
              oracle::gamma_distribution<>(shape, scale));
    }
  }
  for (const double shape : {1.0, 3.0, 40.0}) {
    compare(Law::erlang(shape, 6), "erlang " + text({shape}),
            oracle::gamma_distribution<>(shape, 6 / shape));
  }
  BOOST_TEST((Law::gamma_of(6, 0.25) == Law::gamma(4, 1.5)));
}

// Boost's own inverse fails on some of these (equal shapes below 1), so its distribution function
// says by how much x is off: the gap there over x times the density.
BOOST_AUTO_TEST_CASE(a_beta_law_has_the_quantiles_of_its_shapes) {
  const std::vector<double> shapes{0.05, 0.3, 0.9, 1.0, 1.7, 2.0, 5.0, 30.0, 1e3, 1e5};
  for (const double a : shapes) {
    for (const double b : shapes) {
      const oracle::beta_distribution<> theirs(a, b);
      for (const double u : uniforms) {
        const double x = Law::beta(a, b).quantile(u);
        BOOST_REQUIRE(x >= 0 && x <= 1);
        if (x < 1 - 1e-10) {
          const double gap = u <= 0.5 ? cdf(theirs, x) - u : (1 - u) - cdf(complement(theirs, x));
          const double error = gap / (x * pdf(theirs, x));
          BOOST_TEST(std::fabs(error) <= 1e-10,
                     "beta " << text({a, b}) << "at " << u << ": " << x << " is off by " << error);
        } else {
          BOOST_TEST(cdf(complement(theirs, 1 - 2e-10)) >= 1 - u);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_pert_law_is_a_beta_law_between_its_ends) {
  for (const auto& [low, mode, high] :
       std::vector<std::array<double, 3>>{{1, 4, 10}, {0, 0, 3}, {2, 5, 5}, {10, 11, 400}}) {
    const oracle::beta_distribution<> theirs(1 + 4 * (mode - low) / (high - low),
                                             1 + 4 * (high - mode) / (high - low));
    const double from = low;
    const double width = high - low;
    compare(
        Law::pert(low, mode, high), "pert " + text({low, mode, high}),
        [&](double u) { return from + width * quantile(theirs, u); },
        [&](double q) { return from + width * quantile(complement(theirs, q)); });
  }
}

BOOST_AUTO_TEST_CASE(the_laws_with_closed_quantiles_have_them) {
  for (const double scale : {1e-3, 1.0, 300.0}) {
    compare(Law::exponential(scale), "exponential " + text({scale}),
            oracle::exponential_distribution<>(1 / scale));
    for (const double shape : {0.1, 0.7, 1.0, 3.0, 50.0}) {
      compare(Law::weibull(shape, scale), "weibull " + text({shape, scale}),
              oracle::weibull_distribution<>(shape, scale));
    }
    for (const double sigma : {0.01, 0.5, 3.0}) {
      compare(Law::lognormal(std::log(scale), sigma), "lognormal " + text({scale, sigma}),
              oracle::lognormal_distribution<>(std::log(scale), sigma));
      compare(Law::normal(scale, sigma), "normal " + text({scale, sigma}),
              oracle::normal_distribution<>(scale, sigma));
    }
    compare(Law::uniform(-scale, 2 * scale), "uniform " + text({scale}),
            oracle::uniform_distribution<>(-scale, 2 * scale));
    compare(Law(-scale, scale, 5 * scale), "triangular " + text({scale}),
            oracle::triangular_distribution<>(-scale, scale, 5 * scale));
  }
}

// Golden bits: a change here changes the results of every scenario that uses the law.
BOOST_AUTO_TEST_CASE(draws_stay_as_they_are) {
  BOOST_TEST(Law::exponential(4).quantile(0.7) == 0x1.34378fcbda72p+2);
  BOOST_TEST(Law::gamma(2.5, 2).quantile(0.7) == 0x1.841f9ef0b4f08p+2);
  BOOST_TEST(Law::gamma(0.3, 1).quantile(0.01) == 0x1.4299905847689p-23);
  BOOST_TEST(Law::beta(2, 5).quantile(0.01) == 0x1.b67cf5ac7675p-6);
  BOOST_TEST(Law::pert(1, 4, 10).quantile(0.7) == 0x1.5844fd345a9ep+2);
  BOOST_TEST(Law::weibull(1.5, 10).quantile(0.01) == 0x1.dce46fe7528fcp-2);
  BOOST_TEST(Law::lognormal_of(4, 0.5).quantile(0.7) == 0x1.23e2c914211fdp+2);
  BOOST_TEST(Law::normal(2, 3).quantile(0.7) == 0x1.c95eab022147cp+1);
}

// The same doubles as ever, so that results published stay as they are.
BOOST_AUTO_TEST_CASE(a_triangular_law_draws_what_it_always_drew) {
  for (const double u : uniforms) {
    BOOST_TEST(Law(0.94, 0.97, 0.98).quantile(u) == triangular_quantile(u, 0.94, 0.97, 0.98));
    BOOST_TEST(Law(0.1).quantile(u) == 0.1);
  }
  BOOST_TEST(Law(0.94, 0.97, 0.98).mean() == (0.94 + 0.97 + 0.98) / 3.0);
  BOOST_TEST(Law(0.1).mean() == (0.1 + 0.1 + 0.1) / 3.0);
  BOOST_TEST((Law(1, 2, 4).scaled(0.1) == Law(1 * 0.1, 2 * 0.1, 4 * 0.1)));
}

// Smallest k with P(at most k) >= u: the oracle's chances on both sides of it say so, by the smaller
// tail, up to the last digits of either.
template <class Oracle>
void judge_whole(const Law& law, const std::string& name, const Oracle& theirs, double first) {
  for (const double u : uniforms) {
    const double k = law.quantile(u);
    BOOST_REQUIRE(k == std::floor(k) && k >= first);
    const auto reaches = [&](double at, double slack) {
      return u <= 0.5 ? cdf(theirs, at) >= u * (1 - slack)
                      : cdf(complement(theirs, at)) <= (1 - u) * (1 + slack);
    };
    BOOST_TEST(reaches(k, 1e-9), name << "at " << u << ": " << k << " is too small");
    BOOST_TEST((k == first || !reaches(k - 1, -1e-9)),
               name << "at " << u << ": " << k << " is too large");
  }
}

BOOST_AUTO_TEST_CASE(a_poisson_law_gives_the_smallest_number_that_reaches_u) {
  for (const double mean :
       {0.01, 0.3, 1.0, 2.5, 7.0, 20.0, 49.9, 50.0, 50.1, 333.3, 1e3, 1e4, 1e6}) {
    judge_whole(Law::poisson(mean), "poisson " + text({mean}), oracle::poisson_distribution<>(mean),
                0);
  }
}

// Steps from the mode and the search from a guess are two ways to one number.
BOOST_AUTO_TEST_CASE(a_poisson_law_of_a_small_mean_is_right_at_a_thousand_points) {
  for (const double mean : {0.02, 0.9, 4.0, 17.3, 50.0}) {
    const oracle::poisson_distribution<> theirs(mean);
    for (int i = 0; i < 1000; ++i) {
      const double u = (i + 0.5) / 1000;
      const double k = Law::poisson(mean).quantile(u);
      BOOST_TEST((cdf(theirs, k) >= u && (k == 0 || cdf(theirs, k - 1) < u)),
                 mean << " at " << u << ": " << k);
    }
  }
}

// Boost counts failures, the law counts trials: one more.
BOOST_AUTO_TEST_CASE(a_geometric_law_counts_trials_up_to_the_first_success) {
  for (const double p : {1e-4, 0.01, 0.3, 0.97}) {
    const oracle::geometric_distribution<> failures(p);
    for (const double u : uniforms) {
      const double k = Law::geometric(p).quantile(u);
      const auto reaches = [&](double trials) {
        return u <= 0.5 ? cdf(failures, trials - 1) >= u * (1 - 1e-9)
                        : cdf(complement(failures, trials - 1)) <= (1 - u) * (1 + 1e-9);
      };
      BOOST_TEST((k >= 1 && reaches(k) && (k == 1 || !reaches(k - 1) || u <= p)),
                 p << " at " << u << ": " << k);
    }
  }
}

BOOST_AUTO_TEST_CASE(whole_numbers_from_low_to_high_are_equally_likely) {
  const Law die = Law::integers(1, 6);
  for (int i = 0; i < 6000; ++i) {
    BOOST_TEST(die.quantile((i + 0.5) / 6000) == 1 + i / 1000);
  }
  BOOST_TEST(die.quantile(1e-17) == 1);
  BOOST_TEST(die.quantile(1 - 0x1p-53) == 6);
  BOOST_TEST(Law::integers(-3, -1).quantile(0.5) == -2);
}

BOOST_AUTO_TEST_CASE(a_rounded_normal_is_the_nearest_whole_number) {
  const Law law = Law::rounded_normal(4.3, 2.5);
  for (const double u : uniforms) {
    BOOST_TEST(law.quantile(u) == std::round(Law::normal(4.3, 2.5).quantile(u)));
  }
}

const std::vector<Law>& one_of_each() {
  static const std::vector<Law> laws{7.0,
                                     Law::uniform(0.6, 1),
                                     Law(1, 4, 10),
                                     Law::exponential(4),
                                     Law::erlang(3, 6),
                                     Law::gamma(0.7, 2),
                                     Law::gamma_of(30, 0.1),
                                     Law::lognormal_of(4, 0.5),
                                     Law::lognormal(1, 0.2),
                                     Law::weibull(1.5, 10),
                                     Law::weibull(40, 3),
                                     Law::normal(-2, 3),
                                     Law::beta(2, 5),
                                     Law::beta(0.6, 0.8),
                                     Law::pert(1, 4, 10),
                                     Law::poisson(0.4),
                                     Law::poisson(12.5),
                                     Law::poisson(300),
                                     Law::geometric(0.3),
                                     Law::integers(-2, 9),
                                     Law::rounded_normal(4.3, 0.4),
                                     Law::rounded_normal(4.3, 5)};
  return laws;
}

bool counts(const Law& law) {
  return law.kind() == Law::Kind::poisson || law.kind() == Law::Kind::geometric ||
         law.kind() == Law::Kind::integers || law.kind() == Law::Kind::rounded_normal;
}

// The mean of `power` of the quantile less `centre`: in steps of a normal variate, which reach far
// into both tails; of whole numbers, whose quantile jumps, over even uniforms.
double moment(const Law& law, double centre, int power) {
  double sum = 0;
  if (counts(law)) {
    constexpr int n = 400'000;
    for (int i = 0; i < n; ++i) {
      sum += std::pow(law.quantile((i + 0.5) / n) - centre, power) / n;
    }
    return sum;
  }
  const oracle::normal_distribution<> normal;
  constexpr double step = 1.0 / 256;
  for (double z = -8.2; z <= 8.2; z += step) {
    sum += std::pow(law.quantile(cdf(normal, z)) - centre, power) * pdf(normal, z) * step;
  }
  return sum;
}

BOOST_AUTO_TEST_CASE(mean_and_variance_are_those_of_what_is_drawn) {
  for (const Law& law : one_of_each()) {
    BOOST_TEST_CONTEXT("kind " << static_cast<int>(law.kind())) {
      const double rough = counts(law) ? 1e-3 : 2e-5;
      const double sd = std::sqrt(law.variance());
      BOOST_TEST(std::fabs(moment(law, 0, 1) - law.mean()) <= rough * sd + 1e-12 * law.mean());
      BOOST_TEST(moment(law, law.mean(), 2) == law.variance(), boost::test_tools::tolerance(rough));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_larger_uniform_never_gives_less) {
  for (const Law& law : one_of_each()) {
    double last = law.least_drawn();
    for (int i = 0; i < 4000; ++i) {
      const double v = (i + 0.5) / 4000;
      const double u = v * v * (3 - 2 * v);  // closer towards both ends
      const double x = law.quantile(u);
      BOOST_REQUIRE_MESSAGE(x >= last, "kind " << static_cast<int>(law.kind()) << " at " << u);
      last = x;
    }
    BOOST_TEST(law.most_drawn() >= last);
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_drawn_beyond_the_ends) {
  for (const Law& law : one_of_each()) {
    BOOST_TEST(law.lowest() <= law.least_drawn());
    BOOST_TEST(law.most_drawn() <= law.highest());
    BOOST_TEST(std::isfinite(law.least_drawn()));
    BOOST_TEST(std::isfinite(law.most_drawn()));
    for (const double u : uniforms) {
      BOOST_TEST(law.least_drawn() <= law.quantile(u));
      BOOST_TEST(law.quantile(u) <= law.most_drawn());
    }
  }
  BOOST_TEST(Law::geometric(0.3).lowest() == 1);
  BOOST_TEST(std::isinf(Law::exponential(4).highest()));
  BOOST_TEST(std::isinf(Law::normal(4, 1).lowest()));
  BOOST_TEST(Law::beta(2, 5).highest() == 1);
}

BOOST_AUTO_TEST_CASE(a_scaled_law_is_the_law_of_the_multiple) {
  constexpr double factor = 3.5;
  const auto close = boost::test_tools::tolerance(1e-12);
  for (const Law& law : one_of_each()) {
    const Law scaled = law.scaled(factor);
    BOOST_TEST(scaled.mean() == factor * law.mean(), close);
    BOOST_TEST(scaled.variance() == factor * factor * law.variance(),
               boost::test_tools::tolerance(1e-9));
    for (const double u : {0.01, 0.5, 0.93}) {
      BOOST_TEST(scaled.quantile(u) == factor * law.quantile(u), close);
    }
    if (std::isfinite(law.highest())) {
      BOOST_TEST(scaled.highest() == factor * law.highest(), close);
    }
    if (std::isfinite(law.lowest())) {
      BOOST_TEST(scaled.lowest() == factor * law.lowest(), close);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_law_without_spread_is_a_constant) {
  for (const Law& law :
       {Law(5, 5, 5), Law::uniform(5, 5), Law::gamma_of(5, 0), Law::lognormal_of(5, 0),
        Law::normal(5, 0), Law::pert(5, 5, 5), Law::integers(5, 5), Law::rounded_normal(5.2, 0)}) {
    BOOST_TEST(law.is_constant());
    BOOST_TEST((law == Law(5)));
    BOOST_TEST(law.variance() == 0);
  }
  BOOST_TEST((Law::poisson(0) == Law(0)));
  BOOST_TEST((Law::geometric(1) == Law(1)));
  BOOST_TEST(!Law::exponential(5).is_constant());
  BOOST_TEST((Law::exponential(5) != Law::poisson(5)));
}

BOOST_AUTO_TEST_CASE(plans_are_made_with_the_mode_of_a_triangle_and_the_mean_of_any_other_law) {
  BOOST_TEST(Law(1, 4, 10).typical() == 4);
  BOOST_TEST(Law::pert(1, 4, 10).typical() == 4.5);
  BOOST_TEST(Law::exponential(5).typical() == 5);
}

BOOST_AUTO_TEST_CASE(what_is_no_law_is_refused) {
  BOOST_CHECK_THROW(Law::exponential(0), Defect);
  BOOST_CHECK_THROW(Law::uniform(2, 1), Defect);
  BOOST_CHECK_THROW(Law::gamma(0, 1), Defect);
  BOOST_CHECK_THROW(Law::poisson(-1), Defect);
  BOOST_CHECK_THROW(Law::geometric(1.5), Defect);
  BOOST_CHECK_THROW(Law::integers(0.5, 2), Defect);
  BOOST_CHECK_THROW(Law::exponential(1).scaled(0), Defect);
}

}  // namespace
}  // namespace korus
