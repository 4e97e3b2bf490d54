// A network drawn at random from everything the model knows: policies, forecasts, allocation, shelf
// lives, lanes and direct supplies, losses, stations, outages and hazards, mixed as they come. The
// same plan gives the same scenario; a plan with fewer sites, days or features is a smaller one, so
// that a failure can be shrunk.
#pragma once

#include <string>
#include <vector>

#include "engine/random.hpp"
#include "small_network.hpp"

namespace korus::test {

struct RandomPlan {
  std::uint64_t seed = 0;
  int sites = 2;
  int days = 60;
  // Features, each may be taken away.
  bool hazards = true;
  bool stations = true;
  bool lanes = true;
  bool expiry = true;
  bool losses = true;
  bool returns = true;
  bool flows = true;
  bool adaptive = true;

  std::string text() const {
    std::string features;
    for (const auto& [name, on] : {std::pair{"hazards", hazards},
                                   {"stations", stations},
                                   {"lanes", lanes},
                                   {"expiry", expiry},
                                   {"losses", losses},
                                   {"returns", returns},
                                   {"flows", flows},
                                   {"adaptive", adaptive}}) {
      features += on ? std::string(" ") + name : "";
    }
    return "seed " + std::to_string(seed) + ", " + std::to_string(sites) + " sites, " +
           std::to_string(days) + " days," + features;
  }
};

class RandomNetwork {
 public:
  explicit RandomNetwork(const RandomPlan& plan) : plan_(plan), random_(plan.seed, 0) {}

  // One product through tiers: unlimited sources and makers, stores, shops with customers.
  Scenario draw() {
    s_.simulation.start = std::chrono::year{2021} / 1 / 1;
    s_.simulation.end = s_.simulation.start + std::chrono::days(plan_.days);
    s_.simulation.lookahead_hours = real(0.01, 6);
    s_.simulation.record_days = 7;
    s_.simulation.figures = chance(0.5) ? "all" : "headline";
    s_.simulation.warm_up_days = chance(0.5) ? real(0, plan_.days / 2.0) : 0;
    s_.products = {{.id = "item", .units_per_display = chance(0.5) ? 1 : 100, .mass_g = 10}};
    s_.lanes = {{.id = "road",
                 .from = "KR",
                 .to = "KR",
                 .mode = "land",
                 .transit_days = law(0.5, 6),
                 .customs_days = chance(0.3) ? law(0, 2) : Law(0)}};
    switch (whole(0, 2)) {
      case 0:
        s_.lanes[0].departure_days = static_cast<double>(whole(1, 5));
        s_.lanes[0].vehicle_t = chance(0.5) ? 0.01 : 0;
        break;
      case 1:
        s_.lanes[0].full_units = whole(2, 50);
        break;
      default:
        break;
    }
    if (plan_.lanes && chance(0.4)) {
      add_detours();
    }
    if (plan_.lanes && plan_.stations && chance(0.4)) {
      add_port();
    }
    for (int i = 0; i < plan_.sites; ++i) {
      add_site(i);
    }
    if (plan_.hazards) {
      add_hazards();
    }
    suit_echelons();
    return s_;
  }

 private:
  // An echelon needs customers who wait, and goods that keep and arrive.
  void suit_echelons() {
    bool any = false;
    for (StockRecord& row : s_.stocks) {
      if (row.policy == "echelon") {
        any = true;
        row.shelf_life_days = 0;
        for (SupplyRecord& supply : s_.supplies) {
          supply.arrives = supply.buyer == row.site ? Law(1) : supply.arrives;
        }
      }
    }
    for (HazardRecord& row : s_.hazards) {
      row.scrap = any && is_lane(row.target) ? 0 : row.scrap;
    }
    for (OutageRecord& row : s_.outages) {
      row.scrap = any && is_lane(row.target) ? 0 : row.scrap;
    }
    for (MarketRecord& row : s_.markets) {
      row.unmet = any ? "backorder" : row.unmet;
      row.patience_days = any || row.arrivals != "daily" ? 0 : row.patience_days;
    }
  }

  bool is_lane(const std::string& id) const {
    return std::ranges::find(s_.lanes, id, &LaneRecord::id) != s_.lanes.end();
  }

