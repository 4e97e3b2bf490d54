// How long each stop lasts: what is asked for, else the median of the time to recover of its class.
#pragma once

#include <span>
#include <vector>

#include "tools/stress/stop.hpp"

namespace korus {

// One stop for so many days.
struct StressCase {
  Stop stop;
  int days = 1;
  std::string basis;  // row of time_to_recover that the days are from; empty: they were asked for
};

inline constexpr int usual_stop_days = 30;  // where no row fits

// `days` empty: one case a stop, by `table`; else one a stop and number of days. Medians are rounded
// to whole days, at least 1.
std::vector<StressCase> with_days(std::vector<Stop> stops, std::span<const int> days,
                                  std::span<const TimeToRecoverRecord> table);

}  // namespace korus
