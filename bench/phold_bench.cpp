#include "bench/benches.hpp"

namespace korus::bench {
namespace {

Rules rules_of(const PholdSettings& model) {
  return {.lookahead = PholdWorld::ticks(model.lookahead)};
}

// The bare handler: every event in turn, its state fetched ahead, what it sends written away, no
// order and no time. No engine that calls this handler can be faster.
double floor_events_per_s(const PholdSettings& model) {
  PholdWorld world(model);
  const Rules rules = rules_of(model);
  const RandomSource random(1, 0);
  const std::size_t n = model.processes;
  std::vector<Event> now(n);
  std::vector<Event> next(n);
  for (std::size_t i = 0; i < n; ++i) {
    now[i].target = ActorId{i};
  }
  ActorRecord record;
  std::vector<Event> sent;
  const std::size_t passes = std::max<std::size_t>(1, 4'000'000 / n);
  const Timing timing = timed([&] {
    for (std::size_t pass = 0; pass < passes; ++pass) {
      for (std::size_t i = 0; i < n; ++i) {
        world.prefetch(now[std::min(i + 8, n - 1)].target);
        Context context(rules, random, now[i], record, n, sent);
        world.handle(now[i], context);
        next[i] = sent.front();
        sent.clear();
      }
      now.swap(next);
    }
  });
  return static_cast<double>(passes * n) / timing.cpu;
}

}  // namespace

void PholdBench::add_to(CLI::App& app) {
  CLI::App* phold = app.add_subcommand("phold", "PHOLD on one executor");
  phold->add_option("--n", model.processes, "Logical processes")->capture_default_str();
  phold->add_option("--remote", model.remote, "Chance of a remote target")->capture_default_str();
  phold->add_option("--lookahead", model.lookahead, "Lookahead")->capture_default_str();
  phold->add_option("--mean", model.mean, "Mean delay beyond the lookahead")->capture_default_str();
  phold->add_option("--end", end, "Virtual time to run to")->capture_default_str();
  phold->add_flag("--no-floor", no_floor, "Do not measure the floor: it is given as 0");
  on.add_to(*phold);
  phold->callback([this] { run(); });
}

void PholdBench::run() const {
  const double before = peak_bytes();
  PholdWorld world(model);
  on.run(world, rules_of(model), [&](auto&& executor) {
    for (std::size_t i = 0; i < model.processes; ++i) {
      executor.post(ActorId{i}, SimTime{world.first(ActorId{i})}, Ball{});
    }
    const Timing timing = timed([&] { executor.run_until(SimTime{PholdWorld::ticks(end)}); });
    const double bytes = (peak_bytes() - before) / static_cast<double>(model.processes);
    const double floor = no_floor ? 0 : floor_events_per_s(model);
    const double rate = static_cast<double>(executor.events()) / timing.cpu;
    JsonLine line;
    line.add("bench", "phold")
        .add("n", model.processes)
        .add("remote", model.remote)
        .add("lookahead", model.lookahead)
        .add("end", end);
    on.describe(line, timing, executor.events(), executor.digest());
    line.add("bytes_per_process", bytes, 0)
        .add("floor_events_per_s", floor, 0)
        .add("share_of_floor_per_core", no_floor ? 0 : rate / floor, 3);
    print(line);
  });
}

}  // namespace korus::bench
