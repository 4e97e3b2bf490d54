// What `korus stress` stops: places, ways and supplies, each with the rows of a stoppable network
// that are out of work together.
//
//   site      what it makes and its stations; goods that stand there fill orders
//   lane      nothing leaves by it; goods under way arrive (unless the lane says otherwise)
//   port      a site through whose stations goods of lanes go. Where no lane names a port, all lanes
//             by sea, or by air, that cross the border of one country: its seaports, its airports
//   country   all its sites, and the lanes that leave it for other countries
//   material  what a country makes of one group of products that lines use or that it sells abroad; the
//             same of a site that makes other groups too, where it is not alone in its country
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/stoppable.hpp"

namespace korus {

enum class StopKind : std::uint8_t { site = 0, lane = 1, port = 2, country = 3, material = 4 };

inline constexpr std::array<std::string_view, 5> stop_kinds{"site", "lane", "port", "country",
                                                            "material"};
inline std::string_view name_of(StopKind kind) {
  return stop_kinds[static_cast<std::size_t>(kind)];
}

struct Stop {
  StopKind kind = StopKind::site;
  std::string id;    // of a site, a lane or a country; "US:sea"; "CN:graphite"
  std::string name;  // for a reader
  std::string chain, role, mode, country;  // by which its time to recover is looked up
  // What is out of work: rows of the network's own tables.
  std::vector<std::uint32_t> sites, lanes, stocks;

  // "jp_naka;kr-us-sea": ids joined by ';'.
  std::string members(const Network& network) const;

  // Whether the site, what is made for the stock, what the link brings is out of work.
  bool takes_site(std::uint32_t site) const;
  bool takes_stock(const Network& network, std::uint32_t stock) const;
  bool takes_link(const Network& network, const Link& link) const;
};

// Every stop of the kinds that are asked for, in the order of kinds, then of the network. What makes
// and carries nothing is left out, for its stop takes nothing: sites that only sell or use goods,
// lanes that no supply uses.
std::vector<Stop> all_stops(const Network& network, const std::vector<StopKind>& kinds);

// How many sites and lanes that leaves out.
struct Idle {
  std::size_t sites = 0;
  std::size_t lanes = 0;
};
Idle idle_places(const Network& network);

// The country of a lane's end, which names a site or a country.
std::string country_of_end(const Network& network, const std::string& end);

// The group that a product is reported under; its id where it has none.
const std::string& group_of(const Product& product);

}  // namespace korus
