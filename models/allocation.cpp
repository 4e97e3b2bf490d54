// Who gets what is there: orders are filled, shared out where goods are short, and shipped.
#include <algorithm>

#include "models/site.hpp"

namespace korus {

std::int64_t proportion(std::int64_t total, std::int64_t part, std::int64_t whole) {
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(total, part, &product)) {
    return product / whole;  // a 128-bit division costs ten times as much
  }
  __extension__ using Wide = __int128;
  return static_cast<std::int64_t>(static_cast<Wide>(total) * part / whole);
}

// One buyer alone is owed anything.
void SiteActor::fill_order(std::size_t stock, std::size_t out, SiteState& state,
                           Context& context) const {
  supply_what_is_owed(stock, state, context);
  if (stock_row(stock).allocation == Allocation::quota) {
    return fill_by_quota(stock, state, context);
  }
  const std::int64_t goods = std::min(
      {state.sold[out - site_.outgoing.begin].backlog, available(stock, state), Parcel::most});
  if (goods > 0) {
    if (stock_row(stock).book != nobody) {
      unbook(stock, out, goods, state);
    }
    ship(out, goods, state, context);
  }
}

void SiteActor::fill_backlog(std::size_t stock, SiteState& state, Context& context) const {
  if (state.stocks[stock].backlog == 0) {
    return;
  }
  supply_what_is_owed(stock, state, context);
  switch (stock_row(stock).allocation) {
    case Allocation::proportional:
      return fill_in_proportion(stock, stock_row(stock).outgoing, state, context);
    case Allocation::first_come:
      return fill_by_turn(stock, state, context);
    case Allocation::priority:
    case Allocation::home_first:
      return fill_by_rank(stock, state, context);
    case Allocation::quota:
      return fill_by_quota(stock, state, context);
  }
}

// An unlimited supply has what is asked for, while the site works.
void SiteActor::supply_what_is_owed(std::size_t stock, SiteState& state, Context& context) const {
  StockState& row = state.stocks[stock];
  const std::int64_t lacking = row.backlog - row.on_hand.value();
  if (stock_row(stock).unlimited() && works(stock, state) > 0 && lacking > 0) {
    row.made += lacking;
    put_on_shelf(stock, lacking, state, context);
  }
}

