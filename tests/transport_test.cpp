// Lanes: goods that go through a port's stations, that are rerouted while a lane is closed, and that
// are lost or held under way. A day is the unit of time.
#define BOOST_TEST_MODULE transport
#include <boost/test/unit_test.hpp>

#include "models/hazard.hpp"
#include "plain_network.hpp"

namespace korus::test {
namespace {

const auto near = boost::test_tools::tolerance(1e-6);

// A shop that keeps 100; what its customers take comes from the source by road, two days later.
Scenario by_road(const std::string& wanted) {
  Scenario s = plain_shop(100);
  s.lanes = {{.id = "road", .from = "KR", .to = "KR", .mode = "land", .transit_days = 2}};
  s.supplies[0].lead_days = 0;
  s.markets[0].sequence = wanted;
  return s;
}

// At the end of that many days.
double on_hand(const SeenRun& run, std::size_t days) {
  return run.at("stock_on_hand", "shop:item", days - 1);
}

OutageRecord closed(const Scenario& s, const std::string& lane, int from, double days) {
  return {.id = lane + "_closed",
          .target = lane,
          .start = s.simulation.start + std::chrono::days(from),
          .stop_days = days};
}

// One berth takes 2.5 days; a quarter day of customs and three quarters to the shop follow.
Scenario by_port() {
  Scenario s = by_road("0;4;0;3");
  s.sites.push_back({.id = "harbour", .country = "KR"});
  s.stations = {{.id = "berth", .site = "harbour"}};
  s.jobs = {{.id = "unload", .site = "harbour"}};
  s.steps = {{.id = "unload", .job = "unload", .station = "berth", .service_days = 2.5}};
  s.lanes[0].customs_days = 0.25;
  s.lanes[0].port_job = "unload";
  s.lanes[0].onward_days = 0.75;
  return s;
}

// Ordered on the days 1 and 3, at the port on 3 and 5: unloaded 3 to 5.5 and 5.5 to 8.
BOOST_AUTO_TEST_CASE(goods_wait_for_a_berth_of_their_port) {
  const SeenRun run(by_port());
  BOOST_TEST(run.kpi("wait_days_mean.berth") == 0.25, near);
  BOOST_TEST(run.kpi("jobs_finished.unload") == 2.0);
  BOOST_TEST(on_hand(run, 6) == 93.0);
  BOOST_TEST(on_hand(run, 7) == 97.0);  // since 6.5
  BOOST_TEST(on_hand(run, 9) == 97.0);
  BOOST_TEST(on_hand(run, 10) == 100.0);  // since a moment after 9
  BOOST_TEST(run.at("lane_in_transit", "road", 5) == 7e-3, near);
}

BOOST_AUTO_TEST_CASE(berths_unload_side_by_side_and_by_the_unit) {
  Scenario s = by_port();
  s.stations[0].servers = 2;
  s.steps[0].service_days = 0;
  s.steps[0].unit_days = 0.5;
  const SeenRun run(s);
  BOOST_TEST(run.kpi("wait_days_mean.berth") == 0.0);
  BOOST_TEST(run.kpi("job_days_mean.unload") == (4 + 3) * 0.5 / 2, near);
}

// Closed from 4 to 7: what is being unloaded is so to its end, what comes on day 5 waits.
BOOST_AUTO_TEST_CASE(an_outage_of_the_port_keeps_its_berths_from_beginning) {
  Scenario s = by_port();
  s.outages = {closed(s, "harbour", 4, 3)};
  const SeenRun run(s);
  BOOST_TEST(on_hand(run, 7) == 97.0);
  BOOST_TEST(run.kpi("wait_days_mean.berth") == 1.0, near);
}

// Of two berths that lose six tenths of their capacity, one works.
BOOST_AUTO_TEST_CASE(an_outage_leaves_its_share_of_the_servers_rounded_up) {
  Scenario s = by_port();
  s.stations[0].servers = 2;
  s.outages = {closed(s, "harbour", 4, 5)};
  s.outages[0].capacity_lost = 0.6;
  BOOST_TEST(SeenRun(s).kpi("wait_days_mean.berth") == 0.25, near);
  s.outages[0].capacity_lost = 0.4;
  BOOST_TEST(SeenRun(s).kpi("wait_days_mean.berth") == 0.0);
}

// The road is closed for the first 4 days; a day and a half later goods go by air, in one day.
Scenario by_air() {
  Scenario s = by_road("0;4;0;3;0;5");
  s.lanes.push_back({.id = "air", .from = "KR", .to = "KR", .mode = "air", .transit_days = 1});
  s.lanes[0].reroute = "air";
  s.lanes[0].reroute_after_days = 1.5;
  s.outages = {closed(s, "road", 0, 4)};
  return s;
}

// 4 wait from day 1 to 1.5; 3 of day 3 go by air at once; 5 of day 5 by the open road.
BOOST_AUTO_TEST_CASE(goods_go_by_another_lane_while_theirs_is_closed) {
  const SeenRun run(by_air());
  BOOST_TEST(on_hand(run, 2) == 96.0);
  BOOST_TEST(on_hand(run, 3) == 100.0);
  BOOST_TEST(on_hand(run, 4) == 97.0);
  BOOST_TEST(on_hand(run, 5) == 100.0);
  BOOST_TEST(on_hand(run, 7) == 95.0);
  BOOST_TEST(on_hand(run, 8) == 100.0);
  BOOST_TEST(run.sum("lane_carried", "air", 0, 10) == 7e-3, near);
  BOOST_TEST(run.sum("lane_carried", "road", 0, 10) == 5e-3, near);
}

BOOST_AUTO_TEST_CASE(goods_of_a_short_closure_wait) {
  Scenario s = by_air();
  s.outages = {closed(s, "road", 0, 1.25)};
  const SeenRun run(s);
  BOOST_TEST(run.sum("lane_carried", "air", 0, 10) == 0.0);
  BOOST_TEST(on_hand(run, 4) == 97.0);  // 4 since 3.25
}

// By a second road of three days, which is used for nothing else.
BOOST_AUTO_TEST_CASE(a_reroute_that_is_closed_too_is_rerouted_by_its_own) {
  Scenario s = by_air();
  s.lanes.push_back({.id = "detour", .from = "KR", .to = "KR", .mode = "land", .transit_days = 3});
  s.lanes[1].reroute = "detour";
  s.outages.push_back(closed(s, "air", 0, 4));
  const SeenRun run(s);
  BOOST_TEST(on_hand(run, 4) == 93.0);
  BOOST_TEST(on_hand(run, 5) == 97.0);  // since 4.5
  BOOST_TEST(on_hand(run, 7) == 95.0);  // since 6, and 5 sold
  BOOST_TEST(on_hand(run, 8) == 100.0);
  BOOST_TEST(run.sum("lane_carried", "detour", 0, 10) == 7e-3, near);
}

// 40 and 30 under way on day 4: 35 of the first do not arrive on day 5, and are ordered anew then.
Scenario with_losses() {
  Scenario s = by_road("0;40;0;30");
  s.lanes[0].transit_days = 4;
  s.outages = {closed(s, "road", 4, 1)};
  s.outages[0].capacity_lost = 0;
  s.outages[0].scrap = 0.5;
  return s;
}

BOOST_AUTO_TEST_CASE(an_outage_of_a_lane_loses_its_share_of_the_goods_under_way) {
  const SeenRun run(with_losses());
  BOOST_TEST(on_hand(run, 5) == 30.0);
  BOOST_TEST(on_hand(run, 6) == 35.0);
  BOOST_TEST(run.at("lane_in_transit", "road", 5) == 65e-3, near);
  BOOST_TEST(on_hand(run, 8) == 65.0);
  BOOST_TEST(on_hand(run, 10) == 100.0);
}

BOOST_AUTO_TEST_CASE(a_hazard_that_takes_no_capacity_loses_goods_all_the_same) {
  Scenario s = with_losses();
  s.outages.clear();
  s.hazards = {{.id = "pirates", .target = "road", .up_days = 4, .capacity_lost = 0, .scrap = 0.5}};
  const SeenRun run(s);
  BOOST_TEST(on_hand(run, 6) == 35.0);
}

// Closed from 4 to 7, two days before the first are due.
BOOST_AUTO_TEST_CASE(a_lane_may_keep_what_would_arrive_while_it_is_closed) {
  Scenario s = with_losses();
  s.outages = {closed(s, "road", 4, 3)};
  BOOST_TEST(on_hand(SeenRun(s), 6) == 70.0);
  s.lanes[0].closes = "arrivals";
  const SeenRun run(s);
  BOOST_TEST(on_hand(run, 7) == 30.0);
  BOOST_TEST(on_hand(run, 8) == 100.0);
}

// Down from 3 to 5: what is ordered on day 4 leaves on day 5.
BOOST_AUTO_TEST_CASE(a_hazard_closes_a_lane) {
  Scenario s = by_road("0;0;0;0;4");
  s.hazards = {{.id = "snow", .target = "road", .up_days = 3, .stop_days = 2}};
  const SeenRun run(s);
  BOOST_TEST(on_hand(run, 7) == 96.0);
  BOOST_TEST(on_hand(run, 8) == 100.0);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_is_refused_by_record_and_field) {
  const auto refused = [](Scenario s, auto change) {
    change(s);
    return first_problem(s);
  };
  BOOST_TEST(refused(by_port(), [](Scenario&) {}) == "");
  BOOST_TEST(refused(by_port(), [](Scenario& s) { s.lanes[0].port_job = ""; }) ==
             "lane.road.onward_days");
  BOOST_TEST(refused(by_port(), [](Scenario& s) { s.jobs[0].start_jobs = 1; }) ==
             "lane.road.port_job");
  BOOST_TEST(refused(by_port(), [](Scenario& s) { s.jobs[0].patience_days = 1; }) ==
             "lane.road.port_job");
  BOOST_TEST(refused(by_port(), [](Scenario& s) { s.stations[0].places = 3; }) ==
             "lane.road.port_job");
  BOOST_TEST(refused(by_port(), [](Scenario& s) {
               s.lanes.push_back({.id = "air", .from = "KR", .to = "KR", .mode = "air"});
               s.lanes[1].port_job = "unload";
             }) == "lane.air.port_job");
  BOOST_TEST(refused(by_air(), [](Scenario&) {}) == "");
  BOOST_TEST(refused(by_air(), [](Scenario& s) { s.lanes[1].reroute = "road"; }) ==
             "lane.road.reroute");
  BOOST_TEST(refused(by_air(), [](Scenario& s) { s.lanes[0].reroute = ""; }) ==
             "lane.road.reroute_after_days");
  BOOST_TEST(refused(by_air(), [](Scenario& s) { s.lanes[1].to = "US"; }) == "lane.road.reroute");
  BOOST_TEST(refused(by_air(), [](Scenario& s) { s.lanes[1].mode = "land"; }) == "");
  BOOST_TEST(refused(by_air(), [](Scenario& s) {
               s.lanes[1].departure_days = 1;
               s.lanes[1].vehicle_t = 1e-6;
             }) == "lane.air.vehicle_t");
  BOOST_TEST(refused(by_road("1"), [](Scenario& s) {
               s.stocks[1].policy = "echelon";
               s.outages = {closed(s, "road", 4, 1)};
               s.outages[0].scrap = 0.5;
             }) == "stock.shop.policy");
}

// A stock that plans by its forecast reckons with the port and the way behind it: 17 days in all.
BOOST_AUTO_TEST_CASE(levels_count_the_time_at_the_port_and_beyond) {
  Scenario s;
  s.simulation.start = std::chrono::year{2021} / 1 / 1;
  s.simulation.end = s.simulation.start + std::chrono::days(365);
  s.simulation.lookahead_hours = 0.24;
  s.simulation.figures = "all";
  s.products = {{.id = "item"}};
  s.sites = {{.id = "source", .country = "KR"},
             {.id = "shop", .country = "US"},
             {.id = "harbour", .country = "US"}};
  s.stations = {{.id = "berth", .site = "harbour", .servers = 0}};
  s.jobs = {{.id = "unload", .site = "harbour"}};
  s.steps = {{.id = "unload", .job = "unload", .station = "berth", .service_days = 10}};
  s.stocks = {{.id = "source", .site = "source", .product = "item", .policy = "unlimited"},
              {.id = "shop", .site = "shop", .product = "item", .cover_days = 3}};
  s.supplies = {{.id = "items",
                 .product = "item",
                 .supplier = "source",
                 .buyer = "shop",
                 .share = 1,
                 .mode = "sea"}};
  s.lanes = {{.id = "sea",
              .from = "KR",
              .to = "US",
              .mode = "sea",
              .transit_days = 2,
              .port_job = "unload",
              .onward_days = 5}};
  s.markets = {{.id = "us", .site = "shop", .product = "item", .demand_per_year = 36'500}};
  const SeenRun run(s);
  BOOST_TEST(run.kpi("fill_rate.us") == 1.0, boost::test_tools::tolerance(0.01));
}

// The digest does not depend on who runs it, nor on a restart.
BOOST_AUTO_TEST_CASE(the_digest_is_the_same_from_either_executor_and_after_a_restart) {
  Scenario s = by_port();
  s.simulation.end = s.simulation.start + std::chrono::days(60);
  s.lanes.push_back({.id = "air", .from = "KR", .to = "KR", .mode = "air", .transit_days = 1});
  s.lanes[0].reroute = "air";
  s.lanes[0].reroute_after_days = 1.5;
  s.lanes[0].closes = "arrivals";
  s.markets[0].sequence.clear();
  s.markets[0].quantity = Law::poisson(3);
  s.hazards = {{.id = "storm",
                .target = "road",
                .timing = "overlapping",
                .up_days = Law::exponential(4),
                .stop_days = Law::exponential(2),
                .scrap = 0.25},
               {.id = "strike", .target = "harbour", .up_days = 5, .stop_days = 3}};
  const Network network = network_of(s);
  const SeriesLayout layout = series_layout(network);
  const Scorecard card(network);
  const auto digest = [&](ReplicationSettings settings) {
    return run_replication(network, layout, card, settings).digest;
  };
  const std::uint64_t expected = digest({.check_every_record = true});
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
