#include "tools/analysis/sobol_indices.hpp"

#include <numeric>
#include <utility>

#include "engine/ensure.hpp"
#include "tools/analysis/bootstrap.hpp"
#include "tools/analysis/sobol_sequence.hpp"

namespace korus {
namespace {

struct PointEstimates {
  double variance = 0;
  std::vector<double> first;
  std::vector<double> total;
};

class Blocks {
 public:
  Blocks(std::span<const double> outputs, std::size_t n_factors)
      : outputs_(outputs), factors_(n_factors) {}

  std::size_t samples() const { return outputs_.size() / (factors_ + 2); }

  // From these samples, each as often as it is named.
  PointEstimates estimate(std::span<const std::size_t> chosen) const {
    const auto n = static_cast<double>(chosen.size());
    const double mean = mean_of(chosen);
    PointEstimates sums{.first = std::vector<double>(factors_, 0),
                        .total = std::vector<double>(factors_, 0)};
    for (const std::size_t sample : chosen) {
      const auto block = outputs_.subspan(sample * (factors_ + 2), factors_ + 2);
      const double a = block.front() - mean;
      const double b = block.back() - mean;
      sums.variance += (a * a + b * b) / (2 * n);
      for (std::size_t i = 0; i < factors_; ++i) {
        const double change = block[i + 1] - mean - a;
        sums.first[i] += b * change / n;
        sums.total[i] += change * change / (2 * n);
      }
    }
    for (std::size_t i = 0; i < factors_; ++i) {
      sums.first[i] /= sums.variance;
      sums.total[i] /= sums.variance;
    }
    return sums;
  }

 private:
  double mean_of(std::span<const std::size_t> chosen) const {
    double sum = 0;
    for (const std::size_t sample : chosen) {
      const auto block = outputs_.subspan(sample * (factors_ + 2), factors_ + 2);
      sum += 0.5 * (block.front() + block.back());
    }
    return sum / static_cast<double>(chosen.size());
  }

  std::span<const double> outputs_;
  std::size_t factors_;
};

SobolIndex with_interval(double value, std::vector<double> resamples) {
  if (resamples.empty()) {
    return {.value = value, .low = value, .high = value};
  }
  const Interval interval = percentile_interval(std::move(resamples));
  return {.value = value, .low = interval.low, .high = interval.high};
}

}  // namespace

Points sobol_design(std::uint32_t n_samples, std::size_t n_factors, const RandomSource& random) {
  const SobolSequence sequence(2 * n_factors, random);
  Points points(std::size_t{n_samples} * (n_factors + 2), n_factors);
  for (std::uint32_t sample = 0; sample < n_samples; ++sample) {
    for (std::size_t factor = 0; factor < n_factors; ++factor) {
      const double a = sequence.at(sample, factor);
      const double b = sequence.at(sample, n_factors + factor);
      for (std::size_t row = 0; row < n_factors + 2; ++row) {
        const bool from_b = row == factor + 1 || row == n_factors + 1;
        points[sample * (n_factors + 2) + row][factor] = from_b ? b : a;
      }
    }
  }
  return points;
}

SobolIndices sobol_indices(std::span<const double> outputs, std::size_t n_factors,
                           std::size_t resamples, const RandomSource& random) {
  ensure(!outputs.empty() && outputs.size() % (n_factors + 2) == 0,
         "Sobol's indices want whole blocks of outputs");
  const Blocks blocks(outputs, n_factors);
  std::vector<std::size_t> all(blocks.samples());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const PointEstimates estimates = blocks.estimate(all);
  std::vector<std::vector<double>> first(n_factors);
  std::vector<std::vector<double>> total(n_factors);
  for (std::size_t resample = 0; resample < resamples; ++resample) {
    const PointEstimates again =
        blocks.estimate(resampled(blocks.samples(), "sobol bootstrap", resample, random));
    for (std::size_t i = 0; i < n_factors && again.variance > 0; ++i) {
      first[i].push_back(again.first[i]);
      total[i].push_back(again.total[i]);
    }
  }
  SobolIndices indices{.variance = estimates.variance};
  for (std::size_t i = 0; i < n_factors; ++i) {
    indices.first.push_back(with_interval(estimates.first[i], std::move(first[i])));
    indices.total.push_back(with_interval(estimates.total[i], std::move(total[i])));
  }
  return indices;
}

}  // namespace korus
