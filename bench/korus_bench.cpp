// korus-bench: how fast the engine and the model are. Each bench prints one JSON line; compare
// ratios within one run of one machine.
#include <fmt/core.h>

#include <cstdio>
#include <new>

#include "bench/benches.hpp"
#include "tools/command/exit_code.hpp"
#include "tools/scenario/scenario_reader.hpp"

int main(int argc, char** argv) {
  using namespace korus;
  using namespace korus::bench;
  CLI::App app("Benches of Korus; one JSON line each.", "korus-bench");
  app.require_subcommand(1);
  app.fallthrough();
  bool json = true;
  app.add_flag("--json", json, "Print JSON lines; there is no other form");
  PholdBench phold;
  HoldBench hold;
  FirmsBench firms;
  TiersBench tiers;
  NestedBench nested;
  LimitBench limit;
  ScenarioBench scenario;
  ChainBench chain;
  phold.add_to(app);
  hold.add_to(app);
  firms.add_to(app);
  tiers.add_to(app);
  nested.add_to(app);
  limit.add_to(app);
  scenario.add_to(app);
  chain.add_to(app);
  try {
    app.parse(argc, argv);
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) {
      return exit_good;
    }
    fmt::print(stderr, "korus-bench: cannot write to standard output\n");
    return exit_io;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_good : exit_usage;
  } catch (const ScenarioError& error) {
    for (const Diagnostic& diagnostic : error.diagnostics) {
      fmt::print(stderr, "{}\n", diagnostic.text());
    }
    return exit_bad_scenario;
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "korus-bench: the machine has not enough memory for this size\n");
    return exit_defect;
  } catch (const std::exception& error) {
    fmt::print(stderr, "korus-bench: {}\n", error.what());
    return exit_defect;
  }
}
