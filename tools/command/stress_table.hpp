// What `korus stress` found, for a reader: the ranking, the most exposed of each kind, the stock that
// would close its gap, and what is not known.
#pragma once

#include "tools/results/stress_file.hpp"
#include "tools/stress/stop.hpp"

namespace korus {

struct StressAnswer {
  const Network& network;
  const StressSettings& settings;
  const StressTest& test;
  const std::vector<CoveredStop>& covers;
  std::vector<StopKind> kinds;  // that were asked for
  std::string start_why;        // why the stop begins when it does
};

// `most` rows of the ranking; 0: all.
void print_stress(const StressAnswer& answer, std::size_t most);

// One line a stop, the most exposed first, then one a cover.
void print_stress_json(const StressAnswer& answer);

}  // namespace korus
