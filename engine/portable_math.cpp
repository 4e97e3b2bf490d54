#include "engine/portable_math.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace korus::portable {
namespace {

// ln 2 in two parts: the first is a multiple of 2^-42, so that exponent * ln2_high is exact.
constexpr double ln2_high = 0x1.62e42fefa0000p-1;
constexpr double ln2_low = 0x1.cf79abc9e3b39p-40;

// Adding and taking away this rounds to a whole number, for magnitudes below 2^51.
constexpr double rounder = 0x1.8p52;
double nearest(double x) { return (x + rounder) - rounder; }

// The mantissas from 0.6875 to 1.375 lie in 128 intervals, each with a centre c.
struct Interval {
  double centre = 1;
  double inverse = 1;   // 1/c
  double log_high = 0;  // log c to a multiple of 2^-42
  double log_low = 0;   // the rest
};
constexpr std::uint64_t first_mantissa = 0x3fe6000000000000ULL;  // bits of 0.6875
constexpr unsigned interval_shift = 52 - 7;

__extension__ using Wide = __int128;

// log(above / below) in units of 2^-62: 2 atanh(s) with s = (above - below) / (above + below).
constexpr std::int64_t log_ratio(std::int64_t above, std::int64_t below) {
  const Wide one = Wide{1} << 62;
  const Wide s = (above - below) * one / (above + below);
  const Wide square = s * s / one;
  Wide power = s;
  Wide sum = 0;
  for (int odd = 1; odd < 40; odd += 2) {
    sum += power / odd;
    power = power * square / one;
  }
  return static_cast<std::int64_t>(2 * sum);
}

constexpr std::array<Interval, 128> make_intervals() {
  std::array<Interval, 128> intervals;
  for (std::uint64_t i = 0; i < intervals.size(); ++i) {
    const std::uint64_t bits = first_mantissa + ((2 * i + 1) << (interval_shift - 1));
    const double centre = std::bit_cast<double>(bits);
    const bool touches_one = centre > 1 - 0x1p-8 && centre < 1 + 0x1p-7;
    if (!touches_one) {  // there c = 1, so that log x is as exact as x - 1
      const std::int64_t log_centre = log_ratio(static_cast<std::int64_t>(centre * 1024), 1024);
      const std::int64_t high = (log_centre + (1 << 19)) >> 20;
      intervals[i] = {.centre = centre,
                      .inverse = 1 / centre,
                      .log_high = static_cast<double>(high) * 0x1p-42,
                      .log_low = static_cast<double>(log_centre - high * (1 << 20)) * 0x1p-62};
    }
  }
  return intervals;
}
constexpr std::array<Interval, 128> intervals = make_intervals();

}  // namespace

// x = 2^k m; log x = k log 2 + log c + log(1 + r) with r = (m - c)/c below 1/128.
double log(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t above = bits - first_mantissa;
  const auto exponent = static_cast<double>(static_cast<std::int64_t>(above) >> 52);
  const double m = std::bit_cast<double>(bits - (above & 0xfff0000000000000ULL));
  const Interval& interval = intervals[above >> interval_shift & 127];
  const double r = (m - interval.centre) * interval.inverse;
  const double r2 = r * r;
  const double r4 = r2 * r2;
  // (log(1 + r) - r) / r^2, in pairs, so that the processor works on several at once.
  const double series = (-1.0 / 2 + r * (1.0 / 3)) + r2 * (-1.0 / 4 + r * (1.0 / 5)) +
                        r4 * ((-1.0 / 6 + r * (1.0 / 7)) + r2 * (-1.0 / 8 + r * (1.0 / 9)));
  const double high = exponent * ln2_high + interval.log_high;
  const double low = exponent * ln2_low + interval.log_low;
  const double sum = high + r;
  const double lost = (high - sum) + r;
  return sum + (r2 * series + (low + lost));
}

// x = k ln 2 + r with |r| <= ln2/2; exp r by Taylor's series, then the exponent is put in.
double exp(double x) {
  if (!(x >= -708.0 && x <= 709.0)) {
    return x > 0 ? std::numeric_limits<double>::infinity() : x < 0 ? 0.0 : x;
  }
  const double k = nearest(x * 1.4426950408889634);
  const double r = (x - k * ln2_high) - k * ln2_low;
  const double r2 = r * r;
  const double r4 = r2 * r2;
  // (exp r - 1 - r) / r^2, in pairs as above; each coefficient is one over a factorial.
  const double low = (1.0 / 2 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120));
  const double middle = (1.0 / 720 + r * (1.0 / 5040)) + r2 * (1.0 / 40320 + r * (1.0 / 362880));
  const double high =
      (1.0 / 3628800 + r * (1.0 / 39916800)) + r2 * (1.0 / 479001600 + r * (1.0 / 6227020800.0));
  const double series = 1.0 + (r + r2 * (low + r4 * (middle + r4 * high)));
  const auto exponent = static_cast<std::uint64_t>(static_cast<std::int64_t>(k) + 1023);
  return series * std::bit_cast<double>(exponent << 52);
}

double pow(double x, double y) { return portable::exp(y * portable::log(x)); }

// Reduced to an eighth of a turn, where Taylor's series of sine or cosine needs few terms.
double cos_turn(double turns) {
  double t = std::fabs(turns - nearest(turns));  // [0, 1/2]
  double sign = 1.0;
  if (t > 0.25) {
    t = 0.5 - t;
    sign = -1.0;
  }
  const bool by_sine = t > 0.125;
  const double x = 6.283185307179586 * (by_sine ? 0.25 - t : t);
  const double z = x * x;
  double series = 1.0;
  for (int n = 18; n >= 2; n -= 2) {
    const double below =
        by_sine ? static_cast<double>(n) * (n + 1) : static_cast<double>(n - 1) * n;
    series = 1.0 - series * z / below;
  }
  return sign * (by_sine ? x * series : series);
}

}  // namespace korus::portable
