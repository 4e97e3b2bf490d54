#include "models/stoppable.hpp"

#include <limits>
#include <utility>

#include "models/network_runs.hpp"

namespace korus {
namespace {

// An id that no record can have, so that the rows are told from the scenario's own.
constexpr const char* from_outside = "(stopped)";

Outage stop_of(ActorId target, std::uint32_t stock) {
  return {.id = from_outside,
          .target = target,
          .stock = stock,
          .start_day = std::numeric_limits<double>::infinity()};
}

}  // namespace

StoppableNetwork make_stoppable(Network network) {
  StoppableNetwork result{.network = std::move(network)};
  Network& net = result.network;
  net.causes = false;
  for (std::size_t s = 0; s < net.sites.size(); ++s) {
    net.outages.push_back(stop_of(net.site_actor(s), nobody));
  }
  for (std::size_t l = 0; l < net.lanes.size(); ++l) {
    net.outages.push_back(stop_of(net.lane_actor(l), nobody));
  }
  for (std::uint32_t s = 0; s < net.stocks.size(); ++s) {
    if (is_made(net.stocks[s])) {
      net.sites[net.stocks[s].site].stops_products = true;
      net.outages.push_back(stop_of(net.site_actor(net.stocks[s].site), s));
    }
  }
  sort_outages(net);
  result.of_site.assign(net.sites.size(), nobody);
  result.of_lane.assign(net.lanes.size(), nobody);
  result.of_stock.assign(net.stocks.size(), nobody);
  for (std::uint32_t i = 0; i < net.outages.size(); ++i) {
    const Outage& row = net.outages[i];
    if (row.id != from_outside) {
      continue;
    }
    const std::size_t target = row.target.index();
    (row.stock != nobody         ? result.of_stock[row.stock]
     : target < net.sites.size() ? result.of_site[target]
                                 : result.of_lane[target - net.sites.size()]) = i;
  }
  return result;
}

}  // namespace korus
