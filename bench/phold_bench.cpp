#include "bench/benches.hpp"
#include "bench/limit.hpp"

namespace korus::bench {
namespace {

// The bare handler: every event in turn, its state fetched ahead, what it sends written away, no
// order and no time. No engine that calls this handler can be faster.
double floor_events_per_s(const PholdSettings& model, const Rules& rules) {
  PholdWorld world(model);
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

void add_model_to(CLI::App& app, PholdSettings& model) {
  const CLI::Validator share = number_from(0, 1);
  app.add_option("--n", model.processes, "Logical processes")
      ->check(CLI::Range(1, 1'000'000'000))
      ->capture_default_str();
  app.add_option("--remote", model.remote, "Chance of a remote target")
      ->check(share)
      ->capture_default_str();
  app.add_option("--lookahead", model.lookahead, "Lookahead")
      ->check(number_from(1e-6, 1e6))
      ->capture_default_str();
  app.add_option("--mean", model.mean, "Mean delay beyond the lookahead")
      ->check(number_from(0, 1e6))
      ->capture_default_str();
}

void add_end_to(CLI::App& app, double& end) {
  app.add_option("--end", end, "Virtual time to run to")
      ->check(number_from(1e-6, 1e9))
      ->capture_default_str();
}

void PholdBench::add_to(CLI::App& app) {
  CLI::App* phold = app.add_subcommand("phold", "PHOLD on one executor");
  add_model_to(*phold, model);
  phold->add_option("--campus", model.campus, "Processes on a campus; 1: none")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  phold->add_option("--campus-lookahead", model.campus_lookahead, "Lookahead on a campus")
      ->check(number_from(0, 1e6))
      ->capture_default_str();
  phold->add_flag("--no-placement", no_placement,
                  "Each process is a group: the window is the campus lookahead");
  phold->add_option("--hub", model.hub, "Share of the remote events that go to process 0")
      ->check(number_from(0, 1))
      ->capture_default_str();
  add_end_to(*phold, end);
  phold->add_flag("--no-floor", no_floor, "Measure neither the floor nor the memory's limit");
  on.add_to(*phold);
  phold->callback([this] { run(); });
}

void PholdBench::run() const {
  Rules rules = PholdWorld::placement(model).rules;
  if (no_placement && model.campus > 1) {
    rules = {.lookahead = PholdWorld::ticks(std::min(model.campus_lookahead, model.lookahead))};
  }
  const double before = peak_bytes();
  PholdWorld world(model);
  on.run(world, rules, model.events_in(rules.lookahead), [&](auto&& executor) {
    post_first(world, executor);
    const Timing timing = timed([&] { executor.run_until(SimTime{PholdWorld::ticks(end)}); });
    const double bytes = peak_bytes() - before;
    const double ns = 1e9 * timing.cpu / static_cast<double>(executor.events());
    JsonLine line = bench_line("phold");
    line.add("n", model.processes)
        .add("remote", model.remote)
        .add("lookahead", model.lookahead)
        .add("mean", model.mean)
        .add("end", end)
        .add("campus", model.campus)
        .add("window", static_cast<double>(rules.lookahead.count()) / 1e6)
        .add("hub", model.hub);
    on.describe(line, timing, executor);
    line.add("bytes_per_site", bytes / static_cast<double>(model.processes), 0);
    if (!no_floor) {
      const double floor = floor_events_per_s(model, rules);
      line.add("floor_events_per_s", floor, 0).add("share_of_floor_per_core", 1e9 / ns / floor, 3);
      describe_limit(line, static_cast<std::size_t>(bytes), ns);
    }
    print(line);
  });
}

}  // namespace korus::bench
