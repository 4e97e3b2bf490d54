// Material requirements planning (Orlicky 1975): gross requirements of the coming periods, netted
// against what is there and on order, in lots, offset by the lead time. What is due for release now is
// what a review orders.
#include <algorithm>
#include <cmath>

#include "models/inventory_theory/lot_sizing.hpp"
#include "models/site.hpp"

namespace korus {

// Of a line whose product is made by release: whole lots not yet started, rounded up.
std::int64_t SiteActor::lots_released(std::size_t line, const SiteState& state) const {
  const std::int64_t released = state.lines[line].released;
  return released <= 0 ? 0 : (released - 1) / line_row(line).lot_size + 1;
}

// The next review's order can serve nothing before a period and the lead time have passed: all that is
// required until then and lacking falls to this one. Later periods count where a lot covers several.
std::int64_t SiteActor::planned_order(std::size_t stock, const PlainPolicy& policy, SimTime now,
                                      const SiteState& state) const {
  constexpr double a_moment = 1e-9;  // [d], below which times are one
  const Stock& row = stock_row(stock);
  const auto known = std::span(network_.requirements)
                         .subspan(policy.requirements.begin, policy.requirements.size());
  const auto required_until = [&](double day) {
    const auto after = std::ranges::upper_bound(known, day, {}, &Requirement::day);
    return after == known.begin() ? 0.0 : (after - 1)->units;
  };
  double there = static_cast<double>(position(stock, state));
  double yield = row.lines.size() > 0 ? 0 : 1;
  for (std::uint32_t l = row.lines.begin; l < row.lines.end; ++l) {
    const LineState& line = state.lines[l - site_.lines.begin];
    there += static_cast<double>(line.in_process() - line.scrap_due + line.released) *
             network_.lines[l].mean_yield;
    yield += network_.lines[l].mean_yield / static_cast<double>(row.lines.size());
  }
  const double today = to_days(now);
  const auto period = static_cast<double>(row.review_days);
  const auto periods = static_cast<std::size_t>(std::ceil(policy.horizon_days / period));
  std::vector<double> net;
  double before = 0;
  for (std::size_t k = 0; k < std::max(periods, policy.lot_periods); ++k) {
    const double until = today + row.lead_days + static_cast<double>(k + 1) * period - a_moment;
    const double gross = required_until(until) - required_until(today + a_moment);
    const double lacking = std::ceil(static_cast<double>(row.reorder_point) + gross - there - 1e-6);
    net.push_back(std::max(lacking - before, 0.0));
    before = std::max(lacking, before);
  }
  double good = net[0];
  if (net[0] > 0) {
    const auto lot = static_cast<double>(policy.order_quantity);
    switch (policy.lot_rule) {
      case LotRule::lot_for_lot:
        break;
      case LotRule::fixed:
        good = std::ceil(net[0] / lot) * lot;
        break;
      case LotRule::periods:
        for (std::size_t k = 1; k < policy.lot_periods; ++k) {
          good += net[k];
        }
        break;
      case LotRule::least_cost:
        good = best_lot_plan(net, row.costs.order, row.costs.holding * period).orders[0];
        break;
    }
  }
  return static_cast<std::int64_t>(std::ceil(good / yield - 1e-6));
}

}  // namespace korus
