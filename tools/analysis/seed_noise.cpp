#include "tools/analysis/seed_noise.hpp"

#include <algorithm>
#include <vector>

#include "engine/statistics.hpp"

namespace korus {

SeedNoise seed_noise(const Points& values) {
  const std::size_t n = values.dimensions();
  if (values.size() < 2 || n < 2) {
    return {};
  }
  Welford point_means;
  std::vector<Welford> replications(n);
  double within = 0;  // mean variance at a point
  for (std::size_t i = 0; i < values.size(); ++i) {
    Welford point;
    for (std::size_t r = 0; r < n; ++r) {
      point.add(values[i][r]);
      replications[r].add(values[i][r]);
    }
    point_means.add(point.mean());
    within += point.variance() / static_cast<double>(values.size());
  }
  Welford common;
  for (const Welford& replication : replications) {
    common.add(replication.mean());
  }
  const auto n_points = static_cast<double>(values.size());
  const auto n_replications = static_cast<double>(n);
  // The mean variance at a point is that of replications, which their means show, and of the rest.
  const double rest = std::max(0.0, (within - common.variance()) * n_points / (n_points - 1));
  const double seeds = std::max(within, rest);
  const double points = std::max(0.0, point_means.variance() - rest / n_replications);
  const double spread = point_means.variance();
  const double run = points + seeds;
  const double mean = points + seeds / n_replications;
  SeedNoise noise;
  noise.of_run = run > 0 ? seeds / run : noise.of_run;
  noise.of_mean = mean > 0 ? seeds / n_replications / mean : noise.of_mean;
  noise.between_points =
      spread > 0 ? std::min(1.0, rest / n_replications / spread) : noise.between_points;
  return noise;
}

}  // namespace korus
