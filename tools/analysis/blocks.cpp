#include "tools/analysis/blocks.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/ensure.hpp"

namespace korus {

std::vector<std::vector<std::ptrdiff_t>> block_members(std::span<const std::size_t> blocks,
                                                       std::size_t n_points) {
  ensure(blocks.empty() || blocks.size() == n_points, "each point has the number of its block");
  std::map<std::size_t, std::vector<std::ptrdiff_t>> members;
  for (std::size_t i = 0; i < n_points; ++i) {
    members[blocks.empty() ? i : blocks[i]].push_back(static_cast<std::ptrdiff_t>(i));
  }
  std::vector<std::vector<std::ptrdiff_t>> result;
  std::ranges::transform(members, std::back_inserter(result),
                         [](auto& block) { return std::move(block.second); });
  return result;
}

std::vector<bool> half_of_blocks(std::span<const std::size_t> blocks, const RandomSource& random) {
  std::vector<std::pair<std::uint64_t, std::size_t>> keys;
  for (const std::size_t block : std::set<std::size_t>(blocks.begin(), blocks.end())) {
    keys.emplace_back(random.bits(name_key("halves"), 0, block), block);
  }
  std::ranges::sort(keys);
  std::set<std::size_t> chosen;
  for (std::size_t i = 0; i < (keys.size() + 1) / 2; ++i) {
    chosen.insert(keys[i].second);
  }
  std::vector<bool> half;
  std::ranges::transform(blocks, std::back_inserter(half),
                         [&](std::size_t block) { return chosen.contains(block); });
  return half;
}

}  // namespace korus
