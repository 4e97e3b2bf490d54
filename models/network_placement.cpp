#include "models/network_placement.hpp"

namespace korus {
namespace {

// Events expected of each actor, in events a day: a site's day, its lots, orders and deliveries; a
// lane's consignments. [n_actors]
std::vector<std::uint32_t> loads(const Network& network) {
  std::vector<std::uint32_t> load;
  load.reserve(network.actors());
  for (const Site& site : network.sites) {
    load.push_back(1 + site.lines.size() + site.incoming.size() + site.outgoing.size());
  }
  for (const Lane& lane : network.lanes) {
    load.push_back(static_cast<std::uint32_t>(lane.links.size()));
  }
  load.resize(network.actors(), 0);  // projects and programmes act a few times a year
  return load;
}

}  // namespace

Placement place_actors(const Network& network) {
  return place(loads(network), {}, network.lookahead);
}

double events_a_day(const Network& network) {
  return static_cast<double>(network.sites.size() + network.lines.size() + network.links.size());
}

ExecutorChoice choose_executor(const Network& network) {
  return choose_executor(events_a_day(network) * to_days(network.placement.rules.lookahead));
}

}  // namespace korus
