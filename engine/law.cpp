#include "engine/law.hpp"

#include <algorithm>
#include <cmath>

#include "engine/distributions.hpp"
#include "engine/ensure.hpp"
#include "engine/poisson.hpp"
#include "engine/portable_math.hpp"
#include "engine/special_functions.hpp"

namespace korus {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double least_uniform = 0x1p-53;

bool whole(double x) { return std::trunc(x) == x; }
double square(double x) { return x * x; }

// Shapes of the beta law under a PERT law (Malcolm, Roseboom, Clark & Fazar 1959).
struct PertShapes {
  double a;
  double b;
  PertShapes(double low, double mode, double high)
      : a(1.0 + 4.0 * (mode - low) / (high - low)), b(1.0 + 4.0 * (high - mode) / (high - low)) {}
};

double beta_variance(double a, double b) { return a / (a + b) * (b / (a + b)) / (a + b + 1.0); }

// First and second moment of a rounded normal about its centre: from 3 standard deviations a step
// on, rounding adds the variance of a uniform to 1e-70 (Poisson's summation formula).
struct RoundedMoments {
  double mean = 0;
  double variance = 0;
};

RoundedMoments rounded_moments(double mean, double sd) {
  if (sd > 3.0) {
    return {mean, square(sd) + 1.0 / 12.0};
  }
  const double centre = std::round(mean);
  double first = 0;
  double second = 0;
  for (double k = -40; k <= 40; k += 1.0) {
    const double from = (centre + k - 0.5 - mean) / sd;
    const double to = (centre + k + 0.5 - mean) / sd;
    const double chance =
        from > 0 ? normal_below(-from) - normal_below(-to) : normal_below(to) - normal_below(from);
    first += k * chance;
    second += k * k * chance;
  }
  return {centre + first, second - square(first)};
}

}  // namespace

Law Law::uniform(double low, double high) {
  ensure(low <= high, "a uniform law has low <= high");
  return low == high ? Law(low) : Law(Kind::uniform, {low, high});
}

Law Law::exponential(double mean) {
  ensure(mean > 0, "an exponential law has mean > 0");
  return {Kind::exponential, {mean}};
}

Law Law::erlang(double shape, double mean) {
  ensure(shape >= 1 && shape <= 1e9 && whole(shape) && mean > 0,
         "an Erlang law has a whole shape from 1 to 1e9 and mean > 0");
  return {Kind::erlang, {shape, mean, stirling_error(shape)}};
}

Law Law::gamma(double shape, double scale) {
  ensure(shape >= 1e-3 && shape <= 1e9 && scale > 0,
         "a gamma law has a shape from 0.001 to 1e9 and scale > 0");
  return {Kind::gamma, {shape, scale, stirling_error(shape)}};
}

Law Law::gamma_of(double mean, double scv) {
  return scv == 0 ? Law(mean) : gamma(1.0 / scv, mean * scv);
}

Law Law::lognormal(double mu, double sigma) {
  ensure(sigma >= 0, "a lognormal law has sigma >= 0");
  return sigma == 0 ? Law(portable::exp(mu)) : Law(Kind::lognormal, {mu, sigma});
}

Law Law::lognormal_of(double mean, double scv) {
  ensure(mean > 0 && scv >= 0, "a lognormal law has mean > 0 and scv >= 0");
  const double variance = log_one_plus(scv);
  return scv == 0 ? Law(mean)
                  : lognormal(portable::log(mean) - 0.5 * variance, std::sqrt(variance));
}

Law Law::weibull(double shape, double scale) {
  ensure(shape >= 0.05 && shape <= 1000 && scale > 0,
         "a Weibull law has a shape from 0.05 to 1000 and scale > 0");
  return {Kind::weibull, {shape, scale}};
}

Law Law::normal(double mean, double sd) {
  ensure(sd >= 0, "a normal law has sd >= 0");
  return sd == 0 ? Law(mean) : Law(Kind::normal, {mean, sd});
}

Law Law::beta(double a, double b) {
  ensure(a >= 1e-3 && a <= 1e6 && b >= 1e-3 && b <= 1e6, "a beta law has shapes from 0.001 to 1e6");
  return {Kind::beta, {a, b, IncompleteBeta::stirling_part(a, b), 1.0}};
}

