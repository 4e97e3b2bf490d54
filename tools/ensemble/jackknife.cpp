#include "tools/ensemble/jackknife.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace korus {
namespace {

KpiValue sum(const KpiValue& a, const KpiValue& b) {
  return {.numerator = a.numerator + b.numerator, .denominator = a.denominator + b.denominator};
}

double ratio(const KpiValue& value) {
  return value.denominator == 0 ? std::numeric_limits<double>::quiet_NaN()
                                : value.numerator / value.denominator;
}

// Element i is the sum of values 0 ... i-1.
std::vector<KpiValue> sums_before(std::span<const KpiValue> values) {
  std::vector<KpiValue> sums{{.numerator = 0, .denominator = 0}};
  for (const KpiValue& value : values) {
    sums.push_back(sum(sums.back(), value));
  }
  return sums;
}

}  // namespace

std::vector<double> own_values(std::span<const KpiValue> values) {
  std::vector<double> result(values.size());
  std::ranges::transform(values, result.begin(),
                         [](const KpiValue& value) { return value.numerator / value.denominator; });
  return result;
}

double ratio_of_sums(std::span<const KpiValue> values) { return ratio(sums_before(values).back()); }

std::vector<double> pseudo_values(std::span<const KpiValue> values) {
  const std::vector<KpiValue> before = sums_before(values);
  const double whole = ratio(before.back());
  const auto n = static_cast<double>(values.size());
  std::vector<double> result(values.size());
  // The others are added up, not subtracted from the whole: a sum of zeros is then 0 and not what
  // rounding left over.
  KpiValue after{.numerator = 0, .denominator = 0};
  for (std::size_t i = values.size(); i-- > 0;) {
    result[i] = n * whole - (n - 1) * ratio(sum(before[i], after));
    after = sum(after, values[i]);
  }
  return result;
}

}  // namespace korus
