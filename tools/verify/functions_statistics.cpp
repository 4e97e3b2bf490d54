#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <span>
#include <vector>

#include "engine/distributions.hpp"
#include "engine/portable_math.hpp"
#include "engine/statistics.hpp"
#include "tools/analysis/batch_means.hpp"
#include "tools/analysis/mser.hpp"
#include "tools/analysis/quantile_ranks.hpp"
#include "tools/select/selection.hpp"
#include "tools/verify/arguments.hpp"
#include "tools/verify/function_topics.hpp"

namespace korus {
namespace {

constexpr std::size_t most_draws = 100'000'000;

enum Stream : std::uint64_t { shared_stream = 0, other_stream = 1 };

double drawn(const FunctionCall& call, const char* name, std::uint64_t stream, std::uint64_t n) {
  return call.random.uniform(name_key(name), stream, n);
}

// A newsvendor at two levels, period by period.
struct TwoLevels {
  double holding = 1;
  double shortage = 1;
  double mean = 0;
  double sd = 1;
  double first_level = 0;
  double second_level = 0;
  std::size_t periods = 1;

  static TwoLevels read(Arguments& next) {
    return {.holding = next.positive(),
            .shortage = next.positive(),
            .mean = next.number(),
            .sd = next.positive(),
            .first_level = next.number(),
            .second_level = next.number(),
            .periods = next.count(2, most_draws)};
  }

  double cost(double level, double u) const {
    const double left = level - (mean + sd * normal_quantile(u));
    return left > 0 ? holding * left : -shortage * left;
  }

  // Of the first level's cost less the second's, on the same demand or on another.
  Welford difference(const FunctionCall& call, bool common) const {
    Welford seen;
    for (std::size_t n = 0; n < periods; ++n) {
      const double u = drawn(call, "demand", shared_stream, n);
      const double v = common ? u : drawn(call, "demand", other_stream, n);
      seen.add(cost(first_level, u) - cost(second_level, v));
    }
    return seen;
  }
};

FunctionValue level_difference(const FunctionCall& call) {
  Arguments next(call);
  const TwoLevels levels = TwoLevels::read(next);
  next.end();
  return {.number = levels.difference(call, true).mean()};
}

FunctionValue level_difference_variance(const FunctionCall& call) {
  Arguments next(call);
  const TwoLevels levels = TwoLevels::read(next);
  const bool common = next.count(0, 1) == 1;
  next.end();
  return {.number = levels.difference(call, common).variance()};
}

FunctionValue level_variance_ratio(const FunctionCall& call) {
  Arguments next(call);
  const TwoLevels levels = TwoLevels::read(next);
  next.end();
  return {.number =
              levels.difference(call, false).variance() / levels.difference(call, true).variance()};
}

// Averages of exp(U) over pairs: U and 1 - U, or two independent ones.
Welford exponential_pairs(const FunctionCall& call, bool antithetic, std::size_t pairs) {
  Welford seen;
  for (std::size_t n = 0; n < pairs; ++n) {
    const double u = drawn(call, "pairs", shared_stream, n);
    const double v = antithetic ? 1 - u : drawn(call, "pairs", other_stream, n);
    seen.add(0.5 * (portable::exp(u) + portable::exp(v)));
  }
  return seen;
}

FunctionValue antithetic_mean(const FunctionCall& call) {
  Arguments next(call);
  const std::size_t pairs = next.count(2, most_draws);
  next.end();
  return {.number = exponential_pairs(call, true, pairs).mean()};
}

FunctionValue pair_variance(const FunctionCall& call) {
  Arguments next(call);
  const bool antithetic = next.count(0, 1) == 1;
  const std::size_t pairs = next.count(2, most_draws);
  next.end();
  return {.number = exponential_pairs(call, antithetic, pairs).variance()};
}

// x_t = phi x_{t-1} + e_t with e ~ N(0, 1), begun in its stationary law.
std::vector<double> autoregressive(const FunctionCall& call, double phi, std::size_t n,
                                   std::uint64_t trial) {
  std::vector<double> series(n);
  double x = normal_quantile(drawn(call, "autoregressive", trial, n)) / std::sqrt(1 - phi * phi);
  for (std::size_t t = 0; t < n; ++t) {
    x = phi * x + normal_quantile(drawn(call, "autoregressive", trial, t));
    series[t] = x;
  }
  return series;
}

Welford moments(const std::vector<double>& series) {
  Welford sums;
  for (const double value : series) {
    sums.add(value);
  }
  return sums;
}

FunctionValue ar1_mean_variance(const FunctionCall& call) {
  Arguments next(call);
  const double phi = next.between(-0.999, 0.999);
  const std::size_t n = next.count(1, most_draws);
  const std::size_t trials = next.count(1, 1'000'000);
  next.end();
  double squares = 0;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    const double mean = moments(autoregressive(call, phi, n, trial)).mean();
    squares += static_cast<double>(n) * mean * mean;
  }
  return {.number = squares / static_cast<double>(trials)};
}

FunctionValue ar1_marginal_variance(const FunctionCall& call) {
  Arguments next(call);
  const double phi = next.between(-0.999, 0.999);
  const std::size_t n = next.count(2, most_draws);
  next.end();
  double squares = 0;  // about the mean that is known, which a short series' own would lie too near
  for (const double value : autoregressive(call, phi, n, 0)) {
    squares += value * value;
  }
  return {.number = squares / static_cast<double>(n)};
}

FunctionValue ar1_coverage(const FunctionCall& call) {
  Arguments next(call);
  const double phi = next.between(-0.999, 0.999);
  const std::size_t n = next.count(3, most_draws);
  const std::size_t batches = next.count(3, n);
  const double level = next.share();
  const std::size_t trials = next.count(1, 1'000'000);
  next.end();
  std::size_t covered = 0;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    const Estimate mean = batch_means(autoregressive(call, phi, n, trial), batches, level).mean;
    covered += mean.low <= 0 && 0 <= mean.high ? 1 : 0;
  }
  return {.number = static_cast<double>(covered) / static_cast<double>(trials)};
}

