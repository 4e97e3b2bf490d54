// Customers: what they want, what they get at once, what waits and what is lost.
#include <algorithm>
#include <cmath>

#include "engine/distributions.hpp"
#include "models/demand_path.hpp"
#include "models/site.hpp"
#include "models/stock_policy.hpp"

namespace korus {
namespace {

// Rounded to the nearest, with what earlier rounding left over.
std::int64_t whole_units(double units, double& carry) {
  carry += units;
  const double whole = std::floor(carry + 0.5);
  carry -= whole;
  return static_cast<std::int64_t>(whole);
}

}  // namespace

// A day's demand. Of what waited, a share gives up first.
void SiteActor::serve_market(std::size_t index, SiteState& state, Context& context) const {
  const Market& row = market_row(index);
  MarketState& market = state.markets[index];
  if (row.patience_days > 0) {
    const double exact =
        static_cast<double>(market.backlog) / row.patience_days + market.patience_carry;
    const auto gone = std::min(market.backlog, static_cast<std::int64_t>(exact));
    market.patience_carry = market.backlog > gone ? exact - static_cast<double>(gone) : 0;
    market.backlog -= gone;
    market.lost += gone;
  }
  const std::int64_t wanted = wanted_today(index, state, context);
  if (!state.all.market_meters.empty()) {
    MarketMeter& meter = state.all.market_meters[site_.markets.begin + index];
    const auto units = static_cast<double>(wanted);
    ++meter.days;
    meter.wanted += units;
    meter.wanted_squared += units * units;
  }
  sell(index, wanted, state, context);
}

std::int64_t SiteActor::wanted_today(std::size_t index, SiteState& state, Context& context) const {
  const Market& row = market_row(index);
  MarketState& market = state.markets[index];
  const std::uint64_t day = market.days++;
  if (!row.sequence.empty()) {
    return day < row.sequence.size() ? row.sequence[day] : 0;
  }
  if (row.quantity != Law(0)) {
    return drawn_quantity(row, market, day, context);
  }
  const double u = draw(context.random(), row.stream, Purpose::demand_noise, day);
  const double mean =
      market_rate(row, state.all.demand[site_.markets.begin + index], to_days(context.now())) +
      market.added_per_day;
  const double exact = mean * lognormal_factor(u, row.noise_cv) + market.demand_carry;
  const auto wanted = static_cast<std::int64_t>(exact);
  market.demand_carry = exact - static_cast<double>(wanted);
  return wanted;
}

// Whole base units. An autocorrelated quantity is a first-order autoregression whose variance is
// that of its law: x' = rho x + sqrt(1 - rho^2) z (Box & Jenkins 1970).
std::int64_t SiteActor::drawn_quantity(const Market& row, MarketState& market, std::uint64_t n,
                                       Context& context) const {
  double quantity = 0;
  if (row.autocorrelation != 0) {
    const double rho = n == 0 ? 0 : row.autocorrelation;
    const double z = normal_quantile(draw(context.random(), row.stream, Purpose::quantity, n));
    market.swing = rho * market.swing + std::sqrt(1.0 - rho * rho) * z;
    quantity = row.quantity.mean() + std::sqrt(row.quantity.variance()) * market.swing;
  } else {
    quantity = drawn(context.random(), row.quantity, row.stream, Purpose::quantity, n);
  }
  return nearest(std::clamp(quantity, 0.0, static_cast<double>(Parcel::most)));
}

void SiteActor::serve_customer(std::size_t index, SiteState& state, Context& context) const {
  const Market& row = market_row(index);
  MarketState& market = state.markets[index];
  const std::uint64_t n = market.days++;
  sell(index, drawn_quantity(row, market, n, context), state, context);
  context.send(context.self(), next_customer(context.random(), row, n + 1),
               CustomerArrives(site_.markets.begin + index));
}

Duration next_customer(const RandomSource& random, const Market& market, std::uint64_t n) {
  return from_days(MarketRecord::interarrival_days_range.cut(
      drawn(random, market.interarrival_days, market.stream, Purpose::customers, n)));
}

void SiteActor::sell(std::size_t index, std::int64_t wanted, SiteState& state,
                     Context& context) const {
  const Market& row = market_row(index);
  MarketState& market = state.markets[index];
  const std::size_t stock = row.stock - site_.stocks.begin;
  market.demanded += wanted;
  state.stocks[stock].wanted_today += wanted;
  if (stock_row(stock).plain != nobody) {
    state.all.plain[stock_row(stock).plain].seen += wanted;
  }
  if (stock_row(stock).service.count() > 0) {
    market.backlog += wanted;
    market.promised += wanted;
    context.send(context.self(), stock_row(stock).service,
                 DemandFallsDue(site_.markets.begin + index, wanted));
  } else {
    serve_at_once(index, wanted, state, context);
  }
  if (network_.shares_demand && wanted > 0) {
    note_customers(stock, wanted, state, context);
  }
  if (row.due.count() > 0 && wanted > 0 && !state.all.market_meters.empty()) {
    context.send(context.self(), row.due, DemandDue(site_.markets.begin + index, wanted));
  }
}

void SiteActor::serve_at_once(std::size_t index, std::int64_t wanted, SiteState& state,
                              Context& context) const {
  const Market& row = market_row(index);
  MarketState& market = state.markets[index];
  const std::size_t stock = row.stock - site_.stocks.begin;
  const std::int64_t sold = std::min(wanted, available(stock, state));
  take_from_shelf(stock, sold, state, context);
  state.stocks[stock].sold += sold;
  market.sold += sold;
  market.late += wanted - sold;
  (row.backorders ? market.backlog : market.lost) += wanted - sold;
  if (!state.all.market_meters.empty() && wanted > 0) {
    MarketMeter& meter = state.all.market_meters[site_.markets.begin + index];
    meter.shortages += sold < wanted && !meter.short_of ? 1 : 0;
    meter.short_of = sold < wanted;
    if (sold < wanted && meter.first_short_day < 0) {
      meter.first_short_day = to_days(context.now());
    }
  }
}

// What is promised is served when it falls due, in the order in which it was wanted.
void SiteActor::on(const DemandFallsDue& message, SiteState& state, Context& context) const {
  MarketState& market = state.markets[message.index() - site_.markets.begin];
  market.promised -= message.quantity();
  fill_market_backlog(network_.markets[message.index()].stock - site_.stocks.begin, state, context);
  market.late += std::clamp(market.backlog - market.promised, std::int64_t{0}, message.quantity());
  react(state, context);
}

// What was promised by now and has not been served is overdue. Customers are served in turn, so
// that what has been sold serves the earliest.
void SiteActor::on(const DemandDue& message, SiteState& state, Context&) const {
  MarketMeter& meter = state.all.market_meters[message.index()];
  const MarketState& market = state.markets[message.index() - site_.markets.begin];
  meter.due += message.quantity();
  const std::int64_t missing = meter.due - market.sold - market.lost;
  meter.overdue += std::clamp(missing, std::int64_t{0}, message.quantity());
}

// What customers want at the end of the chain, told to those who plan by it: this stock, the inputs
// of what is made here, the suppliers whose rows say so.
void SiteActor::note_customers(std::size_t stock, std::int64_t quantity, SiteState& state,
                               Context& context) const {
  if (quantity <= 0) {
    return;
  }
  const Stock& row = stock_row(stock);
  if (row.plain != nobody) {
    PlainState& plan = state.all.plain[row.plain];
    plan.customers += quantity;
    plan.echelon -= quantity;
  }
  for (std::uint32_t l = row.lines.begin; l < row.lines.end; ++l) {
    const Line& line = network_.lines[l];
    for (std::size_t i = 0; i < line.needs.size(); ++i) {
      const Need& need = line.needs[i];
      const double units = static_cast<double>(quantity) / line.mean_yield /
                           static_cast<double>(row.lines.size()) *
                           static_cast<double>(need.per_lot) / static_cast<double>(line.lot_size);
      const std::int64_t told = whole_units(units, state.all.need_carries[line.first_need + i]);
      note_customers(need.stock - site_.stocks.begin, told, state, context);
    }
  }
  double shares = 0;
  for (std::uint32_t link = row.regular.begin; link < row.regular.end; ++link) {
    shares += network_.links[link].share;
  }
  for (std::uint32_t l = row.regular.begin; l < row.regular.end; ++l) {
    const Link& link = network_.links[l];
    const double units = static_cast<double>(quantity) * (link.share / shares);
    const std::int64_t part = whole_units(units, state.bought[l - site_.incoming.begin].told_carry);
    if (link.shares_demand && part > 0) {
      const std::size_t supplier = network_.stocks[link.supplier].site;
      context.send(network_.site_actor(supplier), network_.lookahead, CustomersWant(l, part));
    }
  }
}

// A steady flow up to now: between two events stock and backlog run straight.
void SiteActor::flow(SiteState& state, Context& context) const {
  for (std::size_t i = 0; i < state.markets.size(); ++i) {
    const Market& row = market_row(i);
    if (row.arrivals != Market::Arrivals::continuous) {
      continue;
    }
    MarketState& market = state.markets[i];
    const double exact =
        row.flow_per_day * to_days(context.now() - market.flowed) + market.demand_carry;
    const auto wanted = static_cast<std::int64_t>(exact);
    market.demand_carry = exact - static_cast<double>(wanted);
    market.flowed = context.now();
    const std::size_t stock = row.stock - site_.stocks.begin;
    auto& on_hand = state.stocks[stock].on_hand;
    const std::int64_t before = on_hand.value();
    on_hand.slide(context.now(), before - std::min(wanted, before));
    on_hand.set(context.now(), before);
    sell(i, wanted, state, context);
    if (!state.all.stock_meters.empty()) {
      StockMeter& meter = state.all.stock_meters[row.stock];
      meter.owed.slide(context.now(), owed(stock, state));
      state.all.market_meters[site_.markets.begin + i].backlog.slide(context.now(), market.backlog);
    }
  }
  if (network_.causes) {
    keep_causes_of_flow(state, context);
  }
}

// The next moment at which the stock is empty or its position falls to the reorder point.
void SiteActor::wait_for_turns(SiteState& state, Context& context) const {
  for (std::size_t i = 0; i < state.markets.size(); ++i) {
    const Market& row = market_row(i);
    if (row.arrivals != Market::Arrivals::continuous || row.flow_per_day <= 0) {
      continue;
    }
    const std::size_t stock = row.stock - site_.stocks.begin;
    const std::int64_t on_hand = state.stocks[stock].on_hand.value();
    std::int64_t units = on_hand > 0 ? on_hand : Parcel::most;
    const std::int64_t above = position(stock, state) - stock_row(stock).reorder_point;
    units = above > 0 ? std::min(units, above) : units;
    if (units < Parcel::most) {
      const double left = static_cast<double>(units) - state.markets[i].demand_carry;
      const double us = left / row.flow_per_day * static_cast<double>(one_day.count());
      if (us > network_.days * static_cast<double>(one_day.count())) {
        continue;  // not in this run
      }
      context.send(context.self(), Duration{static_cast<std::int64_t>(std::ceil(us)) + 1},
                   FluidTurns(site_.markets.begin + i, ++state.markets[i].generation));
    }
  }
}

void SiteActor::on(const FluidTurns& message, SiteState& state, Context& context) const {
  const std::size_t market = message.index - site_.markets.begin;
  if (state.markets[market].generation == message.generation) {
    flow(state, context);
    react(state, context);
  }
}

}  // namespace korus
