#include "models/series_recorder.hpp"

#include <algorithm>

namespace korus {
namespace {

// In the order of `series_layout`.
enum VariableIndex : std::size_t {
  site_availability,
  line_capacity,
  line_starts,
  line_output,
  line_in_process,
  stock_on_hand,
  stock_backlog,
  stock_on_order,
  stock_received,
  lane_carried,
  lane_in_transit,
  lane_waiting,
  market_demand,
  market_sold,
  market_late,
  market_lost,
  market_backlog,
  product_made,
  product_sold,
  product_on_hand,
  product_in_transit,
  station_waiting,
  station_in_service,
  station_down,
  station_left,
};
enum AxisIndex : std::size_t { sites, lines, stocks, lanes, markets, products, stations };

Axis axis(std::string name, std::vector<AuxiliaryCoordinate> auxiliary) {
  return {.name = std::move(name), .auxiliary = std::move(auxiliary)};
}

Axis site_axis(const Network& network) {
  Axis result = axis("site", {{.name = "site_name"},
                              {.name = "country"},
                              {.name = "chain"},
                              {.name = "role"},
                              {.name = "latitude", .units = "degrees_north"},
                              {.name = "longitude", .units = "degrees_east"}});
  for (const Site& site : network.sites) {
    result.labels.push_back(site.id);
    result.auxiliary[0].words.push_back(site.name);
    result.auxiliary[1].words.push_back(site.country);
    result.auxiliary[2].words.push_back(site.chain);
    result.auxiliary[3].words.push_back(site.role);
    result.auxiliary[4].numbers.push_back(site.latitude);
    result.auxiliary[5].numbers.push_back(site.longitude);
  }
  return result;
}

// Labels of rows that stand at a site and hold a product, with the display unit that their values
// are in.
template <class Rows, class StockOf>
Axis placed_axis(const Network& network, const std::string& name, const Rows& rows,
                 StockOf stock_of) {
  Axis result = axis(name, {{.name = name + "_site"},
                            {.name = name + "_product"},
                            {.name = name + "_unit"},
                            {.name = name + "_country"}});
  for (const auto& row : rows) {
    const Stock& stock = stock_of(row);
    result.labels.push_back(row.id);
    result.auxiliary[0].words.push_back(network.sites[stock.site].id);
    result.auxiliary[1].words.push_back(network.products[stock.product].id);
    result.auxiliary[2].words.push_back(network.products[stock.product].display_unit);
    result.auxiliary[3].words.push_back(network.sites[stock.site].country);
  }
  return result;
}

Axis lane_axis(const Network& network) {
  Axis result = axis("lane", {{.name = "lane_from"}, {.name = "lane_to"}, {.name = "lane_mode"}});
  for (const Lane& lane : network.lanes) {
    result.labels.push_back(lane.id);
    result.auxiliary[0].words.push_back(lane.from);
    result.auxiliary[1].words.push_back(lane.to);
    result.auxiliary[2].words.push_back(lane.mode);
  }
  return result;
}

Axis product_axis(const Network& network) {
  Axis result = axis("product", {{.name = "product_name"},
                                 {.name = "product_unit"},
                                 {.name = "product_chain"},
                                 {.name = "product_group"}});
  for (const Product& product : network.products) {
    result.labels.push_back(product.id);
    result.auxiliary[0].words.push_back(product.name);
    result.auxiliary[1].words.push_back(product.display_unit);
    result.auxiliary[2].words.push_back(product.chain);
    result.auxiliary[3].words.push_back(product.group);
  }
  return result;
}

Axis station_axis(const Network& network) {
  Axis result = axis("station", {{.name = "station_site"}});
  for (const Station& station : network.stations) {
    result.labels.push_back(station.id);
    result.auxiliary[0].words.push_back(network.sites[station.site].id);
  }
  return result;
}

std::vector<Variable> variables() {
  const std::string point = "time: point";
  const std::string sum = "time: sum";
  return {
      {"site_availability", "1", "Share of capacity that outages leave", point, sites},
      {"line_capacity", "", "Nameplate capacity [display unit per year]", point, lines},
      {"line_starts", "", "Units started in the interval [display unit]", sum, lines},
      {"line_output", "", "Good units finished in the interval [display unit]", sum, lines},
      {"line_in_process", "", "Work in process [display unit]", point, lines},
      {"stock_on_hand", "", "Stock on hand [display unit]", point, stocks},
      {"stock_backlog", "", "Ordered by buyers and not yet shipped [display unit]", point, stocks},
      {"stock_on_order", "", "Ordered and not yet arrived [display unit]", point, stocks},
      {"stock_received", "", "Received in the interval [display unit]", sum, stocks},
      {"lane_carried", "t", "Mass that left in the interval", sum, lanes},
      {"lane_in_transit", "t", "Mass between supplier's and buyer's gate", point, lanes},
      {"lane_waiting", "t", "Mass that waits for a vehicle or for the lane to open", point, lanes},
      {"market_demand", "", "Demand in the interval [display unit]", sum, markets},
      {"market_sold", "", "Sold in the interval [display unit]", sum, markets},
      {"market_late", "", "Demand of the interval not served on its day [display unit]", sum,
       markets},
      {"market_lost", "", "Demand lost in the interval [display unit]", sum, markets},
      {"market_backlog", "", "Customers' orders that wait [display unit]", point, markets},
      {"product_made", "", "Made in the interval, all sites [display unit]", sum, products},
      {"product_sold", "", "Sold to customers in the interval, all sites [display unit]", sum,
       products},
      {"product_on_hand", "", "Stock on hand, all sites [display unit]", point, products},
      {"product_in_transit", "", "Goods in transit, all lanes [display unit]", point, products},
      {"station_waiting", "1", "Jobs that wait", point, stations},
      {"station_in_service", "1", "Jobs in service", point, stations},
      {"station_down", "1", "Servers down", point, stations},
      {"station_left", "1", "Jobs that left in the interval", sum, stations},
  };
}

}  // namespace

SeriesLayout series_times(const Network& network) {
  SeriesLayout layout{.start = network.settings.start};
  const auto records = static_cast<int>(network.days / network.settings.record_days);
  for (int i = 1; i <= records; ++i) {
    layout.time_days.push_back(std::min(i * network.settings.record_days, network.days));
  }
  return layout;
}

SeriesLayout series_layout(const Network& network) {
  SeriesLayout layout = series_times(network);
  const auto at = [&](std::uint32_t stock) -> const Stock& { return network.stocks[stock]; };
  layout.axes = {site_axis(network),
                 placed_axis(network, "line", network.lines,
                             [&](const Line& l) -> const Stock& { return at(l.stock); }),
                 placed_axis(network, "stock", network.stocks,
                             [](const Stock& s) -> const Stock& { return s; }),
                 lane_axis(network),
                 placed_axis(network, "market", network.markets,
                             [&](const Market& m) -> const Stock& { return at(m.stock); }),
                 product_axis(network),
                 station_axis(network)};
  layout.variables = variables();
  return layout;
}

SeriesRecorder::SeriesRecorder(const Network& network, const SeriesLayout& layout)
    : network_(network), layout_(layout), offsets_(layout.offsets()), values_(offsets_.back()) {
  first_total_.push_back(0);
  for (const Variable& variable : layout.variables) {
    first_total_.push_back(first_total_.back() + layout.entities(variable));
  }
  totals_.resize(first_total_.back());
}

void SeriesRecorder::put(std::size_t variable, std::size_t entity, double value) {
  const std::size_t width = layout_.entities(layout_.variables[variable]);
  values_[offsets_[variable] + time_ * width + entity] = static_cast<float>(value);
}

void SeriesRecorder::put_growth(std::size_t variable, std::size_t entity, double total) {
  double& last = totals_[first_total_[variable] + entity];
  put(variable, entity, total - last);
  last = total;
}

void SeriesRecorder::save(ImageWriter& image) const {
  image.column(values_);
  image.column(totals_);
  image.value(time_);
}

void SeriesRecorder::load(ImageReader& image) {
  image.same_length(values_);
  image.same_length(totals_);
  image.value(time_);
}

void SeriesRecorder::record(const NetworkState& state) {
  for (std::size_t i = 0; i < network_.sites.size(); ++i) {
    put(site_availability, i, state.availability[i]);
  }
  record_lines(state);
  record_stocks(state);
  record_lanes(state);
  record_markets(state);
  record_products(state);
  record_stations(state);
  ++time_;
}

void SeriesRecorder::record_lines(const NetworkState& state) {
  for (std::size_t i = 0; i < network_.lines.size(); ++i) {
    const LineState& line = state.lines[i];
    const double unit = network_.product_of(network_.lines[i]).units_per_display;
    put(line_capacity, i, static_cast<double>(line.nameplate) / unit);
    put_growth(line_starts, i, static_cast<double>(line.started) / unit);
    put_growth(line_output, i, static_cast<double>(line.good) / unit);
    put(line_in_process, i, static_cast<double>(line.in_process()) / unit);
  }
}

void SeriesRecorder::record_stocks(const NetworkState& state) {
  for (std::size_t i = 0; i < network_.stocks.size(); ++i) {
    const StockState& stock = state.stocks[i];
    const double unit = network_.products[network_.stocks[i].product].units_per_display;
    put(stock_on_hand, i, static_cast<double>(stock.on_hand.value()) / unit);
    put(stock_backlog, i, static_cast<double>(stock.backlog) / unit);
    put(stock_on_order, i, static_cast<double>(stock.outstanding) / unit);
    put_growth(stock_received, i, static_cast<double>(stock.received) / unit);
  }
}

void SeriesRecorder::record_lanes(const NetworkState& state) {
  constexpr double grams_per_tonne = 1e6;
  for (std::size_t i = 0; i < network_.lanes.size(); ++i) {
    double in_transit = 0;
    double waiting = 0;
    for (const std::uint32_t l : network_.lanes[i].links) {
      const Link& link = network_.links[l];
      const double mass = network_.product_of(link).mass_g / grams_per_tonne;
      in_transit += static_cast<double>(state.sold[link.outgoing].shipped -
                                        state.bought[l].received - state.bought[l].lost) *
                    mass;
    }
    for (const std::uint32_t l : network_.lanes[i].loads) {
      waiting += static_cast<double>(state.waiting[l]) *
                 (network_.product_of(network_.link_of(l)).mass_g / grams_per_tonne);
    }
    put_growth(lane_carried, i, state.lanes[i].carried_g / grams_per_tonne);
    put(lane_in_transit, i, in_transit);
    put(lane_waiting, i, waiting);
  }
}

void SeriesRecorder::record_markets(const NetworkState& state) {
  for (std::size_t i = 0; i < network_.markets.size(); ++i) {
    const MarketState& market = state.markets[i];
    const double unit =
        network_.products[network_.stocks[network_.markets[i].stock].product].units_per_display;
    put_growth(market_demand, i, static_cast<double>(market.demanded) / unit);
    put_growth(market_sold, i, static_cast<double>(market.sold) / unit);
    put_growth(market_late, i, static_cast<double>(market.late) / unit);
    put_growth(market_lost, i, static_cast<double>(market.lost) / unit);
    put(market_backlog, i, static_cast<double>(market.backlog) / unit);
  }
}

void SeriesRecorder::record_products(const NetworkState& state) {
  struct Totals {
    std::int64_t made = 0, sold = 0, on_hand = 0, in_transit = 0;
  };
  std::vector<Totals> totals(network_.products.size());
  for (std::size_t i = 0; i < network_.stocks.size(); ++i) {
    Totals& product = totals[network_.stocks[i].product];
    product.made += state.stocks[i].made;
    product.sold += state.stocks[i].sold;
    product.on_hand += state.stocks[i].on_hand.value();
  }
  for (std::size_t l = 0; l < network_.links.size(); ++l) {
    const Link& link = network_.links[l];
    totals[network_.stocks[link.buyer].product].in_transit +=
        state.sold[link.outgoing].shipped - state.bought[l].received - state.bought[l].lost;
  }
  for (std::size_t i = 0; i < totals.size(); ++i) {
    const double unit = network_.products[i].units_per_display;
    put_growth(product_made, i, static_cast<double>(totals[i].made) / unit);
    put_growth(product_sold, i, static_cast<double>(totals[i].sold) / unit);
    put(product_on_hand, i, static_cast<double>(totals[i].on_hand) / unit);
    put(product_in_transit, i, static_cast<double>(totals[i].in_transit) / unit);
  }
}

void SeriesRecorder::record_stations(const NetworkState& state) {
  for (std::size_t i = 0; i < network_.stations.size(); ++i) {
    const StationState& station = state.stations[i];
    put(station_waiting, i, static_cast<double>(station.waiting.value()));
    put(station_in_service, i, static_cast<double>(station.in_service.value()));
    put(station_down, i, static_cast<double>(station.down.value()));
    put_growth(station_left, i, static_cast<double>(station.left));
  }
}

}  // namespace korus
