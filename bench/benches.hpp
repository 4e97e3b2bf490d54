// The benches: each adds its subcommand and its options to the command line, and runs when called.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "bench/executor_options.hpp"
#include "bench/firm_world.hpp"
#include "bench/phold_world.hpp"
#include "bench/tier_world.hpp"
#include "tools/command/number_range.hpp"

namespace korus::bench {

// The options of the model, as every bench of PHOLD has them.
void add_model_to(CLI::App& app, PholdSettings& model);
void add_end_to(CLI::App& app, double& end);

struct PholdBench {
  PholdSettings model;
  ExecutorOptions on;
  double end = 20;
  bool no_floor = false;
  bool no_placement = false;

  void add_to(CLI::App& app);
  void run() const;
};

// Replications side by side, each in windows.
struct NestedBench {
  PholdSettings model{.processes = 10'000};
  double end = 20;
  int replications = 4;
  int threads = 2;

  void add_to(CLI::App& app);
  void run() const;
};

struct LimitBench {
  std::size_t bytes = 64'000'000;

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
  ExecutorOptions on;
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

// Replications of a chain that is reviewed period by period.
struct ChainBench {
  std::string work = "A1";
  std::string scenario;
  std::string figures = "headline";
  std::string causes = "no";
  int replications = 1000;
  int periods = 0;

  void add_to(CLI::App& app);
  void run() const;
};

}  // namespace korus::bench
