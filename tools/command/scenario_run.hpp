// Run one loaded scenario and write its file: what `run` and `compare` share.
#pragma once

#include <filesystem>
#include <string>

#include "tools/command/loaded_network.hpp"
#include "tools/command/options.hpp"
#include "tools/ensemble/ensemble_run.hpp"

namespace korus {

struct ScenarioRun {
  std::string scenario_path;
  Ensemble ensemble;  // series moved to the file
  double wall_seconds = 0;
  std::filesystem::path output;
};

// Refuses, before time is spent on a run, an output that cannot be created or that is one of the
// scenario's own files.
void check_output(const LoadedNetwork& loaded, const std::string& scenario_path,
                  const std::filesystem::path& output);

// With a baseline the file tells what changes. With options.checkpoint_every the run is saved on its
// way, to checkpoint_path(output); with options.resume it goes on from such a file. Throws
// CheckpointError.
ScenarioRun run_and_write(const LoadedNetwork& loaded, const std::string& scenario_path,
                          const std::filesystem::path& output, const Options& options,
                          const ScenarioRun* baseline = nullptr);

std::filesystem::path checkpoint_path(std::filesystem::path output);

// results/<stem of the scenario>.h5 below `folder`.
std::filesystem::path result_path(const std::filesystem::path& folder,
                                  const std::string& scenario_path);

}  // namespace korus