Law Law::pert(double low, double mode, double high) {
  ensure(low <= mode && mode <= high, "a PERT law has low <= mode <= high");
  if (low == high) {
    return low;
  }
  const PertShapes shapes(low, mode, high);
  return {Kind::pert, {low, mode, high, IncompleteBeta::stirling_part(shapes.a, shapes.b)}};
}

Law Law::poisson(double mean) {
  ensure(mean >= 0 && mean <= 1e9, "a Poisson law has a mean from 0 to 1e9");
  const Poisson poisson = Poisson::of(mean);
  return mean == 0 ? Law(0.0) : Law(Kind::poisson, {mean, poisson.chance, poisson.below, 1.0});
}

Law Law::geometric(double p) {
  ensure(p >= 1e-9 && p <= 1, "a geometric law has p from 1e-9 to 1");
  return p == 1 ? Law(1.0) : Law(Kind::geometric, {p, log_one_plus(-p), 0, 1.0});
}

Law Law::integers(double low, double high) {
  ensure(whole(low) && whole(high) && low <= high && high - low < 0x1p52,
         "a law of integers has whole low <= high");
  return low == high ? Law(low) : Law(Kind::integers, {low, high, 0, 1.0});
}

Law Law::rounded_normal(double mean, double sd) {
  ensure(sd >= 0, "a rounded normal law has sd >= 0");
  return sd == 0 ? Law(std::round(mean)) : Law(Kind::rounded_normal, {mean, sd, 0, 1.0});
}

bool Law::has_multiple() const {
  return kind_ == Kind::beta || kind_ == Kind::poisson || kind_ == Kind::geometric ||
         kind_ == Kind::integers || kind_ == Kind::rounded_normal;
}

double Law::quantile(double u) const {
  switch (kind_) {
    case Kind::constant:
      return p_[1];
    case Kind::triangular:
      return triangular_quantile(u, p_[0], p_[1], p_[2]);
    case Kind::exponential:
      return -p_[0] * log_one_plus(-u);
    case Kind::normal:
      return p_[0] + p_[1] * normal_quantile(u);
    default:
      return multiple() * unit_quantile(u);
  }
}

// Before the multiple, of the kinds that are left.
double Law::unit_quantile(double u) const {
  switch (kind_) {
    case Kind::uniform:
      return p_[0] + u * (p_[1] - p_[0]);
    case Kind::erlang:
      return IncompleteGamma(p_[0], p_[2]).inverse(u) * (p_[1] / p_[0]);
    case Kind::gamma:
      return IncompleteGamma(p_[0], p_[2]).inverse(u) * p_[1];
    case Kind::lognormal:
      return lognormal_quantile(u, p_[0], p_[1]);
    case Kind::weibull:
      return p_[1] * portable::pow(-log_one_plus(-u), 1.0 / p_[0]);
    case Kind::beta:
      return IncompleteBeta(p_[0], p_[1], p_[2]).inverse(u);
    case Kind::pert: {
      const PertShapes shapes(p_[0], p_[1], p_[2]);
      return p_[0] + (p_[2] - p_[0]) * IncompleteBeta(shapes.a, shapes.b, p_[3]).inverse(u);
    }
    case Kind::poisson:
      return Poisson{.mean = p_[0], .chance = p_[1], .below = p_[2]}.quantile(u);
    case Kind::geometric:
      return std::max(std::ceil(log_one_plus(-u) / p_[1]), 1.0);
    case Kind::integers: {
      const double count = p_[1] - p_[0] + 1.0;
      return p_[0] + std::clamp(std::ceil(u * count) - 1.0, 0.0, count - 1.0);
    }
    case Kind::rounded_normal:
      return std::round(p_[0] + p_[1] * normal_quantile(u));
    default:
      broken_promise("every kind of law has a quantile");
  }
}

double Law::mean() const { return multiple() * unit_mean(); }

double Law::unit_mean() const {
  switch (kind_) {
    case Kind::constant:  // as of a triangular law: plans made with it keep their last bit
    case Kind::triangular:
      return (p_[0] + p_[1] + p_[2]) / 3.0;
    case Kind::uniform:
    case Kind::integers:
      return 0.5 * (p_[0] + p_[1]);
    case Kind::exponential:
    case Kind::normal:
    case Kind::poisson:
      return p_[0];
    case Kind::erlang:
      return p_[1];
    case Kind::gamma:
      return p_[0] * p_[1];
    case Kind::lognormal:
      return portable::exp(p_[0] + 0.5 * square(p_[1]));
    case Kind::weibull:
      return p_[1] * portable::exp(log_gamma(1.0 + 1.0 / p_[0]));
    case Kind::beta:
      return p_[0] / (p_[0] + p_[1]);
    case Kind::pert:
      return (p_[0] + 4.0 * p_[1] + p_[2]) / 6.0;
    case Kind::geometric:
      return 1.0 / p_[0];
    case Kind::rounded_normal:
      return rounded_moments(p_[0], p_[1]).mean;
  }
  broken_promise("every kind of law has a mean");
}

