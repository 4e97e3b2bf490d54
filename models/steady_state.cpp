#include "models/steady_state.hpp"

#include <Eigen/SparseCore>
#include <Eigen/SparseLU>
#include <algorithm>

#include "models/demand_path.hpp"

namespace korus {
namespace {

// What part of its stock's flow a line makes, by capacity.
double line_part(const Network& network, const Line& line) {
  const Run lines = network.stocks[line.stock].lines;
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
    days += network.lines[l].reference_per_year * network.lines[l].mean_cycle_days;
    parts += network.lines[l].reference_per_year;
  }
  for (std::uint32_t l = stock.incoming.begin; l < stock.incoming.end; ++l) {
    const double weight = starting_weight(network, network.links[l]);
    days += weight * network.links[l].lead_days;
    parts += weight;
  }
  stock.lead_days = parts > 0 ? days / parts : 0;
}

double link_lead_days(const Network& network, const Link& link) {
  const Lane& lane = network.lanes[link.lane];
  return 2.0 * to_days(network.lookahead) + lane.transit_days.mean() + lane.customs_days.mean() +
         0.5 * to_days(lane.departure);
}

}  // namespace

double starting_demand(const Market& market) {
  std::vector<double> modes;
  for (const Market::Year& year : market.years) {
    modes.push_back(year.per_day.mode);
  }
  return market_rate(market, modes, 0);
}

double starting_weight(const Network& network, const Link& link) {
  const Run lines = network.stocks[link.supplier].lines;
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
  return std::min(wanted_rate(network, line), line.usable_at_start());
}

double starting_flow(const Network& network, const Link& link) {
  return network.stocks[link.buyer].flow * link_part(network, link);
}

std::vector<std::uint32_t> solve_steady_state(Network& network) {
  const auto n = static_cast<Eigen::Index>(network.stocks.size());
  Eigen::VectorXd demand = Eigen::VectorXd::Zero(n);
  for (const Market& market : network.markets) {
    demand[market.stock] += starting_demand(market);
  }
  std::vector<Eigen::Triplet<double>> entries;
  for (Eigen::Index i = 0; i < n; ++i) {
    entries.emplace_back(i, i, 1.0);
  }
  for (const Link& link : network.links) {
    entries.emplace_back(link.supplier, link.buyer, -link_part(network, link));
  }
  for (const Line& line : network.lines) {
    for (const Need& need : line.needs) {
      const double per_unit =
          static_cast<double>(need.per_lot) / static_cast<double>(line.lot_size);
      entries.emplace_back(need.stock, line.stock,
                           -line_part(network, line) * per_unit / line.mean_yield);
    }
  }
  Eigen::SparseMatrix<double> matrix(n, n);
  matrix.setFromTriplets(entries.begin(), entries.end());
  const Eigen::SparseLU<Eigen::SparseMatrix<double>> solver(matrix);
  const bool solved = solver.info() == Eigen::Success;
  const Eigen::VectorXd flow = solved ? Eigen::VectorXd(solver.solve(demand)) : demand;
  const double scale = demand.sum() * 1e9;  // no recipe needs a billion times what the markets want
  std::vector<std::uint32_t> unsound;
  for (std::uint32_t i = 0; i < network.stocks.size(); ++i) {
    const double value = flow[i];
    if (!solved || !(value > -1e-6 && value <= scale)) {
      unsound.push_back(i);
    }
    network.stocks[i].flow = std::max(value, 0.0);
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
