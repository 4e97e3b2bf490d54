#include "engine/special_functions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/distributions.hpp"
#include "engine/portable_math.hpp"

namespace korus {
namespace {

constexpr double two_pi = 6.283185307179586;
constexpr double half_log_two_pi = 0.9189385332046727;
constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr double least_normal = 1e-300;  // portable::log takes no smaller ones

// Enough for every term of a series or fraction whose peak is as wide as the root of the shape.
int most_terms(double shape) { return 200 + static_cast<int>(20.0 * std::sqrt(shape)); }

// Continued fractions from the front: b0 + a1/(b1 + a2/(b2 + ...)) (Lentz 1976, as modified by
// Thompson & Barnett 1986).
class Fraction {
 public:
  explicit Fraction(double b0) : value_(kept_off_zero(b0)), c_(value_) {}

  // True while the term still changes the value.
  bool add(double a, double b) {
    d_ = 1.0 / kept_off_zero(b + a * d_);
    c_ = kept_off_zero(b + a / c_);
    const double change = c_ * d_;
    value_ *= change;
    return std::fabs(change - 1.0) > epsilon;
  }
  double value() const { return value_; }

 private:
  static double kept_off_zero(double x) { return std::fabs(x) < least_normal ? least_normal : x; }

  double value_;
  double c_;
  double d_ = 0;
};

struct Trial {
  double excess = 0;   // of the distribution at x over its target; rises with x
  double density = 0;  // its slope
  double bend = 0;     // slope of the density over the density
};

// The x in (0, most) where excess is 0: Halley's steps (third order), and where one leaves what is
// known to hold the root, half of that instead.
template <class Try>
double root(double x, double most, Try&& attempt) {
  double low = 0;
  double high = most;
  for (int step = 0; step < 200; ++step) {
    const Trial trial = attempt(x);
    (trial.excess < 0 ? low : high) = x;
    if (trial.excess == 0 || !(high - low > epsilon * high)) {
      return x;
    }
    const double newton = trial.density > 0 ? trial.excess / trial.density : most;
    const double next = x - newton / (1.0 - std::clamp(0.5 * newton * trial.bend, -0.5, 0.5));
    const bool inside = next > low && next < high;
    if (inside && std::fabs(next - x) <= 1e-7 * std::min(x, most - x)) {
      return next;
    }
    x = inside ? next : low > 0 && high < most ? 0.5 * (low + high) : low > 0 ? 2 * low : high / 8;
    x = x < high ? x : 0.5 * (low + high);
  }
  return x;
}

}  // namespace

double log_one_plus(double x) {
  const double sum = 1.0 + x;
  const double lost = x - (sum - 1.0);
  return portable::log(sum) + lost / sum;
}

double exp_less_one(double x) {
  const double power = portable::exp(x);
  const double less_one = power - 1.0;
  if (std::fabs(x) > 1.0) {
    return less_one;
  }
  const double log_power = portable::log(power);
  return log_power == 0 ? x : less_one * (x / log_power);
}

double stirling_error(double a) {
  if (a < 16.0) {
    double product = 1.0;
    double above = a;
    for (; above < 16.0; above += 1.0) {
      product *= above;
    }
    const double by_stirling = (above - 0.5) * portable::log(above) - above;
    const double own = (a - 0.5) * portable::log(a) - a;
    return stirling_error(above) + by_stirling - own - portable::log(product);
  }
  const double r = 1.0 / (a * a);
  return (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r * (1.0 / 1188))))) / a;
}

double log_gamma(double a) {
  return (a - 0.5) * portable::log(a) - a + half_log_two_pi + stirling_error(a);
}

double deviance(double x, double m) {
  const double gap = x - m;
  if (std::fabs(gap) >= 0.1 * (x + m)) {
    return x * portable::log(x / m) - gap;
  }
  const double v = gap / (x + m);
  double term = 2.0 * x * v;
  double sum = gap * v;
  for (int odd = 3; odd < 60; odd += 2) {
    term *= v * v;
    const double next = sum + term / odd;
    if (next == sum) {
      break;
    }
    sum = next;
  }
  return sum;
}

double poisson_chance(double k, double mean) {
  if (k == 0) {
    return portable::exp(-mean);
  }
  return portable::exp(-deviance(k, mean) - stirling_error(k)) / std::sqrt(two_pi * k);
}

double normal_below(double x) {
  if (std::fabs(x) > 40.0) {
    return x < 0 ? 0.0 : 1.0;
  }
  const IncompleteGamma::Parts parts = IncompleteGamma(0.5).at(0.5 * x * x);
  return x < 0 ? 0.5 * parts.above : 0.5 + 0.5 * parts.below;
}

IncompleteGamma::Parts IncompleteGamma::at(double x) const {
  if (x < least_normal) {
    return {.below = 0, .above = 1, .density = 0};
  }
  // x^a e^-x / Gamma(a + 1)
  const double front = portable::exp(-deviance(a_, x) - stirling_) / std::sqrt(two_pi * a_);
  const double density = front * a_ / x;
  if (x < a_ + 1.0) {
    double term = 1.0;
    double sum = 1.0;
    for (int n = 1, most = most_terms(a_); n < most && term > epsilon * sum; ++n) {
      term *= x / (a_ + n);
      sum += term;
    }
    const double below = std::min(front * sum, 1.0);
    return {.below = below, .above = 1.0 - below, .density = density};
  }
  Fraction fraction(x + 1.0 - a_);
  for (int n = 1, most = most_terms(a_); n < most; ++n) {
    if (!fraction.add(-n * (n - a_), x + 1.0 - a_ + 2.0 * n)) {
      break;
    }
  }
  const double above = std::min(front * a_ / fraction.value(), 1.0);
  return {.below = 1.0 - above, .above = above, .density = density};
}

