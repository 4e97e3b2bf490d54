// A network whose places can be stopped from outside while it runs: each site, each lane and each
// product made at a site has an outage that no date and no hazard begins. Nothing else differs: left
// alone it runs as the network it was made of.
#pragma once

#include <cstdint>
#include <vector>

#include "models/network.hpp"

namespace korus {

struct StoppableNetwork {
  Network network;
  // Rows of Network::outages, by which an OutageLevel names them.
  std::vector<std::uint32_t> of_site;   // [n_sites]
  std::vector<std::uint32_t> of_lane;   // [n_lanes]
  std::vector<std::uint32_t> of_stock;  // [n_stocks]; nobody: it is not made there
};

// Whether the product is made at the stock's site, or supplied there without limit.
inline bool is_made(const Stock& stock) { return stock.lines.size() > 0 || stock.unlimited(); }

// Keeps no account of causes.
StoppableNetwork make_stoppable(Network network);

}  // namespace korus
