#include "models/steady_state.hpp"

#include <algorithm>

#include "models/demand_path.hpp"
#include "models/inventory_theory/bill_of_materials.hpp"

namespace korus {
namespace {

// What part of its stock's flow a line makes, by capacity.
double line_part(const Network& network, const Line& line) {
  const Run lines = network.stocks[line.stock].lines;
  if (line.at_once) {
    return 1.0 / static_cast<double>(lines.size());
  }
  double all = 0;
  for (std::uint32_t l = lines.begin; l < lines.end; ++l) {
    all += network.lines[l].nameplate.at(0) * network.lines[l].usable;
  }
  return all > 0 ? line.nameplate.at(0) * line.usable / all : 0;
}

double link_part(const Network& network, const Link& link) {
  const Run links = network.stocks[link.buyer].incoming;
  double all = 0;
  for (std::uint32_t l = links.begin; l < links.end; ++l) {
    all += starting_weight(network, network.links[l]);
  }
  return all > 0 ? starting_weight(network, link) / all : 0;
}

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
  if (link.direct) {
    return to_days(link.order_delay) + link.transit_days.mean();
  }
  const Lane& lane = network.lanes[link.lane];
  return 2.0 * to_days(network.lookahead) + lane.transit_days.mean() + lane.customs_days.mean() +
         lane.port_days + lane.onward_days.mean() + 0.5 * to_days(lane.departure);
}

// Calls each(other stock, units) for what one unit of the stock's flow draws from others: from its
// suppliers, and as inputs of the lines that make it.
template <class Each>
void each_draw(const Network& network, const Stock& stock, Each&& each) {
  for (std::uint32_t l = stock.incoming.begin; l < stock.incoming.end; ++l) {
    each(network.links[l].supplier, link_part(network, network.links[l]));
  }
  for (std::uint32_t l = stock.lines.begin; l < stock.lines.end; ++l) {
    const Line& line = network.lines[l];
    for (const Need& need : line.needs) {
      const double per_unit =
          static_cast<double>(need.per_lot) / static_cast<double>(line.lot_size);
      each(need.stock, line_part(network, line) * per_unit / line.mean_yield);
    }
  }
}

// Passes the flow of each stock on to those it draws from, once all that draw on it have passed
// theirs. Returns the stocks that take part in a loop or feed one: none in most networks, and then a
// network of a million sites is solved in one pass, where a general solver fills its memory.
std::vector<std::uint32_t> pass_on(const Network& network, std::vector<double>& flow) {
  std::vector<std::uint32_t> open(network.stocks.size(), 0);  // draws not yet passed on
  for (const Stock& stock : network.stocks) {
    each_draw(network, stock, [&](std::uint32_t other, double) { ++open[other]; });
  }
  std::vector<std::uint32_t> ready;
  for (std::uint32_t i = 0; i < open.size(); ++i) {
    if (open[i] == 0) {
      ready.push_back(i);
    }
  }
  for (std::size_t next = 0; next < ready.size(); ++next) {
    const std::uint32_t i = ready[next];
    each_draw(network, network.stocks[i], [&](std::uint32_t other, double units) {
      flow[other] += units * flow[i];
      if (--open[other] == 0) {
        ready.push_back(other);
      }
    });
  }
  std::vector<std::uint32_t> rest;
  for (std::uint32_t i = 0; i < open.size(); ++i) {
    if (open[i] > 0) {
      rest.push_back(i);
    }
  }
  return rest;
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
  const std::vector<std::uint32_t> rest = pass_on(network, flow);
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
  }
  for (Stock& stock : network.stocks) {
    set_lead_days(network, stock);
  }
  return unsound;
}

}  // namespace korus
