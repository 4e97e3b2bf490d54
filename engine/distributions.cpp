#include "engine/distributions.hpp"

#include <array>
#include <cmath>
#include <cstddef>

#include "engine/portable_math.hpp"

namespace korus {
namespace {

template <std::size_t N>
double polynomial(const std::array<double, N>& coefficients, double x) {
  double value = 0;
  for (std::size_t i = N; i-- > 0;) {
    value = value * x + coefficients[i];
  }
  return value;
}

// Wichura's coefficients, lowest order first: centre, then the two tails.
constexpr std::array a{3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
                       1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                       3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr std::array b{1.0,
                       4.2313330701600911252e+1,
                       6.8718700749205790830e+2,
                       5.3941960214247511077e+3,
                       2.1213794301586595867e+4,
                       3.9307895800092710610e+4,
                       2.8729085735721942674e+4,
                       5.2264952788528545610e+3};
constexpr std::array c{1.42343711074968357734e0,  4.63033784615654529590e0,
                       5.76949722146069140550e0,  3.64784832476320460504e0,
                       1.27045825245236838258e0,  2.41780725177450611770e-1,
                       2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr std::array d{1.0,
                       2.05319162663775882187e0,
                       1.67638483018380384940e0,
                       6.89767334985100004550e-1,
                       1.48103976427480074590e-1,
                       1.51986665636164571966e-2,
                       5.47593808499534494600e-4,
                       1.05075007164441684324e-9};
constexpr std::array e{6.65790464350110377720e0,  5.46378491116411436990e0,
                       1.78482653991729133580e0,  2.96560571828504891230e-1,
                       2.65321895265761230930e-2, 1.24266094738807843860e-3,
                       2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr std::array f{1.0,
                       5.99832206555887937690e-1,
                       1.36929880922735805310e-1,
                       1.48753612908506148525e-2,
                       7.86869131145613259100e-4,
                       1.84631831751005468180e-5,
                       1.42151175831644588870e-7,
                       2.04426310338993978564e-15};

constexpr double z80 = 0.8416212335729143;  // 80th percentile of the standard normal

}  // namespace

double normal_quantile(double u) {
  const double q = u - 0.5;
  if (std::fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(a, r) / polynomial(b, r);
  }
  const double r = std::sqrt(-portable::log(q < 0 ? u : 1.0 - u));
  const double value = r <= 5.0 ? polynomial(c, r - 1.6) / polynomial(d, r - 1.6)
                                : polynomial(e, r - 5.0) / polynomial(f, r - 5.0);
  return q < 0 ? -value : value;
}

double exponential_quantile(double u, double mean) { return -mean * portable::log(1.0 - u); }

double triangular_quantile(double u, double low, double mode, double high) {
  const double width = high - low;
  if (width <= 0) {
    return mode;
  }
  const double rise = mode - low;
  return u * width <= rise ? low + std::sqrt(u * width * rise)
                           : high - std::sqrt((1.0 - u) * width * (high - mode));
}

double lognormal_quantile(double u, double mu, double sigma) {
  return portable::exp(mu + sigma * normal_quantile(u));
}

double lognormal_factor(double u, double cv) {
  if (cv <= 0) {
    return 1.0;
  }
  const double variance = portable::log(1.0 + cv * cv);
  return lognormal_quantile(u, -0.5 * variance, std::sqrt(variance));
}

// s solves s^2/2 - z80 s + (ln p80 - ln mean) = 0.
Lognormal lognormal_from_mean_p80(double mean, double p80) {
  const double gap = portable::log(p80) - portable::log(mean);
  const double discriminant = z80 * z80 - 2.0 * gap;
  if (discriminant < 0 || gap < 0) {
    return {.exists = false};
  }
  const double sigma = z80 - std::sqrt(discriminant);
  return {.mu = portable::log(mean) - 0.5 * sigma * sigma, .sigma = sigma};
}

}  // namespace korus
