// A line's lots: how many are started, and with what.
#include <algorithm>
#include <cmath>

#include "engine/distributions.hpp"
#include "models/site.hpp"
#include "models/stock_policy.hpp"

namespace korus {

// Whole lots: as many as the stock needs, the capacity allows and the inputs on hand feed.
void SiteActor::start_lots(std::size_t index, SiteState& state, Context& context) const {
  const Line& row = line_row(index);
  LineState& line = state.lines[index];
  const auto day = static_cast<std::int64_t>(to_days(context.now()));
  const double capacity = usable_capacity(index, state);
  if (capacity <= 0) {
    return;
  }
  const auto lot = static_cast<double>(row.lot_size);
  // Unused capacity is lost, but for the days off and the rest of a lot.
  const double most = lot + capacity * static_cast<double>(8 - row.working_days);
  line.credit = std::min(line.credit + capacity, most);
  if ((day + network_.first_weekday) % 7 >= row.working_days) {
    return;
  }
  std::int64_t lots =
      std::min(static_cast<std::int64_t>(line.credit / lot), lots_wanted(index, state));
  for (const Need& need : row.needs) {
    lots = std::min(lots, available(need.stock - site_.stocks.begin, state) / need.per_lot);
  }
  lots = std::min(lots, Parcel::most / row.lot_size);
  if (lots > 0) {
    line.credit -= static_cast<double>(lots) * lot;
    take_inputs(row, lots, state, context);
    begin_lots(index, lots * row.lot_size, state, context);
  }
}

// What one line lacks is wanted of the next, so that it is gone through until nothing changes:
// after as many rounds as recipes lie one above the other.
void SiteActor::start_all_at_once(SiteState& state, Context& context) const {
  bool changed = true;
  for (std::size_t round = 0; changed && round <= state.lines.size(); ++round) {
    changed = false;
    for (std::size_t l = 0; l < state.lines.size(); ++l) {
      changed = (line_row(l).at_once && start_at_once(l, state, context)) || changed;
    }
  }
}

// Lot by lot, each with a cycle time of its own. Whether anything has changed.
bool SiteActor::start_at_once(std::size_t index, SiteState& state, Context& context) const {
  const Line& row = line_row(index);
  if (works(row.stock - site_.stocks.begin, state) <= 0) {
    return false;
  }
  const std::int64_t wanted = lots_wanted(index, state);
  std::int64_t lots = wanted;
  for (const Need& need : row.needs) {
    lots = std::min(lots, available(need.stock - site_.stocks.begin, state) / need.per_lot);
  }
  const bool changed = lots > 0 || state.lines[index].pending != wanted - lots;
  state.lines[index].pending = wanted - lots;
  for (; lots > 0; --lots) {
    take_inputs(row, 1, state, context);
    begin_lots(index, row.lot_size, state, context);
  }
  return changed;
}

// What has been released to the line, or its part of what the stock lacks to its level, counting good
// units in process; in whole lots, rounded up.
std::int64_t SiteActor::lots_wanted(std::size_t index, const SiteState& state) const {
  const Line& row = line_row(index);
  const std::size_t stock = row.stock - site_.stocks.begin;
  if (stock_row(stock).releases()) {
    return lots_released(index, state);
  }
  const double position = made_position(stock, state);
  const double level = level_of(stock, state);
  const double capacity = all_capacity(row.stock, state);
  const double part = row.at_once    ? 1.0 / stock_row(stock).lines.size()
                      : capacity > 0 ? usable_capacity(index, state) / capacity
                                     : 0;
  const double units = (level - position) / row.mean_yield * part;
  return units <= 0
             ? 0
             : static_cast<std::int64_t>(std::ceil(units / static_cast<double>(row.lot_size)));
}

// On hand less owed and what is kept in reserve, with the good units in process.
double SiteActor::made_position(std::size_t stock, const SiteState& state) const {
  double position = static_cast<double>(state.stocks[stock].on_hand.value() - owed(stock, state) -
                                        reserved(stock, state));
  const Run lines = stock_row(stock).lines;
  for (std::uint32_t l = lines.begin; l < lines.end; ++l) {
    const LineState& line = state.lines[l - site_.lines.begin];
    position +=
        static_cast<double>(line.in_process() - line.scrap_due) * network_.lines[l].mean_yield;
  }
  return position;
}

void SiteActor::take_inputs(const Line& row, std::int64_t lots, SiteState& state,
                            Context& context) const {
  for (const Need& need : row.needs) {
    const std::size_t stock = need.stock - site_.stocks.begin;
    state.stocks[stock].consumed += lots * need.per_lot;
    take_from_shelf(stock, lots * need.per_lot, state, context);
  }
}

void SiteActor::begin_lots(std::size_t index, std::int64_t units, SiteState& state,
                           Context& context) const {
  const Line& row = line_row(index);
  LineState& line = state.lines[index];
  line.started += units;
  line.released -= stock_row(row.stock - site_.stocks.begin).releases() ? units : 0;
  if (row.job != nobody) {
    return context.send(context.self(), Duration{0},
                        LotsReleased(site_.lines.begin + index, units));
  }
  const double u = draw(context.random(), row.stream, Purpose::cycle_time, line.starts++);
  const double days = ProcessRecord::cycle_days_range.cut(row.cycle_days.quantile(u));
  context.send(context.self(), from_days(line.cycle_factor * days),
               LotFinished(site_.lines.begin + index, units));
}

}  // namespace korus
