// The same bits for both executors, any number of threads and cells, any way of cutting a run into
// pieces.
#define BOOST_TEST_MODULE determinism
#include <boost/test/unit_test.hpp>

#include "small_network.hpp"
#include "toy_world.hpp"

namespace korus {
namespace {

constexpr std::size_t actors = 200;
constexpr Duration lookahead{100};
const SimTime end{Duration{30'000}};

struct Outcome {
  std::uint64_t digest = 0;
  std::uint64_t events = 0;
  std::uint64_t order = 0;
  friend bool operator==(const Outcome&, const Outcome&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Outcome& o) {
    return out << std::hex << o.digest << std::dec << " after " << o.events << " events, order "
               << o.order;
  }
};

template <class Executor>
Outcome finish(Executor& executor, const test::PairWorld& world) {
  Digest order;
  for (const test::Cell& cell : world.cells()) {
    order.add(cell.order);
  }
  return {executor.digest(), executor.events(), order.value()};
}

Outcome sequential(std::int64_t piece = 30'000) {
  test::PairWorld world(actors, lookahead);
  SequentialExecutor executor(world, world.rules(), RandomSource(7, 0));
  test::start(executor, actors);
  for (SimTime t{}; t < end;) {
    t = std::min(end, t + Duration{piece});
    executor.run_until(t);
  }
  return finish(executor, world);
}

Outcome windowed(int threads, std::size_t cells, std::int64_t piece = 30'000) {
  test::PairWorld world(actors, lookahead);
  Outcome outcome;
  with_threads(threads, [&] {
    WindowedExecutor executor(world, world.rules(), RandomSource(7, 0),
                              {.cells = cells, .parallel_events = 1});
    test::start(executor, actors);
    for (SimTime t{}; t < end;) {
      t = std::min(end, t + Duration{piece});
      executor.run_until(t);
    }
    outcome = finish(executor, world);
  });
  return outcome;
}

BOOST_AUTO_TEST_CASE(executors_threads_and_cells_agree) {
  const Outcome expected = sequential();
  BOOST_TEST(expected.events > 20'000U);
  for (const int threads : {1, 2, 3, 8, 64}) {
    for (const std::size_t cells : {1U, 2U, 7U, 64U, 100U, 4096U}) {
      BOOST_TEST(windowed(threads, cells) == expected,
                 threads << " threads, " << cells << " cells");
    }
  }
}

BOOST_AUTO_TEST_CASE(a_run_cut_into_pieces_ends_the_same) {
  const Outcome expected = sequential();
  for (const std::int64_t piece : {1, 99, 100, 101, 777}) {
    BOOST_TEST(sequential(piece) == expected, "sequential, pieces of " << piece);
    BOOST_TEST(windowed(2, 7, piece) == expected, "windowed, pieces of " << piece);
  }
}

BOOST_AUTO_TEST_CASE(another_seed_gives_another_run) {
  test::PairWorld world(actors, lookahead);
  SequentialExecutor executor(world, world.rules(), RandomSource(8, 0));
  test::start(executor, actors);
  executor.run_until(end);
  BOOST_TEST(!(finish(executor, world) == sequential()));
}

BOOST_AUTO_TEST_CASE(a_network_gives_the_same_digest_on_both_executors) {
  const ReplicationResult expected = test::run(test::small_scenario());
  for (const int threads : {1, 2, 8}) {
    with_threads(threads, [&] {
      const ReplicationResult other = test::run(
          test::small_scenario(),
          {.executor = ExecutorKind::windowed, .windows = {.cells = 5, .parallel_events = 1}});
      BOOST_TEST(other.digest == expected.digest);
      BOOST_TEST(other.events == expected.events);
      BOOST_TEST((other.series == expected.series));
    });
  }
}

}  // namespace
}  // namespace korus
