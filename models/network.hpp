// The network as the run sees it: immutable rows with ids instead of names, sorted so that what
// belongs to a site lies together.
//
//   sites     own runs of stocks, lines, markets, incoming links (of their stocks), outgoing links
//   stocks    of a site, each with its run of incoming links
//   links     sorted by buyer; `outgoing` holds the same links sorted by supplier
//
// Actors are numbered sites first, then lanes, projects, programmes, hazards.
#pragma once

#include <algorithm>
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
  double value_usd = 0;  // [USD per base unit]; 0: not known
};

enum class StockPolicy : std::uint8_t {
  base_stock = 0,
  s_S = 1,
  r_Q = 2,
  echelon = 3,
  anchor = 4,
  unlimited = 5,
  push = 6,
  guaranteed_service = 7,
  mrp = 8,
};

enum class ForecastKind : std::uint8_t {
  adaptive = 0,
  smoothing = 1,
  moving_average = 2,
  constant = 3,
};

enum class Allocation : std::uint8_t {
  proportional = 0,
  first_come = 1,
  priority = 2,
  home_first = 3,
  quota = 4,
};

enum class Issue : std::uint8_t { fifo = 0, lifo = 1, fefo = 2 };

enum class LotRule : std::uint8_t { lot_for_lot = 0, fixed = 1, periods = 2, least_cost = 3 };

// What is required of a stock from the start up to this time, as far as is known beforehand.
struct Requirement {
  double day = 0;    // since the start
  double units = 0;  // up to and with this day [base units]
};

// How a stock is run that does not plan by the adaptive forecast: by the levels as they are
// written, or by a plain forecast of the demand between two reviews.
struct PlainPolicy {
  std::int64_t order_quantity = 0;          // r_Q, push [base units]
  std::vector<std::int64_t> plan;           // push, by review [base units]; empty: order_quantity
  LotRule lot_rule = LotRule::lot_for_lot;  // mrp
  std::size_t lot_periods = 1;
  double horizon_days = 0;
  Run requirements;            // mrp: rows of Network::requirements
  double planned_per_day = 0;  // push, on average [base units]
  ForecastKind forecast = ForecastKind::constant;
  bool fixed_levels = false;
  bool forecasts_customers =
      false;  // demand at the end of the chain, not the orders that come here
  bool returns = false;
  double forecast_weight = 1;         // smoothing: of the newest demand
  std::uint32_t forecast_window = 1;  // moving average: reviews
  std::uint32_t window = 0;           // first row of the state's windows
  double safety_factor = 0;           // guaranteed_service
  double demand_mean_per_day = -1;    // of it [base units], -1: from the markets
  double demand_sd_per_day = -1;
  double adjust_stock = 1;
  double weight_on_order = 1;
  double steady_days = 0;
};

// What a stock keeps back, and when it gives it out.
struct Reserve {
  std::uint32_t stock = 0;
  std::int64_t target = 0;    // [base units]
  double usd = 0;             // budget
  double refill_per_day = 0;  // [base units]
  double after_days = 0;      // that the cause must last, or be gone
  double from_days = 0;       // from the start; before that there is none
  bool on_shortage = false;   // of ordinary stock
  bool on_outage = false;     // at a site whose Site::watched_by names the stock
};

// [USD per base unit and day, USD per base unit, USD]
struct StockCosts {
  double holding = 0;
  double backlog = 0;
  double transit = 0;
  double order = 0;
  double discard = 0;
};

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
  double lead_days = 0;          // mean time from order to goods, over its links or its lines
  std::int64_t lot_need = 0;     // [base units] the largest lot that draws on it takes
  Run incoming;                  // links that fill it, those for emergencies last
  Run regular;                   // of them, those that are not for emergencies
  Run lines;                     // lines of this site that fill it
  Run outgoing;                  // rows of Network::outgoing that it fills
  Run markets;                   // markets it serves
  double flow = 0;               // demand a day at the start [base units]
  std::uint32_t plain = nobody;  // row of Network::plain_policies; nobody: adaptive
  Duration service{};            // from an order to its shipment, as promised; 0: at once
  bool continuous = false;       // reviewed whenever its position has changed
  Allocation allocation = Allocation::proportional;
  Issue issue = Issue::fifo;
  std::uint32_t book = nobody;     // row of the state's order books, where orders keep their turn
  std::uint32_t reserve = nobody;  // row of Network::reserves
  std::uint32_t due = nobody;      // row of the state's orders by the day they are due
  std::uint32_t lots = nobody;     // row of the state's lots, where goods expire
  Law shelf_life_days{0};
  std::int64_t start_on_hand = -1;  // [base units], -1: what the policy keeps there
  StockCosts costs;
  std::uint64_t stream = 0;
  bool unlimited() const { return policy == StockPolicy::unlimited; }
  bool order_up_to_levels() const {
    return policy == StockPolicy::base_stock || policy == StockPolicy::guaranteed_service;
  }
  // Lines start what a review releases, not what the stock lacks.
  bool releases() const { return policy == StockPolicy::push || policy == StockPolicy::mrp; }
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

