#include "tools/analysis/ocba.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "engine/ensure.hpp"
#include "engine/special_functions.hpp"

namespace korus {
namespace {

double variance_of_mean(const SampledSystem& system) {
  return system.sd * system.sd / static_cast<double>(system.n);
}

// How far a system lies behind the leader. Two that cannot be told apart have a gap all the same, a
// thousandth of their spread: they share the budget rather than dividing by nothing.
double gap(const SampledSystem& first, const SampledSystem& system, double indifference) {
  const double spread = std::sqrt(first.sd * first.sd + system.sd * system.sd);
  return std::max(first.mean - system.mean + indifference, 1e-3 * spread);
}

}  // namespace

std::size_t leader(std::span<const SampledSystem> systems) {
  const auto first = std::ranges::max_element(systems, {}, &SampledSystem::mean);
  return static_cast<std::size_t>(first - systems.begin());
}

std::vector<double> ocba_shares(std::span<const SampledSystem> systems, double indifference) {
  ensure(systems.size() > 1, "a budget is spread over two systems at least");
  const std::size_t best = leader(systems);
  std::vector<double> shares(systems.size(), 0);
  double squares = 0;
  for (std::size_t i = 0; i < systems.size(); ++i) {
    if (i != best && systems[i].sd > 0) {
      const double ratio = systems[i].sd / gap(systems[best], systems[i], indifference);
      shares[i] = ratio * ratio;
      squares += shares[i] * shares[i] / (systems[i].sd * systems[i].sd);
    }
  }
  shares[best] = systems[best].sd * std::sqrt(squares);
  if (squares == 0 && systems[best].sd > 0) {
    shares[best] = 1;  // the others are known
  }
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  for (double& share : shares) {
    share = sum > 0 ? share / sum : 0;
  }
  return shares;
}

std::vector<std::int64_t> ocba_allocation(std::span<const SampledSystem> systems,
                                          double indifference, std::int64_t more) {
  const std::vector<double> shares = ocba_shares(systems, indifference);
  std::vector<std::int64_t> result(systems.size(), 0);
  // Those that have more than their share already get none; the rest share what there is.
  std::vector<bool> in(systems.size());
  for (std::size_t i = 0; i < systems.size(); ++i) {
    in[i] = shares[i] > 0;
  }
  double total = 0;
  double weight = 0;
  for (bool changed = true; changed;) {
    changed = false;
    total = static_cast<double>(more);
    weight = 0;
    for (std::size_t i = 0; i < systems.size(); ++i) {
      total += in[i] ? static_cast<double>(systems[i].n) : 0.0;
      weight += in[i] ? shares[i] : 0.0;
    }
    for (std::size_t i = 0; i < systems.size(); ++i) {
      if (in[i] && shares[i] / weight * total < static_cast<double>(systems[i].n)) {
        in[i] = false;
        changed = true;
      }
    }
  }
  if (weight == 0) {
    return result;
  }
  // Whole numbers by largest remainder.
  std::vector<std::pair<double, std::size_t>> remainders;
  std::int64_t left = more;
  for (std::size_t i = 0; i < systems.size(); ++i) {
    if (in[i]) {
      const double wanted = shares[i] / weight * total - static_cast<double>(systems[i].n);
      result[i] = std::min(static_cast<std::int64_t>(std::floor(wanted)), left);
      left -= result[i];
      remainders.emplace_back(wanted - std::floor(wanted), i);
    }
  }
  std::ranges::sort(remainders, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  for (std::size_t k = 0; left > 0; k = (k + 1) % remainders.size(), --left) {
    ++result[remainders[k].second];
  }
  return result;
}

double ocba_chance(std::span<const SampledSystem> systems, double indifference) {
  const std::size_t best = leader(systems);
  double risk = 0;
  for (std::size_t i = 0; i < systems.size(); ++i) {
    const double ahead = systems[best].mean - systems[i].mean + indifference;
    const double se = std::sqrt(variance_of_mean(systems[best]) + variance_of_mean(systems[i]));
    if (i != best) {
      risk += se > 0 ? normal_below(-ahead / se) : 0.0;
    }
  }
  return std::max(1 - risk, 0.0);
}

std::int64_t equal_replications(std::span<const SampledSystem> systems, double indifference,
                                double chance, std::int64_t most) {
  std::vector<SampledSystem> equal(systems.begin(), systems.end());
  const auto suffices = [&](std::int64_t n) {
    for (SampledSystem& system : equal) {
      system.n = n;
    }
    return ocba_chance(equal, indifference) >= chance;
  };
  std::int64_t low = 0;  // too few
  std::int64_t high = most;
  while (low + 1 < high) {
    const std::int64_t middle = low + (high - low) / 2;
    (suffices(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace korus
