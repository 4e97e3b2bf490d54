#include "engine/placement.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/ensure.hpp"

namespace korus {
namespace {

// Actors joined into groups (Tarjan 1975), each with the sum of its actors' loads.
class Groups {
 public:
  explicit Groups(std::span<const std::uint32_t> load)
      : parent_(load.size()), load_(load.begin(), load.end()) {
    std::iota(parent_.begin(), parent_.end(), 0U);
  }

  std::uint32_t root(std::uint32_t actor) {
    while (parent_[actor] != actor) {
      actor = parent_[actor] = parent_[parent_[actor]];
    }
    return actor;
  }

  // Returns the load of the new group, 0 if they were in one already. The root is the group's first
  // actor; the halving in root() keeps the paths short.
  std::uint64_t join(ActorId a, ActorId b) {
    std::uint32_t first = root(a.value);
    std::uint32_t second = root(b.value);
    if (first == second) {
      return 0;
    }
    if (second < first) {
      std::swap(first, second);
    }
    parent_[second] = first;
    return load_[first] += load_[second];
  }

  std::uint64_t load_of(std::uint32_t root) const { return load_[root]; }

 private:
  std::vector<std::uint32_t> parent_;
  std::vector<std::uint64_t> load_;  // of a root: its group's
};

// j = 0, 1, 2, 3 ... gives 0, 1/2, 1/4, 3/4 ... of n: any first few lie evenly (van der Corput 1935).
std::size_t spread(std::size_t j, std::size_t n) {
  std::uint64_t reversed = 0;
  for (unsigned bit = 0; bit < 32; ++bit) {
    reversed = reversed << 1 | (j >> bit & 1);
  }
  return static_cast<std::size_t>(reversed * n >> 32);
}

// The order of the groups: that of their first actors, but heavy ones far from each other, so that
// cells, which are runs of groups, get about the same load. [n_groups], roots.
std::vector<std::uint32_t> in_even_order(const std::vector<std::uint32_t>& roots,
                                         const Groups& groups, std::uint64_t total) {
  constexpr std::uint64_t times_the_mean = 2;
  std::vector<std::uint32_t> heavy;
  std::vector<std::uint32_t> others;
  for (const std::uint32_t root : roots) {
    const bool is_heavy = groups.load_of(root) * roots.size() > times_the_mean * total;
    (is_heavy ? heavy : others).push_back(root);
  }
  std::sort(heavy.begin(), heavy.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(groups.load_of(b), a) < std::pair(groups.load_of(a), b);
  });
  std::vector<std::uint32_t> order(roots.size(), ActorId::none);
  for (std::size_t j = 0; j < heavy.size(); ++j) {
    std::size_t place = spread(j, order.size());
    while (order[place] != ActorId::none) {
      place = (place + 1) % order.size();
    }
    order[place] = heavy[j];
  }
  auto next = others.begin();
  for (std::uint32_t& place : order) {
    if (place == ActorId::none) {
      place = *next++;
    }
  }
  return order;
}

// The length of the first tie, in ascending order, that would make a group too large. Where one
// actor alone is, it bounds the threads' gain anyway, and may take a little more.
Duration longest_window(std::span<const std::uint32_t> load, std::span<const Tie> ties,
                        std::uint64_t total, Duration longest) {
  const double heaviest = load.empty() ? 0 : *std::ranges::max_element(load);
  const double most = std::max(most_of_one_group * static_cast<double>(total), 1.25 * heaviest);
  Groups groups(load);
  for (const Tie& tie : ties) {
    if (tie.least >= longest) {
      break;
    }
    const std::uint64_t joined = groups.join(tie.a, tie.b);
    if (tie.least.count() > 0 && static_cast<double>(joined) > most) {
      return tie.least;
    }
  }
  return longest;
}

}  // namespace

Placement place(std::span<const std::uint32_t> load, std::vector<Tie> ties, Duration longest) {
  ensure(longest.count() > 0, "a window is longer than 0");
  for (const Tie& tie : ties) {
    ensure(tie.a.index() < load.size() && tie.b.index() < load.size(),
           "a tie is between actors that exist");
    ensure(tie.least.count() >= 0, "a message does not go back in time");
  }
  std::sort(ties.begin(), ties.end(), [](const Tie& a, const Tie& b) { return a.least < b.least; });
  const std::uint64_t total = std::accumulate(load.begin(), load.end(), std::uint64_t{0});
  const Duration window = longest_window(load, ties, total, longest);
  Groups groups(load);
  for (const Tie& tie : ties) {
    if (tie.least < window) {
      groups.join(tie.a, tie.b);
    }
  }
  std::vector<std::uint32_t> roots;
  std::uint64_t largest = 0;
  for (std::uint32_t actor = 0; actor < load.size(); ++actor) {
    if (groups.root(actor) == actor) {
      roots.push_back(actor);
      largest = std::max(largest, groups.load_of(actor));
    }
  }
  Placement placement{
      .rules = {.lookahead = window},
      .groups = roots.size(),
      .largest_share =
          total == 0 ? 0.0 : static_cast<double>(largest) / static_cast<double>(total)};
  const std::vector<std::uint32_t> order = in_even_order(roots, groups, total);
  if (order.size() < load.size() || order != roots) {
    std::vector<std::uint32_t> number(load.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      number[order[i]] = i;
    }
    for (std::uint32_t actor = 0; actor < load.size(); ++actor) {
      placement.rules.group.push_back(number[groups.root(actor)]);
    }
  }
  return placement;
}

std::string Placement::reason() const {
  return std::to_string(groups) + " groups of actors, the largest with " +
         std::to_string(std::lround(100 * largest_share)) + " % of the work";
}

}  // namespace korus
