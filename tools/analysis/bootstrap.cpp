#include "tools/analysis/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/quantile.hpp"

namespace korus {

std::vector<std::size_t> up_to(std::size_t n) {
  std::vector<std::size_t> all(n);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

std::vector<std::size_t> resampled(std::size_t n, std::string_view what, std::uint64_t resample,
                                   const RandomSource& random) {
  const std::uint64_t key = name_key(what);
  std::vector<std::size_t> chosen(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double u = random.uniform(key, resample, i);
    chosen[i] = static_cast<std::size_t>(u * static_cast<double>(n));
  }
  return chosen;
}

Interval percentile_interval(std::vector<double> resamples, double level) {
  if (resamples.empty() || std::ranges::any_of(resamples, [](double x) { return std::isnan(x); })) {
    return {};
  }
  std::ranges::sort(resamples);
  const double tail = 0.5 * (1 - level);
  return {.low = quantile(resamples, tail), .high = quantile(resamples, 1 - tail)};
}

}  // namespace korus
