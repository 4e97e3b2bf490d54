// Run one loaded scenario and write its file: what `run` and `compare` share.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tools/checkpoint/checkpoint_keeper.hpp"
#include "tools/command/options.hpp"
#include "tools/ensemble/ensemble_run.hpp"
#include "tools/ensemble/precision.hpp"
#include "tools/scenario/loaded_network.hpp"

namespace korus {

struct ScenarioRun {
  std::string scenario_path;
  std::filesystem::path output;
  std::unique_ptr<CheckpointKeeper> keeper;  // none: the run is not saved on its way
  Ensemble ensemble;                         // once written its series are in the file
  std::vector<std::size_t> precise_kpis;     // those whose precision was asked for
  double wall_seconds = 0;
};

// Refuses, before time is spent on a run, an output that cannot be created or that is one of the
// scenario's own files.
void check_output(const LoadedNetwork& loaded, const std::string& scenario_path,
                  const std::filesystem::path& output);

// Nothing run yet. With options.checkpoint_every the run will be saved on its way, to
// checkpoint_path(output); with options.resume it goes on from such a file. Throws CheckpointError.
ScenarioRun begin_run(const LoadedNetwork& loaded, const std::string& scenario_path,
                      const std::filesystem::path& output, const Options& options);

// So many replications more.
void extend_run(const LoadedNetwork& loaded, ScenarioRun& run, int replications,
                const Options& options);

// With a baseline the file tells what changes. The checkpoint goes once the file is there.
void write_run(const LoadedNetwork& loaded, ScenarioRun& run, const Options& options,
               const ScenarioRun* baseline = nullptr);

PrecisionRule precision_rule(const Options& options);

std::filesystem::path checkpoint_path(std::filesystem::path output);

// results/<stem of the scenario>.h5 below `folder`.
std::filesystem::path result_path(const std::filesystem::path& folder,
                                  const std::string& scenario_path);

}  // namespace korus
