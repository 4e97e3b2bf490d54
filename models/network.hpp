// The network as the run sees it: immutable rows with ids instead of names, sorted so that what
// belongs to a site lies together.
//
//   sites     own runs of stocks, lines, markets, incoming links (of their stocks), outgoing links
//   stocks    of a site, each with its run of incoming links
//   links     sorted by buyer; `outgoing` holds the same links sorted by supplier
//
// Actors are numbered sites first, then lanes, projects, programmes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/id.hpp"
#include "engine/placement.hpp"
#include "models/records/scenario.hpp"
#include "models/station.hpp"

namespace korus {

// Rates are told by the year and spent by the day; a leap year has one day's worth more.
inline constexpr double days_a_year = 365.0;

// Half-open run of rows in a table.
struct Run {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t size() const { return end - begin; }
};

struct Product {
  std::string id;
  std::string name;
  std::string chain;
  std::string group;
  std::string display_unit;
  double units_per_display = 1;
  double mass_g = 0;
};

enum class StockPolicy : std::uint8_t { base_stock = 0, s_S = 1 };

struct Stock {
  std::string id;  // "site:product"
  std::uint32_t site = 0;
  std::uint32_t product = 0;
  StockPolicy policy = StockPolicy::base_stock;
  double cover_days = 0;
  double reorder_days = 0;
  std::int64_t review_days = 1;
  std::int64_t review_offset = 0;  // reviewed on days d with (d - offset) divisible by review_days
  std::int64_t order_up_to = 0;    // [base units], 0: from the forecast
  std::int64_t reorder_point = 0;
  double lead_days = 0;       // mean time from order to goods, over its links or its lines
  std::int64_t lot_need = 0;  // [base units] the largest lot that draws on it takes
  Run incoming;               // links that fill it
  Run lines;                  // lines of this site that fill it
  Run outgoing;               // rows of Network::outgoing that it fills
  Run markets;                // markets it serves
  double flow = 0;            // demand a day at the start [base units]
};

// Nameplate over time: straight between the knots, growing after the last.
struct CapacityPath {
  struct Knot {
    double day = 0;
    double per_year = 0;  // [base units]
  };
  std::vector<Knot> knots;
  double growth_per_year = 0;
  // Base units a year on this day (days since the start).
  double at(double day) const;
};

struct Need {
  std::uint32_t stock = 0;   // of the same site
  std::int64_t per_lot = 0;  // [base units]
};

struct Line {
  std::string id;
  std::uint32_t site = 0;
  std::uint32_t stock = 0;  // it fills
  std::uint32_t process = 0;
  std::int64_t lot_size = 1;
  Law cycle_days;
  Law yield;
  double mean_yield = 1;
  double mean_cycle_days = 0;
  double usable = 1;  // 1 - downtime, averaged over the calendar
  std::int64_t working_days = 7;
  CapacityPath nameplate;
  double reference_per_year = 0;  // [base units], of nameplate
  std::vector<Need> needs;
  std::uint64_t stream = 0;

