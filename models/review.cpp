// Plain policies: what a stock orders at a review, by its levels as they are written or by a plain
// forecast, each order counted until it has come.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/site.hpp"
#include "models/stock_policy.hpp"

namespace korus {
namespace {

// Deals whole units to the rows of a run by weight. What rounding takes from a row is carried to its
// next part, so that single units go round; the last row gets what the others leave.
void deal(std::int64_t quantity, Run rows, auto&& weight, auto&& carry_of, auto&& give) {
  double weights = 0;
  for (std::uint32_t i = rows.begin; i < rows.end; ++i) {
    weights += weight(i);
  }
  std::int64_t rest = quantity;
  for (std::uint32_t i = rows.begin; i < rows.end; ++i) {
    double& carry = carry_of(i);
    carry += static_cast<double>(quantity) *
             (weights > 0 ? weight(i) / weights : 1.0 / static_cast<double>(rows.size()));
    const std::int64_t part =
        i + 1 == rows.end ? rest : std::clamp<std::int64_t>(std::llround(carry), 0, rest);
    carry -= static_cast<double>(part);
    rest -= part;
    give(i, part);
  }
}

}  // namespace

// On hand and on order less what is owed and what is kept back: the inventory position.
std::int64_t SiteActor::position(std::size_t stock, const SiteState& state) const {
  const StockState& row = state.stocks[stock];
  return row.on_hand.value() + row.outstanding + row.credit - owed(stock, state) -
         reserved(stock, state);
}

bool SiteActor::is_due(std::size_t stock, const Context& context) const {
  const Stock& row = stock_row(stock);
  if (row.continuous || row.review_days == 1) {
    return !row.continuous;
  }
  const auto day = static_cast<std::int64_t>(to_days(context.now()));
  return (day - row.review_offset) % row.review_days == 0;
}

void SiteActor::review(std::size_t stock, SiteState& state, Context& context) const {
  const Stock& row = stock_row(stock);
  const PlainPolicy& policy = network_.plain_policies[row.plain];
  const bool steady = policy.steady_days > 0 && to_days(context.now()) < policy.steady_days;
  if (!row.continuous) {
    note_demand(row, policy, steady, state);
  }
  if (row.incoming.size() == 0 && !row.releases()) {
    return;
  }
  const std::int64_t emergency =
      steady || row.due == nobody ? 0 : order_emergency(stock, state, context);
  const std::int64_t order = steady ? nearest(row.flow * static_cast<double>(row.review_days))
                                    : wanted_order(stock, policy, context.now(), state);
  if (row.lines.size() > 0) {
    release(stock, std::max(order, std::int64_t{0}), state);
  } else if (order > 0) {
    order_plain(stock, order, state, context);
  } else if (order < 0 && policy.returns) {
    cancel_order(stock, -order, state, context);
  }
  note_review(stock, policy.returns ? order : emergency + std::max(order, std::int64_t{0}), state,
              context);
}

// The demand since the last review joins the forecast. A moving average starts from the first day's
// demand.
void SiteActor::note_demand(const Stock& row, const PlainPolicy& policy, bool steady,
                            SiteState& state) const {
  PlainState& plan = state.all.plain[row.plain];
  const auto demand = static_cast<double>(policy.forecasts_customers ? plan.customers : plan.seen);
  plan.seen = 0;
  plan.customers = 0;
  const std::uint64_t n = plan.reviews++;
  if (policy.forecast == ForecastKind::smoothing && !steady) {
    plan.forecast += policy.forecast_weight * (demand - plan.forecast);
  } else if (policy.forecast == ForecastKind::moving_average) {
    const auto window = std::span(state.all.windows).subspan(policy.window, policy.forecast_window);
    window[n % policy.forecast_window] = demand;
    plan.forecast = std::accumulate(window.begin(), window.end(), 0.0) /
                    static_cast<double>(policy.forecast_window);
  }
}

// Order-up-to level: as it is written, or what the forecast wants over lead time, review and cover.
double SiteActor::level_of(std::size_t stock, const SiteState& state) const {
  const Stock& row = stock_row(stock);
  if (row.plain == nobody) {
    return static_cast<double>(
        stock_levels(row, state.stocks[stock].forecast(), row.lead_days).order_up_to);
  }
  if (network_.plain_policies[row.plain].fixed_levels) {
    return static_cast<double>(row.order_up_to);
  }
  const double a_day = state.all.plain[row.plain].forecast / static_cast<double>(row.review_days);
  return a_day * level_days(row);
}

// [base units], negative where the position is above the level.
std::int64_t SiteActor::wanted_order(std::size_t stock, const PlainPolicy& policy, SimTime now,
                                     const SiteState& state) const {
  const Stock& row = stock_row(stock);
  const std::int64_t at = position(stock, state);
  switch (row.policy) {
    case StockPolicy::base_stock:
    case StockPolicy::guaranteed_service:
      return (policy.fixed_levels ? row.order_up_to : nearest(level_of(stock, state))) - at;
    case StockPolicy::s_S:
      return at <= row.reorder_point ? row.order_up_to - at : 0;
    case StockPolicy::r_Q: {
      const std::int64_t lacking = row.reorder_point - at;  // until it is above
      return lacking < 0 ? 0 : (lacking / policy.order_quantity + 1) * policy.order_quantity;
    }
    case StockPolicy::echelon:
      return row.order_up_to - state.all.plain[row.plain].echelon;
    case StockPolicy::anchor: {
      // Sterman 1989, eq. 6: O = max(0, L + a (S' - S - b SL)).
      const std::int64_t net =
          state.stocks[stock].on_hand.value() - owed(stock, state) - reserved(stock, state);
      const double gap =
          static_cast<double>(row.order_up_to - net) -
          policy.weight_on_order * static_cast<double>(state.stocks[stock].outstanding);
      return nearest(state.all.plain[row.plain].forecast + policy.adjust_stock * gap);
    }
    case StockPolicy::push: {
      const std::uint64_t n = state.all.plain[row.plain].reviews - 1;
      return policy.plan.empty() ? policy.order_quantity
                                 : (n < policy.plan.size() ? policy.plan[n] : 0);
    }
    case StockPolicy::mrp:
      return planned_order(stock, policy, now, state);
    case StockPolicy::unlimited:
      break;
  }
  return 0;
}

// By share.
void SiteActor::order_plain(std::size_t stock, std::int64_t quantity, SiteState& state,
                            Context& context) const {
  const Stock& row = stock_row(stock);
  state.all.plain[row.plain].echelon += quantity;
  if (row.regular.size() == 1) {
    return place_order(stock, row.regular.begin, quantity, state, context);
  }
  deal(
      quantity, row.regular, [&](std::uint32_t l) { return network_.links[l].share; },
      [&](std::uint32_t l) -> double& {
        return state.bought[l - site_.incoming.begin].order_carry;
      },
      [&](std::uint32_t l, std::int64_t part) { place_order(stock, l, part, state, context); });
}

// To the lines that make the product, by capacity; they start it as capacity and inputs let them.
void SiteActor::release(std::size_t stock, std::int64_t quantity, SiteState& state) const {
  const auto line = [&](std::uint32_t l) -> LineState& {
    return state.lines[l - site_.lines.begin];
  };
  deal(
      quantity, stock_row(stock).lines,
      [&](std::uint32_t l) {
        return network_.lines[l].at_once ? 1.0 : usable_capacity(l - site_.lines.begin, state);
      },
      [&](std::uint32_t l) -> double& { return line(l).release_carry; },
      [&](std::uint32_t l, std::int64_t part) { line(l).released += part; });
}

// From each supply for emergencies whose trigger is met, up to its level, and what that comes to: the
// dual-index policy (Veeraraghavan & Scheller-Wolf 2008), where the trigger lies one unit below the
// level. The regular order of the same review counts it as on order.
std::int64_t SiteActor::order_emergency(std::size_t stock, SiteState& state,
                                        Context& context) const {
  const Stock& row = stock_row(stock);
  std::int64_t ordered = 0;
  for (std::uint32_t l = row.regular.end; l < row.incoming.end; ++l) {
    const Link& link = network_.links[l];
    const SimTime until = context.now() + from_days(link.lead_days);
    const std::int64_t at = state.stocks[stock].on_hand.value() - owed(stock, state) -
                            reserved(stock, state) + due_before(stock, until, state, context);
    if (at <= link.emergency_point) {
      place_order(stock, l, link.emergency_up_to - at, state, context);
      ordered += link.emergency_up_to - at;
    }
  }
  if (row.plain != nobody) {
    state.all.plain[row.plain].echelon += ordered;
  }
  return ordered;
}

// Of the orders on their way. A regular order that is overdue is not counted on; one for an emergency
// is, lest every review order anew from a source that fails.
std::int64_t SiteActor::due_before(std::size_t stock, SimTime until, SiteState& state,
                                   Context& context) const {
  std::int64_t sum = 0;
  for (const DueOrder& order : state.all.due[stock_row(stock).due].rows()) {
    const bool counts = network_.links[order.link].emergency || order.due >= context.now();
    sum += counts && order.due <= until ? order.quantity : 0;
  }
  return sum;
}

// What has come or is lost was of the oldest orders by this link.
void SiteActor::no_longer_due(std::size_t stock, std::size_t link, std::int64_t quantity,
                              SiteState& state) const {
  Fifo<DueOrder>& orders = state.all.due[stock_row(stock).due];
  for (DueOrder& order : orders.rows()) {
    if (order.link == link) {
      const std::int64_t taken = std::min(order.quantity, quantity);
      order.quantity -= taken;
      quantity -= taken;
    }
  }
  orders.take_out([](const DueOrder& order) { return order.quantity == 0; });
}

// From the first supplier of the stock: what it is asked for later is less by so much.
void SiteActor::cancel_order(std::size_t stock, std::int64_t quantity, SiteState& state,
                             Context& context) const {
  const std::uint32_t l = stock_row(stock).incoming.begin;
  const Link& link = network_.links[l];
  const std::int64_t cancelled = std::min(quantity, Parcel::most);
  state.bought[l - site_.incoming.begin].outstanding -= cancelled;
  state.stocks[stock].outstanding -= cancelled;
  state.all.plain[stock_row(stock).plain].echelon -= cancelled;
  context.send(network_.site_actor(network_.stocks[link.supplier].site), link.order_delay,
               OrderCancelled(l, cancelled));
}

// What acts at once: lines with need and input, stocks that are reviewed whenever something has
// changed.
void SiteActor::react(SiteState& state, Context& context, std::size_t changed) const {
  act_at_once(state, context);
  take_note(state, context, changed);
}

void SiteActor::act_at_once(SiteState& state, Context& context) const {
  if (site_.reacts) {
    if (!state.lines.empty()) {
      start_all_at_once(state, context);
    }
    for (std::size_t i = 0; i < state.stocks.size(); ++i) {
      if (stock_row(i).continuous) {
        review(i, state, context);
      }
    }
  }
}

void SiteActor::take_note(SiteState& state, Context& context, std::size_t changed) const {
  if (site_.flows) {
    wait_for_turns(state, context);
  }
  if (!state.all.stock_meters.empty()) {
    measure(state, context);
  }
  if (network_.causes) {
    keep_causes(state, context, site_.reacts ? any_stock : changed);
  }
}

void SiteActor::note_review(std::size_t stock, std::int64_t order, SiteState& state,
                            Context& context) const {
  if (state.all.stock_meters.empty()) {
    return;
  }
  StockMeter& meter = state.all.stock_meters[site_.stocks.begin + stock];
  const auto units = static_cast<double>(order);
  ++meter.reviews;
  meter.orders += order > 0 ? 1 : 0;
  meter.ordered += units;
  meter.ordered_squared += units * units;
  if (order > meter.most_ordered) {
    meter.most_ordered = order;
    meter.most_ordered_day = to_days(context.now());
  }
}

void SiteActor::measure(SiteState& state, Context& context) const {
  for (std::size_t i = 0; i < state.stocks.size(); ++i) {
    StockMeter& meter = state.all.stock_meters[site_.stocks.begin + i];
    const StockState& stock = state.stocks[i];
    const std::int64_t owes = owed(i, state);
    meter.owed.set(context.now(), owes);
    meter.backlog.set(context.now(), stock.backlog);
    const auto before = static_cast<double>(meter.outstanding.value());
    meter.outstanding_squared += before * before * to_days(meter.outstanding.since(context.now()));
    meter.outstanding.set(context.now(), stock.outstanding);
    meter.least_net = std::min(meter.least_net, stock.on_hand.value() - owes);
    if (stock.made > 0 && meter.first_made_day < 0) {
      meter.first_made_day = to_days(context.now());
    }
    if (stock.on_hand.value() < meter.normal) {
      meter.below_normal_day = to_days(context.now());
    }
  }
  for (std::size_t m = 0; m < state.markets.size(); ++m) {
    MarketMeter& meter = state.all.market_meters[site_.markets.begin + m];
    const std::int64_t waiting = state.markets[m].backlog;
    if (waiting == 0 && meter.backlog.value() > 0) {
      meter.cleared_day = to_days(context.now());
    }
    meter.most_waiting = std::max(meter.most_waiting, waiting);
    meter.backlog.set(context.now(), waiting);
  }
}

}  // namespace korus
