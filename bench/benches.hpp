// The benches: each adds its subcommand and its options to the command line, and runs when called.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "bench/executor_options.hpp"
#include "bench/firm_world.hpp"
#include "bench/phold_world.hpp"
#include "bench/tier_world.hpp"

namespace korus::bench {

struct PholdBench {
  PholdSettings model;
  ExecutorOptions on;
  double end = 20;
  bool no_floor = false;

  void add_to(CLI::App& app);
  void run() const;
};

struct HoldBench {
  std::size_t pending = 1000;

  void add_to(CLI::App& app);
  void run() const;
};

struct FirmsBench {
  FirmSettings model;
  ExecutorOptions on;
  int days = 30;

  void add_to(CLI::App& app);
  void run() const;
};

struct TiersBench {
  TierSettings model;
  ExecutorOptions on{.executor = "sequential"};
  int days = 500;

  void add_to(CLI::App& app);
  void run() const;
};

struct ScenarioBench {
  std::string path = "scenarios/pledge.toml";
  int repeats = 3;

  void add_to(CLI::App& app);
  void run() const;
};

}  // namespace korus::bench
