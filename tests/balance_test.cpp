// Mass balance is exact at every record, and a handler that loses one unit does not get away with
// it.
#define BOOST_TEST_MODULE balance
#include <boost/test/unit_test.hpp>

#include "small_network.hpp"

namespace korus {
namespace {

template <int Fault>
class FaultySite : public SiteActor {
 public:
  using SiteActor::on;
  using SiteActor::SiteActor;

  void on(const Delivery& message, SiteState& state, Context& context) const {
    const bool late = to_days(context.now()) > 100;
    if (Fault == 1 && late && message.quantity() > 1) {  // a unit falls off the truck
      return SiteActor::on(Delivery(message.index(), message.quantity() - 1), state, context);
    }
    SiteActor::on(message, state, context);
    if (Fault == 2 && late) {  // a unit appears on the shelf
      auto& on_hand =
          state.stocks[network_.links[message.index()].buyer - site_.stocks.begin].on_hand;
      on_hand.set(context.now(), on_hand.value() + 1);
    }
  }

  void on(const LotFinished& message, SiteState& state, Context& context) const {
    if (Fault == 3 && to_days(context.now()) > 100) {  // a lot vanishes
      return;
    }
    SiteActor::on(message, state, context);
  }
};

void expect_stop(const std::function<void()>& run, const std::string& where) {
  BOOST_CHECK_EXCEPTION(run(), Defect, [&](const Defect& defect) {
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
  expect_stop([] { test::run<FaultySite<1>>(test::small_scenario()); }, "link to");
  expect_stop([] { test::run<FaultySite<2>>(test::small_scenario()); }, "stock");
  expect_stop([] { test::run<FaultySite<3>>(test::small_scenario()); }, "line");
  BOOST_CHECK_NO_THROW(test::run<FaultySite<0>>(test::small_scenario()));
}

}  // namespace
}  // namespace korus
