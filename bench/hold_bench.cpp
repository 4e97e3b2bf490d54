#include "bench/benches.hpp"
#include "bench/hold_world.hpp"

namespace korus::bench {
namespace {

template <class Heap>
double heap_ns_per_hold(std::size_t pending, std::uint64_t holds) {
  HeapHold<Heap> hold(pending);
  hold.run(holds / 4);
  std::uint64_t sum = 0;
  const Timing timing = timed([&] { sum = hold.run(holds); });
  return sum == 0 && pending > 1 ? 0 : 1e9 * timing.cpu / static_cast<double>(holds);
}

template <class Executor>
double executor_ns_per_hold(std::size_t pending, std::uint64_t holds) {
  HoldWorld world(pending);
  Executor executor(world, {.lookahead = Duration{1}}, RandomSource(1, 0));
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

}  // namespace

void HoldBench::add_to(CLI::App& app) {
  CLI::App* hold =
      app.add_subcommand("hold", "The pending-event set alone: heaps and the sequential executor");
  hold->add_option("--pending", pending, "Pending events")
      ->check(CLI::Range(1, 100'000'000))
      ->capture_default_str();
  hold->callback([this] { run(); });
}

void HoldBench::run() const {
  const std::uint64_t holds = std::max<std::uint64_t>(2'000'000, pending);
  print(
      bench_line("hold")
          .add("pending", pending)
          .add("binary_heap_ns", heap_ns_per_hold<BinaryHeap>(pending, holds), 1)
          .add("four_ary_heap_ns", heap_ns_per_hold<FourAryHeap>(pending, holds), 1)
          .add("heap_executor_ns", executor_ns_per_hold<HeapExecutor<HoldWorld>>(pending, holds), 1)
          .add("sequential_executor_ns",
               executor_ns_per_hold<SequentialExecutor<HoldWorld>>(pending, holds), 1));
}

}  // namespace korus::bench
