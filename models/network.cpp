#include "models/network.hpp"

#include "engine/portable_math.hpp"

namespace korus {

double CapacityPath::at(double day) const {
  if (knots.empty()) {
    return 0;
  }
  if (day <= knots.front().day) {
    return knots.front().per_year;
  }
  for (std::size_t i = 1; i < knots.size(); ++i) {
    if (day <= knots[i].day) {
      const Knot& from = knots[i - 1];
      return from.per_year +
             (knots[i].per_year - from.per_year) * (day - from.day) / (knots[i].day - from.day);
    }
  }
  if (growth_per_year == 0) {
    return knots.back().per_year;
  }
  return knots.back().per_year *
         portable::pow(1.0 + growth_per_year, (day - knots.back().day) / 365.25);
}

std::string Network::actor_name(ActorId actor) const {
  std::size_t i = actor.index();
  if (i < sites.size()) {
    return "site " + sites[i].id;
  }
  i -= sites.size();
  if (i < lanes.size()) {
    return "lane " + lanes[i].id;
  }
  i -= lanes.size();
  if (i < projects.size()) {
    return "investment " + projects[i].record.id;
  }
  i -= projects.size();
  return i < programmes.size() ? "programme " + programmes[i].record.id
                               : "hazard " + hazards[i - programmes.size()].id;
}

}  // namespace korus
