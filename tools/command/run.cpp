// korus run: one scenario, its figures with intervals, its file.
#include <fmt/core.h>

#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "tools/checkpoint/checkpoint_file.hpp"
#include "tools/command/exit_code.hpp"
#include "tools/command/figure_table.hpp"
#include "tools/command/headline_table.hpp"
#include "tools/command/json_line.hpp"
#include "tools/command/options.hpp"
#include "tools/command/precise_run.hpp"
#include "tools/command/scenario_notes.hpp"
#include "tools/command/scenario_run.hpp"

namespace korus {
namespace {

// What is being run decides the results: it comes from the checkpoint, the rest from the command
// line.
Options resumed(Options options) {
  const RunIdentity run = read_checkpoint(options.resume).run;
  if (!std::filesystem::exists(run.scenario_path)) {
    throw CheckpointError(fmt::format(
        "cannot go on from '{}': its scenario '{}' is not there; go on in the folder where the run "
        "began",
        options.resume.string(), run.scenario_path));
  }
  options.scenarios = {run.scenario_path};
  options.overrides = run.overrides;
  options.replications = static_cast<int>(run.first_stage);
  options.precision = run.precision;
  options.precision_of = run.precision_of;
  options.max_replications = static_cast<int>(run.replications);
  options.seed = run.seed;
  options.series = run.series;
  options.output = run.output;
  options.command_line = run.command_line;
  return options;
}

}  // namespace

int run_command(const Options& asked) {
  const Options options = asked.resume.empty() ? asked : resumed(asked);
  const std::string& path = options.scenarios.front();
  std::vector<LoadedNetwork> all;
  all.push_back(load_network(path, options.overrides));
  const LoadedNetwork& loaded = all.front();
  const std::filesystem::path output =
      options.output.empty() ? result_path("results", path) : options.output;
  check_output(loaded, path, output);
  ScenarioRun run = begin_run(loaded, path, output, options);
  std::optional<Precision> precision;
  if (options.precision > 0) {
    precision = run_until_precise(all, std::span(&run, 1), options);
  } else {
    extend_run(loaded, run, options.replications, options);
  }
  write_run(loaded, run, options);
  const auto replications = static_cast<int>(run.ensemble.replications.size());
  print_headline(loaded.network, run.ensemble);
  print_pledges(loaded.network, run.ensemble);
  print_figures(run.ensemble);
  print_quality(quality_marks(loaded.loaded));
  if (precision) {
    print_precision(*precision, replications);
  }
  fmt::print("\n{} replications, {:.3g} events, {:.1f} s, digest {}\nwrote {}\n", replications,
             static_cast<double>(run.ensemble.events), run.wall_seconds, run.ensemble.digest,
             output.string());
  if (options.json) {
    JsonLine line;
    line.add("digest", run.ensemble.digest)
        .add("events", run.ensemble.events)
        .add("wall_seconds", run.wall_seconds)
        .add("replications", replications)
        .add("output", output.string());
    if (precision) {
      line.add_raw("precision", precision_json(*precision));
    }
    fmt::print("{}\n", line.text());
  }
  return exit_good;
}

}  // namespace korus
