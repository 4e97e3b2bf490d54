// The calendar hands out every event in its window, earliest window first, however far apart they
// lie; a batch is sorted by what orders it.
#include "engine/calendar.hpp"

#include <boost/test/unit_test.hpp>

#include "engine/digest.hpp"
#include "engine/sort.hpp"

namespace korus {
namespace {

Event event_at(std::int64_t ticks, std::uint64_t payload) {
  return {.time = SimTime{Duration{ticks}}, .payload = payload};
}

// Magnitudes from one tick to 300 years.
std::int64_t some_time(std::uint64_t n) {
  return static_cast<std::int64_t>(mix(n) >> (11 + mix(n + 77) % 52));
}

BOOST_AUTO_TEST_CASE(windows_are_found_without_a_divide) {
  for (const std::int64_t length : {1LL, 2LL, 3LL, 7LL, 1'000'003LL, 21'600'000'000LL}) {
    const WindowLength window{Duration{length}};
    for (std::uint64_t n = 0; n < 2000; ++n) {
      const std::int64_t ticks = some_time(n) / length * length;
      for (const std::int64_t near : {ticks - 1, ticks, ticks + 1}) {
        if (near >= 0) {
          BOOST_REQUIRE_EQUAL(window.window_of(SimTime{Duration{near}}),
                              static_cast<std::uint64_t>(near / length));
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(every_event_comes_out_in_its_window_and_windows_in_order) {
  for (const std::int64_t length : {1LL, 1000LL, 86'400'000'000LL}) {
    Calendar calendar{Duration{length}};
    std::vector<std::int64_t> expected;
    std::vector<std::int64_t> seen;
    std::uint64_t posted = 0;
    const auto post = [&](std::int64_t ticks) {
      calendar.append(event_at(ticks, posted++));
      expected.push_back(ticks);
    };
    while (posted < 3000) {
      post(some_time(posted));
    }
    std::uint64_t last = 0;
    while (calendar.lower_bound() != Calendar::never) {
      const std::uint64_t window = calendar.lower_bound();
      BOOST_REQUIRE(window >= last);
      last = window;
      calendar.advance(window);
      const std::size_t size = calendar.current_size();
      std::size_t drained = 0;
      std::vector<std::int64_t> later;
      calendar.drain([&](const Event& event) {
        const std::int64_t ticks = event.time.time_since_epoch().count();
        BOOST_REQUIRE_EQUAL(static_cast<std::uint64_t>(ticks / length), window);
        seen.push_back(ticks);
        if (posted + later.size() < 6000) {  // what a handler would send, from now on
          later.push_back(ticks + some_time(event.payload + 9));
        }
        ++drained;
      });
      BOOST_REQUIRE_EQUAL(drained, size);
      std::for_each(later.begin(), later.end(), post);
    }
    BOOST_TEST(calendar.size() == 0U);
    std::sort(expected.begin(), expected.end());
    std::sort(seen.begin(), seen.end());
    BOOST_TEST((seen == expected));
  }
}

BOOST_AUTO_TEST_CASE(pending_events_can_be_visited_wherever_they_wait) {
  Calendar calendar{Duration{10}};
  std::uint64_t sum = 0;
  for (std::uint64_t n = 0; n < 500; ++n) {
    calendar.append(event_at(some_time(n), n));
  }
  calendar.for_each([&](const Event& event) { sum += event.payload; });
  BOOST_TEST(sum == 500U * 499U / 2);
  BOOST_TEST(calendar.size() == 500U);
}

BOOST_AUTO_TEST_CASE(batches_are_sorted_by_order_and_then_by_place) {
  BatchSorter sorter;
  for (const std::uint64_t bound : {1ULL, 2ULL, 300ULL, 70'000ULL, 1ULL << 32}) {
    for (const std::size_t size : {0U, 1U, 5U, 21U, 100U, 5000U}) {
      std::vector<std::uint64_t> keys;
      for (std::uint32_t i = 0; i < size; ++i) {
        keys.push_back(BatchSorter::key(static_cast<std::uint32_t>(mix(i + size) % bound), i));
      }
      std::vector<std::uint64_t> expected = keys;
      std::sort(expected.begin(), expected.end());
      sorter.sort(keys, bound);
      BOOST_TEST((keys == expected), size << " keys below " << bound);
    }
  }
}

}  // namespace
}  // namespace korus