  double uniform() { return random_.uniform(1, 1, n_++); }
  double real(double low, double high) { return low + (high - low) * uniform(); }
  std::int64_t whole(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(uniform() * static_cast<double>(high - low + 1));
  }
  bool chance(double p) { return uniform() < p; }
  template <class T>
  T one_of(const std::vector<T>& choices) {
    return choices[static_cast<std::size_t>(
        whole(0, static_cast<std::int64_t>(choices.size()) - 1))];
  }
  Law law(double low, double high) {
    const double mean = real(low, high);
    switch (whole(0, 3)) {
      case 0:
        return Law::uniform(low, high);
      case 1:
        return mean > 0 ? Law::exponential(mean) : Law(0);
      case 2:
        return mean > 0 ? Law::lognormal_of(mean, 0.5) : Law(0);
      default:
        return mean;
    }
  }

  // Other ways that goods go by while the road, or the first of them, is closed.
  void add_detours() {
    s_.lanes[0].reroute = "air";
    s_.lanes[0].reroute_after_days = chance(0.5) ? real(0, 3) : 0;
    s_.lanes.push_back({.id = "air",
                        .from = "KR",
                        .to = "KR",
                        .mode = "air",
                        .transit_days = law(0.5, 2),
                        .customs_days = chance(0.3) ? law(0, 2) : Law(0)});
    if (chance(0.5)) {
      s_.lanes[1].departure_days = static_cast<double>(whole(1, 3));
      s_.lanes[1].vehicle_t = chance(0.5) ? 0.001 : 0;
    }
    if (chance(0.5)) {
      s_.lanes[1].reroute = "detour";
      s_.lanes.push_back(
          {.id = "detour", .from = "KR", .to = "KR", .mode = "land", .transit_days = law(1, 9)});
    }
    s_.lanes[0].closes = chance(0.5) ? "arrivals" : "departures";
    s_.lanes[1].closes = chance(0.5) ? "arrivals" : "departures";
  }

  // Some of the lanes end at its berths.
  void add_port() {
    s_.sites.push_back({.id = "port", .country = "KR"});
    s_.stations.push_back(
        {.id = "berth",
         .site = "port",
         .servers = whole(0, 3),
         .discipline = one_of<std::string>({"fifo", "lifo", "priority", "preemptive"})});
    if (s_.stations.back().servers > 0 && chance(0.5)) {
      s_.stations.back().up_days = law(1, 20);
      s_.stations.back().down_days = law(0.1, 2);
    }
    for (LaneRecord& lane : s_.lanes) {
      if (chance(0.7)) {
        lane.port_job = "land_" + lane.id;
        lane.onward_days = chance(0.5) ? law(0, 2) : Law(0);
        s_.jobs.push_back({.id = lane.port_job, .site = "port", .priority = whole(0, 2)});
        s_.steps.push_back({.id = lane.port_job,
                            .job = lane.port_job,
                            .station = "berth",
                            .service_days = law(0, 0.3),
                            .unit_days = chance(0.3) ? real(0, 0.01) : 0});
      }
    }
  }

  // The first third supplies, the last third sells, and every site may do both.
  void add_site(int i) {
    const std::string id = "s" + std::to_string(i);
    s_.sites.push_back({.id = id,
                        .country = chance(0.7) ? "KR" : "US",
                        .day_begins_hours = chance(0.3) ? real(0, 23) : 0});
    s_.sites.back().country = "KR";
    const bool first = i == 0 || 3 * i < plan_.sites;
    if (first && chance(0.5)) {
      s_.stocks.push_back({.id = id, .site = id, .product = "item", .policy = "unlimited"});
    } else if (first) {
      add_maker(id);
    } else {
      add_store(i, id);
    }
    const bool unlimited =
        !s_.stocks.empty() && s_.stocks.back().site == id && s_.stocks.back().policy == "unlimited";
    const bool needs_use =
        !first && s_.stocks.back().forecast == "adaptive" && s_.stocks.back().levels == "forecast";
    if (i + 1 == plan_.sites || needs_use || (!unlimited && chance(0.5))) {
      add_market(id);
    }
  }

