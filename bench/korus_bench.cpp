// korus-bench: how fast the engine and the model are. Each bench prints one JSON line; compare
// ratios within one run of one machine.
#include <fmt/core.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <chrono>

#include "bench/hold_world.hpp"
#include "bench/phold_world.hpp"
#include "engine/sequential_executor.hpp"
#include "engine/windowed_executor.hpp"
#include "tools/command/loaded_network.hpp"
#include "tools/ensemble/ensemble_run.hpp"

namespace korus::bench {
namespace {

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Timing {
  double wall = 0;
  double cpu = 0;
};

template <class Body>
Timing timed(Body&& body) {
  const auto wall = std::chrono::steady_clock::now();
  const double cpu = cpu_seconds();
  body();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count(),
          cpu_seconds() - cpu};
}

struct PholdOptions {
  PholdSettings model;
  double end = 20;
  int threads = 1;
  std::size_t cells = 0;
  bool no_floor = false;
  std::string executor = "windowed";
};

// The bare handler: every event in turn, its state fetched ahead, what it sends written away, no
// order and no time. No engine that calls this handler can be faster.
double floor_events_per_s(const PholdOptions& options) {
  PholdWorld world(options.model);
  const Rules rules{.lookahead = PholdWorld::ticks(options.model.lookahead)};
  const RandomSource random(1, 0);
  const std::size_t n = options.model.processes;
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

// [bytes] that the process has held at most.
double peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return 1024.0 * static_cast<double>(usage.ru_maxrss);
}

int phold(const PholdOptions& options) {
  const double before = peak_bytes();
  with_threads(options.threads, [&] {
    PholdWorld world(options.model);
    const Rules rules{.lookahead = PholdWorld::ticks(options.model.lookahead)};
    const auto run = [&](auto&& executor) {
      for (std::size_t i = 0; i < options.model.processes; ++i) {
        executor.post(ActorId{i}, SimTime{world.first(ActorId{i})}, Ball{});
      }
      const Timing timing =
          timed([&] { executor.run_until(SimTime{PholdWorld::ticks(options.end)}); });
      const auto events = static_cast<double>(executor.events());
      const double bytes = (peak_bytes() - before) / static_cast<double>(options.model.processes);
      const double floor = options.no_floor ? 0 : floor_events_per_s(options);
      fmt::print(
          R"({{"bench":"phold","executor":"{}","n":{},"remote":{},"lookahead":{},"end":{},"threads":{},"digest":"{:016x}","events":{},)"
          R"("wall_seconds":{:.4f},"cpu_seconds":{:.4f},"events_per_s":{:.0f},"ns_per_event":{:.1f},"bytes_per_process":{:.0f},)"
          R"("floor_events_per_s":{:.0f},"share_of_floor_per_core":{:.3f}}})"
          "\n",
          options.executor, options.model.processes, options.model.remote, options.model.lookahead,
          options.end, options.threads, executor.digest(), executor.events(), timing.wall,
          timing.cpu, events / timing.wall, 1e9 * timing.cpu / events, bytes, floor,
          options.no_floor ? 0 : events / timing.cpu / floor);
    };
    if (options.executor == "windowed") {
      run(WindowedExecutor<PholdWorld>(world, rules, RandomSource(1, 0), {.cells = options.cells}));
    } else {
      run(SequentialExecutor<PholdWorld>(world, rules, RandomSource(1, 0)));
    }
  });
  return 0;
}

template <class Heap>
double heap_ns_per_hold(std::size_t pending, std::uint64_t holds) {
  HeapHold<Heap> hold(pending);
  hold.run(holds / 4);
  std::uint64_t sum = 0;
  const Timing timing = timed([&] { sum = hold.run(holds); });
  return sum == 0 && pending > 1 ? 0 : 1e9 * timing.cpu / static_cast<double>(holds);
}

double executor_ns_per_hold(std::size_t pending, std::uint64_t holds) {
  HoldWorld world(pending);
  SequentialExecutor<HoldWorld> executor(world, {.lookahead = Duration{1}}, RandomSource(1, 0));
  for (std::size_t i = 0; i < pending; ++i) {
    executor.post(ActorId{i}, SimTime{world.delays.next()}, Ball{});
  }
  // One hold an event and time unit of a million ticks.
  const auto units = [&](double of_holds) {
    return SimTime{PholdWorld::ticks(of_holds / static_cast<double>(pending))};
  };
  executor.run_until(units(static_cast<double>(holds) / 4));
  const std::uint64_t before = executor.events();
  const Timing timing =
      timed([&] { executor.run_until(units(1.25 * static_cast<double>(holds))); });
  return 1e9 * timing.cpu / static_cast<double>(executor.events() - before);
}

int hold(std::size_t pending) {
  const std::uint64_t holds = std::max<std::uint64_t>(2'000'000, pending);
  fmt::print(
      R"({{"bench":"hold","pending":{},"binary_heap_ns":{:.1f},"four_ary_heap_ns":{:.1f},"sequential_executor_ns":{:.1f}}})"
      "\n",
      pending, heap_ns_per_hold<BinaryHeap>(pending, holds),
      heap_ns_per_hold<FourAryHeap>(pending, holds), executor_ns_per_hold(pending, holds));
  return 0;
}

int scenario(const std::string& path, int repeats) {
  const LoadedNetwork loaded = load_network(path, {});
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
      fmt::print(
          R"({{"bench":"scenario","path":"{}","executor":"{}","threads":1,"digest":"{:016x}","events":{},"cpu_seconds":{:.4f},"events_per_s":{:.0f}}})"
          "\n",
          path, kind == ExecutorKind::sequential ? "sequential" : "windowed", result.digest,
          result.events, timing.cpu, static_cast<double>(result.events) / timing.cpu);
    }
  }
  return 0;
}

}  // namespace
}  // namespace korus::bench

