// Finds the best of many systems by replications that go where they are needed.
//
// Knows nothing of scenarios: it asks for observations and is told them, so that the same loop serves
// simulations, tests and cases with known answers. What it asks for hangs on what it was told alone,
// never on threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "tools/analysis/multiple_comparisons.hpp"

namespace korus {

enum class SelectionMethod : std::uint8_t {
  kim_nelson,  // tools/analysis/kim_nelson.hpp
  ocba,        // tools/analysis/ocba.hpp
};

struct SelectionSettings {
  SelectionMethod method = SelectionMethod::kim_nelson;
  bool largest = true;           // which value is best
  double indifference = 0;       // smallest difference that matters; of kim_nelson above 0
  double level = 0.95;           // chance to be right that is asked for
  std::size_t first_stage = 10;  // replications of each system to begin with, two or more
  std::int64_t most = 1000;      // kim_nelson: of one system, then it gives up
  std::int64_t budget = 0;       // ocba: of all together, the first stage included
};

// A replication of a system that is wanted.
struct WantedObservation {
  std::size_t system = 0;
  std::size_t replication = 0;
};

struct Observer {
  // Values of one and all, in their order; systems ascending, and of one system its next replications.
  std::function<std::vector<double>(std::span<const WantedObservation>)> observe;
  std::function<void(std::size_t system)> drop = [](std::size_t) {};  // it is asked for no more
};

struct Selection {
  std::size_t best = 0;
  bool decided = false;  // kim_nelson: one is left; ocba: the chance was reached within the budget
  double chance = 0;     // kim_nelson: the level if decided, else 0; ocba: the lower bound reached
  std::vector<std::vector<double>> observations;  // [n_systems], of each as many as were made
  std::vector<std::int64_t> dropped_after;        // [n_systems] replications; 0: never
  std::int64_t replications = 0;                  // of all together
  // What the same of each would have come to: kim_nelson: as many as the best had; ocba: as many as
  // give the same chance. At most a million of each.
  std::int64_t equal_replications = 0;
};

// One system or more.
Selection select_best(std::size_t n_systems, const SelectionSettings& settings,
                      const Observer& observer);

// Each system against the best of the others, on the replications that both have, as if their number
// had been fixed; above 0 is better, whichever value is best.
std::vector<ComparisonWithBest> compare_with_best(const Selection& selection,
                                                  const SelectionSettings& settings);

}  // namespace korus
