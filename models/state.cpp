#include "models/state.hpp"

namespace korus {

NetworkState::NetworkState(const Network& network)
    : availability(network.sites.size(), 1.0),
      stocks(network.stocks.size()),
      lines(network.lines.size()),
      markets(network.markets.size()),
      demand(network.markets.size()),
      bought(network.links.size()),
      sold(network.links.size()),
      lanes(network.lanes.size()),
      waiting(network.links.size(), 0),
      outage_levels(network.outages.size(), 1.0),
      outage_begun(network.outages.size(), 0),
      outage_ends(network.outages.size(), 0.0),
      projects(network.projects.size()),
      programmes(network.programmes.size()) {}

SiteState site_state(NetworkState& state, const Site& site) {
  const auto rows = [](auto& column, Run run) {
    return std::span(column).subspan(run.begin, run.size());
  };
  return {.availability = state.availability[static_cast<std::size_t>(site.index)],
          .stocks = rows(state.stocks, site.stocks),
          .lines = rows(state.lines, site.lines),
          .markets = rows(state.markets, site.markets),
          .demand = rows(state.demand, site.markets),
          .bought = rows(state.bought, site.incoming),
          .sold = rows(state.sold, site.outgoing),
          .outage_levels = rows(state.outage_levels, site.outages),
          .outage_begun = rows(state.outage_begun, site.outages)};
}

}  // namespace korus
