#include "tools/analysis/policy_difference.hpp"

#include <vector>

#include "engine/ensure.hpp"
#include "tools/analysis/bootstrap.hpp"
#include "tools/analysis/quantile_ranks.hpp"

namespace korus {
namespace {

double mean_over(const Points& differences, const std::vector<std::size_t>& rows,
                 const std::vector<std::size_t>& replications) {
  double sum = 0;
  for (const std::size_t row : rows) {
    for (const std::size_t replication : replications) {
      sum += differences[row][replication];
    }
  }
  return sum / static_cast<double>(rows.size() * replications.size());
}

}  // namespace

PolicyDifference policy_difference(const Points& differences, bool higher_is_better,
                                   std::size_t resamples, const RandomSource& random) {
  ensure(differences.size() > 0, "a difference of policies is over rows");
  const std::vector<std::size_t> rows = up_to(differences.size());
  const std::vector<std::size_t> replications = up_to(differences.dimensions());
  std::vector<double> again;
  for (std::size_t resample = 0; resample < resamples; ++resample) {
    again.push_back(
        mean_over(differences, resampled(rows.size(), "difference rows", resample, random),
                  resampled(replications.size(), "difference seeds", resample, random)));
  }
  std::size_t better = 0;
  for (const std::size_t row : rows) {
    const double mean = mean_over(differences, {row}, replications);
    better += (higher_is_better ? mean > 0 : mean < 0) ? 1 : 0;
  }
  return {.mean = mean_over(differences, rows, replications),
          .interval = percentile_interval(std::move(again)),
          .better_share = static_cast<double>(better) / static_cast<double>(rows.size()),
          .better_interval = wilson_interval(better, rows.size())};
}

}  // namespace korus
