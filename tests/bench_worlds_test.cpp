// The worlds of the benches keep their books on both executors and any number of threads: what the
// benches time is right.
#include <boost/test/unit_test.hpp>
#include <map>

#include "bench/firm_world.hpp"
#include "bench/phold_world.hpp"
#include "bench/tier_world.hpp"
#include "engine/sequential_executor.hpp"
#include "engine/windowed_executor.hpp"

namespace korus::bench {
namespace {

struct Outcome {
  std::uint64_t digest = 0;
  std::uint64_t events = 0;
  std::uint64_t state = 0;
  friend bool operator==(const Outcome&, const Outcome&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Outcome& o) {
    return out << std::hex << o.digest << ' ' << o.state << std::dec << " after " << o.events;
  }
};

// run(execute) makes a world and calls execute(world, rules, body) once, which calls body(executor).
// All executors must come to one outcome, which is returned.
template <class Run>
Outcome same_on_all(Run&& run) {
  const RandomSource random(1, 0);
  const Outcome expected = run([&]<class W>(W& world, const Rules& rules, auto&& body) {
    return body(SequentialExecutor<W>(world, rules, random));
  });
  BOOST_TEST(expected.events > 1000U);
  for (const int threads : {1, 3}) {
    for (const std::size_t cells : {std::size_t{0}, std::size_t{7}}) {
      with_threads(threads, [&] {
        const Outcome other = run([&]<class W>(W& world, const Rules& rules, auto&& body) {
          return body(
              WindowedExecutor<W>(world, rules, random, {.cells = cells, .parallel_events = 1}));
        });
        BOOST_TEST(other == expected);
      });
    }
  }
  return expected;
}

Outcome firms(bool every_day) {
  return same_on_all([&](auto&& execute) {
    FirmWorld world({.firms = 500, .hit_share = 0.05, .every_day = every_day});
    return execute(world, Rules{.lookahead = FirmWorld::lookahead}, [&](auto&& executor) {
      post_first(world, executor);
      executor.run_until(SimTime{30 * one_day - one_day / 2});
      world.check_conservation([&](auto&& visit) { executor.for_each_pending(visit); });
      return Outcome{executor.digest(), executor.events(), world.stocks_digest()};
    });
  });
}

BOOST_AUTO_TEST_CASE(standing_orders_leave_the_same_stocks_as_orders_sent_every_day) {
  const Outcome changed = firms(false);
  const Outcome every_day = firms(true);
  BOOST_TEST(changed.state == every_day.state);
  BOOST_TEST(changed.events < every_day.events);
}

BOOST_AUTO_TEST_CASE(a_shock_reaches_firms_that_were_not_hit) {
  const auto made = [](double hit_share) {
    FirmWorld world({.firms = 500, .hit_share = hit_share});
    SequentialExecutor<FirmWorld> executor(world, {.lookahead = FirmWorld::lookahead},
                                           RandomSource(1, 0));
    post_first(world, executor);
    executor.run_until(SimTime{60 * one_day});
    return static_cast<double>(world.made());
  };
  // A twentieth of the firms loses half: without customers and suppliers that is a fortieth.
  const double share = made(0.05) / made(0);
  BOOST_TEST(share < 1 - 1.5 / 40);
  BOOST_TEST(share > 0.5);
}

BOOST_AUTO_TEST_CASE(four_tiers_keep_their_books) {
  same_on_all([&](auto&& execute) {
    TierWorld world({.nodes = 100});
    return execute(world, Rules{.lookahead = TierWorld::lookahead}, [&](auto&& executor) {
      post_first(world, executor);
      executor.run_until(SimTime{100 * one_day});
      world.check_conservation([&](auto&& visit) { executor.for_each_pending(visit); });
      const TierWorld::Totals totals = world.totals();
      BOOST_TEST(totals.sold > 0);
      return Outcome{executor.digest(), executor.events(),
                     static_cast<std::uint64_t>(totals.sold + totals.lost)};
    });
  });
}

BOOST_AUTO_TEST_CASE(campuses_and_hubs_give_one_digest_under_any_placement) {
  const PholdSettings settings{
      .processes = 300, .campus = 3, .campus_lookahead = 0.001, .hub = 0.2};
  const Placement placement = PholdWorld::placement(settings);
  BOOST_TEST(placement.groups == 100U);
  std::map<std::int64_t, Outcome> by_window;
  for (const Rules& rules : {placement.rules, Rules{.lookahead = PholdWorld::ticks(0.001)}}) {
    by_window[rules.lookahead.count()] = same_on_all([&](auto&& execute) {
      PholdWorld world(settings);
      return execute(world, rules, [&](auto&& executor) {
        post_first(world, executor);
        executor.run_until(SimTime{PholdWorld::ticks(20)});
        return Outcome{executor.digest(), executor.events(), 0};
      });
    });
  }
  BOOST_TEST(by_window.size() == 2U);
  BOOST_TEST(by_window.begin()->second == by_window.rbegin()->second);
}

}  // namespace
}  // namespace korus::bench
