#include "models/site.hpp"

#include <algorithm>

#include "engine/distributions.hpp"

namespace korus {

std::int64_t proportion(std::int64_t total, std::int64_t part, std::int64_t whole) {
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(total, part, &product)) {
    return product / whole;  // a 128-bit division costs ten times as much
  }
  __extension__ using Wide = __int128;
  return static_cast<std::int64_t>(static_cast<Wide>(total) * part / whole);
}

void SiteActor::on(const Delivery& message, SiteState& state, Context& context) const {
  const std::size_t link = message.index() - site_.incoming.begin;
  const std::size_t stock = network_.links[message.index()].buyer - site_.stocks.begin;
  const std::int64_t quantity = message.quantity();
  state.bought[link].outstanding -= quantity;
  state.bought[link].received += quantity;
  state.stocks[stock].outstanding -= quantity;
  state.stocks[stock].received += quantity;
  add_to_shelf(stock, quantity, state, context);
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
}

void SiteActor::on(const Order& message, SiteState& state, Context& context) const {
  const Link& link = network_.links[message.index()];
  const std::size_t stock = link.supplier - site_.stocks.begin;
  SupplierLinkState& sold = state.sold[link.outgoing - site_.outgoing.begin];
  const bool alone = state.stocks[stock].backlog == 0;
  sold.backlog += message.quantity();
  state.stocks[stock].backlog += message.quantity();
  note_order(stock, sold, message.quantity(), state, context);
  if (!alone) {
    return fill_backlog(stock, state, context);
  }
  // Nobody else is owed anything, as on most days: the other buyers, of which a hub has thousands,
  // need no look.
  const std::int64_t goods = std::min(message.quantity(), state.stocks[stock].on_hand.value());
  if (goods > 0) {
    ship(link.outgoing, goods, state, context);
  }
}

void SiteActor::on(const CapacityNotice& message, SiteState& state, Context&) const {
  const Link& link = network_.links[message.index()];
  state.bought[message.index() - site_.incoming.begin].weight =
      link.share * static_cast<double>(message.quantity()) / millionths;
}

void SiteActor::on(const DayBegun& message, SiteState& state, Context& context) const {
  for (std::size_t i = 0; i < state.markets.size(); ++i) {
    serve_market(i, state, context);
  }
  for (std::size_t i = 0; i < state.lines.size(); ++i) {
    update_capacity(i, state, context);
  }
  for (std::size_t i = 0; i < state.stocks.size(); ++i) {
    update_forecast(i, state, context);
    reorder(i, state, context);
  }
  for (std::size_t i = 0; i < state.lines.size(); ++i) {
    start_lots(i, state, context);
  }
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

// Outages that overlap multiply. The first level of one spoils its share of the work in process.
void SiteActor::on(const OutageLevel& message, SiteState& state, Context&) const {
  const std::size_t outage = message.index() - site_.outages.begin;
  const bool begins = state.outage_begun[outage] == 0;
  state.outage_begun[outage] = 1;
  state.outage_levels[outage] = static_cast<double>(message.quantity()) / millionths;
  state.availability = 1.0;
  for (const double level : state.outage_levels) {
    state.availability *= level;
  }
  const double scrap = network_.outages[message.index()].scrap;
  if (begins && scrap > 0) {
    for (LineState& line : state.lines) {
      const std::int64_t sound = line.in_process() - line.scrap_due;
      line.scrap_due += static_cast<std::int64_t>(scrap * static_cast<double>(sound));
    }
  }
}

void SiteActor::add_to_shelf(std::size_t stock, std::int64_t quantity, SiteState& state,
                             Context& context) const {
  auto& on_hand = state.stocks[stock].on_hand;
  on_hand.set(context.now(), on_hand.value() + quantity);
  fill_market_backlog(stock, state, context);
  fill_backlog(stock, state, context);
}

void SiteActor::take_from_shelf(std::size_t stock, std::int64_t quantity, SiteState& state,
                                Context& context) const {
  auto& on_hand = state.stocks[stock].on_hand;
  ensure(quantity >= 0 && quantity <= on_hand.value(), only_goods_on_hand);
  on_hand.set(context.now(), on_hand.value() - quantity);
}

// Final customers that wait come first, in the order of the scenario.
void SiteActor::fill_market_backlog(std::size_t stock, SiteState& state, Context& context) const {
  const Run markets = stock_row(stock).markets;
  for (std::uint32_t m = markets.begin; m < markets.end; ++m) {
    MarketState& market = state.markets[m - site_.markets.begin];
    const std::int64_t sold = std::min(market.backlog, state.stocks[stock].on_hand.value());
    if (sold > 0) {
      market.backlog -= sold;
      market.sold += sold;
      state.stocks[stock].sold += sold;
      take_from_shelf(stock, sold, state, context);
    }
  }
}

// Ships what is owed; where there is less, to each buyer in proportion to what it is owed, the odd
// units to the first.
void SiteActor::fill_backlog(std::size_t stock, SiteState& state, Context& context) const {
  const std::int64_t owed = state.stocks[stock].backlog;
  const std::int64_t goods = std::min({owed, state.stocks[stock].on_hand.value(), Parcel::most});
  if (goods <= 0) {
    return;
  }
  const Run buyers = stock_row(stock).outgoing;
  std::int64_t odd = goods;
  for (std::uint32_t out = buyers.begin; out < buyers.end; ++out) {
    odd -= proportion(goods, state.sold[out - site_.outgoing.begin].backlog, owed);
  }
  for (std::uint32_t out = buyers.begin; out < buyers.end; ++out) {
    const std::int64_t backlog = state.sold[out - site_.outgoing.begin].backlog;
    const std::int64_t part = proportion(goods, backlog, owed);
    const std::int64_t extra = std::min(odd, backlog - part);
    odd -= extra;
    if (part + extra > 0) {
      ship(out, part + extra, state, context);
    }
  }
}

void SiteActor::ship(std::size_t out, std::int64_t quantity, SiteState& state,
                     Context& context) const {
  const std::size_t link = network_.outgoing[out];
  const std::size_t stock = network_.links[link].supplier - site_.stocks.begin;
  SupplierLinkState& sold = state.sold[out - site_.outgoing.begin];
  sold.backlog -= quantity;
  sold.shipped += quantity;
  state.stocks[stock].backlog -= quantity;
  state.stocks[stock].shipped += quantity;
  take_from_shelf(stock, quantity, state, context);
  context.send(network_.lane_actor(network_.links[link].lane), network_.lookahead,
               Consignment(link, quantity));
}

}  // namespace korus
