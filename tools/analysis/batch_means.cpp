#include "tools/analysis/batch_means.hpp"

#include <numeric>
#include <vector>

#include "engine/ensure.hpp"
#include "tools/analysis/autocorrelation.hpp"

namespace korus {

BatchMeans batch_means(std::span<const double> series, std::size_t batches, double level) {
  ensure(batches >= 3 && series.size() >= batches, "three batches of one observation or more");
  const std::size_t size = series.size() / batches;
  const auto kept = series.last(size * batches);
  std::vector<double> means;
  for (std::size_t begin = 0; begin < kept.size(); begin += size) {
    const auto batch = kept.subspan(begin, size);
    means.push_back(std::accumulate(batch.begin(), batch.end(), 0.0) / static_cast<double>(size));
  }
  const Estimate mean = estimate_mean(means, level);
  return {.mean = mean,
          .asymptotic_variance = static_cast<double>(size) * mean.sd * mean.sd,
          .lag_one = lag_one_correlation(means),
          .von_neumann_z = von_neumann_z(means)};
}

}  // namespace korus
