// Which executor a bench runs its world on, and with how many threads: options that every bench of
// a world has.
#pragma once

#include <CLI/CLI.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "bench/bench_line.hpp"
#include "bench/timing.hpp"
#include "engine/executor_choice.hpp"
#include "engine/sequential_executor.hpp"
#include "engine/windowed_executor.hpp"

namespace korus::bench {

template <class W>
std::string_view name_of(const SequentialExecutor<W>&) {
  return "sequential";
}
template <class W>
std::string_view name_of(const WindowedExecutor<W>&) {
  return "windowed";
}

struct ExecutorOptions {
  std::string executor = "auto";
  int threads = 1;
  std::size_t cells = 0;

  void add_to(CLI::App& app) {
    app.add_option("--executor", executor, "auto, sequential or windowed")
        ->check(CLI::IsMember({"auto", "sequential", "windowed"}))
        ->capture_default_str();
    app.add_option("--threads", threads, "Threads; 0: one a core")
        ->check(CLI::Range(0, 1024))
        ->capture_default_str();
    app.add_option("--cells", cells, "Cells at most; 0: chosen")
        ->check(CLI::Range(0, 1 << 20))
        ->capture_default_str();
  }

  // Calls body(executor) with the executor chosen.
  template <class W, class Body>
  void run(W& world, const Rules& rules, double events_a_window, Body&& body) const {
    const bool windowed =
        executor == "windowed" ||
        (executor == "auto" && choose_executor(events_a_window).kind == ExecutorKind::windowed);
    with_threads(threads, [&] {
      if (windowed) {
        body(WindowedExecutor<W>(world, rules, RandomSource(1, 0), {.cells = cells}));
      } else {
        body(SequentialExecutor<W>(world, rules, RandomSource(1, 0)));
      }
    });
  }

  // What every bench of a world says of its run.
  template <class Executor>
  void describe(JsonLine& line, const Timing& timing, const Executor& ran) const {
    if (ran.events() == 0) {
      throw std::runtime_error("no event lies before the end: nothing was measured");
    }
    const auto n = static_cast<double>(ran.events());
    line.add("executor", name_of(ran))
        .add("threads", name_of(ran) == "sequential" ? 1 : thread_limit())
        .add("digest", fmt::format("{:016x}", ran.digest()))
        .add("events", ran.events())
        .add("wall_seconds", timing.wall, 4)
        .add("cpu_seconds", timing.cpu, 4)
        .add("events_per_s", n / timing.wall, 0)
        .add("ns_per_event", 1e9 * timing.cpu / n, 1);
  }
};

}  // namespace korus::bench
