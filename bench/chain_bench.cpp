#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "bench/benches.hpp"
#include "tools/ensemble/ensemble_run.hpp"
#include "tools/scenario/loaded_network.hpp"

namespace korus::bench {
namespace {

// The scenario with so many periods of a day from its start.
LoadedNetwork load_periods(const std::string& path, int periods, const std::string& figures,
                           const std::string& causes) {
  const Date start = read_scenario(path, {}).scenario.simulation.start;
  const std::chrono::year_month_day end(start + std::chrono::days(periods));
  return read_network(
      path, {fmt::format("simulation.end={:04}-{:02}-{:02}", static_cast<int>(end.year()),
                         static_cast<unsigned>(end.month()), static_cast<unsigned>(end.day())),
             "simulation.figures=" + figures, "simulation.causes=" + causes});
}

}  // namespace

void ChainBench::add_to(CLI::App& app) {
  CLI::App* chain = app.add_subcommand(
      "chain", "Replications of a chain that is reviewed period by period, on one thread");
  chain->add_option("--work", work, "A1: base stock, three stages. C: moving averages, four")
      ->check(CLI::IsMember({"A1", "C"}))
      ->capture_default_str();
  chain->add_option("--scenario", scenario, "Another scenario, its periods days");
  chain->add_option("--replications", replications, "Replications")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  chain->add_option("--periods", periods, "Periods; 0: as many as the work has, 1,000 or 156")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  chain->add_option("--figures", figures, "Figures that are kept")
      ->check(CLI::IsMember({"headline", "all"}))
      ->capture_default_str();
  chain->add_option("--causes", causes, "Whether account is kept of why demand is not met")
      ->check(CLI::IsMember({"no", "yes"}))
      ->capture_default_str();
  chain->callback([this] { run(); });
}

void ChainBench::run() const {
  const bool base_stock = work == "A1";
  const std::string path = !scenario.empty() ? scenario
                           : base_stock ? "scenarios/verification/scenario/serial_periodic_3.toml"
                                        : "scenarios/verification/scenario/bullwhip_4.toml";
  const int days = periods > 0 ? periods : base_stock ? 1000 : 156;
  const LoadedNetwork loaded = load_periods(path, days, figures, causes);
  const auto nodes = std::ranges::count_if(loaded.network.stocks,
                                           [](const Stock& stock) { return !stock.unlimited(); });
  Ensemble ensemble;
  const Timing timing = timed([&] {
    with_threads(1, [&] {
      ensemble = run_ensemble(loaded.network,
                              {.replications = replications,
                               .executor = ExecutorKind::sequential,
                               .record_series = false},
                              [] {});
    });
  });
  if (ensemble.events == 0) {
    throw std::runtime_error("no event lies before the end: nothing was measured");
  }
  const auto events = static_cast<double>(ensemble.events);
  const double node_periods = static_cast<double>(nodes) * days * replications;
  print(bench_line("chain")
            .add("scenario", path)
            .add("figures", figures)
            .add("causes", causes)
            .add("nodes", nodes)
            .add("periods", days)
            .add("replications", replications)
            .add("threads", 1)
            .add("digest", ensemble.digest)
            .add("events", ensemble.events)
            .add("cpu_seconds", timing.cpu, 4)
            .add("node_periods_per_s", node_periods / timing.cpu, 0)
            .add("events_per_node_period", events / node_periods, 3)
            .add("ns_per_event", 1e9 * timing.cpu / events, 1));
}

}  // namespace korus::bench
