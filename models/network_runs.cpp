#include "models/network_runs.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

namespace korus {
namespace {

// Rows sorted by `key(row)`: the run of each owner.
template <class Rows, class Owners, class Member, class Key>
void runs(const Rows& rows, Owners& owners, Member member, Key key) {
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    Run& run = owners[key(rows[i])].*member;
    run = run.size() == 0 ? Run{i, i + 1} : Run{run.begin, i + 1};
  }
}

// What each lane may carry: the goods of its links, and along the chain of reroutes those of every
// lane before it. A chain has an end.
void set_loads(Network& network) {
  for (std::uint32_t i = 0; i < network.links.size(); ++i) {
    network.loads.push_back({i, network.links[i].lane});
  }
  std::vector<std::vector<std::uint32_t>> guests(network.lanes.size());  // links
  for (std::uint32_t first = 0; first < network.lanes.size(); ++first) {
    const std::vector<std::uint32_t>& links = network.lanes[first].links;
    for (std::uint32_t l = network.lanes[first].reroute; l != nobody;
         l = network.lanes[l].reroute) {
      guests[l].insert(guests[l].end(), links.begin(), links.end());
    }
  }
  std::vector<std::map<std::uint32_t, std::uint32_t>> load_of(network.lanes.size());  // by link
  for (std::uint32_t l = 0; l < network.lanes.size(); ++l) {
    Lane& lane = network.lanes[l];
    lane.loads = lane.links;
    for (const std::uint32_t link : guests[l]) {
      load_of[l].emplace(link, static_cast<std::uint32_t>(network.loads.size()));
      lane.loads.push_back(static_cast<std::uint32_t>(network.loads.size()));
      network.loads.push_back({link, l});
    }
  }
  for (Lane& lane : network.lanes) {
    for (const std::uint32_t load : lane.loads) {
      if (lane.reroute != nobody) {
        lane.reroute_loads.push_back(load_of[lane.reroute].at(network.loads[load].link));
      }
    }
  }
}

}  // namespace

void set_runs(Network& network) {
  runs(network.stocks, network.sites, &Site::stocks, [](const Stock& s) { return s.site; });
  runs(network.lines, network.sites, &Site::lines, [](const Line& l) { return l.site; });
  runs(network.lines, network.stocks, &Stock::lines, [](const Line& l) { return l.stock; });
  runs(network.markets, network.sites, &Site::markets, [](const Market& m) { return m.site; });
  runs(network.markets, network.stocks, &Stock::markets, [](const Market& m) { return m.stock; });
  runs(network.links, network.stocks, &Stock::incoming, [](const Link& l) { return l.buyer; });
  runs(network.links, network.sites, &Site::incoming,
       [&](const Link& l) { return network.stocks[l.buyer].site; });
  for (std::uint32_t i = 0; i < network.links.size(); ++i) {
    network.outgoing.push_back(i);
    if (!network.links[i].direct) {
      network.lanes[network.links[i].lane].links.push_back(i);
    }
  }
  set_loads(network);
  std::ranges::sort(network.outgoing, {}, [&](std::uint32_t l) {
    const Link& link = network.links[l];
    return std::tuple(link.supplier, link.rank, l);
  });
  for (std::uint32_t i = 0; i < network.outgoing.size(); ++i) {
    network.links[network.outgoing[i]].outgoing = i;
  }
  runs(network.outgoing, network.stocks, &Stock::outgoing,
       [&](std::uint32_t l) { return network.links[l].supplier; });
  runs(network.outgoing, network.sites, &Site::outgoing,
       [&](std::uint32_t l) { return network.stocks[network.links[l].supplier].site; });
  runs(network.stations, network.sites, &Site::stations, [](const Station& s) { return s.site; });
  runs(network.servers, network.sites, &Site::servers,
       [&](std::uint32_t station) { return network.stations[station].site; });
  runs(network.job_classes, network.sites, &Site::job_classes,
       [](const JobClass& c) { return c.site; });
  runs(network.steps, network.sites, &Site::steps,
       [&](const Step& s) { return network.job_classes[s.job].site; });
  std::uint32_t pools = 0;
  for (Site& site : network.sites) {
    site.job_pool = site.stations.size() > 0 ? pools++ : nobody;
  }
  sort_outages(network);
}

void sort_outages(Network& network) {
  std::ranges::sort(network.outages, {},
                    [](const Outage& o) { return std::tie(o.target, o.id, o.stock); });
  const std::size_t sites = network.sites.size();
  for (std::size_t t = 0; t < sites + network.lanes.size(); ++t) {
    (t < sites ? network.sites[t].outages : network.lanes[t - sites].outages) = {};
  }
  for (Hazard& hazard : network.hazards) {
    hazard.targets.clear();
  }
  for (std::uint32_t i = 0; i < network.outages.size(); ++i) {
    const Outage& row = network.outages[i];
    const std::size_t target = row.target.index();
    Run& run =
        target < sites ? network.sites[target].outages : network.lanes[target - sites].outages;
    run = run.size() == 0 ? Run{i, i + 1} : Run{run.begin, i + 1};
    // The rows of a hazard at one target lie together.
    const bool first = i == 0 || network.outages[i - 1].hazard != row.hazard ||
                       network.outages[i - 1].target != row.target;
    if (row.hazard != nobody && first) {
      network.hazards[row.hazard].targets.push_back(i);
    }
  }
}

}  // namespace korus
