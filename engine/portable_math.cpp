#include "engine/portable_math.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>

namespace korus::portable {
namespace {

// ln 2 in two parts: the first has so few bits that exponent * ln2_high is exact.
constexpr double ln2_high = 0x1.62e42fefa0000p-1;
constexpr double ln2_low = 0x1.cf79abc9e3b39p-40;

}  // namespace

// x = 2^k m with m in [sqrt(1/2), sqrt(2)); log m = 2 atanh(s) with s = (m-1)/(m+1), as a series in
// s^2.
double log(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  auto k = static_cast<std::int64_t>((bits >> 52) & 0x7ff) - 1023;
  double m = std::bit_cast<double>((bits & 0x000fffffffffffffULL) | 0x3ff0000000000000ULL);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    ++k;
  }
  const double f = m - 1.0;
  const double s = f / (2.0 + f);
  const double z = s * s;
  double series = 1.0 / 23.0;
  for (const double odd : {21.0, 19.0, 17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0}) {
    series = series * z + 1.0 / odd;
  }
  // log m = f - s (f - 2 z series): the leading f is exact, which keeps the last bits.
  const double tail = s * (f - 2.0 * z * series);
  const double exponent = static_cast<double>(k);
  return exponent * ln2_high + (f - (tail - exponent * ln2_low));
}

// x = k ln 2 + r with |r| <= ln2/2; exp r by Taylor's series, then the exponent is put in.
double exp(double x) {
  if (!(x >= -708.0 && x <= 709.0)) {
    return x > 0 ? std::numeric_limits<double>::infinity() : x < 0 ? 0.0 : x;
  }
  const double k = std::nearbyint(x * 1.4426950408889634);
  const double r = (x - k * ln2_high) - k * ln2_low;
  double series = 1.0;
  for (int n = 14; n >= 1; --n) {
    series = series * r / n + 1.0;
  }
  const auto exponent = static_cast<std::uint64_t>(static_cast<std::int64_t>(k) + 1023);
  return series * std::bit_cast<double>(exponent << 52);
}

double pow(double x, double y) { return portable::exp(y * portable::log(x)); }

// Reduced to an eighth of a turn, where Taylor's series of sine or cosine needs few terms.
double cos_turn(double turns) {
  double t = std::fabs(turns - std::nearbyint(turns));  // [0, 1/2]
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
