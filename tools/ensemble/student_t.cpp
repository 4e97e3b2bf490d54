#include "tools/ensemble/student_t.hpp"

#include <cmath>
#include <numbers>

#include "engine/distributions.hpp"
#include "engine/ensure.hpp"
#include "engine/portable_math.hpp"

namespace korus {
namespace {

// Gamma(a + 1/2) / Gamma(a): asymptotic series (DLMF 5.11.13) beyond a = 30, reached by r(a) = r(a
// + 1) a / (a + 1/2).
double half_step_of_gamma(double a) {
  double factor = 1;
  while (a < 30) {
    factor *= a / (a + 0.5);
    a += 1;
  }
  const double y = 1 / a;
  const double series =
      1 +
      y * (-1.0 / 8 +
           y * (1.0 / 128 + y * (5.0 / 1024 + y * (-21.0 / 32768 + y * (-399.0 / 262144 +
                                                                        y * (869.0 / 4194304))))));
  return factor * std::sqrt(a) * series;
}

// 1 / (1 + d1 / (1 + d2 / (1 + ...))) of the incomplete beta function, by the modified Lentz
// method.
double beta_fraction(double a, double b, double x) {
  double upper = 1;
  double lower = 0;
  double fraction = 1;
  for (int k = 1; k < 10000; ++k) {
    const int half = k / 2;
    const auto m = static_cast<double>(half);
    const double d = k % 2 == 0 ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                                : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    lower = 1 / (1 + d * lower);
    upper = 1 + d / upper;
    const double step = upper * lower;
    fraction *= step;
    if (std::fabs(step - 1) < 1e-16) {
      break;
    }
  }
  return 1 / fraction;
}

// P(T > t), t > 0: half the regularised incomplete beta function I_x(df/2, 1/2) at x = df / (df +
// t^2).
double upper_tail(double t, double degrees_of_freedom) {
  const double a = degrees_of_freedom / 2;
  const double x = degrees_of_freedom / (degrees_of_freedom + t * t);
  const double rest = t * t / (degrees_of_freedom + t * t);
  if (x < 1e-300) {
    return 0;
  }
  const double log_power = a * portable::log(x);
  const double power = log_power < -690 ? 0 : portable::exp(log_power);
  const double front =
      power * std::sqrt(rest) * half_step_of_gamma(a) / std::sqrt(std::numbers::pi);
  if (x < (a + 1) / (a + 2.5)) {
    return 0.5 * front / a * beta_fraction(a, 0.5, x);
  }
  return 0.5 * (1 - 2 * front * beta_fraction(0.5, a, rest));
}

double expanded_about_normal(double z, double degrees_of_freedom) {
  const double z2 = z * z;
  const double y = 1 / degrees_of_freedom;
  const double g1 = (z2 + 1) / 4;
  const double g2 = ((5 * z2 + 16) * z2 + 3) / 96;
  const double g3 = (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
  const double g4 = ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
  return z * (1 + y * (g1 + y * (g2 + y * (g3 + y * g4))));
}

}  // namespace

double student_t_quantile(double p, double degrees_of_freedom) {
  ensure(p > 0 && p < 1, "a quantile of Student's t wants a probability in (0, 1)");
  ensure(degrees_of_freedom > 0, "Student's t wants degrees of freedom above 0");
  if (degrees_of_freedom > 1000) {
    return expanded_about_normal(normal_quantile(p), degrees_of_freedom);
  }
  if (p == 0.5) {
    return 0;
  }
  const double tail = p < 0.5 ? p : 1 - p;
  double low = 0;
  double high = 1;
  while (upper_tail(high, degrees_of_freedom) > tail) {
    low = high;
    high *= 2;
    ensure(high < 1e149, "a quantile of Student's t beyond 1e149 is out of reach");
  }
  for (double middle = 0.5 * (low + high); low < middle && middle < high;
       middle = 0.5 * (low + high)) {
    (upper_tail(middle, degrees_of_freedom) > tail ? low : high) = middle;
  }
  return p < 0.5 ? -high : high;
}

}  // namespace korus
