#include "models/state.hpp"

#include <numeric>

namespace korus {
namespace {

// The one list of the state's columns: those of a fixed length, those that grow, single values.
void each_column(auto& state, auto&& visit, auto&& visit_path, auto&& visit_value,
                 auto&& visit_queue) {
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
  visit(state.trips);
  visit(state.outage_levels);
  visit(state.outage_begun);
  visit(state.outage_ends);
  visit(state.felt_until);
  visit(state.projects);
  visit(state.programmes);
  visit(state.stations);
  visit(state.servers);
  visit(state.steps);
  visit(state.queue_tails);
  visit(state.job_classes);
  for (auto* histograms : {&state.waits, &state.sojourns}) {
    for (auto& histogram : *histograms) {
      visit_path(histogram.counts());
    }
  }
  visit(state.hazards);
  visit(state.site_meters);
  visit(state.lane_meters);
  visit(state.plain);
  visit(state.reserves);
  visit(state.windows);
  visit(state.need_carries);
  visit(state.stock_meters);
  visit(state.market_meters);
  visit(state.transit_days);
  for (auto& lots : state.lots) {
    visit_queue(lots);
  }
  for (auto& book : state.books) {
    visit_queue(book);
  }
  for (auto* mixes : {&state.causes.owed, &state.causes.line_told, &state.causes.line_heard,
                      &state.causes.supply_told, &state.causes.supply_heard,
                      &state.causes.lane_told, &state.causes.lane_heard}) {
    for (auto& mix : *mixes) {
      visit_path(mix);
    }
  }
  visit(state.causes.holds);
  visit(state.causes.is_told);
  visit(state.causes.markets);
  for (auto& account : state.causes.accounts) {
    visit_path(account);
  }
  for (auto& orders : state.due) {
    visit_queue(orders);
  }
  for (auto& resting : state.resting) {
    visit_path(resting);
  }
  for (auto& pool : state.job_pools) {
    visit_path(pool.jobs);
    visit_value(pool.free_head);
  }
}

}  // namespace

void NetworkState::save(ImageWriter& image) const {
  const auto write = [&](const auto& column) { image.column(column); };
  each_column(
      *this, write, write, [&](const auto& value) { image.value(value); },
      [&](const auto& queue) { image.column(queue.copy()); });
}

void NetworkState::load(ImageReader& image) {
  each_column(
      *this, [&](auto& column) { image.same_length(column); },
      [&](auto& path) { image.column(path); }, [&](auto& value) { image.value(value); },
      [&](auto& queue) { image.column(queue.column()); });
  for (auto* histograms : {&waits, &sojourns}) {
    for (DurationHistogram& histogram : *histograms) {
      histogram.recount();
    }
  }
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
      waiting(network.loads.size(), 0),
      trips(std::ranges::any_of(network.lanes, &Lane::follows) ? network.loads.size() : 0),
      outage_levels(network.outages.size(), 1.0),
      outage_begun(network.outages.size(), 0),
      outage_ends(network.outages.size(), 0.0),
      felt_until(network.outages.size()),
      projects(network.projects.size()),
      programmes(network.programmes.size()),
      stations(network.stations.size()),
      servers(network.servers.size()),
      steps(network.steps.size()),
      queue_tails(network.queue_tails, nobody),
      job_classes(network.job_classes.size()),
      waits(network.settings.figures == "all" ? network.stations.size() : 0),
      sojourns(network.settings.figures == "all" ? network.job_classes.size() : 0),
      hazards(network.hazards.size()),
      site_meters(network.settings.figures == "all" ? network.sites.size() : 0),
      lane_meters(network.settings.figures == "all" ? network.lanes.size() : 0),
      plain(network.plain_policies.size()),
      reserves(network.reserves.size()),
      windows(network.window_rows, 0.0),
      need_carries(network.need_rows, 0.0),
      lots(network.lot_shelves),
      books(network.order_books),
      due(network.due_books),
      stock_meters(network.settings.figures == "all" ? network.stocks.size() : 0),
      market_meters(network.settings.figures == "all" ? network.markets.size() : 0),
      transit_days(network.settings.figures == "all" ? network.links.size() : 0),
      job_pools(static_cast<std::size_t>(std::ranges::count_if(
          network.sites, [](const Site& s) { return s.job_pool != nobody; }))),
      causes(network) {
  for (const Station& station : network.stations) {
    std::vector<std::uint32_t>& all = resting.emplace_back(station.servers);
    std::iota(all.begin(), all.end(), station.first_server);
  }
}

SiteState site_state(NetworkState& state, const Site& site) {
  const auto rows = [](auto& column, Run run) {
    return std::span(column).subspan(run.begin, run.size());
  };
  return {.availability = state.availability[site.index],
          .stocks = rows(state.stocks, site.stocks),
          .lines = rows(state.lines, site.lines),
          .markets = rows(state.markets, site.markets),
          .bought = rows(state.bought, site.incoming),
          .sold = rows(state.sold, site.outgoing),
          .all = state};
}

ShopRows shop_rows(NetworkState& state, const Site& site) {
  const auto rows = [](auto& column, Run run) {
    return column.empty() ? std::span(column) : std::span(column).subspan(run.begin, run.size());
  };
  return {.stations = rows(state.stations, site.stations),
          .servers = rows(state.servers, site.servers),
          .resting = rows(state.resting, site.stations),
          .steps = rows(state.steps, site.steps),
          .queue_tails = state.queue_tails,
          .classes = rows(state.job_classes, site.job_classes),
          .waits = rows(state.waits, site.stations),
          .sojourns = rows(state.sojourns, site.job_classes),
          .pool = state.job_pools[site.job_pool],
          .availability = state.availability[site.index]};
}

}  // namespace korus
