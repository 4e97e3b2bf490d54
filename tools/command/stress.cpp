// korus stress: what each stop costs, and which stock would close its gap.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

#include "engine/parallel.hpp"
#include "tools/command/exit_code.hpp"
#include "tools/command/json_line.hpp"
#include "tools/command/options.hpp"
#include "tools/command/progress.hpp"
#include "tools/command/scenario_notes.hpp"
#include "tools/command/scenario_run.hpp"
#include "tools/command/stress_table.hpp"
#include "tools/command/usage_error.hpp"
#include "tools/scenario/cell_value.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

std::vector<StopKind> kinds_of(const Options& options) {
  std::vector<StopKind> kinds;
  for (std::size_t kind = 0; kind < stop_kinds.size(); ++kind) {
    if (options.stop.empty() ||
        std::ranges::find(options.stop, stop_kinds[kind]) != options.stop.end()) {
      kinds.push_back(static_cast<StopKind>(kind));
    }
  }
  return kinds;
}

std::vector<Stop> stops_of(const Network& network, const std::vector<StopKind>& kinds,
                           const std::vector<std::string>& only) {
  std::vector<Stop> stops = all_stops(network, kinds);
  for (const std::string& id : only) {
    if (std::ranges::find(stops, id, &Stop::id) == stops.end()) {
      std::vector<std::string_view> known;
      std::ranges::transform(stops, std::back_inserter(known), &Stop::id);
      throw UsageError(fmt::format("--only: nothing that can be stopped is called {}{}",
                                   in_quotes(id), did_you_mean(id, known)));
    }
  }
  std::erase_if(stops, [&](const Stop& stop) {
    return !only.empty() && std::ranges::find(only, stop.id) == only.end();
  });
  return stops;
}

int day_of(const Network& network, const std::string& text) {
  const std::optional<Date> date = as_date(Cell{Raw{text}, {}});
  if (!date) {
    throw UsageError(fmt::format("--start: must be a date, YYYY-MM-DD, got {}", in_quotes(text)));
  }
  const auto day = (*date - network.settings.start).count();
  if (day < 0 || static_cast<double>(day) >= network.days) {
    throw UsageError(fmt::format("--start: {} lies outside the scenario", text));
  }
  return static_cast<int>(day);
}

struct Period {
  StressPeriod period;
  std::string why;  // it starts then
};

// Runs end with the scenario: beyond it nothing is said of demand.
Period period_of(const Network& network, const Options& options, int longest) {
  constexpr int year = 365;
  const auto days = static_cast<int>(network.days);
  const int wanted = options.horizon > 0 ? options.horizon : year;
  Period result;
  if (options.start.empty()) {
    const StressStart start = sensible_start(network, longest + wanted);
    result.period.start_day = start.day;
    result.why = start.quiet ? "no dated outage of the scenario is felt from 90 days before "
                               "it to the end"
                             : "other outages of the scenario are felt too: no month is free of "
                               "them for so long";
  } else {
    result.period.start_day = day_of(network, options.start);
    result.why = "as asked";
  }
  const int left = days - result.period.start_day - longest;
  if (left < 1 || (options.horizon > 0 && left < wanted)) {
    throw UsageError(
        fmt::format("the scenario ends {} days after the stop begins, too soon for {} days of stop "
                    "and {} after "
                    "it; give --days, --start or --horizon, or --set simulation.end=",
                    days - result.period.start_day, longest, wanted));
  }
  result.period.horizon = std::min(left, wanted);
  return result;
}

// The most exposed stop of each kind, and what stock would close its gap.
std::vector<CoveredStop> covers_of(const StoppableNetwork& stoppable, const StressTest& test,
                                   const StressSettings& settings,
                                   const std::vector<StopKind>& kinds) {
  std::vector<CoveredStop> covers;
  for (const StopKind kind : kinds) {
    const auto first = std::ranges::find_if(
        test.ranking, [&](std::size_t i) { return test.results[i].what.stop.kind == kind; });
    if (first != test.ranking.end() && gap_of(test.results[*first]).mean > 0) {
      covers.emplace_back(*first, cheapest_cover(stoppable, test, test.results[*first], settings));
    }
  }
  return covers;
}

RunResult about(const LoadedScenario& loaded, const StressTest& test, const Network& network,
                const Options& options) {
  RunResult result{.title = loaded.scenario.title,
                   .scenario_path = options.scenarios.front(),
                   .resolved_scenario = loaded.resolved_text,
                   .scenario_sha256 = loaded.sha256,
                   .korus_version = KORUS_VERSION,
                   .compiler = __VERSION__,
                   .executor = "sequential",
                   .command_line = options.command_line,
                   .seed = options.seed,
                   .digest = test.digest,
                   .files = loaded.files,
                   .inputs = loaded.inputs,
                   .sources = loaded.scenario.sources};
  result.layout.start = network.settings.start;
  return result;
}

}  // namespace

int stress_command(const Options& options) {
  const std::string& path = options.scenarios.front();
  LoadedNetwork loaded = load_network(path, options.overrides);
  if (!options.output.empty()) {
    check_output(loaded, path, options.output);
  }
  if (loaded.network.markets.empty()) {
    spdlog::error("{}: no market, so that no demand can be missed", path);
    return exit_bad_scenario;
  }
  const auto begun = std::chrono::steady_clock::now();
  const StoppableNetwork stoppable = make_stoppable(std::move(loaded.network));
  const Network& network = stoppable.network;
  const std::vector<StopKind> kinds = kinds_of(options);
  const std::vector<StressCase> cases =
      with_days(stops_of(network, kinds, options.only), options.days, network.times_to_recover);
  if (cases.empty()) {
    throw UsageError("--stop: the scenario has nothing of the kind that can be stopped");
  }
  const int longest = std::ranges::max_element(cases, {}, &StressCase::days)->days;
  const Period period = period_of(network, options, longest);
  const StressSettings settings{
      .period = period.period, .replications = options.stress_replications, .seed = options.seed};
  StressTest test;
  std::vector<CoveredStop> covers;
  with_threads(options.threads, [&] {
    {
      Progress progress(path, (static_cast<int>(cases.size()) + 1) * settings.replications);
      test = run_stress(stoppable, cases, settings, [&] { progress.advance(); });
    }
    covers = covers_of(stoppable, test, settings, kinds);
  });
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begun;
  if (!options.output.empty()) {
    write_stress_file(options.output, about(loaded.loaded, test, network, options), network,
                      settings, test, covers);
  }
  const StressAnswer answer{network, settings, test, covers, kinds, period.why};
  if (options.json) {
    print_stress_json(answer);
    fmt::print("{}\n", JsonLine()
                           .add("digest", test.digest)
                           .add("stops", test.results.size())
                           .add("replications", settings.replications)
                           .add("wall_seconds", seconds.count())
                           .add("output", options.output.string())
                           .text());
    return exit_good;
  }
  print_stress(answer, static_cast<std::size_t>(options.most_stops));
  print_quality(quality_marks(loaded.loaded));
  fmt::print("{} runs and the search for stock in {:.1f} s, digest {}\n",
             (cases.size() + 1) * static_cast<std::size_t>(settings.replications), seconds.count(),
             test.digest);
  if (!options.output.empty()) {
    fmt::print("wrote {}\n", options.output.string());
  }
  return exit_good;
}

}  // namespace korus
