// How replications are best spread over many systems so that the best of them is found: optimal
// computing budget allocation, OCBA (Chen, Lin, Yucesan & Chick 2000), for some twenty to a thousand
// systems.
//
// Systems close to the best and noisy ones get more; those far behind nothing after the first stage.
// Replications are about normal; that common random numbers make differences smaller is not made use
// of. With an indifference the aim is any system within so much of the best.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace korus {

// What is known of a system; larger means are better.
struct SampledSystem {
  double mean = 0;
  double sd = 0;
  std::int64_t n = 0;  // replications behind it, one or more
};

// The first of the largest mean.
std::size_t leader(std::span<const SampledSystem> systems);

// Shares of the replications, theorem 1: N_i / N_j = (sd_i / gap_i)^2 / (sd_j / gap_j)^2 of those
// behind the leader, N_b = sd_b sqrt(sum (N_i / sd_i)^2). Adds up to 1; all 0 where none varies.
// Two systems or more.
std::vector<double> ocba_shares(std::span<const SampledSystem> systems, double indifference);

// How many of `more` replications each gets, so that all together come as near to the shares as they
// can. Adds up to `more`, or to 0 where none varies.
std::vector<std::int64_t> ocba_allocation(std::span<const SampledSystem> systems,
                                          double indifference, std::int64_t more);

// Lower bound of the chance that the leader is best, or within the indifference of it: 1 - sum
// Phi(-(gap + indifference) / se) by Bonferroni's inequality (APCS-B); at least 0.
double ocba_chance(std::span<const SampledSystem> systems, double indifference);

// Replications of each, were they equally many, for the same means and spreads to give the chance; at
// most `most`.
std::int64_t equal_replications(std::span<const SampledSystem> systems, double indifference,
                                double chance, std::int64_t most);

}  // namespace korus
