// The state and the messages a run starts with: stocks at their levels, work in process and goods
// under way at the steady state, outages and projects waiting for their day. A run whose demand
// stays as it is on day 0 then stays as it is.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/event.hpp"
#include "models/hazard.hpp"
#include "models/messages.hpp"
#include "models/network.hpp"
#include "models/project.hpp"
#include "models/site.hpp"
#include "models/state.hpp"
#include "models/steady_state.hpp"

namespace korus {

// Everything but what is under way. Draws each market's demand path.
void set_first_state(const Network& network, const RandomSource& random, NetworkState& state);

// The levels of a dated outage; days are those of the run.
std::vector<OutageStep> outage_course(const Outage& outage, const RandomSource& random);

// An order that is on its way at the start, where its buyer keeps account of them.
void note_due(const Network& network, std::uint32_t link, SimTime due, std::int64_t quantity,
              NetworkState& state);

// Calls each(day, quantity) on days 1, 2, ... for a flow [base units a day] that has been under way
// for `days` days; whole units, the fractions carried.
template <class Each>
void spread(double flow, double days, Each&& each) {
  const auto last = std::llround(days);
  double carry = 0.5;
  for (std::int64_t day = 1; day <= last; ++day) {
    carry += flow * days / static_cast<double>(last);
    const auto quantity = static_cast<std::int64_t>(carry);
    carry -= static_cast<double>(quantity);
    if (quantity > 0) {
      each(static_cast<double>(day), quantity);
    }
  }
}

inline SimTime at_day(double day) { return SimTime{from_days(std::max(day, 0.0))}; }

// What a stock with a plain policy has on order at the start: an order each review before the first
// day, on its way to the supplier, promised by it, or on its way back. Days from the start: when it
// reaches the supplier, when it falls due there, when its goods come.
struct EarlyOrder {
  double reaches = 0;
  double falls_due = 0;
  double comes = 0;
  std::int64_t quantity = 0;
  bool shipped() const { return falls_due < 0; }
  bool promised() const { return reaches < 0 && !shipped(); }
};

template <class Each>
void orders_before_start(const Network& network, const Link& link, Each&& each) {
  const Stock& buyer = network.stocks[link.buyer];
  const double gap = buyer.continuous ? 1.0 : static_cast<double>(buyer.review_days);
  const double reach = to_days(link.order_delay);
  const double service = to_days(network.stocks[link.supplier].service);
  const double flow = starting_flow(network, link);
  double carry = 0.5;
  for (double day = -gap; day + link.lead_days > 0 && flow > 0; day -= gap) {
    carry += flow * gap;
    const auto quantity = static_cast<std::int64_t>(carry);
    carry -= static_cast<double>(quantity);
    if (quantity > 0) {
      each(EarlyOrder{day + reach, day + reach + service, day + link.lead_days, quantity});
    }
  }
}

// Goods of a link that come at the start of the run; those that their lane follows come to it first.
// Ports they have passed.
template <class Executor>
void post_delivery(const Network& network, std::uint32_t index, double day, std::int64_t quantity,
                   NetworkState& state, Executor& executor) {
  const Link& link = network.links[index];
  state.sold[link.outgoing].shipped += quantity;
  if (!link.direct && network.lanes[link.lane].follows()) {
    state.trips[index].under_way += quantity;
    executor.post(network.lane_actor(link.lane), at_day(day - to_days(network.lookahead)),
                  TripEnds(index, quantity));
  } else {
    executor.post(network.site_actor(network.stocks[link.buyer].site), at_day(day),
                  Delivery(index, quantity));
  }
}

template <class Executor>
void begin_plain(const Network& network, std::uint32_t index, NetworkState& state,
                 Executor& executor) {
  const Link& link = network.links[index];
  orders_before_start(network, link, [&](const EarlyOrder& order) {
    const ActorId supplier = network.site_actor(network.stocks[link.supplier].site);
    if (order.shipped()) {
      post_delivery(network, index, order.comes, order.quantity, state, executor);
    } else if (order.promised()) {
      executor.post(supplier, at_day(order.falls_due), OrderFallsDue(index, order.quantity));
    } else {
      executor.post(supplier, at_day(order.reaches), Order(index, order.quantity));
    }
  });
}

// Sets the state and posts the first events to the executor that will run it.
template <class Executor>
void begin(const Network& network, const RandomSource& random, NetworkState& state,
           Executor& executor) {
  set_first_state(network, random, state);
  for (std::uint32_t l = 0; l < network.lines.size(); ++l) {
    const Line& line = network.lines[l];
    spread(starting_rate(network, line), line.mean_cycle_days,
           [&](double day, std::int64_t quantity) {
             state.lines[l].initial += quantity;
             executor.post(network.site_actor(line.site), at_day(day), LotFinished(l, quantity));
           });
  }
  for (std::uint32_t i = 0; i < network.links.size(); ++i) {
    const Link& link = network.links[i];
    if (network.stocks[link.buyer].plain != nobody) {
      begin_plain(network, i, state, executor);
      continue;
    }
    spread(starting_flow(network, link), link.lead_days, [&](double day, std::int64_t quantity) {
      state.bought[i].outstanding += quantity;
      state.bought[i].recent += static_cast<double>(quantity);
      state.stocks[link.buyer].outstanding += quantity;
      note_due(network, i, at_day(day), quantity, state);
      post_delivery(network, i, day, quantity, state, executor);
    });
  }
  for (std::size_t i = 0; i < network.hazards.size(); ++i) {
    executor.post(network.hazard_actor(i), SimTime{} + next_strike(random, network.hazards[i], 0),
                  HazardStrikes{});
  }
  for (std::size_t i = 0; i < network.outages.size(); ++i) {
    if (network.outages[i].hazard != nobody || std::isinf(network.outages[i].start_day)) {
      continue;
    }
    const std::vector<OutageStep> course = outage_course(network.outages[i], random);
    state.outage_ends[i] = course.back().day;
    state.outage_begun[i] = course.front().day < 0 ? 1 : 0;
    for (std::size_t step = 0; step < course.size(); ++step) {
      const bool past = step + 1 < course.size() && course[step + 1].day <= 0;
      if (!past) {
        executor.post(network.outages[i].target, at_day(course[step].day),
                      OutageLevel(i, course[step].level));
      }
    }
  }
  for (std::size_t i = 0; i < network.sites.size(); ++i) {
    if (network.sites[i].has_days) {
      executor.post(network.site_actor(i), SimTime{} + network.sites[i].day_begins, DayBegun{});
    }
    if (network.sites[i].stations.size() > 0) {
      executor.post(network.site_actor(i), SimTime{}, ShopOpens{});
    }
  }
  for (std::uint32_t i = 0; i < network.markets.size(); ++i) {
    const Market& market = network.markets[i];
    const ActorId site = network.site_actor(market.site);
    if (market.arrivals == Market::Arrivals::single) {
      const Duration first = market.first_customer_days >= 0 ? from_days(market.first_customer_days)
                                                             : next_customer(random, market, 0);
      executor.post(site, SimTime{} + first, CustomerArrives(i));
    } else if (market.arrivals == Market::Arrivals::continuous) {
      executor.post(site, SimTime{}, FluidTurns(i));
    }
  }
  for (std::uint32_t i = 0; i < network.stocks.size(); ++i) {
    const Stock& stock = network.stocks[i];
    if (stock.lots != nobody && state.stocks[i].initial > 0) {
      executor.post(network.site_actor(stock.site), state.lots[stock.lots].front().expires,
                    GoodsExpire(i));
    }
  }
  for (std::size_t i = 0; i < network.lanes.size(); ++i) {
    if (network.lanes[i].departure.count() > 0) {
      executor.post(network.lane_actor(i), SimTime{} + network.lanes[i].departure / 2, Departure{});
    }
  }
  for (std::size_t i = 0; i < network.projects.size(); ++i) {
    executor.post(network.project_actor(i), at_day(network.projects[i].announced_day), Milestone{});
  }
  for (std::size_t i = 0; i < network.programmes.size(); ++i) {
    executor.post(network.programme_actor(i), at_day(network.programmes[i].start_day), YearBegun{});
  }
}

}  // namespace korus
