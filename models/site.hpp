// How a site acts: it receives goods, fills orders, serves its markets, reviews its stocks and
// starts its lines.
//
// Order of one day at one site, all at the same instant: arrivals (goods, finished lots, changes),
// orders, then the day itself: markets, reviews, starts. Everything else a site does follows from
// one of these at once.
#pragma once

#include <tuple>

#include "engine/context.hpp"
#include "models/messages.hpp"
#include "models/network.hpp"
#include "models/state.hpp"

namespace korus {

// The promise whose breach would be a negative stock: part of the message of its Defect.
inline constexpr const char* only_goods_on_hand = "only goods on hand are taken";

class SiteActor {
 public:
  using Messages = std::tuple<Delivery, LotFinished, Order, CapacityNotice, DayBegun, CapacityAdded,
                              Productivity, DemandAdded, DemandEnded, OutageLevel>;

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

 protected:
  // Goods on the shelf, and what happens to them.
  void add_to_shelf(std::size_t stock, std::int64_t quantity, SiteState&, Context&) const;
  void take_from_shelf(std::size_t stock, std::int64_t quantity, SiteState&, Context&) const;
  void fill_market_backlog(std::size_t stock, SiteState&, Context&) const;
  void fill_backlog(std::size_t stock, SiteState&, Context&) const;
  void ship(std::size_t out, std::int64_t quantity, SiteState&, Context&) const;

  void note_order(std::size_t stock, SupplierLinkState&, std::int64_t quantity, SiteState&,
                  Context&) const;

  // The day.
  void serve_market(std::size_t market, SiteState&, Context&) const;
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
  void start_lots(std::size_t line, SiteState&, Context&) const;
  void take_inputs(const Line&, std::int64_t lots, SiteState&, Context&) const;
  void begin_lots(std::size_t line, std::int64_t units, SiteState&, Context&) const;

  // What it reckons with. Quantities a day are in base units.
  double supply_level(std::uint32_t stock, const SiteState&) const;
  double usable_capacity(std::size_t line, const SiteState&) const;
  double all_capacity(std::uint32_t stock, const SiteState&) const;
  double lead_days(std::size_t stock, const SiteState&) const;
  double planned_starts(std::size_t line, const SiteState&) const;
  std::int64_t lots_wanted(std::size_t line, const SiteState&) const;
  std::int64_t owed(std::size_t stock, const SiteState&) const;

  const Stock& stock_row(std::size_t i) const { return network_.stocks[site_.stocks.begin + i]; }
  const Line& line_row(std::size_t i) const { return network_.lines[site_.lines.begin + i]; }
  const Market& market_row(std::size_t i) const {
    return network_.markets[site_.markets.begin + i];
  }

  const Network& network_;
  const Site& site_;
};

// Part of `total` that falls to `part` out of `whole`, rounded down; exact for any 64-bit values.
// whole > 0.
std::int64_t proportion(std::int64_t total, std::int64_t part, std::int64_t whole);

}  // namespace korus