// What an investment adds to a line by its plan: at the means of its durations, at its planned cost.
struct PlannedCapacity {
  std::uint32_t project = 0;
  double start_day = 0;  // of production, days since the start
  double ramp_days = 0;
  double per_year = 0;  // [base units]
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
  std::vector<PlannedCapacity> planned;
  std::uint32_t first_need = 0;  // row of the state's carries of needs
  bool at_once = false;          // starts whenever there is need and input
  std::uint32_t job = nobody;    // JobClass a lot becomes; nobody: a delay of cycle_days
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
  double way_days = 0;   // of it, from shipping to arrival
  bool direct = false;   // by no lane: `transit` from shipping to arrival
  Law transit_days{0};
  Duration transit{};      // of a constant `transit_days`
  Duration order_delay{};  // of an order, from the buyer to the supplier
  std::int64_t rank = 0;   // where the supplier serves buyers by rank: the lowest first
  Law arrives{1};          // share of a shipment
  bool loses = false;      // it may be below 1
  bool shares_demand = false;
  bool emergency = false;
  std::int64_t emergency_point = 0;  // [base units]
  std::int64_t emergency_up_to = 0;  // [base units]
  double unit_cost = 0;              // [USD per base unit]
  std::uint64_t stream = 0;
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
  enum class Arrivals : std::uint8_t { daily = 0, single = 1, continuous = 2 };
  Arrivals arrivals = Arrivals::daily;
  Law interarrival_days{1};
  double first_customer_days = -1;
  Law quantity{0};                     // [base units]; 0: by `years`
  double autocorrelation = 0;          // of one day's quantity with the next
  std::vector<std::int64_t> sequence;  // [base units a day]; empty: none
  Duration due{};                      // 0: nothing is promised
  double flow_per_day = 0;             // of a steady flow [base units]
  double lost_cost = 0;                // [USD per base unit]
  double waiting_cost = 0;             // [USD per base unit and day]
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
  Duration day_begins{};
  Run stocks;
  Run lines;
  Run markets;
  Run incoming;           // links bought by its stocks
  Run outgoing;           // rows of Network::outgoing sold by its stocks
  Run outages;            // rows of Network::outages
  bool reacts = false;    // has a stock or a line that acts at once
  bool has_days = false;  // has something that happens once a day
  bool flows = false;     // has a market whose demand flows
  bool has_reserves = false;
  bool stops_products = false;            // an outage of it hits one product alone
  bool acts_on_goods = false;             // what acts at once may do so when goods have come
  std::vector<std::uint32_t> releasing;   // stocks made by release, a product before its parts
  std::vector<std::uint32_t> watched_by;  // stocks whose reserve its outages release
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
  Duration departure{};         // 0: at once
  double vehicle_g = 0;         // 0: no limit
  std::int64_t full_units = 0;  // it leaves when so many wait; 0: no such rule
  Run outages;
  std::vector<std::uint32_t> links;  // whose own lane it is
  std::vector<std::uint32_t> loads;  // rows of Network::loads: its links, then those rerouted to it
  std::uint32_t port_job = nobody;   // JobClass that goods become on arrival
  Law onward_days{0};                // from the port to the buyer
  double port_days = 0;              // mean time of service at the port
  std::uint32_t reroute = nobody;    // lane; nobody: goods wait until this one opens
  std::vector<std::uint32_t> reroute_loads;  // [n_loads], at that lane
  Duration reroute_after{};
  bool keeps_arrivals = false;  // while it is closed
  bool loses = false;           // an outage may take goods under way
  std::uint64_t stream = 0;

  // Whether the lane itself follows its goods to the end of the trip.
  bool follows() const { return keeps_arrivals || loses; }
};

// Goods of a link that may go by a lane: by its own, or by one to which that is rerouted.
struct Load {
  std::uint32_t link = 0;
  std::uint32_t lane = 0;
};

enum class RecoveryShape : std::uint8_t {
  linear = 0,
  step = 1,
  exponential = 2,
  convex = 3,
  s_curve = 4,
  damped = 5,
};

