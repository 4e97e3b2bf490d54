// Goods that expire: which go first, and what is wasted.
#include <boost/test/unit_test.hpp>

#include "plain_network.hpp"

namespace korus::test {
namespace {

// 4 lie there from the start and expire on day 4.5; 4 that were ordered on day 0 come on day 2. Six
// days.
Scenario shelf(const std::string& issue) {
  Scenario s = plain_shop(0, 2);
  s.simulation.end = s.simulation.start + std::chrono::days(6);
  s.stocks[1].policy = "r_Q";
  s.stocks[1].reorder_point = 4;
  s.stocks[1].order_quantity = 4;
  s.stocks[1].start_on_hand = 4;
  s.stocks[1].shelf_life_days = 4.5;
  s.stocks[1].issue = issue;
  s.markets[0].sequence = "0;0;0;3";
  return s;
}

BOOST_AUTO_TEST_CASE(the_oldest_first_wastes_what_is_left_of_them_and_the_newest_first_all) {
  BOOST_TEST(SeenRun(shelf("fifo")).kpi("expired_per_day.shop:item") * 6 == 1);
  BOOST_TEST(SeenRun(shelf("lifo")).kpi("expired_per_day.shop:item") * 6 == 4);
}

BOOST_AUTO_TEST_CASE(first_expired_first_out_equals_first_in_first_out_where_all_keep_as_long) {
  BOOST_TEST(SeenRun(shelf("fefo")).kpi("expired_per_day.shop:item") ==
             SeenRun(shelf("fifo")).kpi("expired_per_day.shop:item"));
}

BOOST_AUTO_TEST_CASE(first_expired_first_out_wastes_less_where_lives_differ) {
  const auto wasted = [](const std::string& issue) {
    Scenario s = plain_shop(30);
    s.simulation.end = s.simulation.start + std::chrono::days(400);
    s.stocks[1].shelf_life_days = Law::uniform(1, 12);
    s.stocks[1].issue = issue;
    s.markets[0].sequence.clear();
    s.markets[0].quantity = Law::poisson(6);
    return SeenRun(s).kpi("expired_per_day.shop:item");
  };
  BOOST_TEST(wasted("fefo") < wasted("fifo"));
  BOOST_TEST(wasted("fifo") < wasted("lifo"));
}

}  // namespace
}  // namespace korus::test
