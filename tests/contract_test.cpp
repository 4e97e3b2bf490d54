// The engine's contract: what a handler may send, in which order events run, and what happens when
// a promise is broken.
#include <boost/test/unit_test.hpp>
#include <functional>

#include "toy_world.hpp"

namespace korus {
namespace {

// Actors that do what the test says and note what they saw.
class ScriptedWorld {
 public:
  using Action = std::function<void(const Event&, Context&)>;
  ScriptedWorld(std::size_t n, Action action) : n_(n), action_(std::move(action)) {}
  std::size_t actors() const { return n_; }
  std::string name(ActorId actor) const { return "actor " + std::to_string(actor.value); }
  void prefetch(ActorId) const {}
  void handle(const Event& event, Context& context) {
    seen.push_back(event);
    action_(event, context);
  }
  std::vector<Event> seen;

 private:
  std::size_t n_;
  Action action_;
};

struct Early {
  static constexpr std::uint16_t kind = 10;
  static constexpr Phase phase = Phase::arrivals;
};
struct Late {
  static constexpr std::uint16_t kind = 11;
  static constexpr Phase phase = Phase::records;
};

std::string failure_of(const ScriptedWorld::Action& action, bool windowed) {
  ScriptedWorld world(4, action);
  const Rules rules{.lookahead = Duration{10}, .group = {0, 0, 1, 2}};
  const auto run = [&](auto&& executor) {
    executor.post(ActorId{std::size_t{0}}, SimTime{Duration{86'400'000'000}}, Early{});
    executor.run_until(SimTime{Duration{864'000'000'000}});
  };
  try {
    windowed ? run(WindowedExecutor<ScriptedWorld>(world, rules, RandomSource(1, 0)))
             : run(SequentialExecutor<ScriptedWorld>(world, rules, RandomSource(1, 0)));
  } catch (const Defect& defect) {
    return defect.what();
  }
  return "";
}

void expect_refusal(const ScriptedWorld::Action& action, const std::string& words) {
  for (const bool windowed : {false, true}) {
    const std::string failure = failure_of(action, windowed);
    BOOST_TEST(failure.find(words) != std::string::npos, failure);
    BOOST_TEST(failure.find("actor 0") != std::string::npos, failure);
    BOOST_TEST(failure.find("day 1.0") != std::string::npos, failure);
  }
}

const ActorId self{std::size_t{0}};
const ActorId partner{std::size_t{1}};
const ActorId other{std::size_t{2}};

BOOST_AUTO_TEST_CASE(a_message_to_another_group_takes_the_lookahead) {
  expect_refusal([](const Event&, Context& c) { c.send(other, Duration{9}, Late{}); }, "lookahead");
  for (const bool windowed : {false, true}) {
    BOOST_TEST(failure_of(
                   [](const Event& e, Context& c) {
                     if (e.target == self) c.send(other, Duration{10}, Late{});
                   },
                   windowed)
                   .empty());
    BOOST_TEST(failure_of(
                   [](const Event& e, Context& c) {
                     if (e.target == self) c.send(partner, Duration{0}, Late{});
                   },
                   windowed)
                   .empty());
  }
}

BOOST_AUTO_TEST_CASE(no_message_goes_back_in_time_or_to_nobody) {
  expect_refusal([](const Event&, Context& c) { c.send(self, Duration{-1}, Late{}); },
                 "back in time");
  expect_refusal(
      [](const Event&, Context& c) { c.send(ActorId{std::size_t{4}}, Duration{50}, Late{}); },
      "actor that exists");
}

BOOST_AUTO_TEST_CASE(no_message_comes_after_the_end_of_time) {
  expect_refusal([](const Event&, Context& c) { c.send(self, Duration::max(), Late{}); },
                 "end of time");
  for (const bool windowed : {false, true}) {
    ScriptedWorld world(3, [](const Event&, Context&) {});
    const auto run = [&](auto&& executor) {
      BOOST_CHECK_THROW(executor.post(self, end_of_time, Early{}), Defect);
      executor.post(self, end_of_time - Duration{1}, Early{});
      executor.run_until(SimTime::max());
      BOOST_TEST(executor.events() == 1U);
    };
    const Rules rules{.lookahead = Duration{10}};
    windowed ? run(WindowedExecutor<ScriptedWorld>(world, rules, RandomSource(1, 0)))
             : run(SequentialExecutor<ScriptedWorld>(world, rules, RandomSource(1, 0)));
  }
}

BOOST_AUTO_TEST_CASE(rules_that_do_not_fit_the_world_are_refused) {
  ScriptedWorld world(3, [](const Event&, Context&) {});
  using Sequential = SequentialExecutor<ScriptedWorld>;
  using Windowed = WindowedExecutor<ScriptedWorld>;
  for (const Rules& rules : {Rules{.lookahead = Duration{10}, .group = {0, 0, 1, 2}},
                             Rules{.lookahead = Duration{0}, .group = {}}}) {
    BOOST_CHECK_THROW(Sequential(world, rules, RandomSource(1, 0)), Defect);
    BOOST_CHECK_THROW(Windowed(world, rules, RandomSource(1, 0)), Defect);
  }
}

BOOST_AUTO_TEST_CASE(a_loop_within_one_instant_is_an_error) {
  for (const bool windowed : {false, true}) {
    const std::string failure = failure_of(
        [](const Event& e, Context& c) {
          c.send(e.target == self ? partner : self, Duration{0}, Late{});
        },
        windowed);
    BOOST_TEST(failure.find("loop") != std::string::npos, failure);
    BOOST_TEST(failure.find("actor 0") != std::string::npos, failure);
    BOOST_TEST(failure.find("actor 1") != std::string::npos, failure);
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_posted_into_the_past) {
  for (const bool windowed : {false, true}) {
    ScriptedWorld world(3, [](const Event&, Context&) {});
    const auto run = [&](auto&& executor) {
      executor.post(self, SimTime{Duration{30}}, Early{});
      executor.run_until(SimTime{Duration{5000}});
      BOOST_CHECK_THROW(executor.post(self, SimTime{Duration{4999}}, Early{}), Defect);
      executor.post(self, SimTime{Duration{5000}}, Early{});
      executor.run_until(SimTime{Duration{5001}});
      BOOST_TEST(executor.events() == 2U);
    };
    const Rules rules{.lookahead = Duration{10}};
    windowed ? run(WindowedExecutor<ScriptedWorld>(world, rules, RandomSource(1, 0)))
             : run(SequentialExecutor<ScriptedWorld>(world, rules, RandomSource(1, 0)));
  }
}

BOOST_AUTO_TEST_CASE(a_message_nobody_handles_is_an_error) {
  test::PairWorld world(2, Duration{10});
  SequentialExecutor executor(world, world.rules(), RandomSource(1, 0));
  executor.post(self, SimTime{}, Late{});
  BOOST_CHECK_THROW(executor.run_until(SimTime{Duration{1}}), Defect);
}

BOOST_AUTO_TEST_CASE(
    events_of_one_instant_run_by_phase_then_sender_then_number_and_answers_come_last) {
  for (const bool windowed : {false, true}) {
    ScriptedWorld world(3, [](const Event& e, Context& c) {
      if (e.round == 0 && e.target == self && e.kind == Late::kind && e.sender == partner) {
        c.send(self, Duration{0}, Early{});  // of an early phase, but sent at the instant: it runs
                                             // after all that were there
      }
      if (e.target != self) {
        c.send(self, Duration{20}, Late{});
        c.send(self, Duration{20}, Early{});
      }
    });
    const Rules rules{.lookahead = Duration{10}};
    const auto run = [&](auto&& executor) {
      executor.post(other, SimTime{}, Early{});
      executor.post(partner, SimTime{}, Early{});
      executor.run_until(SimTime{Duration{100}});
    };
    windowed ? run(WindowedExecutor<ScriptedWorld>(world, rules, RandomSource(1, 0)))
             : run(SequentialExecutor<ScriptedWorld>(world, rules, RandomSource(1, 0)));
    std::vector<std::pair<int, std::uint32_t>> order;  // kind and sender of what actor 0 saw
    for (const Event& event : world.seen) {
      if (event.target == self) {
        order.emplace_back(event.kind, event.sender.value);
      }
    }
    const std::vector<std::pair<int, std::uint32_t>> expected{
        {10, 1}, {10, 2}, {11, 1}, {11, 2}, {10, 0}};
    BOOST_TEST((order == expected));
  }
}

}  // namespace
}  // namespace korus