double Law::variance() const { return square(multiple()) * unit_variance(); }

double Law::unit_variance() const {
  switch (kind_) {
    case Kind::constant:
      return 0;
    case Kind::triangular: {
      const double rise = p_[1] - p_[0];
      const double fall = p_[2] - p_[1];
      return (rise * rise + rise * fall + fall * fall) / 18.0;
    }
    case Kind::uniform:
      return square(p_[1] - p_[0]) / 12.0;
    case Kind::integers:
      return (square(p_[1] - p_[0] + 1.0) - 1.0) / 12.0;
    case Kind::exponential:
      return square(p_[0]);
    case Kind::erlang:
      return square(p_[1]) / p_[0];
    case Kind::gamma:
      return p_[0] * square(p_[1]);
    case Kind::lognormal:
      return square(unit_mean()) * exp_less_one(square(p_[1]));
    case Kind::weibull:
      return square(p_[1]) * portable::exp(log_gamma(1.0 + 2.0 / p_[0])) - square(unit_mean());
    case Kind::normal:
      return square(p_[1]);
    case Kind::beta:
      return beta_variance(p_[0], p_[1]);
    case Kind::pert: {
      const PertShapes shapes(p_[0], p_[1], p_[2]);
      return square(p_[2] - p_[0]) * beta_variance(shapes.a, shapes.b);
    }
    case Kind::poisson:
      return p_[0];
    case Kind::geometric:
      return (1.0 - p_[0]) / square(p_[0]);
    case Kind::rounded_normal:
      return rounded_moments(p_[0], p_[1]).variance;
  }
  broken_promise("every kind of law has a variance");
}

double Law::lowest() const {
  switch (kind_) {
    case Kind::constant:
    case Kind::uniform:
    case Kind::triangular:
    case Kind::pert:
      return p_[0];
    case Kind::integers:
      return multiple() * p_[0];
    case Kind::geometric:
      return multiple();
    case Kind::normal:
    case Kind::rounded_normal:
      return -infinity;
    default:
      return 0;
  }
}

double Law::highest() const {
  switch (kind_) {
    case Kind::constant:
    case Kind::triangular:
    case Kind::pert:
      return p_[2];
    case Kind::uniform:
    case Kind::integers:
      return multiple() * p_[1];
    case Kind::beta:
      return multiple();
    default:
      return infinity;
  }
}

double Law::least_drawn() const {
  return is_triangular() || kind_ == Kind::uniform ? lowest() : quantile(least_uniform);
}

double Law::most_drawn() const {
  return is_triangular() || kind_ == Kind::uniform ? highest() : quantile(1.0 - least_uniform);
}

double Law::typical() const { return is_triangular() ? p_[1] : mean(); }

Law Law::scaled(double factor) const {
  ensure(factor > 0, "a law is scaled by a factor > 0");
  Law result = *this;
  const auto times = [&](std::initializer_list<std::size_t> which) {
    for (const std::size_t i : which) {
      result.p_[i] *= factor;
    }
  };
  switch (kind_) {
    case Kind::constant:
    case Kind::triangular:
    case Kind::pert:
      times({0, 1, 2});
      break;
    case Kind::uniform:
    case Kind::normal:
      times({0, 1});
      break;
    case Kind::exponential:
      times({0});
      break;
    case Kind::erlang:
    case Kind::gamma:
    case Kind::weibull:
      times({1});
      break;
    case Kind::lognormal:
      result.p_[0] += portable::log(factor);
      break;
    default:
      times({3});
  }
  return result;
}

std::span<const double> Law::parameters() const {
  switch (kind_) {
    case Kind::triangular:
    case Kind::pert:
      return std::span(p_).first(3);
    case Kind::constant:
    case Kind::exponential:
    case Kind::poisson:
    case Kind::geometric:
      return std::span(p_).first(1);
    default:
      return std::span(p_).first(2);
  }
}

}  // namespace korus
