#include "models/state.hpp"

namespace korus {
namespace {

// The one list of the state's columns. The demand paths are as long as the run has years.
void each_column(auto& state, auto&& visit, auto&& visit_path) {
  visit(state.availability);
  visit(state.stocks);
  visit(state.lines);
  visit(state.markets);
  for (auto& path : state.demand) {
    visit_path(path);
  }
  visit(state.bought);
  visit(state.sold);
  visit(state.lanes);
  visit(state.waiting);
  visit(state.outage_levels);
  visit(state.outage_begun);
  visit(state.outage_ends);
  visit(state.projects);
  visit(state.programmes);
}

}  // namespace

void NetworkState::save(ImageWriter& image) const {
  const auto write = [&](const auto& column) { image.column(column); };
  each_column(*this, write, write);
}

void NetworkState::load(ImageReader& image) {
  each_column(
      *this, [&](auto& column) { image.same_length(column); },
      [&](auto& path) { image.column(path); });
}

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