// Where little lies below, P ~ x^a / Gamma(a + 1) exp(-x a/(a + 1)); else the cube of a normal
// variate (Wilson & Hilferty 1931), or for shapes below 1 the tail, Q ~ x^(a-1) e^-x / Gamma(a).
double IncompleteGamma::first_guess(double u) const {
  const double log_gamma_above =
      (a_ + 0.5) * portable::log(a_) - a_ + half_log_two_pi + stirling_;  // ln Gamma(a + 1)
  const double y = portable::exp((portable::log(u) + log_gamma_above) / a_);
  if (y < 0.2 * (a_ + 1.0)) {
    return y * portable::exp(y / (a_ + 1.0));
  }
  if (a_ < 1.0) {
    const double tail = portable::log(a_) - log_gamma_above - portable::log(1.0 - u);
    return tail > 1.0 ? tail + (a_ - 1.0) * portable::log(tail) : y;
  }
  const double w = 1.0 - 1.0 / (9.0 * a_) + normal_quantile(u) / (3.0 * std::sqrt(a_));
  return w > 0 ? a_ * w * w * w : y;
}

double IncompleteGamma::inverse(double u) const {
  const double guess = first_guess(u);
  if (guess < least_normal) {
    return guess;
  }
  return root(guess, std::numeric_limits<double>::max(), [&](double x) {
    const Parts parts = at(x);
    const double excess = u <= 0.5 ? parts.below - u : (1.0 - u) - parts.above;
    return Trial{excess, parts.density, (a_ - 1.0) / x - 1.0};
  });
}

double IncompleteBeta::stirling_part(double a, double b) {
  return stirling_error(a + b) - stirling_error(a) - stirling_error(b);
}

// x^a y^b / B(a, b) with y = 1 - x.
double IncompleteBeta::kernel(double x, double y) const {
  const double n = a_ + b_;
  return portable::exp(stirling_ - deviance(a_, n * x) - deviance(b_, n * y)) *
         std::sqrt(a_ / n * b_ / two_pi);
}

double IncompleteBeta::log_beta() const {
  const double n = a_ + b_;
  return half_log_two_pi - stirling_ + (a_ - 0.5) * portable::log(a_ / n) +
         (b_ - 0.5) * portable::log(b_ / n) - 0.5 * portable::log(n);
}

IncompleteBeta::Parts IncompleteBeta::at(double x) const {
  const double y = 1.0 - x;
  if (x < least_normal || y <= 0) {
    return {.below = x < least_normal ? 0.0 : 1.0, .above = y <= 0 ? 0.0 : 1.0, .density = 0};
  }
  const bool from_left = x * (a_ + b_ + 2.0) <= a_ + 1.0;
  const double a = from_left ? a_ : b_;
  const double b = from_left ? b_ : a_;
  const double z = from_left ? x : y;
  Fraction fraction(1.0);
  for (int m = 0, most = most_terms(a_ + b_); m < most; ++m) {
    const double even = m == 0 ? 0 : m * (b - m) * z / ((a + 2 * m - 1) * (a + 2 * m));
    if (m > 0) {
      fraction.add(even, 1.0);
    }
    if (!fraction.add(-(a + m) * (a + b + m) * z / ((a + 2 * m) * (a + 2 * m + 1)), 1.0)) {
      break;
    }
  }
  const double front = kernel(x, y);
  const double part = std::min(front / (a * fraction.value()), 1.0);
  return {.below = from_left ? part : 1.0 - part,
          .above = from_left ? 1.0 - part : part,
          .density = front / (x * y)};
}

// Where little lies below, I ~ x^a / (a B(a, b)); else for shapes from 1 up a normal variate
// (Abramowitz & Stegun 1964, 26.5.22), and for smaller ones the two ends as powers.
double IncompleteBeta::first_guess(double u) const {
  const double x = portable::exp((portable::log(u * a_) + log_beta()) / a_);
  if (x * std::fabs(b_ - 1.0) < 0.1 * (a_ + 1.0)) {
    return x;
  }
  if (a_ < 1.0 || b_ < 1.0) {
    const double y = portable::exp((portable::log((1.0 - u) * b_) + log_beta()) / b_);
    return std::clamp(x < 0.5 ? x : 1.0 - y, 0.1 * a_ / (a_ + b_), 1.0 - epsilon);
  }
  const double z = -normal_quantile(u);
  const double lambda = (z * z - 3.0) / 6.0;
  const double left = 1.0 / (2.0 * a_ - 1.0);
  const double right = 1.0 / (2.0 * b_ - 1.0);
  const double h = 2.0 / (left + right);
  const double w = z * std::sqrt(std::max(h + lambda, 0.0)) / h -
                   (right - left) * (lambda + 5.0 / 6 - 2.0 / (3.0 * h));
  return a_ / (a_ + b_ * portable::exp(2.0 * w));
}

double IncompleteBeta::inverse(double u) const {
  const double guess = first_guess(u);
  if (guess < least_normal) {
    return guess;
  }
  return root(std::min(guess, 1.0 - epsilon), 1.0, [&](double x) {
    const Parts parts = at(x);
    const double excess = u <= 0.5 ? parts.below - u : (1.0 - u) - parts.above;
    return Trial{excess, parts.density, (a_ - 1.0) / x - (b_ - 1.0) / (1.0 - x)};
  });
}

}  // namespace korus
