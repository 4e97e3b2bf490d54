#include "bench/benches.hpp"

namespace korus::bench {

void TiersBench::add_to(CLI::App& app) {
  CLI::App* tiers = app.add_subcommand("tiers", "Four tiers with reorder points and backlogs");
  tiers->add_option("--nodes", model.nodes, "Nodes of all tiers")
      ->check(CLI::Range(10, 100'000'000))
      ->capture_default_str();
  tiers->add_option("--days", days, "Days")->check(CLI::Range(1, 100'000))->capture_default_str();
  on.add_to(*tiers);
  tiers->callback([this] { run(); });
}

void TiersBench::run() const {
  TierWorld world(model);
  const double events_a_window = static_cast<double>(model.nodes) * to_days(TierWorld::lookahead);
  on.run(world, {.lookahead = TierWorld::lookahead}, events_a_window, [&](auto&& executor) {
    post_first(world, executor);
    const Timing timing = timed([&] { executor.run_until(SimTime{days * one_day}); });
    world.check_conservation([&](auto&& visit) { executor.for_each_pending(visit); });
    const TierWorld::Totals totals = world.totals();
    JsonLine line = bench_line("tiers");
    line.add("nodes", model.nodes).add("links", world.links()).add("days", days);
    on.describe(line, timing, executor);
    line.add("events_per_cpu_s", static_cast<double>(executor.events()) / timing.cpu, 0)
        .add("node_days_per_cpu_s", static_cast<double>(model.nodes) * days / timing.cpu, 0)
        .add("units_sold", totals.sold)
        .add("units_lost", totals.lost)
        .add("orders_waiting", totals.waiting)
        .add("bytes_per_site", peak_bytes() / static_cast<double>(model.nodes), 0);
    print(line);
  });
}

}  // namespace korus::bench
