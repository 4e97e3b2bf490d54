// The same bits for both executors, any number of threads and cells, any way of cutting a run into
// pieces.
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

Outcome windowed(int threads, std::size_t cells, std::int64_t piece = 30'000,
                 Duration window = lookahead) {
  test::PairWorld world(actors, lookahead);
  Outcome outcome;
  with_threads(threads, [&] {
    WindowedExecutor executor(world, world.rules(), RandomSource(7, 0),
                              {.cells = cells, .parallel_events = 1, .window = window});
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

BOOST_AUTO_TEST_CASE(any_window_up_to_the_lookahead_gives_the_same_bits) {
  const Outcome expected = sequential();
  for (const int window : {1, 3, 50, 64, 99, 100}) {
    BOOST_TEST(windowed(2, 7, 30'000, Duration{window}) == expected, "windows of " << window);
    BOOST_TEST(windowed(2, 7, 77, Duration{window}) == expected, "cut windows of " << window);
  }
  BOOST_CHECK_THROW(windowed(1, 1, 30'000, Duration{101}), Defect);
}

// One actor that everyone sends to and that answers everyone: its events run in one window, one
// after the other, and the others' beside them.
class HubWorld {
 public:
  explicit HubWorld(std::size_t n) : order_(n) {}
  std::size_t actors() const { return order_.size(); }
  std::string name(ActorId) const { return "hub or spoke"; }
  void prefetch(ActorId) const {}
  void handle(const Event& event, Context& context) {
    std::uint64_t& order = order_[event.target.index()];
    order = mix(order ^ event.sender.value);
    if (event.target.index() == 0 && event.sender.index() == 0) {
      for (std::size_t spoke = 1; spoke < order_.size(); ++spoke) {
        context.send(ActorId{spoke}, Duration{10}, test::Token{});
      }
      context.send(event.target, Duration{100}, test::Token{});
    } else if (event.target.index() != 0) {
      context.send(ActorId{std::size_t{0}}, Duration{10 + static_cast<int>(order % 10)},
                   test::Token{});
    }
  }

 private:
  std::vector<std::uint64_t> order_;
};

BOOST_AUTO_TEST_CASE(a_hub_with_a_hundred_thousand_links_gives_the_same_digest) {
  const auto run = [](HubWorld& world, auto&& executor) {
    executor.post(ActorId{std::size_t{0}}, SimTime{}, test::Token{});
    executor.run_until(SimTime{Duration{250}});
    BOOST_TEST(executor.events() == 3U + 6 * (world.actors() - 1));
    return executor.digest();
  };
  const Rules rules{.lookahead = Duration{10}};
  HubWorld world(100'001);
  const std::uint64_t expected =
      run(world, SequentialExecutor<HubWorld>(world, rules, RandomSource(1, 0)));
  with_threads(4, [&] {
    HubWorld other(100'001);
    BOOST_TEST(run(other, WindowedExecutor<HubWorld>(other, rules, RandomSource(1, 0))) ==
               expected);
  });
}

// Actor 0 wakes the others every other 10,000 ticks; they send to themselves until that time is
// over. One event waits at ebb, a hundred at flood.
class TideWorld {
 public:
  std::size_t actors() const { return order_.size(); }
  std::string name(ActorId) const { return "tide"; }
  void prefetch(ActorId) const {}
  void handle(const Event& event, Context& context) {
    std::uint64_t& order = order_[event.target.index()];
    order = mix(order ^ event.sender.value);
    const bool flood = event.time.time_since_epoch().count() / 10'000 % 2 == 1;
    if (event.target.index() == 0) {
      for (std::size_t i = 1; flood && i < order_.size(); ++i) {
        context.send(ActorId{i}, Duration{10 + static_cast<int>(i % 3)}, test::Token{});
      }
      context.send(event.target, Duration{10'000}, test::Token{});
    } else if (flood) {
      context.send(event.target, Duration{10 + static_cast<int>(order % 10)}, test::Token{});
    }
  }

 private:
  std::vector<std::uint64_t> order_ = std::vector<std::uint64_t>(100);
};

BOOST_AUTO_TEST_CASE(few_events_and_many_by_turns_give_the_same_digest) {
  const auto run = [](auto&& executor, std::int64_t piece) {
    executor.post(ActorId{std::size_t{0}}, SimTime{}, test::Token{});
    for (std::int64_t t = 0; t < 80'000;) {
      t = std::min<std::int64_t>(80'000, t + piece);
      executor.run_until(SimTime{Duration{t}});
    }
    std::size_t pending = 0;
    executor.for_each_pending([&](const Event&) { ++pending; });
    BOOST_TEST(pending == 100U);  // those of the last flood, and the next ebb's
    return std::pair(executor.digest(), executor.events());
  };
  const Rules rules{.lookahead = Duration{10}};
  TideWorld windowed;
  const auto expected =
      run(WindowedExecutor<TideWorld>(windowed, rules, RandomSource(1, 0)), 80'000);
  BOOST_TEST(expected.second > 4U * 99 * 10'000 / 20);
  for (const std::int64_t piece : {80'000, 7'777, 13}) {
    TideWorld world;
    BOOST_TEST(
        (run(SequentialExecutor<TideWorld>(world, rules, RandomSource(1, 0)), piece) == expected));
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