  void add_maker(const std::string& id) {
    const bool at_once = chance(0.5);
    s_.processes.push_back({.id = id,
                            .product = "item",
                            .lot_size = whole(1, 20),
                            .cycle_days = law(0, 5),
                            .yield = chance(0.5) ? Law(1) : Law(0.5, 0.8, 1.0),
                            .downtime = real(0, 0.3),
                            .working_days_per_week = whole(4, 7),
                            .cover_days = real(0, 20),
                            .starts = at_once ? "at_once" : "daily"});
    s_.lines.push_back({.id = id, .site = id, .process = id, .capacity_per_year = real(10, 20000)});
    if (at_once || (plan_.adaptive ? chance(0.3) : true)) {
      s_.stocks.push_back({.id = id,
                           .site = id,
                           .product = "item",
                           .order_up_to = whole(0, 200),
                           .levels = "fixed",
                           .review = at_once ? "continuous" : "periodic"});
      if (chance(0.2)) {
        chance(0.5) ? push(s_.stocks.back()) : plan(s_.stocks.back());
      }
      keep(s_.stocks.back());
    }
    if (at_once && plan_.stations && chance(0.7)) {
      add_stations(id);
    }
  }

  void add_stations(const std::string& id) {
    s_.processes.back().job = "job_" + id;
    s_.jobs.push_back({.id = "job_" + id, .site = id, .priority = whole(0, 2)});
    const auto steps = whole(1, 3);
    for (std::int64_t k = 1; k <= steps; ++k) {
      const std::string station = "st_" + id + "_" + std::to_string(k);
      s_.stations.push_back(
          {.id = station,
           .site = id,
           .servers = whole(0, 3),
           .discipline = one_of<std::string>({"fifo", "lifo", "priority", "preemptive"}),
           .interrupted = chance(0.5) ? "resume" : "repeat"});
      StationRecord& row = s_.stations.back();
      if (row.servers > 0 && chance(0.5)) {
        row.up_days = law(1, 20);
        row.down_days = law(0.1, 2);
        row.clock = chance(0.5) ? "operating" : "calendar";
      }
      row.blocking = chance(0.2) ? "before_service" : "after_service";
      if (row.servers > 0 && row.discipline != "preemptive" && row.blocking == "after_service" &&
          chance(0.3)) {
        row.batch_most = whole(1, 4);
      }
      if (k > 1 && chance(0.3)) {
        row.places = whole(0, 3);
      }
      s_.steps.push_back({.id = station,
                          .job = "job_" + id,
                          .position = k,
                          .station = station,
                          .service_days = law(0, 0.2)});
      if (chance(0.2) && s_.stations.back().blocking == "after_service") {
        s_.steps.back().next = "st_" + id + "_1:0.2";
      }
    }
    if (chance(0.4)) {  // other work for the same stations
      s_.jobs.push_back({.id = "other_" + id,
                         .site = id,
                         .interarrival_days = Law::exponential(real(0.3, 3)),
                         .priority = whole(0, 2)});
      s_.steps.push_back({.id = "other_" + id,
                          .job = "other_" + id,
                          .station = "st_" + id + "_1",
                          .service_days = law(0, 0.3)});
    }
  }

  // Shelf life, allocation, start.
  void keep(StockRecord& row) {
    row.allocation =
        one_of<std::string>({"proportional", "first_come", "priority", "home_first", "quota"});
    if (plan_.expiry && chance(0.2)) {
      row.shelf_life_days = law(3, 30);
      row.issue = one_of<std::string>({"fifo", "lifo", "fefo"});
    }
    if (chance(0.3)) {
      row.start_on_hand = whole(0, 100);
    }
    row.holding_cost_usd_per_day = real(0, 1);
    if (chance(0.2)) {
      row.reserve = whole(1, 100);
      row.reserve_release = one_of<std::string>({"shortage", "outage", "either"});
      if (row.reserve_release != "shortage") {
        row.reserve_outage = chance(0.5) ? "KR" : "s0";
      }
      row.reserve_after_days = chance(0.5) ? 0 : real(0, 10);
      row.reserve_refill_per_day = real(0, 5);
    }
  }

