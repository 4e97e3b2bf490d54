// How a site acts: it receives goods, fills orders, serves its markets, reviews its stocks and
// starts its lines.
//
// Order of one day at one site, all at the same instant: arrivals (goods, finished lots, changes),
// orders, then the day itself: markets, reviews, starts. Everything else a site does follows from
// one of these at once.
#pragma once

#include <algorithm>
#include <tuple>

#include "engine/context.hpp"
#include "models/messages.hpp"
#include "models/network.hpp"
#include "models/state.hpp"

namespace korus {

// The promise whose breach would be a negative stock: part of the message of its Defect.
inline constexpr const char* only_goods_on_hand = "only goods on hand are taken";

// What few scenarios have is kept out of the pieces into which the frequent handlers are compiled.

class SiteActor {
 public:
  using Messages =
      std::tuple<Delivery, LotFinished, Order, DayBegun, CustomerArrives, CapacityNotice,
                 CapacityAdded, Productivity, DemandAdded, DemandEnded, OutageLevel, GoodsLost,
                 OrderCancelled, CustomersWant, OutageFelt, OrderFallsDue, DemandFallsDue,
                 GoodsExpire, FluidTurns, DemandDue, LineCause, SupplyCause, LaneCause>;

  SiteActor(const Network& network, const Site& site) : network_(network), site_(site) {}

  void on(const Delivery&, SiteState&, Context&) const;
  void on(const LotFinished&, SiteState&, Context&) const;
  void on(const Order&, SiteState&, Context&) const;
  void on(const CapacityNotice&, SiteState&, Context&) const;
  void on(const DayBegun&, SiteState&, Context&) const;
  void on(const CapacityAdded&, SiteState&, Context&) const;
  void on(const Productivity&, SiteState&, Context&) const;
  void on(const DemandAdded&, SiteState&, Context&) const;
  void on(const DemandEnded&, SiteState&, Context&) const;
  void on(const OutageLevel&, SiteState&, Context&) const;
  void on(const GoodsLost&, SiteState&, Context&) const;
  void on(const OrderCancelled&, SiteState&, Context&) const;
  void on(const CustomersWant&, SiteState&, Context&) const;
  void on(const OutageFelt&, SiteState&, Context&) const;
  void on(const OrderFallsDue&, SiteState&, Context&) const;
  void on(const DemandFallsDue&, SiteState&, Context&) const;
  void on(const GoodsExpire&, SiteState&, Context&) const;
  void on(const CustomerArrives&, SiteState&, Context&) const;
  void on(const FluidTurns&, SiteState&, Context&) const;
  void on(const DemandDue&, SiteState&, Context&) const;
  void on(const LineCause&, SiteState&, Context&) const;
  void on(const SupplyCause&, SiteState&, Context&) const;
  void on(const LaneCause&, SiteState&, Context&) const;

  // Brings demand that flows up to now. Called before every message of a site that has such
  // markets.
  void flow(SiteState&, Context&) const;

 protected:
  // Goods on the shelf, and what happens to them.
  void add_to_shelf(std::size_t stock, std::int64_t quantity, SiteState&, Context&) const;
  void put_on_shelf(std::size_t stock, std::int64_t quantity, SiteState&, Context&) const;
  void take_from_shelf(std::size_t stock, std::int64_t quantity, SiteState&, Context&) const;
  [[gnu::noinline]] void issue(std::size_t stock, std::int64_t quantity, SiteState&) const;
  [[gnu::noinline]] void discard_expired(std::size_t stock, SiteState&, Context&) const;
  void fill_market_backlog(std::size_t stock, SiteState&, Context&) const;

  // Reserves. `available` is what there is to be had: on hand, less a reserve that is closed.
  [[gnu::noinline]] void keep_back(std::size_t stock, std::int64_t aim, SiteState&) const;
  [[gnu::noinline]] void draw_on_reserve(std::size_t stock, std::int64_t quantity,
                                         SiteState&) const;
  [[gnu::noinline]] void tend_reserve(std::size_t stock, SiteState&, Context&) const;

