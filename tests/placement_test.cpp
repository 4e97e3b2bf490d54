// Actors are joined into groups so that the window is as long as the load allows, and heavy groups
// lie apart.
#include "engine/placement.hpp"

#include <boost/test/unit_test.hpp>
#include <numeric>

#include "engine/digest.hpp"
#include "toy_world.hpp"

namespace korus {
namespace {

Tie tie(std::size_t a, std::size_t b, std::int64_t least) {
  return {ActorId{a}, ActorId{b}, Duration{least}};
}

// Pairs (0,1), (2,3) ... tied by `inside`, and each pair to the next by `between`.
std::vector<Tie> pairs(std::size_t actors, std::int64_t inside, std::int64_t between) {
  std::vector<Tie> ties;
  for (std::size_t i = 0; i < actors; i += 2) {
    ties.push_back(tie(i, i + 1, inside));
    ties.push_back(tie(i + 1, (i + 2) % actors, between));
  }
  return ties;
}

constexpr Duration longest{1'000'000};

BOOST_AUTO_TEST_CASE(ties_shorter_than_the_window_join_a_group) {
  const std::vector<std::uint32_t> load(200, 1);
  const Placement placement = place(load, pairs(200, 5, 700), longest);
  BOOST_TEST(placement.rules.lookahead.count() == 700);
  BOOST_TEST(placement.groups == 100U);
  for (std::size_t i = 0; i < 200; i += 2) {
    BOOST_TEST(placement.rules.group[i] == placement.rules.group[i + 1]);
    BOOST_TEST(placement.rules.group[i] != placement.rules.group[(i + 2) % 200]);
  }
}

BOOST_AUTO_TEST_CASE(a_group_that_would_hold_too_much_of_the_load_keeps_the_window_short) {
  const std::vector<std::uint32_t> load(60, 1);  // a pair is 1/30 of it
  const Placement placement = place(load, pairs(60, 5, 700), longest);
  BOOST_TEST(placement.rules.lookahead.count() == 5);
  BOOST_TEST(placement.groups == 60U);
  BOOST_TEST(placement.rules.group.empty());
}

BOOST_AUTO_TEST_CASE(a_hub_with_short_ties_is_not_joined_to_all_its_spokes) {
  std::vector<Tie> ties;
  for (std::size_t spoke = 1; spoke <= 100'000; ++spoke) {
    ties.push_back(tie(0, spoke, 50));
  }
  const Placement placement = place(std::vector<std::uint32_t>(100'001, 1), ties, longest);
  BOOST_TEST(placement.rules.lookahead.count() == 50);
  BOOST_TEST(placement.groups == 100'001U);
}

BOOST_AUTO_TEST_CASE(an_actor_that_is_too_heavy_alone_does_not_keep_the_window_short) {
  std::vector<std::uint32_t> load(1000, 1);
  load[0] = 100'000;
  const Placement placement = place(load, {tie(0, 7, 5), tie(1, 2, 6)}, longest);
  BOOST_CHECK(placement.rules.lookahead == longest);
  BOOST_TEST(placement.groups == 998U);
}

BOOST_AUTO_TEST_CASE(ties_of_no_time_are_always_joined) {
  const std::vector<std::uint32_t> load(4, 1);
  const Placement placement = place(load, {tie(0, 3, 0), tie(3, 1, 0), tie(1, 2, 40)}, longest);
  BOOST_TEST(placement.rules.lookahead.count() == 40);
  BOOST_TEST(placement.rules.group == (std::vector<std::uint32_t>{0, 0, 1, 0}),
             boost::test_tools::per_element());
  BOOST_TEST(placement.largest_share == 0.75);
}

BOOST_AUTO_TEST_CASE(without_ties_the_window_is_the_longest) {
  const Placement placement = place(std::vector<std::uint32_t>(10, 1), {}, longest);
  BOOST_CHECK(placement.rules.lookahead == longest);
  BOOST_TEST(placement.rules.group.empty());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_placed_is_refused) {
  const std::vector<std::uint32_t> load(2, 1);
  BOOST_CHECK_THROW(place(load, {tie(0, 2, 5)}, longest), Defect);
  BOOST_CHECK_THROW(place(load, {tie(0, 1, -1)}, longest), Defect);
  BOOST_CHECK_THROW(place(load, {}, Duration{0}), Defect);
}

// Loads as uneven as customers are (Zipf), the heaviest first.
BOOST_AUTO_TEST_CASE(heavy_groups_lie_apart) {
  constexpr std::size_t actors = 1 << 14;
  std::vector<std::uint32_t> load;
  for (std::size_t i = 0; i < actors; ++i) {
    load.push_back(static_cast<std::uint32_t>(10 + actors / (i + 4)));
  }
  const auto heaviest_cell = [&](auto&& slot) {
    std::vector<std::uint64_t> cells(64);
    for (std::size_t i = 0; i < actors; ++i) {
      cells[slot(i) * cells.size() / actors] += load[i];
    }
    return *std::ranges::max_element(cells);
  };
  const Placement placement = place(load, {}, longest);
  const std::uint64_t mean = std::accumulate(load.begin(), load.end(), std::uint64_t{0}) / 64;
  BOOST_TEST(heaviest_cell([&](std::size_t i) { return i; }) > 4 * mean);
  BOOST_TEST(heaviest_cell([&](std::size_t i) { return placement.rules.group[i]; }) < 3 * mean);
  std::vector<std::uint32_t> sorted = placement.rules.group;
  std::ranges::sort(sorted);
  for (std::uint32_t i = 0; i < actors; ++i) {
    BOOST_REQUIRE_EQUAL(sorted[i], i);
  }
}

// The pairs of this world echo at no delay; the rest of its messages take 100.
BOOST_AUTO_TEST_CASE(a_placed_world_gives_the_digest_of_the_sequential_executor) {
  constexpr std::size_t actors = 400;
  std::vector<Tie> ties;
  std::vector<std::uint32_t> load;
  for (std::size_t i = 0; i < actors; i += 2) {
    ties.push_back(tie(i, i + 1, 0));
    load.insert(load.end(), {i < 4 ? 100U : 1U, 1});
  }
  const Placement placement = place(load, ties, Duration{100});
  BOOST_TEST(placement.rules.group[0] != 0U + placement.rules.group[2]);
  const auto digest = [&](auto&& make) {
    test::PairWorld world(actors, Duration{100});
    auto executor = make(world);
    test::start(executor, actors);
    executor.run_until(SimTime{Duration{20'000}});
    return executor.digest();
  };
  const std::uint64_t expected = digest([](test::PairWorld& world) {
    return SequentialExecutor<test::PairWorld>(world, world.rules(), RandomSource(7, 0));
  });
  for (const int threads : {1, 4}) {
    with_threads(threads, [&] {
      BOOST_TEST(digest([&](test::PairWorld& world) {
                   return WindowedExecutor<test::PairWorld>(
                       world, placement.rules, RandomSource(7, 0), {.parallel_events = 1});
                 }) == expected);
    });
  }
}

}  // namespace
}  // namespace korus
