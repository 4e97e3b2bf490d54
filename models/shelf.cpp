// Goods on the shelf: what comes, what is taken, what expires, who of the customers that wait gets
// it.
#include <algorithm>

#include "models/site.hpp"

namespace korus {

void SiteActor::add_to_shelf(std::size_t stock, std::int64_t quantity, SiteState& state,
                             Context& context) const {
  put_on_shelf(stock, quantity, state, context);
  fill_market_backlog(stock, state, context);
  fill_backlog(stock, state, context);
}

// Goods that expire are kept by delivery.
void SiteActor::put_on_shelf(std::size_t stock, std::int64_t quantity, SiteState& state,
                             Context& context) const {
  auto& on_hand = state.stocks[stock].on_hand;
  on_hand.set(context.now(), on_hand.value() + quantity);
  const Stock& row = stock_row(stock);
  if (row.lots == nobody || quantity == 0) {
    return;
  }
  const double u = draw(context.random(), row.stream, Purpose::shelf_life,
                        static_cast<std::uint64_t>(state.stocks[stock].deliveries++));
  const Duration life =
      from_days(StockRecord::shelf_life_days_range.cut(row.shelf_life_days.quantile(u)));
  state.all.lots[row.lots].push_back({context.now() + life, quantity});
  context.send(context.self(), life, GoodsExpire(site_.stocks.begin + stock));
}

void SiteActor::take_from_shelf(std::size_t stock, std::int64_t quantity, SiteState& state,
                                Context& context) const {
  auto& on_hand = state.stocks[stock].on_hand;
  ensure(quantity >= 0 && quantity <= on_hand.value(), only_goods_on_hand);
  on_hand.set(context.now(), on_hand.value() - quantity);
  if (stock_row(stock).reserve != nobody) {
    draw_on_reserve(stock, quantity, state);
  }
  if (stock_row(stock).lots != nobody) {
    issue(stock, quantity, state);
  }
}

// From the delivery that the policy of issue takes first, and on.
void SiteActor::issue(std::size_t stock, std::int64_t quantity, SiteState& state) const {
  const Stock& row = stock_row(stock);
  Fifo<ShelfLot>& lots = state.all.lots[row.lots];
  while (quantity > 0) {
    ensure(!lots.empty(), "the deliveries on a shelf add up to what is on hand");
    ShelfLot* lot = row.issue == Issue::lifo ? &lots.back() : &lots.front();
    if (row.issue == Issue::fefo) {
      lot = &*std::ranges::min_element(lots.rows(), {}, &ShelfLot::expires);
    }
    const std::int64_t taken = std::min(quantity, lot->quantity);
    quantity -= taken;
    lot->quantity -= taken;
    if (lot->quantity == 0 && row.issue == Issue::fefo) {
      lots.take_out([](const ShelfLot& each) { return each.quantity == 0; });
    } else if (lot->quantity == 0) {
      row.issue == Issue::lifo ? lots.pop_back() : lots.pop_front();
    }
  }
}

void SiteActor::discard_expired(std::size_t stock, SiteState& state, Context& context) const {
  Fifo<ShelfLot>& lots = state.all.lots[stock_row(stock).lots];
  std::int64_t expired = 0;
  for (const ShelfLot& lot : lots.rows()) {
    expired += lot.expires <= context.now() ? lot.quantity : 0;
  }
  if (expired == 0) {
    return;
  }
  lots.take_out([&](const ShelfLot& lot) { return lot.expires <= context.now(); });
  StockState& row = state.stocks[stock];
  row.expired += expired;
  row.on_hand.set(context.now(), row.on_hand.value() - expired);
}

// Final customers that wait come first, in the order of the scenario.
void SiteActor::fill_market_backlog(std::size_t stock, SiteState& state, Context& context) const {
  const Run markets = stock_row(stock).markets;
  for (std::uint32_t m = markets.begin; m < markets.end; ++m) {
    MarketState& market = state.markets[m - site_.markets.begin];
    const std::int64_t sold = std::min(market.backlog - market.promised, available(stock, state));
    if (sold > 0) {
      market.backlog -= sold;
      market.sold += sold;
      state.stocks[stock].sold += sold;
      take_from_shelf(stock, sold, state, context);
    }
  }
}

}  // namespace korus