struct Outage {
  std::string id;
  ActorId target;
  std::uint32_t stock = nobody;  // of the target, whose making alone is hit; nobody: all of it
  double start_day = 0;          // infinite: whoever runs the network begins and ends it
  Law stop_days;
  Law recovery_days;
  Law capacity_lost;
  double scrap = 0;
  RecoveryShape shape = RecoveryShape::linear;
  std::uint32_t hazard = nobody;  // whose strikes it stands for; nobody: it is dated
  std::uint64_t stream = 0;
};

struct Hazard {
  std::string id;
  std::vector<std::uint32_t> targets;  // the first of each target's rows of Network::outages
  std::uint32_t slots = 1;             // rows of each target
  bool overlapping = false;
  Law up_days{365};
  Law stop_days{0};
  Law recovery_days{0};
  Law capacity_lost{1};
  double common_share = 0;
  RecoveryShape shape = RecoveryShape::linear;
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
  std::vector<PlainPolicy> plain_policies;
  std::vector<Reserve> reserves;
  std::vector<Requirement> requirements;
  std::uint32_t window_rows = 0;  // of all moving averages
  std::uint32_t need_rows = 0;    // of all lines
  std::uint32_t order_books = 0;  // stocks whose orders keep their turn
  std::uint32_t due_books = 0;    // stocks with supplies for emergencies
  std::uint32_t lot_shelves = 0;  // stocks whose goods expire
  std::vector<Link> links;
  std::vector<std::uint32_t> outgoing;  // links sorted by supplier stock
  std::vector<Lane> lanes;
  std::vector<Load> loads;             // the links, each by its own lane; then those rerouted
  std::vector<Outage> outages;         // sorted by target
  std::vector<Station> stations;       // sorted by site
  std::vector<std::uint32_t> servers;  // the station of each server
  std::uint32_t queue_tails = 0;       // rows of the state's tails
  std::vector<JobClass> job_classes;   // sorted by site
  std::vector<Step> steps;             // sorted by site, job and position
  std::vector<Project> projects;
  std::vector<Programme> programmes;
  std::vector<Hazard> hazards;
  std::vector<TimeToRecoverRecord> times_to_recover;
  bool causes = false;             // account is kept of why demand is not met
  bool shares_demand = false;      // some stock plans by what customers want
  Duration lookahead{};            // least delay of a message between two actors
  Placement placement;             // of the actors
  std::int64_t first_weekday = 0;  // of the first day, Monday 0

  std::size_t actors() const {
    return sites.size() + lanes.size() + projects.size() + programmes.size() + hazards.size();
  }
  ActorId site_actor(std::size_t site) const { return ActorId{site}; }
  ActorId lane_actor(std::size_t lane) const { return ActorId{sites.size() + lane}; }
  ActorId project_actor(std::size_t p) const { return ActorId{sites.size() + lanes.size() + p}; }
  ActorId programme_actor(std::size_t p) const {
    return ActorId{sites.size() + lanes.size() + projects.size() + p};
  }
  ActorId hazard_actor(std::size_t h) const {
    return ActorId{sites.size() + lanes.size() + projects.size() + programmes.size() + h};
  }
  std::string actor_name(ActorId actor) const;
  // Of a shipment by no lane whose law gives so many days.
  Duration direct_transit(double drawn_days) const {
    return std::max(from_days(SupplyRecord::lead_days_range.cut(drawn_days)), lookahead);
  }
  std::uint64_t server_stream(std::uint32_t server) const {
    const Station& station = stations[servers[server]];
    return station.stream + server - station.first_server;
  }

  std::int64_t rank(std::uint32_t out) const { return links[outgoing[out]].rank; }

  // The load that goods of this one become where its lane is rerouted; nobody: it is not.
  std::uint32_t next_load(std::uint32_t load) const {
    const Lane& lane = lanes[loads[load].lane];
    if (lane.reroute == nobody) {
      return nobody;
    }
    const auto place = std::lower_bound(lane.loads.begin(), lane.loads.end(), load);
    return lane.reroute_loads[static_cast<std::size_t>(place - lane.loads.begin())];
  }

  const Product& product_of(const Line& line) const { return products[stocks[line.stock].product]; }
  const Link& link_of(std::size_t load) const { return links[loads[load].link]; }

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
  customers = 29,
  quantity = 30,
  shelf_life = 31,
  common_cause = 34,
  struck = 35,
  shipment = 32,
  arriving = 33,
  onward = 40,
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
