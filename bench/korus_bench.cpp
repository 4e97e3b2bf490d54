// korus-bench: how fast the engine and the model are. Each bench prints one JSON line; compare
// ratios within one run of one machine.
#include <fmt/core.h>

#include "bench/benches.hpp"

int main(int argc, char** argv) {
  using namespace korus::bench;
  CLI::App app("Benches of Korus; one JSON line each.", "korus-bench");
  app.require_subcommand(1);
  app.fallthrough();
  app.add_flag("--json", "Print JSON lines; there is no other form");
  PholdBench phold;
  HoldBench hold;
  FirmsBench firms;
  TiersBench tiers;
  NestedBench nested;
  LimitBench limit;
  ScenarioBench scenario;
  phold.add_to(app);
  hold.add_to(app);
  firms.add_to(app);
  tiers.add_to(app);
  nested.add_to(app);
  limit.add_to(app);
  scenario.add_to(app);
  try {
    CLI11_PARSE(app, argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "korus-bench: {}\n", error.what());
    return 1;
  }
}
