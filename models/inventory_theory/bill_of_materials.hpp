// What is made of what: requirements, with yields and loops, and how long the longest way takes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace korus {

// One unit of `item` draws `units` of `input`. Items are numbered from 0.
struct Use {
  std::uint32_t item = 0;
  std::uint32_t input = 0;
  double units = 0;
};

// What must be made of each item, x = d + A x, for `demand` d [n_items] from outside; loops are solved
// by sparse LU (Leontief 1936; Vazsonyi 1954). None where the system is singular. Where the spectral
// radius of A is 1 or more no amounts are enough, and some of these are negative.
std::optional<std::vector<double>> total_requirements(std::span<const double> demand,
                                                      std::span<const Use> uses);

// Units to start of each item for `demand` [n_items] of good ones: `uses` are drawn by each unit
// started, of which the share `yields` [n_items], above 0, becomes good.
std::optional<std::vector<double>> required_starts(std::span<const double> demand,
                                                   std::span<const Use> uses,
                                                   std::span<const double> yields);

// Largest magnitude of an eigenvalue of A, by a dense matrix: for some hundreds of items. Below 1 where
// more comes out of every loop than goes in.
double spectral_radius(std::size_t n_items, std::span<const Use> uses);

// When each item is done if nothing is in stock and everything starts as soon as all its inputs are
// there: its lead time [n_items] after the last of them. None where items wait for one another.
std::optional<std::vector<double>> completion_times(std::span<const double> lead_times,
                                                    std::span<const Use> uses);

}  // namespace korus
