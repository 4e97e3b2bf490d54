#include "models/executor_choice.hpp"

#include <cmath>

namespace korus {
namespace {

// Below, the order of a whole window is found no faster than that of a bucket (PHOLD: equal at 10
// events a window, a tenth faster at 100).
constexpr double fewest_events = 30;

}  // namespace

ExecutorChoice choose_executor(const Network& network) {
  const std::size_t a_day = network.sites.size() + network.lines.size() + network.links.size();
  const double a_window = static_cast<double>(a_day) * to_days(network.lookahead);
  const bool windowed = a_window >= fewest_events;
  return {.kind = windowed ? ExecutorKind::windowed : ExecutorKind::sequential,
          .reason = std::string(windowed ? "windowed" : "sequential") + ": about " +
                    std::to_string(std::llround(a_window)) + " events in a window of " +
                    std::to_string(std::llround(to_days(network.lookahead) * 24)) +
                    " h, windows pay from " + std::to_string(std::llround(fewest_events)) + " on"};
}

}  // namespace korus
