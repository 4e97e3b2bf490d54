// What one stock draws from others, and the way from the markets up to what everything is made of.
#pragma once

#include <vector>

#include "models/network.hpp"
#include "models/steady_state.hpp"

namespace korus {

// What part of its stock's flow a line makes, by capacity.
inline double line_part(const Network& network, const Line& line) {
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

inline double link_part(const Network& network, const Link& link) {
  const Run links = network.stocks[link.buyer].incoming;
  double all = 0;
  for (std::uint32_t l = links.begin; l < links.end; ++l) {
    all += starting_weight(network, network.links[l]);
  }
  return all > 0 ? starting_weight(network, link) / all : 0;
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

// Calls visit(stock, other, units) for what each stock draws from others, a stock once all that draw
// on it have been visited. Returns the stocks that take part in a loop or feed one: none in most
// networks, and then a network of a million sites is gone through in one pass, where a general solver
// fills its memory.
template <class Visit>
std::vector<std::uint32_t> pass_up(const Network& network, Visit&& visit) {
  std::vector<std::uint32_t> open(network.stocks.size(), 0);  // draws not yet visited
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
      visit(i, other, units);
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

}  // namespace korus
