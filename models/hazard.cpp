#include "models/hazard.hpp"

#include <algorithm>

#include "engine/portable_math.hpp"

namespace korus {
namespace {

// Share of the lost capacity that is back after a share x of the recovery.
double recovered(RecoveryShape shape, double x) {
  switch (shape) {
    case RecoveryShape::linear:
      return x;
    case RecoveryShape::step:
      return x < 1.0 ? 0.0 : 1.0;
    case RecoveryShape::exponential:  // nine tenths of the gap close at the same pace
      return (1.0 - portable::exp(-3.0 * x)) / (1.0 - portable::exp(-3.0));
    case RecoveryShape::convex:
      return x * x;
    case RecoveryShape::s_curve:
      return x * x * (3.0 - 2.0 * x);
    case RecoveryShape::damped:  // half is back soon, then a setback
      return x < 0.5 ? 1.5 * x : x < 0.75 ? 0.75 - (x - 0.5) : 0.5 + 2.0 * (x - 0.75);
  }
  return x;
}

}  // namespace

std::vector<OutageStep> outage_steps(double start_day, double stop_days, double recovery_days,
                                     double lost, RecoveryShape shape) {
  constexpr int steps = 8;
  std::vector<OutageStep> course{{start_day, 1.0 - lost}};
  if (recovery_days <= 0) {
    course.push_back({start_day + stop_days, 1.0});
    return course;
  }
  for (int i = 1; i <= steps; ++i) {
    const double done = static_cast<double>(i) / steps;
    const double back = recovered(shape, done);
    course.push_back({start_day + stop_days + recovery_days * done, 1.0 - lost * (1.0 - back)});
  }
  return course;
}

Duration next_strike(const RandomSource& random, const Hazard& hazard, std::uint64_t n) {
  return from_days(HazardRecord::up_days_range.cut(
      drawn(random, hazard.up_days, hazard.stream, Purpose::up_time, n)));
}

void HazardActor::on(const HazardStrikes& message, HazardRows& rows, Context& context) const {
  HazardState& state = rows.hazard;
  const std::uint64_t n = state.strikes++;
  double passed = 0;
  const auto targets = static_cast<std::uint32_t>(hazard_.targets.size());
  const auto common =
      targets > 1 ? draw(context.random(), hazard_.stream, Purpose::common_cause, n) : 0.0;
  if (common < hazard_.common_share || targets == 1) {
    for (std::uint32_t target = 0; target < targets; ++target) {
      passed = std::max(passed, strike(target, rows, context));
    }
  } else {
    const double u = draw(context.random(), hazard_.stream, Purpose::struck, n);
    const auto target = static_cast<std::uint32_t>(u * targets);
    passed = strike(std::min(target, targets - 1), rows, context);
  }
  const Duration gap = next_strike(context.random(), hazard_, state.strikes);
  const Duration wait = hazard_.overlapping ? gap : gap + from_days(passed);
  context.send(context.self(), std::max(wait, Duration{1}), message);
}

double HazardActor::strike(std::uint32_t target, HazardRows& rows, Context& context) const {
  const std::uint64_t n = rows.hazard.blows++;
  const auto value = [&](const Law& law, const Range& range, Purpose purpose) {
    return range.cut(drawn(context.random(), law, hazard_.stream, purpose, n));
  };
  const double stop = value(hazard_.stop_days, HazardRecord::stop_days_range, Purpose::outage_stop);
  const double recovery =
      value(hazard_.recovery_days, HazardRecord::recovery_days_range, Purpose::outage_recovery);
  const double lost =
      value(hazard_.capacity_lost, HazardRecord::capacity_lost_range, Purpose::outage_loss);
  const std::vector<OutageStep> course = outage_steps(0, stop, recovery, lost, hazard_.shape);
  const SimTime from = context.now() + network_.lookahead;
  const std::uint32_t row = free_row(target, from, rows);
  if (row == nobody) {
    ++rows.hazard.unfelt;
    return course.back().day;
  }
  rows.felt_until[row] = from + from_days(course.back().day);
  for (const OutageStep& step : course) {
    context.send(network_.outages[row].target, network_.lookahead + from_days(step.day),
                 OutageLevel(row, step.level, &step == &course.front()));
  }
  return course.back().day;
}

// Each blow that is still felt has a row of its own at the target, so that no level of one is taken
// for one of another.
std::uint32_t HazardActor::free_row(std::uint32_t target, SimTime from, HazardRows& rows) const {
  for (std::uint32_t tried = 0; tried < hazard_.slots; ++tried) {
    const std::uint32_t slot = rows.hazard.blow_of[target]++ % hazard_.slots;
    const std::uint32_t row = hazard_.targets[target] + slot;
    if (rows.felt_until[row] <= from) {
      return row;
    }
  }
  return nobody;
}

}  // namespace korus
