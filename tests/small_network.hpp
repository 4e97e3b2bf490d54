// A network small enough to follow by hand: ore -> metal -> widget in two countries, one market in
// each.
#pragma once

#include "models/network_builder.hpp"
#include "models/replication.hpp"

namespace korus::test {

inline Scenario small_scenario() {
  Scenario s;
  s.title = "Small";
  s.simulation.start = std::chrono::year{2021} / 1 / 1;
  s.simulation.end = std::chrono::year{2024} / 1 / 1;
  s.products = {{.id = "ore", .mass_g = 1},
                {.id = "metal", .mass_g = 1},
                {.id = "widget", .group = "widgets", .mass_g = 500}};
  s.sites = {{.id = "mine", .country = "AU"},
             {.id = "smelter", .country = "KR"},
             {.id = "kr_plant", .country = "KR"},
             {.id = "us_plant", .country = "US"},
             {.id = "kr_shop", .country = "KR", .role = "market"},
             {.id = "us_shop", .country = "US", .role = "market"}};
  s.lanes = {{.id = "au-kr", .from = "AU", .to = "KR", .mode = "sea", .transit_days = {12, 14, 18}},
             {.id = "kr-us",
              .from = "KR",
              .to = "US",
              .mode = "sea",
              .transit_days = {11, 13, 20},
              .departure_days = 7,
              .vehicle_t = 100},
             {.id = "kr-kr", .from = "KR", .to = "KR", .mode = "land", .transit_days = 1},
             {.id = "us-us", .from = "US", .to = "US", .mode = "land", .transit_days = {1, 2, 4}}};
  s.processes = {{.id = "dig", .product = "ore", .lot_size = 100, .cycle_days = 1},
                 {.id = "smelt",
                  .product = "metal",
                  .lot_size = 50,
                  .cycle_days = {3, 4, 6},
                  .yield = {0.9, 0.95, 0.97}},
                 {.id = "assemble",
                  .product = "widget",
                  .lot_size = 10,
                  .cycle_days = {5, 7, 9},
                  .yield = {0.95, 0.98, 1},
                  .working_days_per_week = 5}};
  s.inputs = {
      {.id = "smelt:ore", .process = "smelt", .product = "ore", .quantity = 2, .cover_days = 30},
      {.id = "assemble:metal",
       .process = "assemble",
       .product = "metal",
       .quantity = 3,
       .cover_days = 21}};
  s.lines = {
      {.id = "mine_dig", .site = "mine", .process = "dig", .capacity_per_year = 900000},
      {.id = "smelter_smelt", .site = "smelter", .process = "smelt", .capacity_per_year = 400000},
      {.id = "kr_assemble", .site = "kr_plant", .process = "assemble", .capacity_per_year = 80000},
      {.id = "us_assemble", .site = "us_plant", .process = "assemble", .capacity_per_year = 40000}};
  s.supplies = {
      {.id = "a", .product = "ore", .supplier = "mine", .share = 1},
      {.id = "b", .product = "metal", .supplier = "smelter", .share = 1},
      {.id = "c", .product = "widget", .supplier = "kr_plant", .share = 2},
      {.id = "d", .product = "widget", .supplier = "us_plant", .buyer = "US", .share = 1},
      {.id = "e", .product = "widget", .supplier = "kr_plant", .buyer = "US", .share = 1}};
  s.markets = {{.id = "kr",
                .site = "kr_shop",
                .product = "widget",
                .demand_per_year = 30000,
                .noise_cv = 0.2},
               {.id = "us",
                .site = "us_shop",
                .product = "widget",
                .demand_per_year = 50000,
                .noise_cv = 0.2,
                .cover_days = 21}};
  return s;
}

// Every distribution becomes its mode or mean, every market even.
inline void make_certain(Scenario& s) {
  const auto fix = [](Law& law) { law = law.typical(); };
  for (LaneRecord& lane : s.lanes) {
    fix(lane.transit_days);
    fix(lane.customs_days);
  }
  for (ProcessRecord& process : s.processes) {
    fix(process.cycle_days);
    fix(process.yield);
  }
  for (MarketRecord& market : s.markets) {
    market.noise_cv = 0;
    market.season_amplitude = 0;
    market.growth_per_year = 0;
  }
}

// The network of a scenario that must be sound.
inline Network network_of(const Scenario& scenario) {
  std::vector<BuildProblem> problems;
  Network network = build_network(scenario, problems);
  for (const BuildProblem& p : problems) {
    throw Defect(p.kind + "." + p.id + "." + p.field + ": " + p.message);
  }
  return network;
}

template <class SiteHandlers = SiteActor>
ReplicationResult run(const Scenario& scenario, ReplicationSettings settings = {}) {
  const Network network = network_of(scenario);
  return run_replication<SiteHandlers>(network, series_layout(network), Scorecard(network),
                                       settings);
}

}  // namespace korus::test
