// korus compare: policies against a baseline on common random numbers.
#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <set>

#include "models/scorecard.hpp"
#include "tools/command/best_table.hpp"
#include "tools/command/comparison_table.hpp"
#include "tools/command/exit_code.hpp"
#include "tools/command/headline_table.hpp"
#include "tools/command/json_line.hpp"
#include "tools/command/options.hpp"
#include "tools/command/precise_run.hpp"
#include "tools/command/scenario_notes.hpp"
#include "tools/command/scenario_run.hpp"
#include "tools/command/usage_error.hpp"
#include "tools/ensemble/name_pattern.hpp"
#include "tools/results/comparison_file.hpp"
#include "tools/results/result_file.hpp"

namespace korus {
namespace {

// The overrides whose record this scenario has: a policy's records need not be in the baseline. One
// that no scenario has is given to all, so that it is refused.
std::vector<std::string> overrides_of(const std::string& path, const Options& options) {
  std::vector<std::string> result;
  for (const std::string& text : options.overrides) {
    const auto known = [&](const std::string& scenario) {
      try {
        return has_record(read_scenario(scenario), text);
      } catch (const ScenarioError&) {
        return true;  // told when it is read with its overrides, which may mend it
      }
    };
    if (known(path) || std::ranges::none_of(options.scenarios, known)) {
      result.push_back(text);
    }
  }
  return result;
}

// All scenarios are read before the first is run, so that all errors come at once.
std::vector<LoadedNetwork> load_all(const Options& options) {
  std::vector<LoadedNetwork> loaded;
  std::vector<Diagnostic> diagnostics;
  for (const std::string& path : options.scenarios) {
    try {
      loaded.push_back(load_network(path, overrides_of(path, options)));
    } catch (const ScenarioError& error) {
      for (const Diagnostic& found : error.diagnostics) {
        if (std::ranges::none_of(diagnostics,
                                 [&](const Diagnostic& d) { return d.text() == found.text(); })) {
          diagnostics.push_back(found);
        }
      }
    }
  }
  for (const LoadedNetwork& other : loaded) {
    check_period(other, loaded.front().network.settings, "the baseline's", diagnostics);
  }
  if (!diagnostics.empty()) {
    throw ScenarioError(std::move(diagnostics));
  }
  return loaded;
}

std::vector<std::string> names_of(const std::vector<ScenarioRun>& runs) {
  std::vector<std::string> names;
  for (const ScenarioRun& run : runs) {
    names.push_back(run.output.stem().string());
  }
  return names;
}

std::filesystem::path comparison_path(const std::filesystem::path& folder) {
  return folder / "comparison.h5";
}

// No two files of one name: those of the scenarios and, of several policies, what is said of all.
void check_names(const Options& options, const std::filesystem::path& folder) {
  std::set<std::filesystem::path> names;
  if (options.scenarios.size() > 2) {
    names.insert(comparison_path(folder));
  }
  for (const std::string& path : options.scenarios) {
    if (!names.insert(result_path(folder, path)).second) {
      throw OutputError("two files would be written to " + result_path(folder, path).string() +
                        "; rename the scenario");
    }
  }
}

// Before anything is run.
void check_best(const Options& options, const std::vector<LoadedNetwork>& loaded) {
  for (const std::string& pattern : options.best) {
    if (loaded.size() < 3) {
      throw UsageError("--best: takes two policies at least beside the baseline");
    }
    if (matching_kpis(Scorecard(loaded.front().network).kpis(), {pattern}).empty()) {
      throw UsageError(
          fmt::format("--best: no figure of the baseline is called '{}'; `korus "
                      "schema --figures` lists what there is",
                      pattern));
    }
  }
}

// All scenarios together: which is best.
std::vector<BestInFigure> tell_best(const std::vector<LoadedNetwork>& loaded,
                                    const std::vector<ScenarioRun>& runs,
                                    const std::filesystem::path& folder, const Options& options) {
  Comparison comparison{.command_line = options.command_line, .seed = options.seed};
  std::vector<const Ensemble*> ensembles;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    ensembles.push_back(&runs[i].ensemble);
    comparison.scenarios.push_back({.name = runs[i].output.stem().string(),
                                    .path = runs[i].scenario_path,
                                    .title = loaded[i].network.title,
                                    .digest = runs[i].ensemble.digest});
  }
  comparison.replications = static_cast<std::int64_t>(ensembles.front()->replications.size());
  comparison.figures = best_in_figures(loaded.front().network, ensembles, options.best);
  write_comparison_file(comparison_path(folder), comparison);
  print_best(comparison.figures, names_of(runs));
  return comparison.figures;
}

}  // namespace

