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

// Takes the series out of the run.
RunResult result_of(const LoadedNetwork& loaded, ScenarioRun& run, const Options& options,
                    ExecutorKind executor) {
  const LoadedScenario& scenario = loaded.loaded;
  Ensemble& ensemble = run.ensemble;
  RunResult result{.title = scenario.scenario.title,
                   .scenario_path = run.scenario_path,
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
  if (options.precision > 0) {
    result.precision = {.rule = precision_rule(options), .kpis = run.precise_kpis};
  }
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
  return choose_executor(network).kind;
}

void tell_executor(const Network& network) {
  spdlog::info("executor {}; a window is {:g} h; {}", choose_executor(network).reason,
               24 * to_days(network.placement.rules.lookahead), network.placement.reason());
}

// The run that the options ask for, nothing done yet.
Checkpoint new_checkpoint(const LoadedNetwork& loaded, const std::string& path,
                          const std::filesystem::path& output, const Options& options) {
  const auto replications = static_cast<std::size_t>(
      options.precision > 0 ? options.max_replications : options.replications);
  return {.run = {.scenario_path = path,
                  .overrides = options.overrides,
                  .scenario_sha256 = loaded.loaded.sha256,
                  .seed = options.seed,
                  .replications = replications,
                  .first_stage = static_cast<std::uint64_t>(options.replications),
                  .precision = options.precision,
                  .precision_of = options.precision_of,
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

PrecisionRule precision_rule(const Options& options) {
  return {
      .target = options.precision, .first = options.replications, .most = options.max_replications};
}

ScenarioRun begin_run(const LoadedNetwork& loaded, const std::string& scenario_path,
                      const std::filesystem::path& output, const Options& options) {
  if (options.verbose && options.executor == "auto") {
    tell_executor(loaded.network);
  }
  return {.scenario_path = scenario_path,
          .output = output,
          .keeper = keeper_of(loaded, scenario_path, output, options)};
}

void extend_run(const LoadedNetwork& loaded, ScenarioRun& run, int replications,
                const Options& options) {
  const auto start = std::chrono::steady_clock::now();
  const EnsembleSettings settings{.seed = options.seed,
                                  .first = run.ensemble.replications.size(),
                                  .replications = replications,
                                  .executor = executor_of(loaded.network, options),
                                  .record_series = options.series != "none"};
  Progress progress(run.scenario_path, replications);
  with_threads(options.threads, [&] {
    Ensemble more =
        run_ensemble(loaded.network, settings, [&] { progress.advance(); }, run.keeper.get());
    if (settings.first == 0) {
      run.ensemble = std::move(more);
    } else {
      append_replications(run.ensemble, std::move(more));
    }
  });
  run.wall_seconds +=
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void write_run(const LoadedNetwork& loaded, ScenarioRun& run, const Options& options,
               const ScenarioRun* baseline) {
  RunResult result = result_of(loaded, run, options, executor_of(loaded.network, options));
  if (baseline != nullptr) {
    result.baseline = RunResult::Baseline{.scenario_path = baseline->scenario_path,
                                          .digest = baseline->ensemble.digest,
                                          .kpis = baseline->ensemble.kpis};
    for (const ReplicationResult& replication : baseline->ensemble.replications) {
      result.baseline->kpi_values.push_back(replication.kpis);
    }
  }
  write_result_file(run.output, result);
  if (run.keeper) {
    run.keeper->remove();
    run.keeper.reset();
  }
}

}  // namespace korus
