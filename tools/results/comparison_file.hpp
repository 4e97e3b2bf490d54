// What a comparison of several scenarios says of all of them together, as a file of its own: which is
// best in which figure. The layout is told in tools/results/README.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tools/ensemble/best_in_figure.hpp"

namespace korus {

// One of the scenarios, the baseline first.
struct ComparedScenario {
  std::string name;
  std::string path;
  std::string title;
  std::string digest;
};

struct Comparison {
  std::string command_line;
  std::uint64_t seed = 0;
  std::int64_t replications = 0;
  std::vector<ComparedScenario> scenarios;  // one or more
  std::vector<BestInFigure> figures;        // perhaps none
};

// Whole or not at all; throws OutputError.
void write_comparison_file(const std::filesystem::path& path, const Comparison& comparison);

}  // namespace korus
