// Simulated time: a 64-bit count of microseconds since the scenario's start, as std::chrono types
// so that a time is never mistaken for a duration or a number.
#pragma once

#include <chrono>
#include <cmath>
#include <cstdint>
#include <ratio>

namespace korus {

using Duration = std::chrono::duration<std::int64_t, std::micro>;

struct SimClock {
  using rep = Duration::rep;
  using period = Duration::period;
  using duration = Duration;
  using time_point = std::chrono::time_point<SimClock>;
  static constexpr bool is_steady = true;
};

using SimTime = std::chrono::time_point<SimClock, Duration>;

// No event lies at or after it: 146,000 years, and the end of every window still fits.
inline constexpr SimTime end_of_time{Duration{std::int64_t{1} << 62}};

inline constexpr Duration one_day = std::chrono::hours{24};

// std::llround without the call: halves go away from zero. The difference is exact.
inline std::int64_t nearest(double value) {
  const auto whole = static_cast<std::int64_t>(value);
  const double rest = value - static_cast<double>(whole);
  return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
}

// [d] to the nearest microsecond.
inline Duration from_days(double days) {
  return Duration{nearest(days * static_cast<double>(one_day.count()))};
}

inline double to_days(Duration duration) {
  return static_cast<double>(duration.count()) / static_cast<double>(one_day.count());
}

inline double to_days(SimTime time) { return to_days(time.time_since_epoch()); }

}  // namespace korus