// To each buyer of the run in proportion to what it is owed, the odd units to the first.
void SiteActor::fill_in_proportion(std::size_t stock, Run buyers, SiteState& state,
                                   Context& context) const {
  std::int64_t owed = state.stocks[stock].backlog;
  if (buyers.size() != stock_row(stock).outgoing.size()) {
    owed = 0;
    for (std::uint32_t out = buyers.begin; out < buyers.end; ++out) {
      owed += state.sold[out - site_.outgoing.begin].backlog;
    }
  }
  const std::int64_t goods = std::min({owed, available(stock, state), Parcel::most});
  if (goods <= 0) {
    return;
  }
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

// Orders in the order they came. An order is shipped in parts as goods come.
void SiteActor::fill_by_turn(std::size_t stock, SiteState& state, Context& context) const {
  Fifo<BookedOrder>& book = state.all.books[stock_row(stock).book];
  while (!book.empty() && available(stock, state) > 0) {
    const std::uint32_t out = book.front().outgoing;
    const std::int64_t goods =
        std::min({book.front().quantity, available(stock, state), Parcel::most});
    book.front().quantity -= goods;
    if (book.front().quantity == 0) {
      book.pop_front();
    }
    ship(out, goods, state, context);
  }
}

// The rows of Network::outgoing of a stock are sorted by rank: buyers of one rank share in
// proportion, and those of the next get what is left.
void SiteActor::fill_by_rank(std::size_t stock, SiteState& state, Context& context) const {
  const Run buyers = stock_row(stock).outgoing;
  for (std::uint32_t begin = buyers.begin; begin < buyers.end;) {
    std::uint32_t end = begin + 1;
    while (end < buyers.end && network_.rank(begin) == network_.rank(end)) {
      ++end;
    }
    fill_in_proportion(stock, {begin, end}, state, context);
    begin = end;
  }
}

// Each buyer gets at most its share of what has been shipped and is there to be shipped.
void SiteActor::fill_by_quota(std::size_t stock, SiteState& state, Context& context) const {
  const Run buyers = stock_row(stock).outgoing;
  double shares = 0;
  std::int64_t all = available(stock, state);
  for (std::uint32_t out = buyers.begin; out < buyers.end; ++out) {
    shares += network_.links[network_.outgoing[out]].share;
    all += state.sold[out - site_.outgoing.begin].shipped;
  }
  for (std::uint32_t out = buyers.begin; out < buyers.end && shares > 0; ++out) {
    const SupplierLinkState& sold = state.sold[out - site_.outgoing.begin];
    const double share = network_.links[network_.outgoing[out]].share / shares;
    const auto quota = static_cast<std::int64_t>(share * static_cast<double>(all)) - sold.shipped;
    const std::int64_t goods =
        std::min({sold.backlog, quota, available(stock, state), Parcel::most});
    if (goods > 0) {
      ship(out, goods, state, context);
    }
  }
}

void SiteActor::book(std::size_t stock, std::uint32_t out, std::int64_t quantity,
                     SiteState& state) const {
  if (quantity > 0) {
    state.all.books[stock_row(stock).book].push_back({.outgoing = out, .quantity = quantity});
  }
}

// The buyer's oldest orders lose this much in all: it was shipped out of turn, or is cancelled.
void SiteActor::unbook(std::size_t stock, std::size_t out, std::int64_t quantity,
                       SiteState& state) const {
  Fifo<BookedOrder>& book = state.all.books[stock_row(stock).book];
  for (BookedOrder& order : book.rows()) {
    if (order.outgoing == out) {
      const std::int64_t taken = std::min(order.quantity, quantity);
      order.quantity -= taken;
      quantity -= taken;
    }
  }
  book.take_out([](const BookedOrder& order) { return order.quantity == 0; });
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
  if (network_.causes && sold.backlog == 0) {
    tell_buyer(static_cast<std::uint32_t>(out), state, context);
  }
  if (network_.links[link].direct) {
    return send_directly(out, quantity, state, context);
  }
  context.send(network_.lane_actor(network_.links[link].lane), network_.lookahead,
               Consignment(link, quantity));
}

void SiteActor::send_directly(std::size_t out, std::int64_t quantity, SiteState& state,
                              Context& context) const {
  const std::size_t index = network_.outgoing[out];
  const Link& link = network_.links[index];
  SupplierLinkState& sold = state.sold[out - site_.outgoing.begin];
  const std::uint64_t n = sold.shipments++;
  const Duration transit = link.transit_days.is_constant()
                               ? link.transit
                               : network_.direct_transit(link.transit_days.quantile(
                                     draw(context.random(), link.stream, Purpose::shipment, n)));
  std::int64_t arriving = quantity;
  if (link.loses) {
    const double share = SupplyRecord::arrives_range.cut(
        drawn(context.random(), link.arrives, link.stream, Purpose::arriving, n));
    // The fraction is carried on, so that losses add up over time.
    const double exact = static_cast<double>(quantity) * share + sold.arriving_carry;
    arriving = std::min(quantity, static_cast<std::int64_t>(exact));
    sold.arriving_carry = std::min(exact - static_cast<double>(arriving), 1.0);
  }
  const ActorId buyer = network_.site_actor(network_.stocks[link.buyer].site);
  context.send(buyer, transit, Delivery(index, arriving));
  if (arriving < quantity) {
    context.send(buyer, transit, GoodsLost(index, quantity - arriving));
  }
  if (!state.all.transit_days.empty()) {
    state.all.transit_days[out] += static_cast<double>(quantity) * to_days(transit);
  }
}

}  // namespace korus
