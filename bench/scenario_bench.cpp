#include "bench/benches.hpp"
#include "tools/ensemble/ensemble_run.hpp"
#include "tools/scenario/loaded_network.hpp"

namespace korus::bench {

void ScenarioBench::add_to(CLI::App& app) {
  CLI::App* scenario =
      app.add_subcommand("scenario", "One replication of a scenario on each executor");
  scenario->add_option("path", path, "Scenario")->capture_default_str();
  scenario->add_option("--repeats", repeats, "Repeats")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  scenario->callback([this] { run(); });
}

void ScenarioBench::run() const {
  const double before = peak_bytes();
  const LoadedNetwork loaded = read_network(path, {});
  const SeriesLayout layout = series_layout(loaded.network);
  const Scorecard scorecard(loaded.network);
  for (const ExecutorKind kind : {ExecutorKind::sequential, ExecutorKind::windowed}) {
    for (int i = 0; i < repeats; ++i) {
      ReplicationResult result;
      const Timing timing = timed([&] {
        with_threads(1, [&] {
          result = run_replication(loaded.network, layout, scorecard, {.executor = kind});
        });
      });
      print(bench_line("scenario")
                .add("path", path)
                .add("executor", kind == ExecutorKind::sequential ? "sequential" : "windowed")
                .add("threads", 1)
                .add("digest", fmt::format("{:016x}", result.digest))
                .add("events", result.events)
                .add("cpu_seconds", timing.cpu, 4)
                .add("events_per_s", static_cast<double>(result.events) / timing.cpu, 0)
                .add("sites", loaded.network.sites.size())
                .add("bytes_per_site",
                     (peak_bytes() - before) / static_cast<double>(loaded.network.sites.size()),
                     0));
    }
  }
}

}  // namespace korus::bench
