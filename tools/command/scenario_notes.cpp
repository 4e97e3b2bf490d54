#include "tools/command/scenario_notes.hpp"

#include <fmt/core.h>

namespace korus {

LoadedNetwork load_network(const std::string& path, const std::vector<std::string>& overrides) {
  LoadedNetwork result = read_network(path, overrides);
  for (const std::string& doubt : doubts(result)) {
    fmt::print(stderr, "{}: note: {}\n", path, doubt);
  }
  return result;
}

void print_quality(const std::map<std::string, int>& marks) {
  int all = 0;
  for (const auto& [mark, count] : marks) {
    all += count;
  }
  fmt::print("\nThe {} numbers behind this:", all);
  for (const auto& [mark, count] : marks) {
    fmt::print(" {:.0f} % {}", 100.0 * count / all, mark);
  }
  fmt::print(" (group `inputs` of the file; korus show --sources).\n");
}

}  // namespace korus
