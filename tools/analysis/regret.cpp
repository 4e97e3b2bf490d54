#include "tools/analysis/regret.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/ensure.hpp"
#include "engine/quantile.hpp"
#include "tools/analysis/bootstrap.hpp"
#include "tools/ensemble/estimate.hpp"

namespace korus {
namespace {

using Indices = std::vector<std::size_t>;

// How often each replication was drawn.
std::vector<double> counted(const Indices& chosen, std::size_t n) {
  std::vector<double> counts(n, 0);
  for (const std::size_t i : chosen) {
    ++counts[i];
  }
  return counts;
}

class Losses {
 public:
  Losses(std::span<const Points> samples, bool higher_is_better)
      : samples_(samples), sign_(higher_is_better ? -1 : 1) {}

  std::size_t policies() const { return samples_.size(); }
  std::size_t rows() const { return samples_.front().size(); }
  std::size_t replications() const { return samples_.front().dimensions(); }

  // [n_policies, chosen rows] as seen, each replication with its weight.
  std::vector<std::vector<double>> regrets(const Indices& rows,
                                           const std::vector<double>& weights) const {
    std::vector<std::vector<double>> result(policies());
    for (const std::size_t row : rows) {
      const std::vector<double> losses = sums(row, weights);
      const double least = std::ranges::min(losses);
      for (std::size_t p = 0; p < policies(); ++p) {
        result[p].push_back((losses[p] - least) / static_cast<double>(replications()));
      }
    }
    return result;
  }

  // [n_policies] mean over the chosen rows against the policy that is best in the other replications.
  std::vector<double> fair_means(const Indices& rows, const std::vector<double>& weights) const {
    const double all = static_cast<double>(replications());
    std::vector<double> means(policies(), 0);
    for (const std::size_t row : rows) {
      const std::vector<double> losses = sums(row, weights);
      for (std::size_t r = 0; r < replications(); ++r) {
        if (weights[r] == 0) {
          continue;
        }
        const std::size_t best = best_without(row, r, weights[r] < all ? weights[r] : 0, losses);
        for (std::size_t p = 0; p < policies(); ++p) {
          means[p] += weights[r] * (loss(p, row, r) - loss(best, row, r));
        }
      }
    }
    std::ranges::for_each(means,
                          [&](double& mean) { mean /= all * static_cast<double>(rows.size()); });
    return means;
  }

  // Paired differences of a row, other - best, over the replications.
  std::vector<double> behind(std::size_t row, std::size_t best, std::size_t other) const {
    std::vector<double> result;
    for (std::size_t r = 0; r < replications(); ++r) {
      result.push_back(loss(other, row, r) - loss(best, row, r));
    }
    return result;
  }

 private:
  double loss(std::size_t policy, std::size_t row, std::size_t replication) const {
    return sign_ * samples_[policy][row][replication];
  }

  // [n_policies]
  std::vector<double> sums(std::size_t row, const std::vector<double>& weights) const {
    std::vector<double> losses(policies(), 0);
    for (std::size_t p = 0; p < policies(); ++p) {
      for (std::size_t r = 0; r < replications(); ++r) {
        losses[p] += weights[r] * loss(p, row, r);
      }
    }
    return losses;
  }

  // By the sums less one replication's part.
  std::size_t best_without(std::size_t row, std::size_t replication, double weight,
                           const std::vector<double>& losses) const {
    std::size_t best = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t p = 0; p < policies(); ++p) {
      if (const double rest = losses[p] - weight * loss(p, row, replication); rest < least) {
        least = rest;
        best = p;
      }
    }
    return best;
  }