int compare_command(const Options& options) {
  const std::filesystem::path folder = options.output.empty() ? "results" : options.output;
  check_names(options, folder);
  const std::vector<LoadedNetwork> loaded = load_all(options);
  check_best(options, loaded);
  for (std::size_t i = 0; i < loaded.size(); ++i) {
    check_output(loaded[i], options.scenarios[i], result_path(folder, options.scenarios[i]));
  }
  if (loaded.size() > 2) {
    check_writable(comparison_path(folder));
  }
  std::vector<ScenarioRun> runs;
  for (std::size_t i = 0; i < loaded.size(); ++i) {
    runs.push_back(begin_run(loaded[i], options.scenarios[i],
                             result_path(folder, options.scenarios[i]), options));
  }
  std::optional<Precision> precision;
  if (options.precision > 0) {
    precision = run_until_precise(loaded, runs, options);
  }
  for (std::size_t i = 0; i < loaded.size(); ++i) {
    if (!precision) {
      extend_run(loaded[i], runs[i], options.replications, options);
    }
    write_run(loaded[i], runs[i], options, i == 0 ? nullptr : &runs.front());
  }
  const auto replications = static_cast<int>(runs.front().ensemble.replications.size());
  std::string outputs;
  double seconds = 0;
  std::uint64_t events = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    seconds += runs[i].wall_seconds;
    events += runs[i].ensemble.events;
    outputs += (i == 0 ? "" : ",") + json_text(runs[i].output.string());
    if (i > 0) {
      fmt::print("{}{} against {}\n{} paired replications, seed {}\n\n", i > 1 ? "\n" : "",
                 loaded[i].network.title, loaded[0].network.title, replications, options.seed);
      print_comparison(loaded[i].network, runs[0].ensemble, runs[i].ensemble);
      print_pledges(loaded[i].network, runs[i].ensemble);
      print_quality(quality_marks(loaded[i].loaded));
    }
  }
  std::vector<BestInFigure> best;
  if (runs.size() > 2) {
    best = tell_best(loaded, runs, folder, options);
  }
  if (precision) {
    print_precision(*precision, replications);
  }
  fmt::print("\nsimulated in {:.1f} s\n", seconds);
  for (const ScenarioRun& run : runs) {
    fmt::print("wrote {}   digest {}\n", run.output.string(), run.ensemble.digest);
  }
  if (runs.size() > 2) {
    fmt::print("wrote {}\n", comparison_path(folder).string());
  }
  if (options.json) {
    std::string digests;
    for (const ScenarioRun& run : runs) {
      digests += (digests.empty() ? "" : ",") + json_text(run.ensemble.digest);
    }
    JsonLine line;
    line.add("digest", runs.back().ensemble.digest)
        .add_raw("digests", "[" + digests + "]")
        .add("events", events)
        .add("wall_seconds", seconds)
        .add("replications", replications)
        .add("output", runs.back().output.string())
        .add_raw("outputs", "[" + outputs + "]");
    if (runs.size() > 2) {
      line.add_raw("best", best_json(best, names_of(runs)))
          .add("comparison", comparison_path(folder).string());
    }
    if (precision) {
      line.add_raw("precision", precision_json(*precision));
    }
    fmt::print("{}\n", line.text());
  }
  return exit_good;
}

}  // namespace korus