  // Who gets what is there. `out` is a row of Network::outgoing.
  void fill_order(std::size_t stock, std::size_t out, SiteState&, Context&) const;
  void fill_backlog(std::size_t stock, SiteState&, Context&) const;
  void fill_in_proportion(std::size_t stock, Run buyers, SiteState&, Context&) const;
  [[gnu::noinline]] void fill_by_turn(std::size_t stock, SiteState&, Context&) const;
  [[gnu::noinline]] void fill_by_rank(std::size_t stock, SiteState&, Context&) const;
  [[gnu::noinline]] void fill_by_quota(std::size_t stock, SiteState&, Context&) const;
  void supply_what_is_owed(std::size_t stock, SiteState&, Context&) const;
  [[gnu::noinline]] void book(std::size_t stock, std::uint32_t out, std::int64_t quantity,
                              SiteState&) const;
  [[gnu::noinline]] void unbook(std::size_t stock, std::size_t out, std::int64_t quantity,
                                SiteState&) const;
  void ship(std::size_t out, std::int64_t quantity, SiteState&, Context&) const;
  void send_directly(std::size_t out, std::int64_t quantity, SiteState&, Context&) const;

  void take_order(std::size_t link, std::int64_t quantity, SiteState&, Context&) const;
  void note_order(std::size_t stock, SupplierLinkState&, std::int64_t quantity, SiteState&,
                  Context&) const;

  // Customers.
  void serve_market(std::size_t market, SiteState&, Context&) const;
  void serve_customer(std::size_t market, SiteState&, Context&) const;
  std::int64_t wanted_today(std::size_t market, SiteState&, Context&) const;
  std::int64_t drawn_quantity(const Market&, MarketState&, std::uint64_t n, Context&) const;
  void sell(std::size_t market, std::int64_t wanted, SiteState&, Context&) const;
  void serve_at_once(std::size_t market, std::int64_t wanted, SiteState&, Context&) const;
  [[gnu::noinline]] void note_customers(std::size_t stock, std::int64_t quantity, SiteState&,
                                        Context&) const;
  [[gnu::noinline]] void wait_for_turns(SiteState&, Context&) const;

  std::int64_t available(std::size_t stock, const SiteState&) const;
  std::int64_t reserved(std::size_t stock, const SiteState&) const;

  // Plain policies, and all that happens at once.
  static constexpr std::size_t any_stock = ~std::size_t{0};
  void react(SiteState&, Context&, std::size_t changed = any_stock) const;
  void act_at_once(SiteState&, Context&) const;
  void take_note(SiteState&, Context&, std::size_t changed) const;
  bool is_due(std::size_t stock, const Context&) const;
  void review(std::size_t stock, SiteState&, Context&) const;
  void note_demand(const Stock&, const PlainPolicy&, bool steady, SiteState&) const;
  std::int64_t wanted_order(std::size_t stock, const PlainPolicy&, SimTime, const SiteState&) const;
  [[gnu::noinline]] std::int64_t planned_order(std::size_t stock, const PlainPolicy&, SimTime,
                                               const SiteState&) const;
  std::int64_t lots_released(std::size_t line, const SiteState&) const;
  void order_plain(std::size_t stock, std::int64_t quantity, SiteState&, Context&) const;
  [[gnu::noinline]] std::int64_t order_emergency(std::size_t stock, SiteState&, Context&) const;
  [[gnu::noinline]] std::int64_t due_before(std::size_t stock, SimTime, SiteState&, Context&) const;
  [[gnu::noinline]] void release(std::size_t stock, std::int64_t quantity, SiteState&) const;
  [[gnu::noinline]] void cancel_order(std::size_t stock, std::int64_t quantity, SiteState&,
                                      Context&) const;
  void note_review(std::size_t stock, std::int64_t order, SiteState&, Context&) const;
  [[gnu::noinline]] void measure(SiteState&, Context&) const;

  // The day.
  void update_capacity(std::size_t line, SiteState&, Context&) const;
  void tell_buyers(std::size_t line, SiteState&, Context&) const;
  void update_forecast(std::size_t stock, SiteState&, Context&) const;
  void reorder(std::size_t stock, SiteState&, Context&) const;
  void fade_orders(std::size_t stock, SiteState&) const;
  std::int64_t credible_orders(std::size_t stock, const SiteState&) const;
  void order_by_share(std::size_t stock, std::int64_t quantity, std::int64_t level, SiteState&,
                      Context&) const;
  void place_order(std::size_t stock, std::uint32_t link, std::int64_t quantity, SiteState&,
                   Context&) const;
  [[gnu::noinline]] void no_longer_due(std::size_t stock, std::size_t link, std::int64_t quantity,
                                       SiteState&) const;
  void start_lots(std::size_t line, SiteState&, Context&) const;
  [[gnu::noinline]] void start_all_at_once(SiteState&, Context&) const;
  bool start_at_once(std::size_t line, SiteState&, Context&) const;
  void take_inputs(const Line&, std::int64_t lots, SiteState&, Context&) const;
  void begin_lots(std::size_t line, std::int64_t units, SiteState&, Context&) const;

