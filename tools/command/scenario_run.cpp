#include "tools/command/scenario_run.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <memory>

#include "engine/executor_choice.hpp"
#include "engine/parallel.hpp"
#include "models/network_placement.hpp"
#include "tools/checkpoint/checkpoint_keeper.hpp"
#include "tools/command/progress.hpp"
#include "tools/results/result_file.hpp"

namespace korus {
namespace {

SeriesDetail detail_of(const Options& options) {
  if (options.series == "none") {
    return SeriesDetail::none;
  }
  return options.series == "all" ? SeriesDetail::all : SeriesDetail::summary;
}

RunResult result_of(const LoadedNetwork& loaded, const std::string& path, const Options& options,
                    ExecutorKind executor, Ensemble& ensemble) {
  const LoadedScenario& scenario = loaded.loaded;
  RunResult result{.title = scenario.scenario.title,
                   .scenario_path = path,
                   .resolved_scenario = scenario.resolved_text,
                   .scenario_sha256 = scenario.sha256,
                   .korus_version = KORUS_VERSION,
                   .compiler = __VERSION__,
                   .executor = executor == ExecutorKind::windowed ? "windowed" : "sequential",
                   .command_line = options.command_line,
                   .seed = options.seed,
                   .digest = ensemble.digest,
                   .detail = detail_of(options),
                   .layout = ensemble.layout,
                   .kpis = ensemble.kpis,
                   .files = scenario.files,
                   .inputs = scenario.inputs,
                   .sources = scenario.scenario.sources};
  if (loaded.network.causes) {
    result.causes = cause_table(loaded.network, ensemble.replications);
  }
  for (ReplicationResult& replication : ensemble.replications) {
    result.replication_digests.push_back(replication.digest);
    result.replication_events.push_back(replication.events);
    result.series.push_back(std::move(replication.series));
    result.kpi_values.push_back(replication.kpis);
  }
  return result;
}

ExecutorKind executor_of(const Network& network, const Options& options) {
  if (options.executor != "auto") {
    return options.executor == "windowed" ? ExecutorKind::windowed : ExecutorKind::sequential;
  }
  const Placement& placement = network.placement;
  const double window_days = to_days(placement.rules.lookahead);
  const ExecutorChoice choice = choose_executor(events_a_day(network) * window_days);
  if (options.verbose) {
    spdlog::info("executor {}; a window is {:g} h; {}", choice.reason, 24 * window_days,
                 placement.reason());
  }
  return choice.kind;
}

// The run that the options ask for, nothing done yet.
Checkpoint new_checkpoint(const LoadedNetwork& loaded, const std::string& path,
                          const std::filesystem::path& output, const Options& options) {
  const auto replications = static_cast<std::size_t>(options.replications);
  return {.run = {.scenario_path = path,
                  .overrides = options.overrides,
                  .scenario_sha256 = loaded.loaded.sha256,
                  .seed = options.seed,
                  .replications = replications,
                  .series = options.series,
                  .output = output.string(),
                  .command_line = options.command_line},
          .finished = std::vector<std::optional<ReplicationResult>>(replications),
          .images = std::vector<std::vector<std::byte>>(replications)};
}

std::unique_ptr<CheckpointKeeper> keeper_of(const LoadedNetwork& loaded, const std::string& path,
                                            const std::filesystem::path& output,
                                            const Options& options) {
  if (options.checkpoint_every <= 0 && options.resume.empty()) {
    return nullptr;
  }
  if (options.resume.empty() && std::filesystem::exists(checkpoint_path(output))) {
    throw OutputError(
        fmt::format("'{0}' is there, of a run that did not end: go on from it with "
                    "--resume '{0}', or remove it",
                    checkpoint_path(output).string()));
  }
  Checkpoint checkpoint = options.resume.empty() ? new_checkpoint(loaded, path, output, options)
                                                 : read_checkpoint(options.resume);
  if (checkpoint.run.scenario_sha256 != loaded.loaded.sha256) {
    throw CheckpointError(
        fmt::format("cannot go on from '{}': its scenario was another; {}, or a file it draws on, "
                    "is not what it was when the run began",
                    options.resume.string(), path));
  }
  const double never = 1e9;
  return std::make_unique<CheckpointKeeper>(
      checkpoint_path(output), std::move(checkpoint),
      std::chrono::duration<double>(options.checkpoint_every > 0 ? options.checkpoint_every
                                                                 : never));
}

}  // namespace

std::filesystem::path checkpoint_path(std::filesystem::path output) {
  return output += ".checkpoint";
}

std::filesystem::path result_path(const std::filesystem::path& folder,
                                  const std::string& scenario_path) {
  return folder / (std::filesystem::path(scenario_path).stem().string() + ".h5");
}

void check_output(const LoadedNetwork& loaded, const std::string& scenario_path,
                  const std::filesystem::path& output) {
  const std::filesystem::path folder = std::filesystem::path(scenario_path).parent_path();
  for (const InputFile& file : loaded.loaded.files) {
    std::error_code error;
    if (std::filesystem::equivalent(folder / file.path, output, error)) {
      throw OutputError("results would replace " + output.string() + ", a file of the scenario");
    }
  }
  check_writable(output);
}

ScenarioRun run_and_write(const LoadedNetwork& loaded, const std::string& scenario_path,
                          const std::filesystem::path& output, const Options& options,
                          const ScenarioRun* baseline) {
  ScenarioRun run{.scenario_path = scenario_path, .output = output};
  const auto start = std::chrono::steady_clock::now();
  const ExecutorKind executor = executor_of(loaded.network, options);
  const auto keeper = keeper_of(loaded, scenario_path, output, options);
  {
    Progress progress(scenario_path, options.replications);
    const EnsembleSettings settings{.seed = options.seed,
                                    .replications = options.replications,
                                    .executor = executor,
                                    .record_series = options.series != "none"};
    with_threads(options.threads, [&] {
      run.ensemble =
          run_ensemble(loaded.network, settings, [&] { progress.advance(); }, keeper.get());
    });
  }
  run.wall_seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  RunResult result = result_of(loaded, scenario_path, options, executor, run.ensemble);
  if (baseline != nullptr) {
    result.baseline = RunResult::Baseline{.scenario_path = baseline->scenario_path,
                                          .digest = baseline->ensemble.digest,
                                          .kpis = baseline->ensemble.kpis};
    for (const ReplicationResult& replication : baseline->ensemble.replications) {
      result.baseline->kpi_values.push_back(replication.kpis);
    }
  }
  write_result_file(output, result);
  if (keeper) {
    keeper->remove();
  }
  return run;
}

}  // namespace korus