int main(int argc, char** argv) {
  using namespace korus::bench;
  CLI::App app("Benches of Korus; one JSON line each.", "korus-bench");
  app.require_subcommand(1);
  PholdOptions options;
  CLI::App* phold_app = app.add_subcommand("phold", "PHOLD on one executor");
  phold_app->add_option("--n", options.model.processes, "Logical processes")->capture_default_str();
  phold_app->add_option("--remote", options.model.remote, "Chance of a remote target")
      ->capture_default_str();
  phold_app->add_option("--lookahead", options.model.lookahead, "Lookahead")->capture_default_str();
  phold_app->add_option("--mean", options.model.mean, "Mean delay beyond the lookahead")
      ->capture_default_str();
  phold_app->add_option("--end", options.end, "Virtual time to run to")->capture_default_str();
  phold_app->add_option("--threads", options.threads, "Threads")->capture_default_str();
  phold_app->add_option("--cells", options.cells, "Cells at most; 0: chosen")
      ->capture_default_str();
  phold_app->add_flag("--no-floor", options.no_floor, "Do not measure the floor: it is given as 0");
  phold_app->add_option("--executor", options.executor, "sequential or windowed")
      ->check(CLI::IsMember({"sequential", "windowed"}))
      ->capture_default_str();
  std::size_t pending = 1000;
  CLI::App* hold_app =
      app.add_subcommand("hold", "The pending-event set alone: heaps and the sequential executor");
  hold_app->add_option("--pending", pending, "Pending events")
      ->check(CLI::Range(1, 100'000'000))
      ->capture_default_str();
  std::string path = "scenarios/pledge.toml";
  int repeats = 3;
  CLI::App* scenario_app =
      app.add_subcommand("scenario", "One replication of a scenario on each executor");
  scenario_app->add_option("path", path, "Scenario")->capture_default_str();
  scenario_app->add_option("--repeats", repeats, "Repeats")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    if (*hold_app) {
      return hold(pending);
    }
    return *phold_app ? phold(options) : scenario(path, repeats);
  } catch (const std::exception& error) {
    fmt::print(stderr, "korus-bench: {}\n", error.what());
    return 1;
  }
}
