#include "models/site.hpp"

#include <algorithm>
#include <cmath>

#include "engine/distributions.hpp"

namespace korus {

// Goods, orders and days are nearly all of a run's events: all that these three call is compiled
// into them, which takes an eighth off an event.
[[gnu::flatten]] void SiteActor::on(const Delivery& message, SiteState& state,
                                    Context& context) const {
  const std::size_t link = message.index() - site_.incoming.begin;
  const std::size_t stock = network_.links[message.index()].buyer - site_.stocks.begin;
  const std::int64_t quantity = message.quantity();
  state.bought[link].outstanding -= quantity;
  state.bought[link].received += quantity;
  state.stocks[stock].outstanding -= quantity;
  state.stocks[stock].received += quantity;
  if (stock_row(stock).due != nobody) {
    no_longer_due(stock, message.index(), quantity, state);
  }
  add_to_shelf(stock, quantity, state, context);
  // Goods that come change no inventory position: most sites have nothing to do at once.
  if (site_.acts_on_goods) {
    act_at_once(state, context);
  }
  take_note(state, context, stock);
}

void SiteActor::on(const GoodsLost& message, SiteState& state, Context& context) const {
  const std::size_t link = message.index() - site_.incoming.begin;
  const std::size_t stock = network_.links[message.index()].buyer - site_.stocks.begin;
  state.bought[link].outstanding -= message.quantity();
  state.bought[link].lost += message.quantity();
  state.stocks[stock].outstanding -= message.quantity();
  if (stock_row(stock).due != nobody) {
    no_longer_due(stock, message.index(), message.quantity(), state);
  }
  react(state, context);
}

void SiteActor::on(const GoodsExpire& message, SiteState& state, Context& context) const {
  const std::size_t stock = message.index - site_.stocks.begin;
  discard_expired(stock, state, context);
  react(state, context);
}

// Whole units come out good; the fraction is carried to the next finish, so that yields add up over
// time.
void SiteActor::on(const LotFinished& message, SiteState& state, Context& context) const {
  const std::size_t index = message.index() - site_.lines.begin;
  LineState& line = state.lines[index];
  const Line& row = line_row(index);
  const std::int64_t finished = message.quantity();
  line.finished += finished;
  const std::int64_t spoiled = std::min(line.scrap_due, finished);
  line.scrap_due -= spoiled;
  const double u = draw(context.random(), row.stream, Purpose::yield, line.finishes++);
  const double yield =
      std::min(1.0, line.yield_factor * ProcessRecord::yield_range.cut(row.yield.quantile(u)));
  const double exact = static_cast<double>(finished - spoiled) * yield + line.yield_carry;
  const auto good = std::min(static_cast<std::int64_t>(exact), finished - spoiled);
  line.yield_carry = std::min(exact - static_cast<double>(good), 1.0);
  line.good += good;
  const std::size_t stock = row.stock - site_.stocks.begin;
  state.stocks[stock].made += good;
  add_to_shelf(stock, good, state, context);
  react(state, context, stock);
}

// An order that is promised for later waits until it falls due.
[[gnu::flatten]] void SiteActor::on(const Order& message, SiteState& state,
                                    Context& context) const {
  const Link& link = network_.links[message.index()];
  const std::size_t stock = link.supplier - site_.stocks.begin;
  note_order(stock, state.sold[link.outgoing - site_.outgoing.begin], message.quantity(), state,
             context);
  if (const Duration service = stock_row(stock).service; service.count() > 0) {
    state.stocks[stock].promised += message.quantity();
    context.send(context.self(), service, OrderFallsDue(message.index(), message.quantity()));
  } else {
    take_order(message.index(), message.quantity(), state, context);
  }
  react(state, context, stock);
  if (network_.causes) {
    tell_buyer(link.outgoing, state, context);
  }
}

void SiteActor::on(const OrderFallsDue& message, SiteState& state, Context& context) const {
  const std::size_t stock = network_.links[message.index()].supplier - site_.stocks.begin;
  state.stocks[stock].promised -= message.quantity();
  take_order(message.index(), message.quantity(), state, context);
  react(state, context, stock);
  if (network_.causes) {
    tell_buyer(network_.links[message.index()].outgoing, state, context);
  }
}

void SiteActor::take_order(std::size_t index, std::int64_t ordered, SiteState& state,
                           Context& context) const {
  const Link& link = network_.links[index];
  const std::size_t stock = link.supplier - site_.stocks.begin;
  SupplierLinkState& sold = state.sold[link.outgoing - site_.outgoing.begin];
  const std::int64_t cancelled = std::min(sold.credit, ordered);
  const std::int64_t quantity = ordered - cancelled;
  sold.credit -= cancelled;
  state.stocks[stock].credit -= cancelled;
  const bool alone = state.stocks[stock].backlog == 0;
  sold.backlog += quantity;
  state.stocks[stock].backlog += quantity;
  if (stock_row(stock).book != nobody) {
    book(stock, link.outgoing, quantity, state);
  }
  if (alone) {
    // Nobody else is owed anything, as on most days: the other buyers, of which a hub has thousands,
    // need no look.
    fill_order(stock, link.outgoing, state, context);
  } else {
    fill_backlog(stock, state, context);
  }
}

// What is not yet shipped is no longer wanted; the rest is set against the orders that follow.
void SiteActor::on(const OrderCancelled& message, SiteState& state, Context& context) const {
  const Link& link = network_.links[message.index()];
  const std::size_t stock = link.supplier - site_.stocks.begin;
  SupplierLinkState& sold = state.sold[link.outgoing - site_.outgoing.begin];
  const std::int64_t unshipped = std::min(sold.backlog, message.quantity());
  const std::int64_t rest = message.quantity() - unshipped;
  sold.backlog -= unshipped;
  state.stocks[stock].backlog -= unshipped;
  sold.credit += rest;
  state.stocks[stock].credit += rest;
  if (stock_row(stock).book != nobody) {
    unbook(stock, link.outgoing, unshipped, state);
  }
  note_order(stock, sold, -message.quantity(), state, context);
  react(state, context, stock);
  if (network_.causes) {
    tell_buyer(link.outgoing, state, context);
  }
}

void SiteActor::on(const CustomersWant& message, SiteState& state, Context& context) const {
  const std::size_t stock = network_.links[message.index()].supplier - site_.stocks.begin;
  note_customers(stock, message.quantity(), state, context);
  react(state, context);
}

void SiteActor::on(const CapacityNotice& message, SiteState& state, Context&) const {
  const Link& link = network_.links[message.index()];
  BuyerLinkState& bought = state.bought[message.index() - site_.incoming.begin];
  bought.weight =
      link.emergency ? 0 : link.share * static_cast<double>(message.quantity()) / millionths;
  bought.working_weight = bought.weight > 0 ? bought.weight : bought.working_weight;
}

void SiteActor::on(const CustomerArrives& message, SiteState& state, Context& context) const {
  const std::size_t market = message.index - site_.markets.begin;
  serve_customer(market, state, context);
  react(state, context);
}

[[gnu::flatten]] void SiteActor::on(const DayBegun& message, SiteState& state,
                                    Context& context) const {
  for (std::size_t i = 0; i < state.markets.size(); ++i) {
    if (market_row(i).arrivals == Market::Arrivals::daily) {
      serve_market(i, state, context);
    }
  }
  for (std::size_t i = 0; site_.has_reserves && i < state.stocks.size(); ++i) {
    if (stock_row(i).reserve != nobody) {
      tend_reserve(i, state, context);
    }
  }
  for (std::size_t i = 0; i < state.lines.size(); ++i) {
    update_capacity(i, state, context);
  }
  // What is made by release comes first, so that its parts count what has been released.
  for (const std::uint32_t stock : site_.releasing) {
    if (is_due(stock - site_.stocks.begin, context)) {
      review(stock - site_.stocks.begin, state, context);
    }
  }
  for (std::size_t i = 0; i < state.stocks.size(); ++i) {
    const bool released =
        !site_.releasing.empty() && stock_row(i).releases() && stock_row(i).lines.size() > 0;
    if (stock_row(i).plain == nobody) {
      update_forecast(i, state, context);
      reorder(i, state, context);
    } else if (!released && is_due(i, context)) {
      review(i, state, context);
    }
  }
  for (std::size_t i = 0; i < state.lines.size(); ++i) {
    if (!line_row(i).at_once) {
      start_lots(i, state, context);
    }
  }
  for (std::size_t i = 0; i < state.stocks.size() && network_.causes; ++i) {
    if (stock_row(i).lines.size() > 0) {
      tell_line_causes(i, state, context);
    }
  }
  react(state, context);
  context.send(context.self(), one_day, message);
}

void SiteActor::on(const CapacityAdded& message, SiteState& state, Context& context) const {
  const std::size_t line = message.index() - site_.lines.begin;
  state.lines[line].added_per_year += message.quantity();
  update_capacity(line, state, context);
}

void SiteActor::on(const Productivity& message, SiteState& state, Context& context) const {
  LineState& line = state.lines[message.line - site_.lines.begin];
  const double factor = static_cast<double>(message.factor) / millionths;
  switch (static_cast<Effect>(message.effect)) {
    case Effect::yield:
      line.yield_factor = factor;
      update_capacity(message.line - site_.lines.begin, state, context);
      break;
    case Effect::cycle_time:
      line.cycle_factor = 1.0 / factor;
      break;
    case Effect::capacity:
      line.capacity_factor = factor;
      update_capacity(message.line - site_.lines.begin, state, context);
      break;
  }
}

void SiteActor::on(const DemandAdded& message, SiteState& state, Context&) const {
  state.markets[message.index() - site_.markets.begin].added_per_day +=
      static_cast<double>(message.quantity()) / thousandths;
}

void SiteActor::on(const DemandEnded& message, SiteState& state, Context&) const {
  state.markets[message.index() - site_.markets.begin].added_per_day -=
      static_cast<double>(message.quantity()) / thousandths;
}

// The first level of an outage spoils its share of the work in process.
void SiteActor::on(const OutageLevel& message, SiteState& state, Context& context) const {
  const auto levels =
      std::span(state.all.outage_levels).subspan(site_.outages.begin, site_.outages.size());
  const auto felt_here = [&] {
    return std::ranges::any_of(levels, [](double l) { return l < 1; });
  };
  const Outage& row = network_.outages[message.index()];
  const bool begins = begins_strike(row, message, state.all.outage_begun[message.index()]);
  const bool was_felt = felt_here();
  levels[message.index() - site_.outages.begin] =
      static_cast<double>(message.quantity()) / millionths;
  state.availability = outages_left(nobody, state);
  const bool is_felt = felt_here();
  for (std::size_t w = 0; w < site_.watched_by.size() && was_felt != is_felt; ++w) {
    const std::uint32_t stock = site_.watched_by[w];
    context.send(network_.site_actor(network_.stocks[stock].site), network_.lookahead,
                 OutageFelt(stock, was_felt ? 0 : 1));
  }
  if (!state.all.site_meters.empty()) {
    SiteMeter& meter = state.all.site_meters[site_.index];
    const bool felt = state.availability < 1.0;
    meter.spells += felt && meter.disturbed.value() == 0 ? 1 : 0;
    meter.disturbed.set(context.now(), felt ? 1 : 0);
    meter.availability.set(context.now(), std::llround(state.availability * millionths));
  }
  if (begins && row.scrap > 0) {
    for (std::size_t l = 0; l < state.lines.size(); ++l) {
      LineState& line = state.lines[l];
      const std::int64_t sound = line.in_process() - line.scrap_due;
      const bool hit = row.stock == nobody || row.stock == line_row(l).stock;
      line.scrap_due += hit ? static_cast<std::int64_t>(row.scrap * static_cast<double>(sound)) : 0;
    }
  }
  for (std::size_t i = 0; i < state.stocks.size() && state.availability > 0; ++i) {
    if (stock_row(i).unlimited()) {
      fill_backlog(i, state, context);
    }
  }
  for (std::uint32_t s = site_.stations.begin; s < site_.stations.end; ++s) {
    context.send(context.self(), Duration{0}, WorkStarts{s});
  }
  react(state, context);
}

}  // namespace korus
