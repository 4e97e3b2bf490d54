// Which executor a bench runs its world on, and with how many threads: three options that every
// bench of a world has.
#pragma once

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <string>
#include <utility>

#include "bench/timing.hpp"
#include "engine/sequential_executor.hpp"
#include "engine/windowed_executor.hpp"
#include "tools/command/json_line.hpp"

namespace korus::bench {

inline void print(const JsonLine& line) { fmt::print("{}\n", line.text()); }

struct ExecutorOptions {
  std::string executor = "windowed";
  int threads = 1;
  std::size_t cells = 0;

  void add_to(CLI::App& app) {
    app.add_option("--executor", executor, "sequential or windowed")
        ->check(CLI::IsMember({"sequential", "windowed"}))
        ->capture_default_str();
    app.add_option("--threads", threads, "Threads")->capture_default_str();
    app.add_option("--cells", cells, "Cells at most; 0: chosen")->capture_default_str();
  }

  // Calls body(executor) with the executor chosen.
  template <class W, class Body>
  void run(W& world, const Rules& rules, Body&& body) const {
    with_threads(threads, [&] {
      if (executor == "windowed") {
        body(WindowedExecutor<W>(world, rules, RandomSource(1, 0), {.cells = cells}));
      } else {
        body(SequentialExecutor<W>(world, rules, RandomSource(1, 0)));
      }
    });
  }

  // What every bench of a world says of its run.
  void describe(JsonLine& line, const Timing& timing, std::uint64_t events,
                std::uint64_t digest) const {
    const auto n = static_cast<double>(events);
    line.add("executor", executor)
        .add("threads", threads)
        .add("digest", fmt::format("{:016x}", digest))
        .add("events", events)
        .add("wall_seconds", timing.wall, 4)
        .add("cpu_seconds", timing.cpu, 4)
        .add("events_per_s", n / timing.wall, 0)
        .add("ns_per_event", 1e9 * timing.cpu / n, 1);
  }
};

}  // namespace korus::bench
