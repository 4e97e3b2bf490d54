#include "models/economics/ramp.hpp"

#include <algorithm>

#include "engine/portable_math.hpp"

namespace korus {
namespace {

double logistic(double x) { return 1.0 / (1.0 + portable::exp(-x)); }

// ln(1 + e^x), the integral of the logistic function.
double softplus(double x) {
  return x > 0 ? x + portable::log(1 + portable::exp(-x)) : portable::log(1 + portable::exp(x));
}

double inverse_softplus(double y) {
  return y > 1 ? y + portable::log(1 - portable::exp(-y)) : portable::log(portable::exp(y) - 1);
}

}  // namespace

double LogisticRamp::capacity(double time) const {
  return maximum * logistic(rate * (time - midpoint));
}

double LogisticRamp::output(double begin, double end) const {
  return maximum / rate * (softplus(rate * (end - midpoint)) - softplus(rate * (begin - midpoint)));
}

double LogisticRamp::time_of(double units, double begin) const {
  const double reached = softplus(rate * (begin - midpoint)) + units * rate / maximum;
  return midpoint + inverse_softplus(reached) / rate;
}

double ramp_share(double u, double T) {
  if (u >= T) {
    return 1.0;
  }
  const double k = 8.0 / T;
  const double at_start = logistic(-4.0);
  return (logistic(k * (u - 0.5 * T)) - at_start) / (1.0 - at_start);
}

double rayleigh_share(double x) {
  const double capped = std::clamp(x, 0.0, 1.0);
  return (1.0 - portable::exp(-3.0 * capped * capped)) / (1.0 - portable::exp(-3.0));
}

}  // namespace korus
