#include "tools/stress/stop_days.hpp"

#include <algorithm>
#include <cmath>

namespace korus {
namespace {

// How many of its words say something of the stop; -1: one of them does not fit.
int fit(const TimeToRecoverRecord& row, const Stop& stop) {
  if (row.stops != name_of(stop.kind)) {
    return -1;
  }
  int words = 0;
  for (const auto& [said, is] : {std::pair(&row.chain, &stop.chain),
                                 {&row.role, &stop.role},
                                 {&row.mode, &stop.mode},
                                 {&row.country, &stop.country}}) {
    if (!said->empty() && *said != *is) {
      return -1;
    }
    words += said->empty() ? 0 : 1;
  }
  return words;
}

StressCase by_class(Stop stop, std::span<const TimeToRecoverRecord> table) {
  const TimeToRecoverRecord* best = nullptr;
  for (const TimeToRecoverRecord& row : table) {
    if (fit(row, stop) > (best == nullptr ? -1 : fit(*best, stop))) {
      best = &row;
    }
  }
  if (best == nullptr) {
    return {std::move(stop), usual_stop_days, "no row of time_to_recover"};
  }
  const double median = TimeToRecoverRecord::stop_days_range.cut(best->stop_days.quantile(0.5));
  return {std::move(stop), std::max(1, static_cast<int>(std::lround(median))), best->id};
}

}  // namespace

std::vector<StressCase> with_days(std::vector<Stop> stops, std::span<const int> days,
                                  std::span<const TimeToRecoverRecord> table) {
  std::vector<StressCase> cases;
  for (Stop& stop : stops) {
    if (days.empty()) {
      cases.push_back(by_class(std::move(stop), table));
      continue;
    }
    for (const int one : days) {
      cases.push_back({stop, one, ""});
    }
  }
  return cases;
}

}  // namespace korus