// A start-up that dies away under a wave: amplitude exp(-i / decay) + sin(i).
Truncation wave_truncation(const FunctionCall& call) {
  Arguments next(call);
  const double amplitude = next.number();
  const double decay = next.positive();
  std::vector<double> series(next.count(1, 1'000'000));
  const std::size_t batch = next.count(1, series.size());
  next.end();
  for (std::size_t i = 0; i < series.size(); ++i) {
    const auto time = static_cast<double>(i);
    const double wave = portable::cos_turn(time / (2 * std::numbers::pi) - 0.25);
    series[i] = amplitude * portable::exp(-time / decay) + wave;
  }
  return mser(series, batch);
}

FunctionValue mser_observations(const FunctionCall& call) {
  return {.number = static_cast<double>(wave_truncation(call).observations)};
}

FunctionValue mser_statistic(const FunctionCall& call) {
  return {.number = wave_truncation(call).statistic};
}

FunctionValue mser_mean(const FunctionCall& call) { return {.number = wave_truncation(call).mean}; }

FunctionValue ranks_of_quantile(const FunctionCall& call) {
  Arguments next(call);
  const std::size_t n = next.count(1, 10'000'000);
  const double p = next.share();
  const double level = next.share();
  next.end();
  const QuantileRanks ranks = quantile_ranks(n, p, level);
  return {.number = ranks.coverage, .text = fmt::format("{},{}", ranks.low, ranks.high)};
}

// Normal systems of which the first is better than all others, which are alike, by `gap`.
bool selects_right(const FunctionCall& call, const SelectionSettings& settings, std::size_t systems,
                   double gap, double sd, std::uint64_t trial) {
  const auto value = [&](const WantedObservation& one) {
    const double u = drawn(call, "selection", trial, one.replication * systems + one.system);
    return (one.system == 0 ? gap : 0) + sd * normal_quantile(u);
  };
  const Observer normal{.observe = [&](std::span<const WantedObservation> wanted) {
    std::vector<double> values(wanted.size());
    std::ranges::transform(wanted, values.begin(), value);
    return values;
  }};
  return select_best(systems, settings, normal).best == 0;
}

FunctionValue right_selection(const FunctionCall& call) {
  Arguments next(call);
  const std::size_t systems = next.count(1, 1000);
  const double gap = next.positive();
  const double sd = next.positive();
  const SelectionSettings settings{.indifference = gap,
                                   .level = next.share(),
                                   .first_stage = next.count(2, 100'000),
                                   .most = std::numeric_limits<std::int64_t>::max()};
  const std::size_t trials = next.count(1, 1'000'000);
  next.end();
  std::size_t right = 0;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    right += selects_right(call, settings, systems, gap, sd, trial) ? 1 : 0;
  }
  return {.number = static_cast<double>(right) / static_cast<double>(trials)};
}

constexpr std::array functions{
    VerificationFunction{"newsvendor_difference",
                         "holding, shortage, mean, sd, level, other_level, periods",
                         "Mean difference of a newsvendor's costs at two levels, on common demand",
                         true, level_difference},
    VerificationFunction{"newsvendor_difference_variance",
                         "holding, shortage, mean, sd, level, other_level, periods, common",
                         "Variance of that difference, on common demand (1) or independent (0)",
                         true, level_difference_variance},
    VerificationFunction{"newsvendor_variance_ratio",
                         "holding, shortage, mean, sd, level, other_level, periods",
                         "Variance of that difference on independent demand over that on common",
                         true, level_variance_ratio},
    VerificationFunction{"antithetic_exponential_mean", "pairs",
                         "Mean of exp(U) by antithetic pairs", true, antithetic_mean},
    VerificationFunction{
        "exponential_pair_variance", "antithetic, pairs",
        "Variance of a pair's average of exp(U), antithetic (1) or independent (0)", true,
        pair_variance},
    VerificationFunction{"ar1_mean_variance", "phi, observations, trials",
                         "n Var(mean) of an AR(1) series, over trials", true, ar1_mean_variance},
    VerificationFunction{"ar1_marginal_variance", "phi, observations",
                         "Variance of the values of an AR(1) series", true, ar1_marginal_variance},
    VerificationFunction{"ar1_batch_means_coverage", "phi, observations, batches, level, trials",
                         "Share of the trials in which the batch-means interval of an AR(1) series "
                         "covers its mean",
                         true, ar1_coverage},
    VerificationFunction{"mser_truncation", "amplitude, decay, observations, batch",
                         "Observations that MSER leaves out of amplitude exp(-i / decay) + sin(i)",
                         false, mser_observations},
    VerificationFunction{"mser_statistic", "amplitude, decay, observations, batch",
                         "MSER at that truncation", false, mser_statistic},
    VerificationFunction{"mser_mean", "amplitude, decay, observations, batch",
                         "Mean of what that truncation keeps", false, mser_mean},
    VerificationFunction{
        "quantile_ranks", "observations, probability, level",
        "Ranks between which a quantile lies, as text; the number is their coverage", false,
        ranks_of_quantile},
    VerificationFunction{
        "right_selection_share", "systems, indifference, sd, level, first_stage, trials",
        "Share of the trials in which KN selects the one system that is better, by "
        "the indifference, than the others",
        true, right_selection}};

}  // namespace

std::span<const VerificationFunction> statistics_functions() { return functions; }

}  // namespace korus
