// Stations: who waits, who is served next, what stops a server, who is lost. Each case is small
// enough to follow by hand; a day is the unit of time.
#include <boost/test/unit_test.hpp>

#include "models/station_notes.hpp"
#include "seen_run.hpp"

namespace korus::test {
namespace {

Scenario shop(int days) {
  Scenario s;
  s.simulation.start = std::chrono::year{2021} / 1 / 1;
  s.simulation.end = s.simulation.start + std::chrono::days(days);
  s.simulation.figures = "all";
  s.sites = {{.id = "shop", .country = "KR"}};
  s.stations = {{.id = "server", .site = "shop"}};
  return s;
}

JobRecord at_start(const std::string& id, std::int64_t jobs) {
  return {.id = id, .site = "shop", .start_jobs = jobs};
}

StepRecord step(const std::string& job, std::int64_t position, const std::string& station,
                Law service) {
  return {.id = job + std::to_string(position) + station,
          .job = job,
          .position = position,
          .station = station,
          .service_days = service};
}

std::string first_problem(const Scenario& scenario) {
  std::vector<BuildProblem> problems;
  build_network(scenario, problems);
  return problems.empty() ? "" : problems[0].kind + "." + problems[0].id + "." + problems[0].field;
}

// Three jobs of 2 days each at once: waits 0, 2, 4; ends at 2, 4, 6.
BOOST_AUTO_TEST_CASE(one_server_serves_one_job_after_the_other) {
  Scenario s = shop(10);
  s.jobs = {at_start("job", 3)};
  s.steps = {step("job", 1, "server", 2)};
  const SeenRun run(s);
  BOOST_TEST(run.kpi("wait_days_mean.server") == 2.0);
  BOOST_TEST(run.kpi("job_days_mean.job") == 4.0);
  BOOST_TEST(run.kpi("job_last_finish_day.job") == 6.0);
  BOOST_TEST(run.kpi("utilisation.server") == 0.6);
  BOOST_TEST(run.kpi("idle_share.server") == 0.4);
  BOOST_TEST(run.kpi("in_system_mean.server") == 1.2);  // (3 + 3 + 2 + 2 + 1 + 1) / 10
  BOOST_TEST(run.kpi("waiting_mean.server") == 0.6);
  BOOST_TEST(run.kpi("delayed_share.server") == 2.0 / 3.0);
  BOOST_TEST(run.kpi("little_gap.server") == 0.0);
}

BOOST_AUTO_TEST_CASE(servers_work_side_by_side_and_0_stands_for_as_many_as_there_are_jobs) {
  Scenario s = shop(10);
  s.jobs = {at_start("job", 3)};
  s.steps = {step("job", 1, "server", 2)};
  s.stations[0].servers = 2;
  BOOST_TEST(SeenRun(s).kpi("job_last_finish_day.job") == 4.0);
  s.stations[0].servers = 0;
  BOOST_TEST(SeenRun(s).kpi("job_last_finish_day.job") == 2.0);
}

BOOST_AUTO_TEST_CASE(a_job_from_outside_that_finds_no_place_is_lost) {
  Scenario s = shop(10);
  s.jobs = {at_start("job", 5)};
  s.steps = {step("job", 1, "server", 2)};
  s.stations[0].places = 1;
  const SeenRun run(s);
  BOOST_TEST(run.kpi("jobs_finished.job") == 2.0);
  BOOST_TEST(run.kpi("job_lost_share.job") == 0.6);
  BOOST_TEST(run.kpi("turned_away_share.server") == 0.6);
}

// The first of "usual" is in service when "urgent" comes at day 1; each takes 3 days.
Scenario two_classes(const std::string& discipline) {
  Scenario s = shop(20);
  s.stations[0].discipline = discipline;
  s.jobs = {at_start("usual", 2),
            {.id = "urgent", .site = "shop", .interarrival_days = 1, .priority = 5}};
  s.simulation.end = s.simulation.start + std::chrono::days(20);
  s.jobs[1].interarrival_days = Law(19);  // once within the run
  s.steps = {step("usual", 1, "server", 30), step("urgent", 1, "server", 0.5)};
  return s;
}

BOOST_AUTO_TEST_CASE(a_higher_priority_goes_first_and_interrupts_only_where_it_may) {
  BOOST_TEST(SeenRun(two_classes("priority")).kpi("in_system_end.server") == 3.0);
  const SeenRun run(two_classes("preemptive"));
  BOOST_TEST(run.kpi("jobs_finished.urgent") == 1.0);
  BOOST_TEST(run.kpi("job_days_mean.urgent") == 0.5);
}

// An urgent job at day 3 for 1 day: a service of 5 that goes on ends at 6, one that begins anew at
// 9.
BOOST_AUTO_TEST_CASE(an_interrupted_service_goes_on_or_begins_anew) {
  Scenario s = shop(10);
  s.stations[0].discipline = "preemptive";
  s.jobs = {at_start("usual", 1),
            {.id = "urgent", .site = "shop", .interarrival_days = 3, .priority = 1}};
  s.simulation.end = s.simulation.start + std::chrono::days(5);
  s.steps = {step("usual", 1, "server", 3.5), step("urgent", 1, "server", 1)};
  BOOST_TEST(SeenRun(s).kpi("job_last_finish_day.usual") == 4.5);
  s.simulation.end = s.simulation.start + std::chrono::days(6);
  s.stations[0].interrupted = "repeat";
  BOOST_TEST(SeenRun(s).kpi("jobs_finished.usual") == 0.0);  // anew from 4 to 7.5
}

BOOST_AUTO_TEST_CASE(who_came_last_is_served_first_where_the_station_says_so) {
  Scenario s = shop(100);
  s.stations[0].discipline = "lifo";
  s.jobs = {at_start("a", 1), at_start("b", 1), at_start("c", 1)};
  for (const char* job : {"a", "b", "c"}) {
    s.steps.push_back(step(job, 1, "server", 1));
  }
  const SeenRun run(s);
  BOOST_TEST(run.kpi("job_last_finish_day.a") == 1.0);
  BOOST_TEST(run.kpi("job_last_finish_day.c") == 2.0);
  BOOST_TEST(run.kpi("job_last_finish_day.b") == 3.0);
}

BOOST_AUTO_TEST_CASE(a_batch_starts_when_enough_wait_and_takes_as_many_as_it_holds) {
  Scenario s = shop(10);
  s.stations[0].batch_least = 2;
  s.stations[0].batch_most = 3;
  s.jobs = {{.id = "job", .site = "shop", .interarrival_days = 1}};
  s.steps = {step("job", 1, "server", 3.5)};
  // Arrivals at 1, 2, 3 ...; batches of 2 at day 2, of 3 at 5.5 (3, 4, 5) and of 3 at 9 (6, 7, 8).
  const SeenRun run(s);
  BOOST_TEST(run.kpi("jobs_finished.job") == 5.0);
  BOOST_TEST(run.kpi("wait_days_mean.server") == (1 + 0 + 2.5 + 1.5 + 0.5 + 3 + 2 + 1) / 8.0);
}

BOOST_AUTO_TEST_CASE(a_server_is_set_up_after_a_job_of_another_kind_or_for_every_job) {
  Scenario s = shop(100);
  s.jobs = {at_start("a", 2), at_start("b", 1)};
  s.steps = {step("a", 1, "server", 1), step("b", 1, "server", 1)};
  for (StepRecord& row : s.steps) {
    row.setup_days = 10;
  }
  BOOST_TEST(SeenRun(s).kpi("job_last_finish_day.b") == 23.0);
  s.steps[0].setup = s.steps[1].setup = "always";
  BOOST_TEST(SeenRun(s).kpi("job_last_finish_day.b") == 33.0);
}

// Work of 4 days, up for 3, down for 2.
BOOST_AUTO_TEST_CASE(a_server_fails_by_its_time_at_work_or_by_the_calendar) {
  Scenario s = shop(20);
  s.jobs = {{.id = "job", .site = "shop", .interarrival_days = 10}};
  s.simulation.end = s.simulation.start + std::chrono::days(19);
  s.steps = {step("job", 1, "server", 4)};
  s.stations[0].up_days = 3;
  s.stations[0].down_days = 2;
  // From day 10: 3 at work, 2 down, 1 at work.
  BOOST_TEST(SeenRun(s).kpi("job_last_finish_day.job") == 16.0);
  // Down from 3 to 5, 8 to 10, 13 to 15: 3 at work, 2 down, 1 at work.
  s.stations[0].clock = "calendar";
  const SeenRun run(s);
  BOOST_TEST(run.kpi("job_last_finish_day.job") == 16.0);
  BOOST_TEST(run.kpi("down_share.server") == 7.0 / 19.0);
}

// The first machine takes 1 day, the second 3; one place between them.
Scenario two_machines(const std::string& blocking) {
  Scenario s = shop(12);
  s.stations = {{.id = "first", .site = "shop", .blocking = blocking},
                {.id = "second", .site = "shop", .places = 1}};
  s.jobs = {at_start("part", 4)};
  s.steps = {step("part", 1, "first", 1), step("part", 2, "second", 3)};
  return s;
}

BOOST_AUTO_TEST_CASE(a_full_station_blocks_the_server_before_it) {
  // After service: parts leave the first machine at 1, 2, (3 ->) 4, (5 ->) 7.
  const SeenRun after(two_machines("after_service"));
  BOOST_TEST(after.kpi("blocked_share.first") == (1 + 2) / 12.0);
  BOOST_TEST(after.kpi("jobs_finished.part") == 3.0);
  BOOST_TEST(after.kpi("job_last_finish_day.part") == 10.0);
  // Before service: it begins at 0, 1, 4 and 7, whenever there is a place.
  const SeenRun before(two_machines("before_service"));
  BOOST_TEST(before.kpi("blocked_share.first") == 0.0);
  BOOST_TEST(before.kpi("job_last_finish_day.part") == 10.0);
  BOOST_TEST(before.kpi("utilisation.first") == 4 / 12.0);
}

// An interrupted service gives back the place it had reserved; else the line stops for good.
BOOST_AUTO_TEST_CASE(a_reserved_place_is_given_back_by_an_interruption) {
  Scenario s = two_machines("before_service");
  s.simulation.end = s.simulation.start + std::chrono::days(200);
  s.stations[0].discipline = "preemptive";
  s.stations[1].places = 0;
  s.jobs = {{.id = "part", .site = "shop", .interarrival_days = 4},
            {.id = "urgent", .site = "shop", .interarrival_days = 4.5, .priority = 1}};
  s.steps = {step("part", 1, "first", 1), step("part", 2, "second", 1),
             step("urgent", 1, "first", 0.5)};
  const SeenRun run(s);
  BOOST_TEST(run.kpi("jobs_finished.part") >= 48.0);
}

// Rework at its own station keeps its place, so that it cannot block itself.
BOOST_AUTO_TEST_CASE(a_job_that_returns_to_its_station_keeps_its_place) {
  Scenario s = shop(400);
  s.stations[0].places = 2;
  s.jobs = {{.id = "job", .site = "shop", .interarrival_days = 1}};
  s.steps = {step("job", 1, "server", 0.5)};
  s.steps[0].next = s.steps[0].id + ":0.4";
  BOOST_TEST(SeenRun(s).kpi("jobs_finished.job") > 300.0);
}

BOOST_AUTO_TEST_CASE(a_job_that_waits_longer_than_its_patience_leaves) {
  Scenario s = shop(10);
  s.jobs = {at_start("job", 3)};
  s.jobs[0].patience_days = 3;
  s.steps = {step("job", 1, "server", 2)};
  const SeenRun run(s);
  BOOST_TEST(run.kpi("jobs_finished.job") == 2.0);
  BOOST_TEST(run.kpi("job_abandoned_share.job") == 1.0 / 3.0);
  BOOST_TEST(run.kpi("little_gap.server") == 0.0);
}

BOOST_AUTO_TEST_CASE(steps_of_one_position_run_side_by_side_and_join) {
  Scenario s = shop(10);
  s.stations = {{.id = "left", .site = "shop"},
                {.id = "right", .site = "shop"},
                {.id = "last", .site = "shop"}};
  s.jobs = {at_start("job", 1)};
  s.steps = {step("job", 1, "left", 1), step("job", 1, "right", 4), step("job", 2, "last", 2)};
  const SeenRun run(s);
  BOOST_TEST(run.kpi("job_days_mean.job") == 6.0);
  BOOST_TEST(run.kpi("jobs_finished.job") == 1.0);
}

BOOST_AUTO_TEST_CASE(a_route_goes_by_its_probabilities) {
  Scenario s = shop(20000);
  s.stations[0].servers = 0;
  s.jobs = {{.id = "job", .site = "shop", .interarrival_days = 1}};
  s.steps = {step("job", 1, "server", 0.25)};
  s.steps[0].next = s.steps[0].id + ":0.5";  // again: two visits on average
  BOOST_TEST(SeenRun(s).kpi("throughput_per_day.server") == 2.0,
             boost::test_tools::tolerance(0.03));
  s.steps[0].next = "out:1";
  BOOST_TEST(SeenRun(s).kpi("throughput_per_day.server") == 1.0,
             boost::test_tools::tolerance(1e-3));
}

BOOST_AUTO_TEST_CASE(an_unlimited_supply_never_starves_the_first_station_and_a_closed_one_returns) {
  Scenario s = shop(10);
  s.jobs = {{.id = "job", .site = "shop", .supply = "unlimited"}};
  s.steps = {step("job", 1, "server", 2)};
  const SeenRun run(s);
  BOOST_TEST(run.kpi("utilisation.server") == 1.0);
  BOOST_TEST(run.kpi("in_system_mean.server") == 2.0);  // one in service, one that waits
  s.jobs[0].supply = "closed";
  s.jobs[0].start_jobs = 1;
  BOOST_TEST(SeenRun(s).kpi("in_system_mean.server") == 1.0);
}

BOOST_AUTO_TEST_CASE(what_cannot_work_is_refused_by_record_and_field) {
  const auto refused = [](auto change) {
    Scenario s = shop(10);
    s.stations.push_back({.id = "next", .site = "shop"});
    s.jobs = {at_start("job", 1)};
    s.steps = {step("job", 1, "server", 1), step("job", 2, "next", 1)};
    change(s);
    return first_problem(s);
  };
  BOOST_TEST(refused([](Scenario&) {}) == "");
  BOOST_TEST(refused([](Scenario& s) { s.steps.clear(); }) == "job.job.");
  BOOST_TEST(refused([](Scenario& s) { s.stations[0].batch_least = 2; }) ==
             "station.server.batch_least");
  BOOST_TEST(refused([](Scenario& s) {
               s.stations[0].blocking = "before_service";
               s.stations[0].batch_most = 2;
             }) == "station.server.blocking");
  BOOST_TEST(refused([](Scenario& s) {
               s.jobs[0].supply = "unlimited";
               s.steps[0].service_days = 0;
             }) == "job.job.supply");
  BOOST_TEST(refused([](Scenario& s) {
               s.steps.push_back(step("job", 1, "next", 1));
               s.stations.push_back({.id = "last", .site = "shop", .places = 1});
               s.steps[1].station = "last";
             }) != "");
  BOOST_TEST(refused([](Scenario& s) { s.steps[0].next = "nowhere:0.5"; }) ==
             "step.job1server.next");
  BOOST_TEST(refused([](Scenario& s) { s.steps[0].next = "out:1.5"; }) == "step.job1server.next");
  BOOST_TEST(refused([](Scenario& s) { s.jobs[0].season_amplitude = 0.5; }) ==
             "job.job.season_amplitude");
  BOOST_TEST(refused([](Scenario& s) {
               s.jobs[0].supply = "closed";
               s.steps[0].service_days = s.steps[1].service_days = 0;
             }) == "job.job.supply");
  BOOST_TEST(refused([](Scenario& s) {
               s.sites.push_back({.id = "other", .country = "KR"});
               s.stations[1].site = "other";
             }) == "step.job2next.station");
}

// As many as there are servers at once: each start brings the next job.
BOOST_AUTO_TEST_CASE(an_unlimited_supply_fills_a_hundred_thousand_servers) {
  Scenario s = shop(3);
  s.stations[0].servers = 100'000;
  s.jobs = {{.id = "job", .site = "shop", .supply = "unlimited"}};
  s.steps = {step("job", 1, "server", 1.5)};
  const SeenRun run(s);
  BOOST_TEST(run.kpi("utilisation.server") == 1.0);
  BOOST_TEST(run.kpi("in_system_mean.server") == 100'001.0);
}

// Of three servers the first in number that is idle is taken: on day 3 one that is set up already.
BOOST_AUTO_TEST_CASE(the_first_idle_server_is_taken) {
  Scenario s = shop(20);
  s.stations[0].servers = 3;
  s.jobs = {at_start("job", 2)};
  s.jobs[0].interarrival_days = 3;
  s.simulation.end = s.simulation.start + std::chrono::days(5);
  s.steps = {step("job", 1, "server", 1)};
  s.steps[0].setup_days = 0.5;
  const SeenRun run(s);
  BOOST_TEST(run.kpi("job_last_finish_day.job") == 4.0);
  BOOST_TEST(run.kpi("utilisation.server") == (1.5 + 1.5 + 1) / 15);
}

// Four priorities come while the server is at work, each twice, the low ones first.
BOOST_AUTO_TEST_CASE(each_priority_keeps_its_own_turn) {
  Scenario s = shop(20);
  s.stations[0].discipline = "priority";
  s.jobs = {at_start("first", 1), at_start("low", 2), at_start("high", 2), at_start("middle", 2),
            at_start("urgent", 1)};
  for (const auto& [job, priority] : {std::pair{1, -1}, {2, 5}, {3, 0}, {4, 9}}) {
    s.jobs[static_cast<std::size_t>(job)].priority = priority;
  }
  for (const JobRecord& job : std::vector<JobRecord>(s.jobs)) {
    s.steps.push_back(step(job.id, 1, "server", 1));
  }
  const SeenRun run(s);
  BOOST_TEST(run.kpi("job_last_finish_day.urgent") == 2.0);
  BOOST_TEST(run.kpi("job_last_finish_day.high") == 4.0);
  BOOST_TEST(run.kpi("job_last_finish_day.middle") == 6.0);
  BOOST_TEST(run.kpi("job_last_finish_day.low") == 8.0);
}

// What is drawn is cut to the range of its field, a thousand years.
BOOST_AUTO_TEST_CASE(absurd_durations_are_cut) {
  Scenario s = shop(10);
  s.jobs = {{.id = "job",
             .site = "shop",
             .interarrival_days = Law::exponential(1e300),
             .start_jobs = 1,
             .patience_days = Law::exponential(1e300),
             .units = 1e12}};
  s.steps = {step("job", 1, "server", Law::exponential(1e300))};
  s.steps[0].unit_days = 365000;
  s.steps[0].setup_days = Law::exponential(1e300);
  s.stations[0].up_days = Law::exponential(1e300);
  s.stations[0].down_days = Law::exponential(1e300);
  BOOST_TEST(SeenRun(s).kpi("utilisation.server") == 1.0);
}

// Each of two machines has finished the part that the other shall do next.
Scenario two_that_wait_for_each_other() {
  Scenario s = shop(10);
  s.stations = {{.id = "drill", .site = "shop", .places = 0},
                {.id = "mill", .site = "shop", .places = 0}};
  s.jobs = {at_start("x", 1), at_start("y", 1)};
  s.steps = {step("x", 1, "drill", 1), step("x", 2, "mill", 1), step("y", 1, "mill", 2),
             step("y", 2, "drill", 1)};
  return s;
}

std::string gridlock(const Scenario& s) {
  try {
    SeenRun run(s);
    return "";
  } catch (const Gridlock& error) {
    return error.what();
  }
}

BOOST_AUTO_TEST_CASE(stations_that_wait_for_one_another_in_a_ring_stop_the_run_by_name) {
  Scenario s = two_that_wait_for_each_other();
  BOOST_TEST(
      gridlock(s).starts_with("site shop, day 2.000000: full stations wait for one another, "
                              "and nothing can leave them any more: mill, drill;"));
  s.stations[1].places = 1;  // x goes on to wait there, and y takes its place
  BOOST_TEST(gridlock(s) == "");
  BOOST_TEST(SeenRun(s).kpi("jobs_finished.y") == 1.0);
  s.stations[1].places = 0;
  s.stations[1].servers = 2;
  BOOST_TEST(gridlock(s) == "");
  s = two_that_wait_for_each_other();
  s.stations[0].blocking = s.stations[1].blocking = "before_service";
  BOOST_TEST(gridlock(s).starts_with("site shop, day 0.000000"));
}

// Three in a ring; a part that waits for the drill loses patience, and they go on.
BOOST_AUTO_TEST_CASE(who_loses_patience_breaks_a_ring) {
  Scenario s = two_that_wait_for_each_other();
  s.simulation.end = s.simulation.start + std::chrono::days(20);
  s.stations.push_back({.id = "lathe", .site = "shop", .places = 0});
  s.jobs.push_back(at_start("z", 1));
  s.steps = {step("x", 1, "drill", 1), step("x", 2, "mill", 1),  step("y", 1, "mill", 2),
             step("y", 2, "lathe", 1), step("z", 1, "lathe", 3), step("z", 2, "drill", 1)};
  BOOST_TEST(gridlock(s).starts_with("site shop, day 3.000000"));
  s.stations[0].places = 1;
  s.jobs.push_back(at_start("hasty", 1));
  s.jobs.back().patience_days = 5;
  s.steps.push_back(step("hasty", 1, "drill", 1));
  BOOST_TEST(gridlock(s) == "");
  const SeenRun run(s);
  BOOST_TEST(run.kpi("job_abandoned_share.hasty") == 1.0);
  BOOST_TEST(run.kpi("job_last_finish_day.z") == 6.0);  // all go on at 5
}

// Its stations work on when the site does, and begin nothing while it stands still.
BOOST_AUTO_TEST_CASE(an_outage_of_the_site_stops_its_stations) {
  Scenario s = shop(20);
  s.jobs = {at_start("job", 3)};
  s.steps = {step("job", 1, "server", 2)};
  s.outages = {{.id = "fire",
                .target = "shop",
                .start = s.simulation.start + std::chrono::days(1),
                .stop_days = 4}};
  // 0 to 2 to its end, 5 to 7, 7 to 9.
  BOOST_TEST(SeenRun(s).kpi("job_last_finish_day.job") == 9.0);
  s.stations[0].servers = 0;
  BOOST_TEST(SeenRun(s).kpi("job_last_finish_day.job") == 2.0);
}

BOOST_AUTO_TEST_CASE(lots_have_no_patience) {
  Scenario s = shop(10);
  s.products = {{.id = "item"}};
  s.processes = {{.id = "make", .product = "item", .starts = "at_once", .job = "lot"}};
  s.lines = {{.id = "line", .site = "shop", .process = "make", .capacity_per_year = 1}};
  s.jobs = {{.id = "lot", .site = "shop"}};
  s.steps = {step("lot", 1, "server", 1)};
  BOOST_TEST(first_problem(s) == "");
  s.jobs[0].patience_days = 3;
  BOOST_TEST(first_problem(s) == "process.make.job");
}

std::vector<std::string> notes(const Scenario& s) { return station_notes(network_of(s)); }

// Two visits of 0.6 days on average to a server that jobs come to once a day.
BOOST_AUTO_TEST_CASE(what_looks_wrong_with_stations_is_noted) {
  Scenario s = shop(10);
  s.jobs = {{.id = "job", .site = "shop", .interarrival_days = 1}};
  s.steps = {step("job", 1, "server", 0.6)};
  BOOST_TEST(notes(s).empty());
  s.steps[0].next = s.steps[0].id + ":0.5";
  BOOST_REQUIRE(notes(s).size() == 1);
  BOOST_TEST(
      notes(s)[0].starts_with("station server cannot keep up: the work that comes is 120 %"));
  s.stations[0].places = 3;
  BOOST_TEST(notes(s).empty());
  s.steps[0].next = s.steps[0].id + ":1";
  BOOST_REQUIRE(notes(s).size() == 1);
  BOOST_TEST(notes(s)[0].starts_with("job job never leaves"));
  s.steps[0].next.clear();
  s.stations[0].up_days = 1;
  BOOST_REQUIRE(notes(s).size() == 1);
  BOOST_TEST(notes(s)[0].starts_with("station server fails, but its repairs take no time"));
  s.stations[0].up_days = 0;
  s.jobs[0].interarrival_days = 0;
  BOOST_REQUIRE(notes(s).size() == 1);
  BOOST_TEST(notes(s)[0].starts_with("job job never comes"));
}

// Everything that can go on at stations at once.
Scenario busy_shop() {
  Scenario s = shop(400);
  s.stations = {{.id = "a",
                 .site = "shop",
                 .servers = 2,
                 .discipline = "preemptive",
                 .up_days = Law::exponential(5),
                 .down_days = Law::exponential(1)},
                {.id = "b",
                 .site = "shop",
                 .places = 2,
                 .batch_most = 3,
                 .up_days = Law::exponential(9),
                 .down_days = Law::exponential(1),
                 .clock = "calendar"},
                {.id = "c",
                 .site = "shop",
                 .discipline = "priority",
                 .interrupted = "repeat",
                 .blocking = "before_service",
                 .up_days = Law::exponential(4),
                 .down_days = Law::exponential(1)},
                {.id = "d", .site = "shop", .servers = 0}};
  s.jobs = {{.id = "x",
             .site = "shop",
             .interarrival_days = Law::exponential(1),
             .priority = 1,
             .patience_days = Law::exponential(3)},
            {.id = "y",
             .site = "shop",
             .interarrival_days = Law::exponential(2),
             .jobs_per_arrival = Law::poisson(1.5),
             .season_amplitude = 0.8,
             .season_period_days = 7},
            {.id = "z", .site = "shop", .supply = "closed", .start_jobs = 3, .priority = 2}};
  const auto random = [](double mean) { return Law::exponential(mean); };
  s.steps = {step("x", 1, "a", random(0.5)), step("x", 2, "b", random(0.4)),
             step("y", 1, "c", random(0.3)), step("y", 2, "b", random(0.2)),
             step("y", 3, "a", random(0.1)), step("y", 3, "d", random(0.7)),
             step("z", 1, "d", random(3)),   step("z", 2, "a", random(0.2)),
             step("z", 3, "b", random(0.3))};
  s.steps[1].next = "x1a:0.2";
  return s;
}

BOOST_AUTO_TEST_CASE(the_digest_is_the_same_from_either_executor_and_after_a_restart) {
  const Network network = network_of(busy_shop());
  const SeriesLayout layout = series_layout(network);
  const Scorecard card(network);
  const auto digest = [&](ReplicationSettings settings) {
    return run_replication(network, layout, card, settings).digest;
  };
  const std::uint64_t expected = digest({.seed = 3});
  BOOST_TEST(digest({.seed = 3, .executor = ExecutorKind::windowed}) == expected);
  BOOST_TEST(digest({.seed = 4}) != expected);
  int saved = 0;
  std::vector<std::byte> image;
  const ReplicationSettings saving{
      .seed = 3,
      .checkpoints = {.due = [&] { return ++saved == 20; },
                      .keep = [&](std::vector<std::byte> bytes) { image = std::move(bytes); }}};
  BOOST_TEST(digest(saving) == expected);
  BOOST_REQUIRE(!image.empty());
  BOOST_TEST(digest({.seed = 3, .image = image}) == expected);
  BOOST_TEST(digest({.seed = 3, .executor = ExecutorKind::windowed, .image = image}) == expected);
}

// No job is lost sight of: what came is done, gone or still there, and whenever a station stands
// empty the integral of the number there is the sum of the times spent there, to the microsecond.
BOOST_AUTO_TEST_CASE(jobs_balance_and_littles_law_holds_exactly) {
  for (std::uint64_t replication = 0; replication < 20; ++replication) {
    const SeenRun run(busy_shop(), replication);
    for (const char* station : {"a", "b", "c", "d"}) {
      BOOST_TEST(run.kpi(std::string("little_gap.") + station) == 0.0);
    }
  }
}

}  // namespace
}  // namespace korus::test
