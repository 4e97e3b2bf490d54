// The day of a site: markets are served, capacities and forecasts brought up to date, stocks
// reviewed, lots started.
#include <algorithm>
#include <cmath>

#include "engine/distributions.hpp"
#include "models/demand_path.hpp"
#include "models/site.hpp"
#include "models/stock_policy.hpp"

namespace korus {

void SiteActor::update_capacity(std::size_t index, SiteState& state, Context& context) const {
  const Line& row = line_row(index);
  LineState& line = state.lines[index];
  const double built =
      row.nameplate.at(to_days(context.now())) + static_cast<double>(line.added_per_year);
  line.nameplate = static_cast<std::int64_t>(built * line.capacity_factor);
  if (const std::int64_t rate = good_rate(row, line); rate != line.good_rate.value()) {
    line.good_rate.set(context.now(), rate);
  }
  tell_buyers(index, state, context);
}

// Buyers hear of a capacity that moved by a twentieth of what they know, and of a plant that starts
// or stops.
void SiteActor::tell_buyers(std::size_t index, SiteState& state, Context& context) const {
  const Line& row = line_row(index);
  LineState& line = state.lines[index];
  if (row.reference_per_year <= 0) {
    return;
  }
  const double level = static_cast<double>(line.nameplate) *
                       works(row.stock - site_.stocks.begin, state) / row.reference_per_year;
  const double gap = std::fabs(level - line.noticed);
  if (gap <= 0.05 * line.noticed && (level > 0) == (line.noticed > 0)) {
    return;
  }
  line.noticed = level;
  const Run buyers = stock_row(row.stock - site_.stocks.begin).outgoing;
  for (std::uint32_t out = buyers.begin; out < buyers.end; ++out) {
    const std::size_t link = network_.outgoing[out];
    const std::size_t buyer = network_.stocks[network_.links[link].buyer].site;
    const double sum = supply_level(row.stock, state);
    context.send(network_.site_actor(buyer), network_.lookahead,
                 CapacityNotice(link, static_cast<std::int64_t>(sum * millionths)));
  }
}

// Over all lines that fill a stock: capacity over reference.
double SiteActor::supply_level(std::uint32_t stock, const SiteState& state) const {
  const Run lines = network_.stocks[stock].lines;
  double capacity = 0;
  double reference = 0;
  for (std::uint32_t l = lines.begin; l < lines.end; ++l) {
    const LineState& line = state.lines[l - site_.lines.begin];
    capacity += static_cast<double>(line.nameplate) * works(stock - site_.stocks.begin, state);
    reference += network_.lines[l].reference_per_year;
  }
  return reference > 0 ? capacity / reference : 0;
}

// An order is demand of all the days since the one before: judged by the day alone, a weekly order
// would look like a feast and six days of famine, and every step up the chain would pass the swing
// on.
void SiteActor::note_order(std::size_t stock, SupplierLinkState& sold, std::int64_t quantity,
                           SiteState& state, Context& context) const {
  if (stock_row(stock).plain != nobody) {
    state.all.plain[stock_row(stock).plain].seen += quantity;
    return;
  }
  const double today = to_days(context.now());
  const double gap = std::max(today - sold.last_order_day, to_days(network_.lookahead));
  const double weight = std::min(1.0, gap / network_.settings.forecast_days);
  const double change = weight * (static_cast<double>(quantity) / gap - sold.rate);
  sold.rate += change;
  sold.last_order_day = today;
  state.stocks[stock].ordered += change;
}

// What customers want, smoothed day by day, what buyers order, and what the lines here are about to
// use: planned from the forecast of what they make, not smoothed again, so that a chain's forecasts
// do not lag by one time constant more at every step.
void SiteActor::update_forecast(std::size_t index, SiteState& state, Context& context) const {
  constexpr double silence_days = 60;  // a buyer silent for longer is no longer counted on
  StockState& stock = state.stocks[index];
  const double weight = 1.0 / network_.settings.forecast_days;
  stock.customers += weight * (static_cast<double>(stock.wanted_today) - stock.customers);
  stock.wanted_today = 0;
  const Run buyers = stock_row(index).outgoing;
  stock.ordered = 0;
  for (std::uint32_t out = buyers.begin; out < buyers.end; ++out) {
    SupplierLinkState& sold = state.sold[out - site_.outgoing.begin];
    if (to_days(context.now()) - sold.last_order_day > silence_days) {
      sold.rate -= weight * sold.rate;
    }
    stock.ordered += sold.rate;
  }
  stock.planned = 0;
  for (std::size_t l = 0; l < state.lines.size(); ++l) {
    for (const Need& need : line_row(l).needs) {
      if (need.stock == site_.stocks.begin + index) {
        stock.planned += planned_starts(l, state) * static_cast<double>(need.per_lot) /
                         static_cast<double>(line_row(l).lot_size);
      }
    }
  }
}

// Units a day the line would start: its part of the stock's forecast and of working off what is
// owed within the time that the stock's level covers, within its capacity.
double SiteActor::planned_starts(std::size_t index, const SiteState& state) const {
  const Line& row = line_row(index);
  const double all = all_capacity(row.stock, state);
  if (all <= 0) {
    return 0;
  }
  const double own = usable_capacity(index, state);
  const std::size_t stock = row.stock - site_.stocks.begin;
  if (stock_row(stock).policy == StockPolicy::push) {
    const double planned = network_.plain_policies[stock_row(stock).plain].planned_per_day;
    return std::min(own, planned * (own / all));
  }
  const double arrears =
      static_cast<double>(std::max(owed(stock, state) - available(stock, state), std::int64_t{0}));
  const double rate = state.stocks[stock].forecast() + arrears / level_days(stock_row(stock));
  return std::min(own, rate * (own / all) / row.mean_yield);
}

// Of all lines that fill a stock.
double SiteActor::all_capacity(std::uint32_t stock, const SiteState& state) const {
  const Run lines = network_.stocks[stock].lines;
  double all = 0;
  for (std::uint32_t l = lines.begin; l < lines.end; ++l) {
    all += usable_capacity(l - site_.lines.begin, state);
  }
  return all;
}

double SiteActor::usable_capacity(std::size_t index, const SiteState& state) const {
  const LineState& line = state.lines[index];
  return static_cast<double>(line.nameplate) / days_a_year * line_row(index).usable *
         works(line_row(index).stock - site_.stocks.begin, state);
}

// Share of the capacity for this stock that outages of the site and of its one product leave.
double SiteActor::works(std::size_t stock, const SiteState& state) const {
  return site_.stops_products
             ? state.availability *
                   outages_left(site_.stocks.begin + static_cast<std::uint32_t>(stock), state)
             : state.availability;
}

// Outages that overlap multiply; those of one stock, or with nobody those of the whole site.
double SiteActor::outages_left(std::uint32_t stock, const SiteState& state) const {
  double left = 1.0;
  for (std::uint32_t o = site_.outages.begin; o < site_.outages.end; ++o) {
    left *= network_.outages[o].stock == stock ? state.all.outage_levels[o] : 1.0;
  }
  return left;
}

// Inventory position = on hand + on order (but for what is overdue) - owed. base_stock: up to the
// level at each review; s_S: only once at or below s.
void SiteActor::reorder(std::size_t index, SiteState& state, Context& context) const {
  const Stock& row = stock_row(index);
  const auto day = static_cast<std::int64_t>(to_days(context.now()));
  if (row.incoming.size() == 0 || (day - row.review_offset) % row.review_days != 0) {
    return;
  }
  const StockState& stock = state.stocks[index];
  const std::int64_t before = stock.outstanding;
  order_emergency(index, state, context);
  fade_orders(index, state);
  const std::int64_t position = stock.on_hand.value() + credible_orders(index, state) -
                                owed(index, state) - reserved(index, state);
  const StockLevels levels = stock_levels(row, stock.forecast(), lead_days(index, state));
  if (position <= levels.reorder_point && position < levels.order_up_to) {
    order_by_share(index, levels.order_up_to - position, levels.order_up_to, state, context);
  }
  note_review(index, stock.outstanding - before, state, context);
}

// Mean days from order to goods, over the suppliers by their weights of today.
double SiteActor::lead_days(std::size_t index, const SiteState& state) const {
  const Stock& row = stock_row(index);
  double days = 0;
  double weights = 0;
  for (std::uint32_t link = row.incoming.begin; link < row.incoming.end; ++link) {
    const double weight = state.bought[link - site_.incoming.begin].weight;
    days += weight * network_.links[link].lead_days;
    weights += weight;
  }
  return weights > 0 ? days / weights : row.lead_days;
}

// A supplier that does not deliver is not waited for without end: what it was asked for fades from
// the position, review by review.
void SiteActor::fade_orders(std::size_t index, SiteState& state) const {
  const Stock& row = stock_row(index);
  for (std::uint32_t link = row.incoming.begin; link < row.incoming.end; ++link) {
    const double patience = patience_days(row, network_.links[link]);
    state.bought[link - site_.incoming.begin].recent *=
        std::max(0.0, 1.0 - static_cast<double>(row.review_days) / patience);
  }
}

std::int64_t SiteActor::credible_orders(std::size_t index, const SiteState& state) const {
  const Stock& row = stock_row(index);
  std::int64_t sum = 0;
  for (std::uint32_t link = row.incoming.begin; link < row.incoming.end; ++link) {
    const BuyerLinkState& bought = state.bought[link - site_.incoming.begin];
    sum += std::min(bought.outstanding, static_cast<std::int64_t>(std::ceil(bought.recent)));
  }
  return sum;
}

// By weight, but never more on order with one supplier than its part of `patience_days` of demand;
// what it has no room for goes to the others by their weights, and is not ordered where none has
// room. Where all have stopped the orders go on by the weights they had: what they still have on the
// shelf comes, and who waits is in the line.
void SiteActor::order_by_share(std::size_t index, std::int64_t quantity, std::int64_t level,
                               SiteState& state, Context& context) const {
  const Stock& row = stock_row(index);
  const auto bought = [&](std::uint32_t link) -> const BuyerLinkState& {
    return state.bought[link - site_.incoming.begin];
  };
  const auto sum = [&](double BuyerLinkState::* member) {
    double all = 0;
    for (std::uint32_t link = row.incoming.begin; link < row.incoming.end; ++link) {
      all += bought(link).*member;
    }
    return all;
  };
  const auto member =
      sum(&BuyerLinkState::weight) > 0 ? &BuyerLinkState::weight : &BuyerLinkState::working_weight;
  const double all = sum(member);
  const auto weight = [&](std::uint32_t link) { return bought(link).*member; };
  const auto room = [&](std::uint32_t link) {
    const double days = patience_days(row, network_.links[link]);
    const double most = std::max(state.stocks[index].forecast() * days, static_cast<double>(level));
    const auto limit = static_cast<std::int64_t>(std::ceil(most * (weight(link) / all)));
    return std::max(limit - bought(link).outstanding, std::int64_t{0});
  };
  for (std::int64_t rest = all > 0 ? quantity : 0; rest > 0;) {
    double open = 0;  // weight of those with room
    std::uint32_t widest = row.incoming.begin;
    for (std::uint32_t link = row.incoming.begin; link < row.incoming.end; ++link) {
      open += room(link) > 0 ? weight(link) : 0;
      widest = room(link) > room(widest) ? link : widest;
    }
    if (open <= 0) {
      return;
    }
    const std::int64_t before = rest;
    const auto wanted = static_cast<double>(rest);
    for (std::uint32_t link = row.incoming.begin; link < row.incoming.end; ++link) {
      const auto part = static_cast<std::int64_t>(wanted * (weight(link) / open));
      const std::int64_t ordered = std::min({part, room(link), rest});
      rest -= ordered;
      place_order(index, link, ordered, state, context);
    }
    if (rest == before ||
        rest < static_cast<std::int64_t>(row.incoming.size())) {  // the odd units of rounding down
      const std::int64_t odd = std::min(rest, room(widest));
      place_order(index, widest, odd, state, context);
      return;
    }
  }
}

void SiteActor::place_order(std::size_t index, std::uint32_t link, std::int64_t quantity,
                            SiteState& state, Context& context) const {
  const std::int64_t ordered = std::min(quantity, Parcel::most);
  if (ordered <= 0) {
    return;
  }
  BuyerLinkState& bought = state.bought[link - site_.incoming.begin];
  bought.outstanding += ordered;
  bought.recent += static_cast<double>(ordered);
  state.stocks[index].outstanding += ordered;
  if (stock_row(index).due != nobody) {
    const SimTime due = context.now() + from_days(network_.links[link].lead_days);
    state.all.due[stock_row(index).due].push_back({.due = due, .quantity = ordered, .link = link});
  }
  const std::size_t supplier = network_.stocks[network_.links[link].supplier].site;
  context.send(network_.site_actor(supplier), network_.links[link].order_delay,
               Order(link, ordered));
}

// To buyers, to customers that wait, and to lots here that lack it.
std::int64_t SiteActor::owed(std::size_t stock, const SiteState& state) const {
  std::int64_t sum = state.stocks[stock].backlog + state.stocks[stock].promised;
  const Run markets = stock_row(stock).markets;
  for (std::uint32_t m = markets.begin; m < markets.end; ++m) {
    sum += state.markets[m - site_.markets.begin].backlog;
  }
  if (!state.lines.empty() && (site_.reacts || !site_.releasing.empty())) {
    sum += owed_to_lots(stock, state);
  }
  return sum;
}

// Lots that are wanted or released and lack it.
std::int64_t SiteActor::owed_to_lots(std::size_t stock, const SiteState& state) const {
  std::int64_t sum = 0;
  for (std::size_t l = 0; l < state.lines.size(); ++l) {
    const bool releases = stock_row(line_row(l).stock - site_.stocks.begin).releases();
    const std::int64_t lots = releases ? lots_released(l, state) : state.lines[l].pending;
    for (const Need& need : line_row(l).needs) {
      sum += need.stock == site_.stocks.begin + stock ? lots * need.per_lot : 0;
    }
  }
  return sum;
}

}  // namespace korus
