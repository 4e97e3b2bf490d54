#include "tools/stress/stop.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace korus {
namespace {

bool works(const Network& network, const Site& site) {
  for (std::uint32_t s = site.stocks.begin; s < site.stocks.end; ++s) {
    if (is_made(network.stocks[s])) {
      return true;
    }
  }
  return site.stations.size() > 0;
}

bool is_port(const Network& network, const Site& site) {
  for (std::uint32_t j = site.job_classes.begin; j < site.job_classes.end; ++j) {
    if (network.job_classes[j].lane != nobody) {
      return true;
    }
  }
  return false;
}

class Stops {
 public:
  explicit Stops(const Network& network) : network_(network) {}

  std::vector<Stop> of(StopKind kind) const {
    switch (kind) {
      case StopKind::site:
        return sites(kind,
                     [&](const Site& s) { return works(network_, s) && !is_port(network_, s); });
      case StopKind::lane:
        return lanes();
      case StopKind::port: {
        auto found = sites(kind, [&](const Site& s) { return is_port(network_, s); });
        return found.empty() ? gateways() : found;
      }
      case StopKind::country:
        return countries();
      case StopKind::material:
        return materials();
    }
    return {};
  }

 private:
  template <class Wanted>
  std::vector<Stop> sites(StopKind kind, Wanted wanted) const {
    std::vector<Stop> result;
    for (const Site& site : network_.sites) {
      if (wanted(site)) {
        result.push_back({.kind = kind,
                          .id = site.id,
                          .name = site.name,
                          .chain = site.chain,
                          .role = site.role,
                          .mode = "",
                          .country = site.country,
                          .sites = {site.index},
                          .lanes = {},
                          .stocks = {}});
      }
    }
    return result;
  }

  // Of a lane that carries something.
  bool crosses(const Lane& lane) const {
    return !lane.loads.empty() &&
           country_of_end(network_, lane.from) != country_of_end(network_, lane.to);
  }

  std::vector<Stop> lanes() const {
    std::vector<Stop> result;
    for (std::uint32_t l = 0; l < network_.lanes.size(); ++l) {
      const Lane& lane = network_.lanes[l];
      if (!lane.loads.empty()) {
        result.push_back({.kind = StopKind::lane,
                          .id = lane.id,
                          .name = fmt::format("{} to {} by {}", lane.from, lane.to, lane.mode),
                          .chain = "",
                          .role = "",
                          .mode = lane.mode,
                          .country = country_of_end(network_, lane.from),
                          .sites = {},
                          .lanes = {l},
                          .stocks = {}});
      }
    }
    return result;
  }

  std::vector<Stop> gateways() const {
    std::map<std::pair<std::string, std::string>, std::vector<std::uint32_t>> through;
    for (std::uint32_t l = 0; l < network_.lanes.size(); ++l) {
      const Lane& lane = network_.lanes[l];
      if (crosses(lane) && lane.mode != "land") {
        through[{country_of_end(network_, lane.from), lane.mode}].push_back(l);
        through[{country_of_end(network_, lane.to), lane.mode}].push_back(l);
      }
    }
    std::vector<Stop> result;
    for (const auto& [gate, carried] : through) {
      result.push_back({.kind = StopKind::port,
                        .id = gate.first + ":" + gate.second,
                        .name = fmt::format("all {}ports of {}", gate.second, gate.first),
                        .chain = "",
                        .role = "",
                        .mode = gate.second,
                        .country = gate.first,
                        .sites = {},
                        .lanes = carried,
                        .stocks = {}});
    }
    return result;
  }

  std::vector<Stop> countries() const {
    std::map<std::string, Stop> found;
    for (const Site& site : network_.sites) {
      if (works(network_, site)) {
        found[site.country].sites.push_back(site.index);
      }
    }
    for (std::uint32_t l = 0; l < network_.lanes.size(); ++l) {
      const auto country = found.find(country_of_end(network_, network_.lanes[l].from));
      if (country != found.end() && crosses(network_.lanes[l])) {
        country->second.lanes.push_back(l);
      }
    }
    std::vector<Stop> result;
    for (auto& [country, stop] : found) {
      stop.kind = StopKind::country;
      stop.id = stop.country = country;
      stop.name = fmt::format("{}: its {} sites and the {} lanes that leave it", country,
                              stop.sites.size(), stop.lanes.size());
      result.push_back(std::move(stop));
    }
    return result;
  }

