#include "engine/executor_choice.hpp"

#include <cmath>

namespace korus {
namespace {

// Below, the order of a whole window is found no faster than that of a bucket (PHOLD: equal at 10
// events a window, a tenth faster at 100).
constexpr double fewest_events = 30;

}  // namespace

ExecutorChoice choose_executor(double events_a_window) {
  const bool windowed = events_a_window >= fewest_events;
  return {.kind = windowed ? ExecutorKind::windowed : ExecutorKind::sequential,
          .reason = std::string(windowed ? "windowed" : "sequential") + ": about " +
                    std::to_string(std::llround(events_a_window)) +
                    " events in a window, windows pay from " +
                    std::to_string(std::llround(fewest_events)) + " on"};
}

}  // namespace korus
