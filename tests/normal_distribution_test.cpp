// The normal's density agrees with Boost.Math, and its loss is the integral of the upper tail.
#include "engine/normal_distribution.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>

namespace korus {
namespace {

const boost::math::normal oracle;

BOOST_AUTO_TEST_CASE(densities_agree_with_an_oracle) {
  for (double z = -30; z < 30; z += 0.0371) {
    BOOST_TEST(std::fabs(normal_density(z) / boost::math::pdf(oracle, z) - 1) < 5e-13, z);
  }
}

BOOST_AUTO_TEST_CASE(the_loss_is_the_integral_of_the_upper_tail) {
  const double step = 1e-3;
  for (double z = -6; z < 15; z += 0.25) {
    const double slope = (normal_loss(z) - normal_loss(z + step)) / step;
    const double tail = boost::math::cdf(boost::math::complement(oracle, z + step / 2));
    BOOST_TEST(std::fabs(slope / tail - 1) < 1e-5, z);
  }
  BOOST_TEST(normal_loss(0) == 1 / std::sqrt(2 * M_PI), boost::test_tools::tolerance(1e-14));
}

}  // namespace
}  // namespace korus