  void add_store(int i, const std::string& id) {
    if (plan_.adaptive && chance(0.3)) {
      s_.stocks.push_back({.id = id,
                           .site = id,
                           .product = "item",
                           .policy = chance(0.5) ? "base_stock" : "s_S",
                           .cover_days = real(8, 20),
                           .reorder_days = real(0, 7),
                           .review_days = static_cast<double>(whole(1, 7))});
    } else {
      add_plain(id);
    }
    keep(s_.stocks.back());
    const bool one = s_.stocks.back().returns == "cancel";
    const auto suppliers = one ? 1 : whole(1, std::min(i, 3));
    for (std::int64_t k = 0; k < suppliers; ++k) {
      const std::string from = "s" + std::to_string(whole(0, i - 1));
      const std::string name = from + "_" + id + "_" + std::to_string(k);
      s_.supplies.push_back({.id = name,
                             .product = "item",
                             .supplier = from,
                             .buyer = id,
                             .share = real(0.1, 2),
                             .mode = "land",
                             .order_days = chance(0.3) ? real(0, 3) : 0,
                             .priority = whole(0, 2),
                             .shares_demand = chance(0.5) ? "yes" : "no"});
      SupplyRecord& row = s_.supplies.back();
      if (!plan_.lanes || chance(0.5)) {
        row.lead_days = law(0.01, 8);
        row.arrives = plan_.losses && chance(0.3) ? Law::uniform(0.5, 1) : Law(1);
      }
      if (k > 0 && chance(0.4)) {
        row.use = "emergency";
        row.emergency_point = whole(-5, 20);
        row.emergency_up_to = row.emergency_point + whole(1, 50);
      }
      row.unit_cost_usd = chance(0.3) ? real(0, 9) : 0;
      for (std::size_t other = 0; other + 1 < s_.supplies.size(); ++other) {
        if (s_.supplies[other].supplier == from && s_.supplies[other].buyer == id) {
          s_.supplies.pop_back();  // a pair supplies once
          break;
        }
      }
    }
  }

  void add_plain(const std::string& id) {
    StockRecord row{.id = id, .site = id, .product = "item", .levels = "fixed"};
    row.policy = one_of<std::string>(
        {"base_stock", "s_S", "r_Q", "echelon", "anchor", "push", "guaranteed_service", "mrp"});
    row.order_up_to = whole(1, 300);
    row.reorder_point = whole(0, row.order_up_to);
    row.order_quantity = whole(1, 50);
    row.review = chance(0.5) ? "continuous" : "periodic";
    row.review_days = static_cast<double>(whole(1, 7));
    const bool plans = row.policy == "anchor" || (row.policy == "base_stock" && chance(0.5));
    if (plans) {
      row.forecast = one_of<std::string>({"smoothing", "moving_average", "constant"});
      row.forecast_days = real(1, 20);
      row.forecast_of = chance(0.5) ? "orders" : "customers";
      row.review = "periodic";
      row.adjust_stock = real(0, 1);
      row.weight_on_order = real(0, 1);
      row.steady_days = chance(0.3) ? real(0, 10) : 0;
      row.levels = row.policy == "base_stock" ? "forecast" : "fixed";
      row.cover_days = real(0, 10);
      row.order_up_to = row.policy == "base_stock" ? 0 : row.order_up_to;
    }
    if (row.policy == "anchor" || row.review == "continuous") {
      row.review = row.policy == "anchor" ? "periodic" : row.review;
      row.steady_days = row.review == "continuous" ? 0 : row.steady_days;
    }
    if (row.policy == "push") {
      push(row);
    } else if (row.policy == "mrp") {
      plan(row);
    } else if (row.policy == "guaranteed_service") {
      row.review = "continuous";
      row.service_days = chance(0.3) ? 0 : real(0, 6);
      row.demand_sd_per_day = chance(0.5) ? real(0, 9) : -1;
    }
    row.returns = plan_.returns && chance(0.3) ? "cancel" : "never";
    s_.stocks.push_back(row);
  }

