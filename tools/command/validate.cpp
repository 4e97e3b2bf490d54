// korus validate: says all that is wrong with a scenario, or that it is sound and how well its
// numbers are known.
#include <fmt/core.h>

#include "models/station_notes.hpp"
#include "models/steady_state.hpp"
#include "tools/command/exit_code.hpp"
#include "tools/command/options.hpp"
#include "tools/command/scenario_notes.hpp"

namespace korus {

int validate_command(const Options& options) {
  const LoadedNetwork loaded = load_network(options.scenarios.front(), options.overrides);
  for (const Line& line : loaded.network.lines) {
    const double used = wanted_rate(loaded.network, line);
    const double usable = line.usable_at_start();
    if (used > usable * (1 + 1e-9)) {
      fmt::print(
          "note: line {} starts short: the first day wants {:.0f} % of its usable capacity\n",
          line.id, usable > 0 ? 100 * used / usable : 100.0);
    }
  }
  for (const std::string& note : station_notes(loaded.network)) {
    fmt::print("note: {}\n", note);
  }
  fmt::print(
      "{}: sound. {} sites, {} lines, {} stocks, {} links, {} lanes, {} markets; {} numbers:",
      options.scenarios.front(), loaded.network.sites.size(), loaded.network.lines.size(),
      loaded.network.stocks.size(), loaded.network.links.size(), loaded.network.lanes.size(),
      loaded.network.markets.size(), loaded.loaded.inputs.size());
  for (const auto& [quality, count] : quality_marks(loaded.loaded)) {
    fmt::print(" {} {}", count, quality);
  }
  fmt::print("\n");
  return exit_good;
}

}  // namespace korus
