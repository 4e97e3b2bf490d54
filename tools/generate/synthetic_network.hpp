// A supply network drawn from a seed, of any size: materials -> parts -> assemblies -> plants ->
// markets. Its shape is told in tools/generate/README.md.
#pragma once

#include <cstdint>

#include "models/records/scenario.hpp"

namespace korus {

struct SyntheticSettings {
  static constexpr int fewest_sites =
      1'000;  // below, a product has fewer makers than a buyer wants
  static constexpr int most_sites = 1'000'000;

  int sites = fewest_sites;
  std::uint64_t seed = 1;
  int years = 1;  // simulated, from 1 January 2025
};

// Equal settings give equal records, to the bit and on every machine. Links grow with the sites in
// proportion; every line's capacity exceeds what the first day's flows want of it.
Scenario synthetic_network(const SyntheticSettings& settings);

}  // namespace korus
