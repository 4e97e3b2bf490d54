// Who gets what where goods are short. A store with 6 units is asked for 4 by each of three shops in
// the same moment.
#include <boost/test/unit_test.hpp>

#include "plain_network.hpp"

namespace korus::test {
namespace {

Scenario three_shops(const std::string& allocation) {
  Scenario s = plain_shop(0);
  s.sites = {{.id = "source", .country = "KR"},
             {.id = "store", .country = "KR"},
             {.id = "a", .country = "US"},
             {.id = "b", .country = "KR"},
             {.id = "c", .country = "US"}};
  s.stocks = {{.id = "source", .site = "source", .product = "item", .policy = "unlimited"},
              plain_stock("store", 6)};
  s.stocks[1].allocation = allocation;
  s.supplies = {plain_supply("source", "store", 5)};
  s.markets.clear();
  for (const char* shop : {"a", "b", "c"}) {
    s.stocks.push_back(plain_stock(shop, 0));
    s.supplies.push_back(plain_supply("store", shop, a_moment));
    s.markets.push_back({.id = shop, .site = shop, .product = "item", .sequence = "0;4"});
  }
  return s;
}

// Before more comes.
std::vector<double> served(const Scenario& scenario) {
  const SeenRun run(scenario);
  std::vector<double> result;
  for (const char* shop : {"a", "b", "c"}) {
    result.push_back(run.sum("market_sold", shop, 0, 3));
  }
  return result;
}

void expect(const Scenario& scenario, std::vector<double> units) {
  const std::vector<double> seen = served(scenario);
  BOOST_TEST(seen == units, boost::test_tools::per_element());
}

// The first order finds 6 and is filled whole, the second gets the rest: so it is by turn, and so it
// is in proportion, as nothing is owed to the others yet.
BOOST_AUTO_TEST_CASE(first_come_keeps_the_order_of_orders) {
  expect(three_shops("first_come"), {4, 2, 0});
}

// What comes later is shared by what is owed: 2 units for 4 and 4 would be 1 and 1.
BOOST_AUTO_TEST_CASE(in_proportion_to_what_each_is_owed) {
  Scenario s = three_shops("proportional");
  s.stocks[1].start_on_hand = 0;
  s.supplies[0].lead_days = 0.5;
  s.stocks[1].order_up_to = 6;
  BOOST_TEST(served(s)[0] == 4);
}

BOOST_AUTO_TEST_CASE(the_highest_priority_first) {
  Scenario s = three_shops("priority");
  s.supplies[3].priority = 5;  // of c
  s.stocks[1].start_on_hand = 0;
  s.stocks[1].policy = "r_Q";
  s.stocks[1].order_quantity = 6;
  s.stocks[1].reorder_point = -12;  // orders 6 once all three have ordered
  s.supplies[0].lead_days = 1;
  expect(s, {1, 1, 4});
}

BOOST_AUTO_TEST_CASE(home_first) {
  Scenario s = three_shops("home_first");
  s.stocks[1].start_on_hand = 0;
  s.stocks[1].policy = "r_Q";
  s.stocks[1].order_quantity = 6;
  s.stocks[1].reorder_point = -12;
  s.supplies[0].lead_days = 1;
  expect(s, {1, 4, 1});
}

// A store that is refilled serves all in the end.
BOOST_AUTO_TEST_CASE(nobody_is_forgotten) {
  for (const char* allocation : {"proportional", "first_come", "priority", "home_first"}) {
    const SeenRun run(three_shops(allocation));
    for (const char* shop : {"a", "b", "c"}) {
      BOOST_TEST(run.sum("market_sold", shop, 0, 9) == 4);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_quota_holds_each_buyer_to_its_share) {
  Scenario s = three_shops("quota");
  s.supplies[1].share = 1;
  s.supplies[2].share = 1;
  s.supplies[3].share = 4;
  expect(s, {1, 1, 4});
}

// What was under way at the start counts as shipped, and an unlimited source makes what a lone order
// wants.
BOOST_AUTO_TEST_CASE(a_quota_withholds_nothing_where_there_is_enough) {
  Scenario s = three_shops("quota");
  s.stocks[1] = {.id = "store",
                 .site = "store",
                 .product = "item",
                 .policy = "unlimited",
                 .allocation = "quota"};
  s.supplies.erase(s.supplies.begin());
  expect(s, {4, 4, 4});
}

}  // namespace
}  // namespace korus::test