  void push(StockRecord& row) {
    row.policy = "push";
    row.review = "periodic";
    row.order_quantity = whole(1, 50);
    row.plan = chance(0.5) ? "3;0;12;7;0;0;1;5" : "";
  }

  void plan(StockRecord& row) {
    row.policy = "mrp";
    row.review = "periodic";
    row.reorder_point = whole(0, 20);
    row.order_quantity = whole(1, 50);
    row.lot_rule = one_of<std::string>({"lot_for_lot", "fixed", "periods", "least_cost"});
    row.lot_periods = whole(1, 4);
    row.horizon_days = real(1, 20);
    row.order_cost_usd = real(0, 20);
  }

  void add_market(const std::string& id) {
    MarketRecord row{.id = "m_" + id, .site = id, .product = "item"};
    row.unmet = chance(0.5) ? "backorder" : "lost";
    row.patience_days = row.unmet == "backorder" && chance(0.3) ? real(1, 20) : 0;
    row.due_days = chance(0.3) ? real(0.1, 5) : 0;
    switch (whole(0, plan_.flows ? 5 : 4)) {
      case 0:
        row.demand_per_year = real(0, 3000);
        row.noise_cv = real(0, 1);
        break;
      case 1:
        row.quantity = Law::poisson(real(0.1, 10));
        break;
      case 2:
        row.quantity = Law::normal(real(1, 10), real(0, 5));
        row.autocorrelation = row.quantity.kind() == Law::Kind::normal ? real(-0.9, 0.9) : 0;
        break;
      case 3:
        row.arrivals = "single";
        row.interarrival_days = Law::exponential(real(0.1, 2));
        row.quantity = chance(0.5) ? Law(0) : Law::integers(1, 9);
        break;
      case 4:
        row.sequence = "3;0;7;1;0;0;12";
        break;
      default:
        row.arrivals = "continuous";
        row.quantity = real(0, 10);
        break;
    }
    for (const StockRecord& stock : s_.stocks) {
      if (stock.site == id && stock.service_days > 0) {
        row.unmet = "backorder";
        row.patience_days = 0;
      }
      const bool without_end = stock.site == id && stock.review == "continuous" &&
                               stock.policy != "s_S" && stock.policy != "r_Q";
      const bool keeps_back = stock.site == id && stock.reserve > 0;
      if (row.arrivals == "continuous" && (without_end || keeps_back)) {
        row.arrivals = "daily";  // would be refused
      }
    }
    s_.markets.push_back(row);
  }

  void add_hazards() {
    for (std::int64_t k = whole(0, 2); k > 0; --k) {
      const bool country = chance(0.3) && plan_.sites < 64;  // with the port
      const std::string lane =
          s_.lanes[static_cast<std::size_t>(whole(0, static_cast<int>(s_.lanes.size()) - 1))].id;
      s_.hazards.push_back({.id = "h" + std::to_string(k),
                            .target = country ? ""
                                      : chance(0.3)
                                          ? lane
                                          : "s" + std::to_string(whole(0, plan_.sites - 1)),
                            .country = country ? "KR" : "",
                            .timing = chance(0.5) ? "alternating" : "overlapping",
                            .up_days = law(1, 30),
                            .stop_days = law(0, 5),
                            .recovery_days = law(0, 5),
                            .capacity_lost = chance(0.3) ? Law(1) : Law::uniform(0, 1),
                            .common_share = uniform(),
                            .scrap = chance(0.5) ? real(0, 1) : 0,
                            .shape = one_of<std::string>(
                                {"linear", "step", "exponential", "convex", "s_curve", "damped"})});
    }
    if (chance(0.3)) {
      s_.outages = {{.id = "fire",
                     .target = chance(0.5) ? "s0" : "road",
                     .start = s_.simulation.start + std::chrono::days(whole(0, plan_.days - 1)),
                     .stop_days = law(0, 20),
                     .recovery_days = law(0, 20),
                     .scrap = chance(0.5) ? real(0, 1) : 0}};
    }
  }

  const RandomPlan plan_;
  RandomSource random_;
  std::uint64_t n_ = 0;
  Scenario s_;
};

inline Scenario random_scenario(const RandomPlan& plan) { return RandomNetwork(plan).draw(); }

}  // namespace korus::test