  // Units it can start a day on the first day, downtime taken off.
  double usable_at_start() const { return nameplate.at(0) / days_a_year * usable; }
};

struct Link {
  std::uint32_t buyer = 0;     // stock
  std::uint32_t supplier = 0;  // stock
  std::uint32_t lane = 0;
  std::uint32_t outgoing = 0;  // row of Network::outgoing
  double share = 0;
  double lead_days = 0;  // mean time from order to goods
};

struct Market {
  std::string id;
  std::uint32_t site = 0;
  std::uint32_t stock = 0;
  std::string customer_class;
  struct Year {
    double day = 0;  // mid-year, days since the start
    Law per_day;     // [base units]
    Range range;     // of what is drawn [base units]
  };
  std::vector<Year> years;
  double growth_per_year = 0;
  double noise_cv = 0;
  double season_amplitude = 0;
  double season_peak_day = 0;  // days since the start
  bool backorders = true;
  double patience_days = 0;
  std::uint64_t stream = 0;
};

struct Site {
  std::uint32_t index = 0;
  std::string id;
  std::string name;
  std::string country;
  std::string chain;
  std::string role;
  double latitude = 0;
  double longitude = 0;
  Run stocks;
  Run lines;
  Run markets;
  Run incoming;  // links bought by its stocks
  Run outgoing;  // rows of Network::outgoing sold by its stocks
  Run outages;   // rows of Network::outages
  Run stations;
  Run servers;
  Run job_classes;
  Run steps;
  std::uint32_t job_pool = nobody;  // row of the state's pools; nobody: no stations
};

struct Lane {
  std::string id;
  std::string from;
  std::string to;
  std::string mode;
  Law transit_days;
  Law customs_days;
  Duration departure{};  // 0: at once
  double vehicle_g = 0;  // 0: no limit
  Run outages;
  std::vector<std::uint32_t> links;
  std::uint64_t stream = 0;
};

struct Outage {
  std::string id;
  ActorId target;
  double start_day = 0;
  Law stop_days;
  Law recovery_days;
  Law capacity_lost;
  double scrap = 0;
  std::uint64_t stream = 0;
};

struct Project {
  InvestmentRecord record;
  std::uint32_t line = 0;
  double announced_day = 0;
  double units_per_display = 1;
  std::uint64_t stream = 0;
};

struct Programme {
  ProgrammeRecord record;
  double start_day = 0;
  std::vector<std::uint32_t> lines;  // it improves
  std::uint32_t market = 0;          // it buys in; Id<>::none: none
  double units_per_display = 1;
  std::uint64_t stream = 0;
};

struct Network {
  Settings settings;
  std::string title;
  double days = 0;  // from start to end
  std::vector<Product> products;
  std::vector<Site> sites;
  std::vector<Stock> stocks;
  std::vector<Line> lines;
  std::vector<Market> markets;
  std::vector<Link> links;
  std::vector<std::uint32_t> outgoing;  // links sorted by supplier stock
  std::vector<Lane> lanes;
  std::vector<Outage> outages;         // sorted by target
  std::vector<Station> stations;       // sorted by site
  std::vector<std::uint32_t> servers;  // the station of each server
  std::vector<JobClass> job_classes;   // sorted by site
  std::vector<Step> steps;             // sorted by site, job and position
  std::vector<Project> projects;
  std::vector<Programme> programmes;
  Duration lookahead{};            // least delay of a message between two actors
  Placement placement;             // of the actors
  std::int64_t first_weekday = 0;  // of the first day, Monday 0

  std::size_t actors() const {
    return sites.size() + lanes.size() + projects.size() + programmes.size();
  }
  ActorId site_actor(std::size_t site) const { return ActorId{site}; }
  ActorId lane_actor(std::size_t lane) const { return ActorId{sites.size() + lane}; }
  ActorId project_actor(std::size_t p) const { return ActorId{sites.size() + lanes.size() + p}; }
  ActorId programme_actor(std::size_t p) const {
    return ActorId{sites.size() + lanes.size() + projects.size() + p};
  }
  std::string actor_name(ActorId actor) const;
  std::uint64_t server_stream(std::uint32_t server) const {
    const Station& station = stations[servers[server]];
    return station.stream + server - station.first_server;
  }

  const Product& product_of(const Line& line) const { return products[stocks[line.stock].product]; }
  const Product& product_of(const Link& link) const { return products[stocks[link.buyer].product]; }
};

// Why a random number is drawn: part of every key, so never renumber.
enum class Purpose : std::uint64_t {
  demand_noise = 1,
  demand_level = 2,
  cycle_time = 3,
  yield = 4,
  transit = 5,
  customs = 6,
  outage_stop = 7,
  outage_recovery = 8,
  outage_loss = 9,
  screening = 10,
  refusal = 11,
  construction = 12,
  overrun = 13,
  slip = 14,
  cancellation = 15,
  qualification = 16,
  ramp = 17,
  intensity = 18,
  elasticity = 19,
  interarrival = 20,
  thinning = 21,
  jobs_per_arrival = 22,
  service = 23,
  setup = 24,
  route = 25,
  patience = 26,
  up_time = 27,
  down_time = 28,
};

// One uniform in (0, 1): the n-th draw of the stream for the purpose.
inline double draw(const RandomSource& random, std::uint64_t stream, Purpose purpose,
                   std::uint64_t n) {
  return random.uniform(stream, static_cast<std::uint64_t>(purpose), n);
}

// The n-th variate of a law; a constant costs no draw.
inline double drawn(const RandomSource& random, const Law& law, std::uint64_t stream,
                    Purpose purpose, std::uint64_t n) {
  return law.is_constant() ? law.mean() : law.quantile(draw(random, stream, purpose, n));
}

}  // namespace korus
