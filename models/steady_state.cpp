#include "models/steady_state.hpp"

#include <algorithm>

#include "models/demand_path.hpp"
#include "models/inventory_theory/bill_of_materials.hpp"
#include "models/requirements.hpp"

namespace korus {
namespace {

void set_lead_days(Network& network, Stock& stock) {
  double days = 0;
  double parts = 0;
  for (std::uint32_t l = stock.lines.begin; l < stock.lines.end; ++l) {
    const Line& line = network.lines[l];
    const double part = line.at_once ? 1.0 : line.reference_per_year;
    days += part * line.mean_cycle_days;
    parts += part;
  }
  for (std::uint32_t l = stock.incoming.begin; l < stock.incoming.end; ++l) {
    const double weight = starting_weight(network, network.links[l]);
    days += weight * network.links[l].lead_days;
    parts += weight;
  }
  stock.lead_days = parts > 0 ? days / parts : 0;
}

double link_lead_days(const Network& network, const Link& link) {
  const double service = to_days(network.stocks[link.supplier].service);
  if (link.direct) {
    return to_days(link.order_delay) + service + link.transit_days.mean();
  }
  const Lane& lane = network.lanes[link.lane];
  return service + 2.0 * to_days(network.lookahead) + lane.transit_days.mean() +
         lane.customs_days.mean() + lane.port_days + lane.onward_days.mean() +
         0.5 * to_days(lane.departure);
}

// Of the lead time, from shipping to arrival.
double way_days(const Network& network, const Link& link) {
  return link.direct ? link.transit_days.mean()
                     : link.lead_days - to_days(network.stocks[link.supplier].service) -
                           to_days(network.lookahead);
}

// Flows of the stocks in `rest`, which draw on one another; in: what the others draw on them. False
// where they have none.
bool solve_loops(const Network& network, const std::vector<std::uint32_t>& rest,
                 std::vector<double>& flow) {
  std::vector<std::uint32_t> place(network.stocks.size(), 0);
  std::vector<double> drawn;
  for (std::uint32_t i = 0; i < rest.size(); ++i) {
    place[rest[i]] = i;
    drawn.push_back(flow[rest[i]]);
  }
  std::vector<Use> uses;
  for (std::uint32_t i = 0; i < rest.size(); ++i) {
    each_draw(network, network.stocks[rest[i]], [&](std::uint32_t other, double units) {
      uses.push_back({.item = i, .input = place[other], .units = units});
    });
  }
  const auto solution = total_requirements(drawn, uses);
  for (std::size_t i = 0; solution && i < rest.size(); ++i) {
    flow[rest[i]] = (*solution)[i];
  }
  return solution.has_value();
}

}  // namespace

double starting_demand(const Market& market) {
  if (!market.sequence.empty()) {
    return static_cast<double>(market.sequence.front());
  }
  if (market.quantity != Law(0)) {
    const double gap = market.arrivals == Market::Arrivals::single
                           ? std::max(market.interarrival_days.mean(), 1e-6)
                           : 1.0;
    return market.quantity.mean() / gap;
  }
  std::vector<double> typical;
  for (const Market::Year& year : market.years) {
    typical.push_back(year.per_day.typical());
  }
  return market_rate(market, typical, 0);
}

double starting_weight(const Network& network, const Link& link) {
  if (link.emergency) {
    return 0;
  }
  const Stock& supplier = network.stocks[link.supplier];
  const Run lines = supplier.lines;
  const bool unbounded = lines.size() == 0 || network.lines[lines.begin].at_once;
  if (unbounded) {
    return link.share;
  }
  double capacity = 0;
  double reference = 0;
  for (std::uint32_t l = lines.begin; l < lines.end; ++l) {
    capacity += network.lines[l].nameplate.at(0);
    reference += network.lines[l].reference_per_year;
  }
  return reference > 0 ? link.share * capacity / reference : 0;
}

double wanted_rate(const Network& network, const Line& line) {
  return network.stocks[line.stock].flow * line_part(network, line) / line.mean_yield;
}

double starting_rate(const Network& network, const Line& line) {
  return line.at_once ? wanted_rate(network, line)
                      : std::min(wanted_rate(network, line), line.usable_at_start());
}

double starting_flow(const Network& network, const Link& link) {
  return network.stocks[link.buyer].flow * link_part(network, link);
}

std::vector<std::uint32_t> solve_steady_state(Network& network) {
  std::vector<double> flow(network.stocks.size(), 0.0);
  double demand = 0;
  for (const Market& market : network.markets) {
    flow[market.stock] += starting_demand(market);
    demand += starting_demand(market);
  }
  const std::vector<std::uint32_t> rest =
      pass_up(network, [&](std::uint32_t stock, std::uint32_t other, double units) {
        flow[other] += units * flow[stock];
      });
  const bool solved = rest.empty() || solve_loops(network, rest, flow);
  const double most = demand * 1e9;  // no recipe needs a billion times what the markets want
  std::vector<std::uint32_t> unsound;
  if (!solved) {
    unsound = rest;
  }
  for (std::uint32_t i = 0; i < network.stocks.size(); ++i) {
    if (solved && !(flow[i] > -1e-6 && flow[i] <= most)) {
      unsound.push_back(i);
    }
    network.stocks[i].flow = std::max(flow[i], 0.0);
  }
  for (Link& link : network.links) {
    link.lead_days = link_lead_days(network, link);
    link.way_days = way_days(network, link);
  }
  for (Stock& stock : network.stocks) {
    set_lead_days(network, stock);
  }
  return unsound;
}

}  // namespace korus
