#include "tools/analysis/mser.hpp"

#include <numeric>
#include <vector>

#include "engine/ensure.hpp"
#include "engine/statistics.hpp"

namespace korus {
namespace {

std::vector<double> batched(std::span<const double> series, std::size_t batch) {
  std::vector<double> means;
  for (std::size_t begin = 0; begin + batch <= series.size(); begin += batch) {
    const auto part = series.subspan(begin, batch);
    means.push_back(std::accumulate(part.begin(), part.end(), 0.0) / static_cast<double>(batch));
  }
  return means;
}

}  // namespace

Truncation mser(std::span<const double> series, std::size_t batch) {
  ensure(batch > 0, "a batch has one observation or more");
  const std::vector<double> means = batched(series, batch);
  const std::size_t half = means.size() / 2;
  Truncation best;
  Welford kept;
  std::size_t best_k = half;
  for (std::size_t k = means.size(); k-- > 0;) {  // from the end, where each step adds one batch
    kept.add(means[k]);
    const auto n = static_cast<double>(kept.count());
    const double statistic = kept.variance() * (n - 1) / (n * n);
    if (k <= half && (k == half || statistic <= best.statistic)) {
      best_k = k;
      best.statistic = statistic;
      best.mean = kept.mean();
    }
  }
  best.observations = best_k * batch;
  best.long_enough = means.size() >= 4 && best_k < half;
  return best;
}

}  // namespace korus
