// The state and the messages a run starts with: stocks at their levels, work in process and goods
// under way at the steady state, outages and projects waiting for their day. A run whose demand
// stays as it is on day 0 then stays as it is.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/event.hpp"
#include "models/messages.hpp"
#include "models/network.hpp"
#include "models/project.hpp"
#include "models/state.hpp"
#include "models/steady_state.hpp"

namespace korus {

// Everything but what is under way. Draws each market's demand path.
void set_first_state(const Network& network, const RandomSource& random, NetworkState& state);

// A level of an outage from a day on: share of capacity left. Recovery is a straight line in eight
// steps.
struct OutageStep {
  double day = 0;
  double level = 1;
};
std::vector<OutageStep> outage_course(const Outage& outage, const RandomSource& random);

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
    spread(starting_flow(network, link), link.lead_days, [&](double day, std::int64_t quantity) {
      state.bought[i].outstanding += quantity;
      state.bought[i].recent += static_cast<double>(quantity);
      state.stocks[link.buyer].outstanding += quantity;
      state.sold[link.outgoing].shipped += quantity;
      const ActorId buyer = network.site_actor(network.stocks[link.buyer].site);
      executor.post(buyer, at_day(day), Delivery(i, quantity));
    });
  }
  for (std::size_t i = 0; i < network.outages.size(); ++i) {
    const std::vector<OutageStep> course = outage_course(network.outages[i], random);
    state.outage_ends[i] = course.back().day;
    state.outage_begun[i] = course.front().day < 0 ? 1 : 0;
    for (std::size_t step = 0; step < course.size(); ++step) {
      const bool past = step + 1 < course.size() && course[step + 1].day <= 0;
      if (!past) {
        executor.post(network.outages[i].target, at_day(course[step].day),
                      OutageLevel(i, static_cast<std::int64_t>(course[step].level * millionths)));
      }
    }
  }
  for (std::size_t i = 0; i < network.sites.size(); ++i) {
    if (network.sites[i].stocks.size() > 0) {
      executor.post(network.site_actor(i), SimTime{}, DayBegun{});
    }
    if (network.sites[i].stations.size() > 0) {
      executor.post(network.site_actor(i), SimTime{}, ShopOpens{});
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