  std::span<const Points> samples_;
  double sign_;
};

std::vector<double> percentiles_of(std::vector<std::vector<double>> regrets) {
  std::vector<double> percentiles;
  for (std::vector<double>& policy : regrets) {
    std::ranges::sort(policy);
    percentiles.push_back(quantile(policy, 0.9));
  }
  return percentiles;
}

double average(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<double> averages_of(const std::vector<std::vector<double>>& regrets) {
  std::vector<double> averages;
  std::ranges::transform(regrets, std::back_inserter(averages), average);
  return averages;
}

double floored(double value) { return std::max(0.0, value); }

using Resamples = std::vector<std::vector<double>>;  // [n_policies][resamples]

std::vector<RegretFigure> mean_figures(const std::vector<std::vector<double>>& seen,
                                       const std::vector<double>& fair, const Resamples& again) {
  std::vector<RegretFigure> figures;
  for (std::size_t p = 0; p < seen.size(); ++p) {
    const Interval interval = percentile_interval(again[p]);
    figures.push_back({.seen = average(seen[p]),
                       .value = floored(fair[p]),
                       .interval = {.low = floored(interval.low),
                                    .high = floored(interval.high) +
                                            std::max(0.0, average(seen[p]) - floored(fair[p]))}});
  }
  return figures;
}

std::vector<RegretFigure> percentile_figures(const std::vector<double>& seen,
                                             const Resamples& again) {
  std::vector<RegretFigure> figures;
  for (std::size_t p = 0; p < seen.size(); ++p) {
    const Interval interval = percentile_interval(again[p]);
    figures.push_back(
        {.seen = seen[p],
         .value = again[p].empty() ? seen[p] : floored(2 * seen[p] - average(again[p])),
         .interval = {.low = floored(2 * seen[p] - interval.high),
                      .high = floored(2 * seen[p] - interval.low)}});
  }
  return figures;
}

// The policy of the least figure, of several that of the least seen.
std::size_t least_of(const std::vector<RegretFigure>& figures) {
  return static_cast<std::size_t>(
      std::ranges::min_element(figures, {},
                               [](const RegretFigure& f) { return std::pair(f.value, f.seen); }) -
      figures.begin());
}

// [n_policies, n_replications] pseudo-values of a figure of the regrets as seen.
template <class Figure>
std::vector<std::vector<double>> pseudo_values_of(const Losses& losses, Figure figure) {
  const auto n = static_cast<double>(losses.replications());
  std::vector<double> weights(losses.replications(), 1);
  const std::vector<double> whole = figure(losses.regrets(up_to(losses.rows()), weights));
  std::vector<std::vector<double>> pseudo(losses.policies());
  for (std::size_t r = 0; r < losses.replications(); ++r) {
    weights[r] = 0;
    const std::vector<double> less = figure(losses.regrets(up_to(losses.rows()), weights));
    weights[r] = 1;
    for (std::size_t p = 0; p < losses.policies(); ++p) {
      // `regrets` divides by all replications, one of which has no weight: (n - 1) times its figure is
      // n times what it gives.
      pseudo[p].push_back(n * whole[p] - n * less[p]);
    }
  }
  return pseudo;
}

// Whether a policy is behind the least one by more than seeds explain, at 1 - 0.05 / pairs because the
// least was picked from all. A bootstrap over few replications is too sure of itself.
bool beyond_seeds(const std::vector<std::vector<double>>& pseudo, std::size_t policy,
                  std::size_t least) {
  std::vector<double> behind;
  std::ranges::transform(pseudo[policy], pseudo[least], std::back_inserter(behind), std::minus<>());
  const auto n = static_cast<double>(pseudo.size());
  return estimate_mean(behind, 1 - 0.05 / (n * (n - 1) / 2)).low > 0;
}

void compare(std::vector<RegretFigure>& figures, const Resamples& again, std::size_t least,
             const std::vector<std::vector<double>>& pseudo) {
  const double level = 1 - 0.05 / static_cast<double>(figures.size() - 1);
  for (std::size_t p = 0; p < figures.size(); ++p) {
    std::vector<double> above;
    std::ranges::transform(again[p], again[least], std::back_inserter(above), std::minus<>());
    figures[p].above_least = percentile_interval(std::move(above), level);
    figures[p].like_least =
        p == least || figures[p].above_least.holds(0) || !beyond_seeds(pseudo, p, least);
  }
}

bool best_is_sure(const Losses& losses, std::size_t row, std::size_t best) {
  const double level = 1 - 0.05 / static_cast<double>(losses.policies() - 1);
  for (std::size_t other = 0; other < losses.policies(); ++other) {
    if (other != best && !(estimate_mean(losses.behind(row, best, other), level).low > 0)) {
      return false;
    }
  }
  return true;
}

void count_best(Regrets& result, const Losses& losses,
                const std::vector<std::vector<double>>& seen) {
  std::size_t sure = 0;
  for (std::size_t row = 0; row < losses.rows(); ++row) {
    const auto best =
        std::ranges::find_if(seen, [row](const auto& policy) { return policy[row] == 0; });
    sure += best_is_sure(losses, row, static_cast<std::size_t>(best - seen.begin())) ? 1 : 0;
  }
  for (std::size_t p = 0; p < losses.policies(); ++p) {
    result.policies[p].best_share =
        static_cast<double>(std::ranges::count(seen[p], 0.0)) / static_cast<double>(losses.rows());
  }
  if (losses.replications() > 1) {
    result.sure_share = static_cast<double>(sure) / static_cast<double>(losses.rows());
  }
}

}  // namespace

Regrets regrets(std::span<const Points> samples, bool higher_is_better, std::size_t resamples,
                const RandomSource& random) {
  ensure(samples.size() > 1 && samples.front().size() > 0, "regret is of policies over rows");
  const Losses losses(samples, higher_is_better);
  const std::vector<double> once(losses.replications(), 1);
  const auto seen = losses.regrets(up_to(losses.rows()), once);
  Resamples means(losses.policies());
  Resamples percentiles(losses.policies());
  for (std::size_t resample = 0; resample < resamples; ++resample) {
    const Indices rows = resampled(losses.rows(), "regret rows", resample, random);
    const std::vector<double> weights = counted(
        resampled(losses.replications(), "regret seeds", resample, random), losses.replications());
    const std::vector<double> mean = losses.fair_means(rows, weights);
    const std::vector<double> percentile = percentiles_of(losses.regrets(rows, weights));
    for (std::size_t p = 0; p < losses.policies(); ++p) {
      means[p].push_back(mean[p]);
      percentiles[p].push_back(percentile[p]);
    }
  }
  std::vector<RegretFigure> mean =
      mean_figures(seen, losses.fair_means(up_to(losses.rows()), once), means);
  std::vector<RegretFigure> p90 = percentile_figures(percentiles_of(seen), percentiles);
  Regrets result{.policies = {},
                 .least_mean = least_of(mean),
                 .least_p90 = least_of(p90),
                 .rows = losses.rows()};
  compare(mean, means, result.least_mean, pseudo_values_of(losses, averages_of));
  compare(p90, percentiles, result.least_p90, pseudo_values_of(losses, percentiles_of));
  for (std::size_t p = 0; p < losses.policies(); ++p) {
    result.policies.push_back({.mean = mean[p], .p90 = p90[p], .most = std::ranges::max(seen[p])});
  }
  count_best(result, losses, seen);
  return result;
}

}  // namespace korus