  // Why demand is not met.
  void keep_causes(SiteState&, Context&, std::size_t changed) const;
  void keep_causes_of_flow(SiteState&, Context&) const;
  void keep_account_of(std::size_t market, bool slides, SiteState&, Context&) const;
  void keep_owed(std::size_t stock, SiteState&, Context&) const;
  void tell_line_causes(std::size_t stock, SiteState&, Context&) const;
  void tell_buyers_why(std::size_t stock, const CauseMix&, std::int64_t whole, SiteState&,
                       Context&) const;
  void tell_buyer(std::uint32_t out, SiteState&, Context&) const;
  void send_cause(std::uint32_t link, CauseId, std::int64_t parts, Context&) const;
  CauseMix causes_of_lines(std::size_t stock, const SiteState&, const Context&) const;
  CauseMix outages_of(std::size_t stock, const SiteState&) const;
  CauseMix why_short(std::size_t stock, const SiteState&) const;
  CauseMix why_input_lacks(const Need&, std::size_t stock, const SiteState&) const;
  CauseMix full_lines(std::size_t stock, const SiteState&) const;
  CauseMix queue_of_lots(std::size_t stock, const SiteState&) const;
  const Need* lacking_input(std::size_t line, const SiteState&) const;
  bool lacks_lots(std::size_t stock, const SiteState&) const;
  double expected_demand(std::size_t stock, const SiteState&) const;
  double built_capacity(std::size_t line, const SiteState&) const;
  struct LateCapacity {
    double per_day = 0;
    CauseMix causes;
  };
  LateCapacity late_capacity(std::size_t line, const SiteState&, const Context&) const;

  // What it reckons with. Quantities a day are in base units.
  double supply_level(std::uint32_t stock, const SiteState&) const;
  double usable_capacity(std::size_t line, const SiteState&) const;
  double works(std::size_t stock, const SiteState&) const;
  double outages_left(std::uint32_t stock, const SiteState&) const;
  double all_capacity(std::uint32_t stock, const SiteState&) const;
  double lead_days(std::size_t stock, const SiteState&) const;
  double planned_starts(std::size_t line, const SiteState&) const;
  std::int64_t lots_wanted(std::size_t line, const SiteState&) const;
  std::int64_t owed(std::size_t stock, const SiteState&) const;
  [[gnu::noinline]] std::int64_t owed_to_lots(std::size_t stock, const SiteState&) const;
  std::int64_t position(std::size_t stock, const SiteState&) const;
  double level_of(std::size_t stock, const SiteState&) const;
  double made_position(std::size_t stock, const SiteState&) const;

  const Stock& stock_row(std::size_t i) const { return network_.stocks[site_.stocks.begin + i]; }
  const Line& line_row(std::size_t i) const { return network_.lines[site_.lines.begin + i]; }
  const Market& market_row(std::size_t i) const {
    return network_.markets[site_.markets.begin + i];
  }

  const Network& network_;
  const Site& site_;
};

inline std::int64_t SiteActor::available(std::size_t stock, const SiteState& state) const {
  const std::int64_t on_hand = state.stocks[stock].on_hand.value();
  const std::uint32_t row = stock_row(stock).reserve;
  return row == nobody || state.all.reserves[row].open == 1
             ? on_hand
             : std::max(on_hand - state.all.reserves[row].aim, std::int64_t{0});
}

// Whether it is open or closed: what ordinary demand has no claim to.
inline std::int64_t SiteActor::reserved(std::size_t stock, const SiteState& state) const {
  const std::uint32_t row = stock_row(stock).reserve;
  return row == nobody ? 0 : state.all.reserves[row].aim;
}

// Part of `total` that falls to `part` out of `whole`, rounded down; exact for any 64-bit values.
// whole > 0.
std::int64_t proportion(std::int64_t total, std::int64_t part, std::int64_t whole);

// Time to a market's n-th customer from the one before.
Duration next_customer(const RandomSource& random, const Market& market, std::uint64_t n);

}  // namespace korus
