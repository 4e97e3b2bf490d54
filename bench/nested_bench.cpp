#include <limits>

#include "bench/benches.hpp"

namespace korus::bench {
namespace {

struct Ensemble {
  double events_per_s = 0;
  std::uint64_t digest = 0;
};

// All replications, side by side or one after the other; windows on threads from `parallel_events`
// on.
Ensemble run_all(const NestedBench& bench, bool side_by_side, std::size_t parallel_events) {
  const auto n = static_cast<std::size_t>(bench.replications);
  std::vector<std::uint64_t> digests(n);
  std::vector<std::uint64_t> events(n);
  const auto run_one = [&](std::size_t i) {
    PholdSettings model = bench.model;
    model.replication = i;
    PholdWorld world(model);
    WindowedExecutor<PholdWorld> executor(world, {.lookahead = PholdWorld::ticks(model.lookahead)},
                                          RandomSource(1, i), {.parallel_events = parallel_events});
    post_first(world, executor);
    executor.run_until(SimTime{PholdWorld::ticks(bench.end)});
    digests[i] = executor.digest();
    events[i] = executor.events();
  };
  const Timing timing = timed([&] {
    with_threads(bench.threads, [&] {
      if (side_by_side) {
        parallel_for(n, run_one);
      } else {
        for (std::size_t i = 0; i < n; ++i) {
          run_one(i);
        }
      }
    });
  });
  Digest digest;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < n; ++i) {
    digest.add(digests[i]);
    sum += events[i];
  }
  return {.events_per_s = static_cast<double>(sum) / timing.wall, .digest = digest.value()};
}

}  // namespace

void NestedBench::add_to(CLI::App& app) {
  CLI::App* nested = app.add_subcommand("nested", "Replications of PHOLD, windows inside");
  add_model_to(*nested, model);
  add_end_to(*nested, end);
  nested->add_option("--replications", replications, "Replications")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  nested->add_option("--threads", threads, "Threads; 0: one a core")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  nested->callback([this] { run(); });
}

void NestedBench::run() const {
  constexpr std::size_t never = std::numeric_limits<std::size_t>::max();
  const std::size_t usual = WindowedSettings{}.parallel_events;
  const Ensemble replications_only = run_all(*this, true, never);
  const Ensemble windows_only = run_all(*this, false, usual);
  const Ensemble nested = run_all(*this, true, usual);
  int threads_used = 0;
  with_threads(threads, [&] { threads_used = thread_limit(); });
  ensure(nested.digest == replications_only.digest && nested.digest == windows_only.digest,
         "threads decide no result");
  JsonLine line = bench_line("nested");
  print(line.add("n", model.processes)
            .add("remote", model.remote)
            .add("lookahead", model.lookahead)
            .add("mean", model.mean)
            .add("end", end)
            .add("replications", replications)
            .add("threads", threads_used)
            .add("digest", fmt::format("{:016x}", nested.digest))
            .add("events_per_s", nested.events_per_s, 0)
            .add("replications_only_events_per_s", replications_only.events_per_s, 0)
            .add("windows_only_events_per_s", windows_only.events_per_s, 0));
}

}  // namespace korus::bench
