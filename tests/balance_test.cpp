// Mass balance is exact at every record, and a handler that loses one unit does not get away with
// it.
#include <boost/test/unit_test.hpp>

#include "small_network.hpp"

namespace korus {
namespace {

// Which fault there is, told at run time: every type of handlers is a whole model to compile.
int fault = 0;

class FaultySite : public SiteActor {
 public:
  using SiteActor::on;
  using SiteActor::SiteActor;

  void on(const Delivery& message, SiteState& state, Context& context) const {
    const bool late = to_days(context.now()) > 100;
    if (fault == 1 && late && message.quantity() > 1) {  // a unit falls off the truck
      return SiteActor::on(Delivery(message.index(), message.quantity() - 1), state, context);
    }
    SiteActor::on(message, state, context);
    if (fault == 2 && late) {  // a unit appears on the shelf
      auto& on_hand =
          state.stocks[network_.links[message.index()].buyer - site_.stocks.begin].on_hand;
      on_hand.set(context.now(), on_hand.value() + 1);
    }
  }

  void on(const LotFinished& message, SiteState& state, Context& context) const {
    if (fault == 3 && to_days(context.now()) > 100) {  // a lot vanishes
      return;
    }
    SiteActor::on(message, state, context);
  }
};

ReplicationResult run_with(int which) {
  fault = which;
  return test::run<FaultySite>(test::small_scenario());
}

void expect_stop(int which, const std::string& where) {
  BOOST_CHECK_EXCEPTION(run_with(which), Defect, [&](const Defect& defect) {
    const std::string what = defect.what();
    BOOST_TEST_MESSAGE(what);
    return what.find("mass balance broken") != std::string::npos &&
           what.find(where) != std::string::npos;
  });
}

BOOST_AUTO_TEST_CASE(every_record_of_a_sound_run_balances) {
  Scenario scenario = test::small_scenario();
  scenario.outages = {{.id = "fire",
                       .target = "smelter",
                       .start = std::chrono::year{2022} / 3 / 1,
                       .stop_days = {20, 30, 60},
                       .recovery_days = 40,
                       .scrap = 0.5},
                      {.id = "storm",
                       .target = "kr-us",
                       .start = std::chrono::year{2022} / 6 / 1,
                       .stop_days = 12,
                       .recovery_days = 5}};
  scenario.markets[0].unmet = "lost";
  scenario.markets[1].patience_days = 30;
  for (std::uint64_t replication = 0; replication < 5; ++replication) {
    const ReplicationResult result =
        test::run(scenario, {.replication = replication, .check_every_record = true});
    BOOST_TEST(result.events > 10'000U);
  }
}

BOOST_AUTO_TEST_CASE(a_handler_that_loses_or_invents_a_unit_stops_the_run) {
  expect_stop(1, "link to");
  expect_stop(2, "stock");
  expect_stop(3, "line");
  BOOST_CHECK_NO_THROW(run_with(0));
}

}  // namespace
}  // namespace korus