  // Products that some line takes, or that cross a border.
  std::vector<bool> wanted_elsewhere() const {
    std::vector<bool> wanted(network_.products.size(), false);
    for (const Line& line : network_.lines) {
      for (const Need& need : line.needs) {
        wanted[network_.stocks[need.stock].product] = true;
      }
    }
    for (const Link& link : network_.links) {
      const Stock& from = network_.stocks[link.supplier];
      const Stock& to = network_.stocks[link.buyer];
      if (network_.sites[from.site].country != network_.sites[to.site].country) {
        wanted[from.product] = true;
      }
    }
    return wanted;
  }

  std::vector<Stop> materials() const {
    const std::vector<bool> wanted = wanted_elsewhere();
    std::map<std::pair<std::string, std::string>, Stop> of_country;
    std::map<std::pair<std::uint32_t, std::string>, Stop> of_site;
    std::map<std::uint32_t, std::set<std::string>> made_at;
    for (std::uint32_t s = 0; s < network_.stocks.size(); ++s) {
      const Stock& stock = network_.stocks[s];
      const Product& product = network_.products[stock.product];
      const Site& site = network_.sites[stock.site];
      const std::string& group = group_of(product);
      if (is_made(stock)) {
        made_at[stock.site].insert(group);
      }
      if (!is_made(stock) || !wanted[stock.product]) {
        continue;
      }
      add(of_country[{site.country, group}], site.country, site.country, s);
      add(of_site[{stock.site, group}], site.id, site.name, s);
    }
    std::vector<Stop> result;
    std::vector<Stop> single;
    for (auto& [place, stop] : of_site) {
      const bool alone =
          of_country[{network_.sites[place.first].country, place.second}].stocks.size() ==
          stop.stocks.size();
      if (made_at[place.first].size() > 1 && !alone) {
        single.push_back(std::move(stop));
      }
    }
    for (auto& [place, stop] : of_country) {
      result.push_back(std::move(stop));
    }
    std::ranges::move(single, std::back_inserter(result));
    return result;
  }

  void add(Stop& stop, const std::string& where, const std::string& name, std::uint32_t s) const {
    const Product& product = network_.products[network_.stocks[s].product];
    const Site& site = network_.sites[network_.stocks[s].site];
    stop.kind = StopKind::material;
    stop.id = where + ":" + group_of(product);
    stop.name = fmt::format("{} of {}", product.group.empty() ? product.name : product.group, name);
    stop.chain = product.chain;
    stop.role = site.role;
    stop.country = site.country;
    stop.stocks.push_back(s);
  }

  const Network& network_;
};

}  // namespace

std::string Stop::members(const Network& network) const {
  std::string text;
  const auto add = [&](const std::string& member) { text += (text.empty() ? "" : ";") + member; };
  for (const std::uint32_t s : sites) {
    add(network.sites[s].id);
  }
  for (const std::uint32_t l : lanes) {
    add(network.lanes[l].id);
  }
  for (const std::uint32_t s : stocks) {
    add(network.stocks[s].id);
  }
  return text;
}

bool Stop::takes_site(std::uint32_t site) const {
  return std::ranges::find(sites, site) != sites.end();
}

bool Stop::takes_stock(const Network& network, std::uint32_t stock) const {
  return takes_site(network.stocks[stock].site) || std::ranges::find(stocks, stock) != stocks.end();
}

bool Stop::takes_link(const Network& network, const Link& link) const {
  if (link.direct || takes_stock(network, link.supplier)) {
    return takes_stock(network, link.supplier);
  }
  const std::uint32_t port = network.lanes[link.lane].port_job;
  return std::ranges::find(lanes, link.lane) != lanes.end() ||
         (port != nobody && takes_site(network.job_classes[port].site));
}

std::vector<Stop> all_stops(const Network& network, const std::vector<StopKind>& kinds) {
  std::vector<Stop> result;
  for (std::size_t kind = 0; kind < stop_kinds.size(); ++kind) {
    if (std::ranges::find(kinds, static_cast<StopKind>(kind)) != kinds.end()) {
      std::ranges::move(Stops(network).of(static_cast<StopKind>(kind)), std::back_inserter(result));
    }
  }
  return result;
}

Idle idle_places(const Network& network) {
  const auto sites =
      std::ranges::count_if(network.sites, [&](const Site& s) { return !works(network, s); });
  const auto lanes =
      std::ranges::count_if(network.lanes, [](const Lane& l) { return l.loads.empty(); });
  return {static_cast<std::size_t>(sites), static_cast<std::size_t>(lanes)};
}

std::string country_of_end(const Network& network, const std::string& end) {
  const auto site = std::ranges::find(network.sites, end, &Site::id);
  return site == network.sites.end() ? end : site->country;
}

const std::string& group_of(const Product& product) {
  return product.group.empty() ? product.id : product.group;
}

}  // namespace korus
