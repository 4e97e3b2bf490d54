#include "tools/analysis/satisficing.hpp"

#include <algorithm>

#include "engine/ensure.hpp"
#include "tools/analysis/quantile_ranks.hpp"
#include "tools/ensemble/estimate.hpp"

namespace korus {
namespace {

using Rows = std::vector<Satisfied>;

std::size_t held(const Rows& rows) {
  return static_cast<std::size_t>(std::ranges::count_if(rows, holds));
}

std::size_t held_alone(const Rows& rows, const Rows& others) {
  std::size_t alone = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    alone += holds(rows[i]) && !holds(others[i]) ? 1 : 0;
  }
  return alone;
}

// Whether the best policy's share is ahead by more than seeds explain.
bool beyond_seeds(const JudgedPolicies& satisfied, std::span<const JudgedPolicies> without_each,
                  std::size_t best, std::size_t policy) {
  const auto ahead = [&](const JudgedPolicies& judged) {
    return (static_cast<double>(held(judged[best])) - static_cast<double>(held(judged[policy]))) /
           static_cast<double>(judged[best].size());
  };
  const auto n = static_cast<double>(without_each.size());
  std::vector<double> pseudo;
  for (const JudgedPolicies& without : without_each) {
    pseudo.push_back(n * ahead(satisfied) - (n - 1) * ahead(without));
  }
  const auto policies = static_cast<double>(satisfied.size());
  return estimate_mean(pseudo, 1 - 0.05 / (policies * (policies - 1) / 2)).low > 0;
}

}  // namespace

double mcnemar(std::size_t first_alone, std::size_t second_alone) {
  const std::size_t n = first_alone + second_alone;
  return std::min(1.0, 2 * binomial_at_least(n, 0.5, std::max(first_alone, second_alone)));
}

Satisficing satisficing(const JudgedPolicies& satisfied,
                        std::span<const JudgedPolicies> without_each) {
  ensure(!satisfied.empty() && !satisfied.front().empty(), "satisficing is of policies over rows");
  const std::size_t n_rows = satisfied.front().size();
  Satisficing result{.policies = {},
                     .best = static_cast<std::size_t>(
                         std::ranges::max_element(satisfied, {}, held) - satisfied.begin()),
                     .rows = n_rows};
  const auto others = static_cast<double>(satisfied.size() - 1);
  for (std::size_t p = 0; p < satisfied.size(); ++p) {
    const Rows& rows = satisfied[p];
    const auto unsure = static_cast<double>(std::ranges::count_if(rows, is_unsure));
    const Rows& best = satisfied[result.best];
    PolicySatisficing policy{.share = static_cast<double>(held(rows)) / static_cast<double>(n_rows),
                             .interval = wilson_interval(held(rows), n_rows),
                             .unsure_share = unsure / static_cast<double>(n_rows),
                             .p_best = mcnemar(held_alone(rows, best), held_alone(best, rows))};
    policy.like_best =
        p == result.best || policy.p_best > 0.05 / others ||
        (!without_each.empty() && !beyond_seeds(satisfied, without_each, result.best, p));
    result.policies.push_back(policy);
  }
  return result;
}

}  // namespace korus
