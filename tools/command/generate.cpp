// korus generate: a synthetic supply network as an ordinary scenario.
#include <fmt/core.h>

#include "tools/command/exit_code.hpp"
#include "tools/command/options.hpp"
#include "tools/generate/scenario_folder.hpp"
#include "tools/generate/synthetic_network.hpp"

namespace korus {

int generate_command(const Options& options) {
  check_new_folder(options.output);
  const Scenario scenario =
      synthetic_network({.sites = options.sites, .seed = options.seed, .years = options.years});
  // Not the command line as given: equal scenarios have equal bytes, wherever they are written.
  write_scenario_folder(options.output, scenario,
                        fmt::format("Made by: korus generate --sites {} --seed {} --years {}",
                                    options.sites, options.seed, options.years));
  fmt::print(
      "wrote {}: {} sites, {} lines, {} supply rows, {} markets; nothing in it is observed\n",
      (options.output / "scenario.toml").string(), scenario.sites.size(), scenario.lines.size(),
      scenario.supplies.size(), scenario.markets.size());
  return exit_good;
}

}  // namespace korus
