// In how many uncertain futures a policy is good enough, whatever the others do (Simon 1956; Lempert,
// Popper & Bankes 2003): the share of rows in which all criteria hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tools/analysis/interval.hpp"

namespace korus {

// `unsure`: over the replications the figure is, or is not, good enough by less than its 95 % interval.
enum class Satisfied : std::uint8_t { no, unsure_no, unsure_yes, yes };
constexpr bool holds(Satisfied satisfied) { return satisfied >= Satisfied::unsure_yes; }
constexpr bool is_unsure(Satisfied satisfied) {
  return satisfied == Satisfied::unsure_no || satisfied == Satisfied::unsure_yes;
}

struct PolicySatisficing {
  double share = 0;
  Interval interval;        // 95 %, Wilson, rows are the sample
  double unsure_share = 0;  // of rows that the seeds leave in doubt
  double p_best = 1;        // McNemar's exact test against the policy that holds most often
  // That policy, or not to be told from it: its p is above 0.05 / (policies - 1), or a t interval of the
  // difference of shares over the replications that all rows have in common holds 0, at 1 - 0.05 / pairs.
  bool like_best = false;
};

struct Satisficing {
  std::vector<PolicySatisficing> policies;
  std::size_t best = 0;
  std::size_t rows = 0;
};

using JudgedPolicies = std::vector<std::vector<Satisfied>>;  // [n_policies][n_rows]

// One row at least. `without_each` [n_replications] is the same with one replication left out, for the
// jackknife; empty where there is one replication: then nothing is known of seeds.
Satisficing satisficing(const JudgedPolicies& satisfied,
                        std::span<const JudgedPolicies> without_each = {});

// Two policies over the same rows, of which so many hold under one of them alone: two-sided (McNemar
// 1947, by the binomial).
double mcnemar(std::size_t first_alone, std::size_t second_alone);

}  // namespace korus
