// Hazards: strikes that come again and again, alone or together, and how capacity comes back.
#include "models/hazard.hpp"

#include <boost/test/unit_test.hpp>

#include "plain_network.hpp"

namespace korus::test {
namespace {

Scenario struck(int days) {
  Scenario s = plain_shop(10);
  s.simulation.end = s.simulation.start + std::chrono::days(days);
  s.hazards = {{.id = "storm", .target = "source", .up_days = 3, .stop_days = 2}};
  return s;
}

// Down from 3 to 5, 8 to 10, 13 to 15.
BOOST_AUTO_TEST_CASE(an_alternating_hazard_waits_until_the_last_strike_has_passed) {
  const SeenRun run(struck(16));
  const auto near = boost::test_tools::tolerance(1e-5);
  BOOST_TEST(run.kpi("lost_capacity_days.source") == 6.0, near);
  BOOST_TEST(run.kpi("disturbed_days_mean.source") == 2.0, near);
  BOOST_TEST(run.kpi("strikes.storm") == 3.0);
}

// Begins at 3, 6, 9 for 4 days each: felt from 3 to 13 without a gap.
BOOST_AUTO_TEST_CASE(overlapping_strikes_multiply) {
  Scenario s = struck(11);
  s.hazards[0].timing = "overlapping";
  s.hazards[0].stop_days = 4;
  s.hazards[0].capacity_lost = 0.5;
  const SeenRun run(s);
  // A half from 3, a quarter from 6 to 7 and from 9 to 10.
  BOOST_TEST(run.kpi("lost_capacity_days.source") == 8 * 0.5 + 2 * 0.25,
             boost::test_tools::tolerance(1e-5));
  BOOST_TEST(run.kpi("disturbed_share.source") == 8.0 / 11.0, boost::test_tools::tolerance(1e-5));
}

// One a day of 30 days each: the sixteen of days 1 to 16 are felt, those of days 17 to 30 are not,
// and each day from 31 on one of the sixteen has passed and the new one takes its place.
BOOST_AUTO_TEST_CASE(a_target_feels_sixteen_strikes_at_once_and_each_of_them_to_its_end) {
  Scenario s = struck(61);
  s.hazards[0] = {.id = "storm",
                  .target = "source",
                  .timing = "overlapping",
                  .up_days = 1,
                  .stop_days = 30,
                  .capacity_lost = 0.1};
  const SeenRun run(s);
  double left = 1;
  for (std::size_t day = 0; day < 61; ++day) {
    left *= day >= 1 && day <= 16 ? 0.9 : 1.0;
    BOOST_TEST(run.at("site_availability", "source", day) == left,
               boost::test_tools::tolerance(1e-6));
  }
  BOOST_TEST(run.kpi("strikes.storm") == 60.0);
  BOOST_TEST(run.kpi("blows_unfelt.storm") == 14.0 * 2);  // and of days 47 to 60
}

BOOST_AUTO_TEST_CASE(an_unlimited_source_ships_nothing_while_it_is_down) {
  Scenario s = struck(10);
  s.markets[0].sequence = "0;0;0;0;4";  // on day 4; the source is up again on day 5
  const SeenRun run(s);
  BOOST_TEST(run.at("stock_on_order", "shop:item", 4) == 4);
  BOOST_TEST(run.at("stock_on_hand", "shop:item", 5) == 10);
}

// With a common cause every strike hits all sites of the country; without, each hits one of them.
BOOST_AUTO_TEST_CASE(a_common_cause_hits_all_sites_of_a_country) {
  const auto lost = [](double common_share) {
    Scenario s = struck(3650);
    s.hazards[0] = {.id = "storm",
                    .country = "KR",
                    .up_days = Law::exponential(30),
                    .stop_days = 2,
                    .common_share = common_share};
    const SeenRun run(s);
    return std::pair(run.kpi("lost_capacity_days.source") + run.kpi("lost_capacity_days.shop"),
                     run.kpi("strikes.storm") * 2);
  };
  const auto [all, both] = lost(1);
  BOOST_TEST(all == both * 2, boost::test_tools::tolerance(0.02));
  const auto [one, each] = lost(0);
  BOOST_TEST(one == each, boost::test_tools::tolerance(0.02));
}

BOOST_AUTO_TEST_CASE(every_shape_of_recovery_begins_at_the_loss_and_ends_at_full_capacity) {
  for (const RecoveryShape shape :
       {RecoveryShape::linear, RecoveryShape::step, RecoveryShape::exponential,
        RecoveryShape::convex, RecoveryShape::s_curve, RecoveryShape::damped}) {
    const std::vector<OutageStep> course = outage_steps(10, 5, 8, 0.6, shape);
    BOOST_TEST(course.front().day == 10.0);
    BOOST_TEST(course.front().level == 0.4);
    BOOST_TEST(course.back().day == 23.0);
    BOOST_TEST(course.back().level == 1.0);
  }
  const auto half = [](RecoveryShape shape) { return outage_steps(0, 0, 8, 1, shape)[4].level; };
  BOOST_TEST(half(RecoveryShape::linear) == 0.5);
  BOOST_TEST(half(RecoveryShape::step) == 0.0);
  BOOST_TEST(half(RecoveryShape::exponential) > 0.5);
  BOOST_TEST(half(RecoveryShape::convex) < 0.5);
  BOOST_TEST(half(RecoveryShape::s_curve) == 0.5);
  BOOST_TEST(half(RecoveryShape::damped) == 0.75);
}

// The digest does not depend on who runs it, nor on a restart.
BOOST_AUTO_TEST_CASE(the_digest_is_the_same_from_either_executor_and_after_a_restart) {
  Scenario s = struck(60);
  s.hazards[0].up_days = Law::exponential(5);
  s.markets[0].sequence.clear();
  s.markets[0].quantity = Law::poisson(3);
  s.stocks[1].shelf_life_days = Law::uniform(2, 9);
  s.stocks[0].allocation = "first_come";
  const Network network = network_of(s);
  const SeriesLayout layout = series_layout(network);
  const Scorecard card(network);
  const auto digest = [&](ReplicationSettings settings) {
    return run_replication(network, layout, card, settings).digest;
  };
  const std::uint64_t expected = digest({});
  BOOST_TEST(digest({.executor = ExecutorKind::windowed}) == expected);
  int saved = 0;
  std::vector<std::byte> image;
  const ReplicationSettings saving{
      .checkpoints = {.due = [&] { return ++saved == 20; },
                      .keep = [&](std::vector<std::byte> bytes) { image = std::move(bytes); }}};
  BOOST_TEST(digest(saving) == expected);
  BOOST_REQUIRE(!image.empty());
  BOOST_TEST(digest({.image = image}) == expected);
}

}  // namespace
}  // namespace korus::test
