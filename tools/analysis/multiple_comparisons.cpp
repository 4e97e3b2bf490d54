#include "tools/analysis/multiple_comparisons.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "engine/ensure.hpp"
#include "engine/statistics.hpp"
#include "tools/ensemble/student_t.hpp"

namespace korus {
namespace {

// Estimates of every difference i - j, and the half-widths that hold for k - 1 of them together.
class AllPairs {
 public:
  AllPairs(std::size_t n_systems,
           const std::function<PairDifference(std::size_t, std::size_t)>& difference, double level)
      : n_(n_systems), means_(n_systems * n_systems, 0), widths_(n_systems * n_systems, 0) {
    const double p = 1 - (1 - level) / static_cast<double>(n_systems - 1);
    std::map<std::size_t, double> critical;  // by pairs
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t j = i + 1; j < n_; ++j) {
        const PairDifference pair = difference(i, j);
        double width = std::numeric_limits<double>::infinity();
        if (pair.pairs > 1) {
          auto& t = critical[pair.pairs];
          t = t > 0 ? t : student_t_quantile(p, static_cast<double>(pair.pairs - 1));
          width = t * pair.se;
        }
        means_[i * n_ + j] = pair.mean;
        means_[j * n_ + i] = -pair.mean;
        widths_[i * n_ + j] = width;
        widths_[j * n_ + i] = width;
      }
    }
  }

  double most(std::size_t i, std::size_t j) const {
    return means_[i * n_ + j] + widths_[i * n_ + j];
  }
  double least(std::size_t i, std::size_t j) const {
    return means_[i * n_ + j] - widths_[i * n_ + j];
  }

 private:
  std::size_t n_;
  std::vector<double> means_;
  std::vector<double> widths_;
};

}  // namespace

std::vector<ComparisonWithBest> compare_with_best(
    std::size_t n_systems,
    const std::function<PairDifference(std::size_t, std::size_t)>& difference, double level) {
  ensure(n_systems > 1, "a comparison with the best is of two systems at least");
  const AllPairs pairs(n_systems, difference, level);
  std::vector<ComparisonWithBest> result(n_systems);
  for (std::size_t i = 0; i < n_systems; ++i) {
    double high = std::numeric_limits<double>::infinity();
    for (std::size_t j = 0; j < n_systems; ++j) {
      high = i == j ? high : std::min(high, pairs.most(i, j));
    }
    result[i].may_be_best = high >= 0;
    result[i].high = std::max(high, 0.0);
  }
  // Only those that may be best can be what a system falls short of.
  for (std::size_t i = 0; i < n_systems; ++i) {
    double low = 0;
    for (std::size_t j = 0; j < n_systems; ++j) {
      low = i == j || !result[j].may_be_best ? low : std::min(low, pairs.least(i, j));
    }
    result[i].low = low;
  }
  return result;
}

PairDifference pair_difference(const std::vector<double>& first,
                               const std::vector<double>& second) {
  const std::size_t n = std::min(first.size(), second.size());
  Welford sums;
  for (std::size_t i = 0; i < n; ++i) {
    sums.add(first[i] - second[i]);
  }
  return {
      .mean = sums.mean(),
      .se = sums.standard_deviation() / std::sqrt(static_cast<double>(std::max<std::size_t>(n, 1))),
      .pairs = n};
}

}  // namespace korus
