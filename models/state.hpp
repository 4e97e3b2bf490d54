// All that a run changes, in columns of trivially copyable rows; and the part of it that one site
// or one lane may touch.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "engine/image.hpp"
#include "engine/statistics.hpp"
#include "models/causes.hpp"
#include "models/fifo.hpp"
#include "models/messages.hpp"
#include "models/network.hpp"
#include "models/shop_state.hpp"

namespace korus {

struct StockState {
  TimeWeighted on_hand;
  std::int64_t backlog = 0;       // owed to buyers by link
  std::int64_t promised = 0;      // ordered by link and not yet due
  std::int64_t outstanding = 0;   // ordered and not yet arrived
  std::int64_t wanted_today = 0;  // by customers, since the forecast was last brought up to date
  double customers = 0;           // what customers want, smoothed [base units a day]
  double ordered = 0;             // what buyers order: the sum of SupplierLinkState::rate
  double planned = 0;             // what the lines here are about to use
  double forecast() const { return customers + ordered + planned; }
  // The ledger: initial + received + made = sold + consumed + shipped + on hand.
  std::int64_t initial = 0;
  std::int64_t received = 0;
  std::int64_t made = 0;
  std::int64_t sold = 0;
  std::int64_t consumed = 0;
  std::int64_t shipped = 0;
  std::int64_t expired = 0;
  std::int64_t credit = 0;      // cancelled by buyers beyond what they were owed
  std::int64_t deliveries = 0;  // draws of shelf life
};

// How a plain policy stands.
struct PlainState {
  double forecast = 0;         // demand between two reviews [base units]
  std::int64_t seen = 0;       // of it since the last review, of orders
  std::int64_t customers = 0;  // the same, of customers at the end of the chain
  std::int64_t echelon = 0;    // inventory position with all that is downstream
  std::uint64_t reviews = 0;
};

// How a reserve stands.
struct ReserveState {
  std::int64_t aim = 0;  // kept back now [base units]; more than is on hand where it lacks goods
  std::int64_t outages = 0;  // felt at the sites it watches
  std::int64_t turning =
      0;  // days in a row on which it should have been open, or closed, and was not
  std::int64_t open_days = 0;
  std::int64_t released = 0;  // given out of it [base units]
  double refill_carry = 0;
  std::int64_t open = 0;  // 1: released
};

// What a stock is judged by, kept where figures of single stocks are asked for.
struct StockMeter {
  TimeWeighted owed;               // to buyers and customers
  TimeWeighted backlog;            // to buyers
  TimeWeighted outstanding;        // ordered and not yet arrived
  double outstanding_squared = 0;  // [units^2 d], up to the last change
  std::int64_t orders = 0;         // placed
  std::int64_t reviews = 0;
  double ordered = 0;  // over reviews, those without an order included
  double ordered_squared = 0;
  std::int64_t most_ordered = 0;
  double most_ordered_day = 0;
  double first_made_day = -1;
  std::int64_t normal = 0;                // on hand at the end of the warm-up
  double below_normal_day = -1;           // the last time that less was on hand
  std::int64_t least_net = Parcel::most;  // on hand less owed
};

struct MarketMeter {
  TimeWeighted backlog;
  std::int64_t days = 0;
  double wanted = 0;
  double wanted_squared = 0;
  std::int64_t due = 0;        // promised by now
  std::int64_t shortages = 0;  // times that demand began to find nothing
  bool short_of = false;
  std::uint8_t unused[7] = {};
  double first_short_day = -1;  // demand found nothing for the first time
  double cleared_day = -1;      // the last time that nothing waited any more
  std::int64_t most_waiting = 0;
  std::int64_t overdue = 0;  // of it not served when it was due, summed
};

// Goods of one delivery, in the order they came.
struct ShelfLot {
  SimTime expires{};
  std::int64_t quantity = 0;
};

// An order on its way, by when it should be there.
struct DueOrder {
  SimTime due{};
  std::int64_t quantity = 0;
  std::uint32_t link = 0;
  std::uint32_t unused = 0;
};

// An order that keeps its turn.
struct BookedOrder {
  std::uint32_t outgoing = 0;
  std::uint32_t unused = 0;
  std::int64_t quantity = 0;
};

struct LineState {
  std::int64_t pending = 0;   // lots that are wanted and lack inputs, of a line that starts at once
  std::int64_t released = 0;  // by a plan and not yet started, below 0 by the rest of a lot
  double release_carry = 0;   // its part of releases less what was released to it
  double credit = 0;          // capacity not yet used [base units]
  double yield_carry = 0;
  double yield_factor = 1;
  double cycle_factor = 1;
  double capacity_factor = 1;
  std::int64_t added_per_year = 0;  // by projects [base units]
  std::int64_t nameplate = 0;       // [base units a year]
  TimeWeighted good_rate;           // nameplate x yield [base units a year]
  double noticed = 0;               // capacity over reference that buyers were last told
  std::int64_t scrap_due = 0;       // units in process that an outage spoiled
  std::uint64_t starts = 0;         // draws of cycle times
  std::uint64_t finishes = 0;       // draws of yields
  // started = finished + in process; finished = good + scrapped.
  std::int64_t initial = 0;  // in process at the start
  std::int64_t started = 0;
  std::int64_t finished = 0;
  std::int64_t good = 0;
  std::int64_t in_process() const { return initial + started - finished; }
};

// Good units a year out of the nameplate, downtime not taken off, at today's yield.
inline std::int64_t good_rate(const Line& line, const LineState& state) {
  const double yield = std::min(line.mean_yield * state.yield_factor, 1.0);
  return std::llround(static_cast<double>(state.nameplate) * yield);
}

struct MarketState {
  double demand_carry = 0;
  double patience_carry = 0;
  double added_per_day = 0;  // by programmes
  std::uint64_t days = 0;    // draws of noise, quantities and arrivals
  double swing = 0;          // of an autocorrelated demand, in its standard deviations
  SimTime flowed{};          // until here a steady flow has been served
  std::uint32_t generation = 0;
  std::uint32_t unused = 0;
  std::int64_t backlog = 0;
  std::int64_t promised = 0;  // of it, not yet due
  // demanded = sold + lost + backlog.
  std::int64_t demanded = 0;
  std::int64_t sold = 0;
  std::int64_t late = 0;  // not served on the day it was wanted
  std::int64_t lost = 0;
};

struct BuyerLinkState {
  double weight = 0;             // share x supplier's capacity over its reference
  double working_weight = 0;     // the last above 0
  std::int64_t outstanding = 0;  // ordered and not yet arrived
  double recent = 0;  // ordered of late, fading over the link's patience: what is outstanding
                      // beyond it is overdue
  std::int64_t received = 0;
  std::int64_t lost = 0;   // on the way
  double order_carry = 0;  // its part of orders less what was ordered, of a plain policy
  double told_carry = 0;   // its part of customers' demand less what it was told
};

struct SupplierLinkState {
  std::int64_t backlog = 0;   // ordered and not yet shipped
  std::int64_t shipped = 0;   // with what was under way at the start
  double rate = 0;            // what the buyer orders, smoothed over its orders [base units a day]
  double last_order_day = 0;  // days since the start
  std::int64_t credit = 0;    // cancelled beyond the backlog, set against the next orders
  double arriving_carry = 0;  // of a share that arrives, below one unit
  std::uint64_t shipments = 0;  // draws of transit and loss
};

struct LaneState {
  double availability = 1;
  std::uint64_t trips = 0;      // vehicles that left
  double carried_g = 0;         // delivered to vehicles so far
  std::int64_t waiting = 0;     // [base units], of all loads
  std::uint32_t closures = 0;   // generation of RerouteDue
  std::uint32_t rerouting = 0;  // 1: goods go by the other lane
};

// Goods of a load that the lane follows [base units].
struct TripState {
  std::int64_t under_way = 0;
  std::int64_t loss_due = 0;  // of them lost, known at their arrival
  std::int64_t held = 0;      // of them at the end of their trip, while the lane is closed
};

struct ProjectState {
  enum class Fate : std::uint8_t { open = 0, refused = 1, cancelled = 2, complete = 3 };
  Fate fate = Fate::open;
  double clock_day = 0;  // of the last milestone, days since the start; may be negative
  double overrun = 1;    // actual over planned cost
  double ramp_days = 0;
  double first_start_day = 0;  // of production
  std::int64_t planned_per_year = 0;
  std::int64_t given_per_year = 0;  // announced to the site so far
  bool building = false;            // construction has begun
  double construction_from = 0;
  double construction_to = 0;
};

struct HazardState {
  std::uint64_t strikes = 0;
  std::uint64_t blows = 0;   // of single targets: draws of durations and losses
  std::uint64_t unfelt = 0;  // of these, where as many as a target feels at once were felt
  std::array<std::uint32_t, 64> blow_of{};  // of each target: the row that is tried next
};

// How a site stands to its outages, kept where figures of single entities are asked for.
struct SiteMeter {
  TimeWeighted availability;  // [1e-6]
  TimeWeighted disturbed;     // 1 while an outage is felt
  std::int64_t spells = 0;    // times that it began to be
};

struct LaneMeter {
  TimeWeighted waiting;  // [base units]
  std::int64_t carried = 0;
  std::int64_t trips = 0;
};

struct ProgrammeState {
  bool begun = false;
  double knowledge_usd = 0;
  double elasticity = 0;
  std::int32_t year = 0;  // years learnt
};

static_assert(std::is_trivially_copyable_v<StockState> && std::is_trivially_copyable_v<LineState> &&
              std::is_trivially_copyable_v<MarketState> &&
              std::is_trivially_copyable_v<ProjectState>);

struct NetworkState {
  std::vector<double> availability;  // [n_sites]
  std::vector<StockState> stocks;    // [n_stocks]
  std::vector<LineState> lines;      // [n_lines]
  std::vector<MarketState> markets;  // [n_markets]
  std::vector<std::vector<double>>
      demand;  // [n_markets][n_years], base units a day, this replication's path
  std::vector<BuyerLinkState> bought;      // [n_links]
  std::vector<SupplierLinkState> sold;     // [n_links], in the order of Network::outgoing
  std::vector<LaneState> lanes;            // [n_lanes]
  std::vector<std::int64_t> waiting;       // [n_loads], goods that wait for a vehicle
  std::vector<TripState> trips;            // [n_loads], or empty: no lane follows its goods
  std::vector<double> outage_levels;       // [n_outages], share of capacity left
  std::vector<std::uint8_t> outage_begun;  // [n_outages], 1 once it has struck
  std::vector<double> outage_ends;         // [n_outages], day of full recovery, of dated ones
  std::vector<SimTime> felt_until;         // [n_outages], of hazards: by the last blow so far
  std::vector<ProjectState> projects;      // [n_projects]
  std::vector<ProgrammeState> programmes;  // [n_programmes]

  std::vector<StationState> stations;  // [n_stations]
  std::vector<ServerState> servers;    // [n_servers]
  std::vector<std::vector<std::uint32_t>>
      resting;                   // [n_stations], heaps of idle servers, the lowest in front
  std::vector<StepState> steps;  // [n_steps]
  std::vector<std::uint32_t> queue_tails;   // [n_queue_tails], the last to wait of a priority
  std::vector<JobClassState> job_classes;   // [n_job_classes]
  std::vector<DurationHistogram> waits;     // [n_stations], or empty: not kept
  std::vector<DurationHistogram> sojourns;  // [n_job_classes], or empty: not kept
  std::vector<HazardState> hazards;         // [n_hazards]
  std::vector<SiteMeter> site_meters;       // [n_sites], or empty: not kept
  std::vector<LaneMeter> lane_meters;       // [n_lanes], or empty: not kept
  std::vector<PlainState> plain;            // [n_plain_policies]
  std::vector<ReserveState> reserves;       // [n_reserves]
  std::vector<double> windows;              // of moving averages, one after the other
  std::vector<double> need_carries;        // [n_needs], of customers' demand less what inputs heard
  std::vector<Fifo<ShelfLot>> lots;        // [n_lot_shelves]
  std::vector<Fifo<BookedOrder>> books;    // [n_order_books]
  std::vector<Fifo<DueOrder>> due;         // [n_due_books]
  std::vector<StockMeter> stock_meters;    // [n_stocks], or empty: not kept
  std::vector<MarketMeter> market_meters;  // [n_markets], or empty: not kept
  std::vector<double> transit_days;        // [n_links] in the order of Network::outgoing, unit-days
                                           // of direct shipments, or empty: not kept
  std::vector<JobPool> job_pools;          // [n_sites with stations]
  CauseState causes;

  explicit NetworkState(const Network& network);

  void save(ImageWriter& image) const;
  void load(ImageReader& image);  // throws ImageError
};

// Whether a level is the first of its strike. A dated outage strikes once.
inline bool begins_strike(const Outage& outage, const OutageLevel& level, std::uint8_t& begun) {
  const bool first = outage.hazard != nobody ? level.begins() : begun == 0;
  begun = 1;
  return first;
}

// The rows of one site. Indices within are counted from the site's first row.
struct SiteState {
  double& availability;
  std::span<StockState> stocks;
  std::span<LineState> lines;
  std::span<MarketState> markets;
  std::span<BuyerLinkState> bought;
  std::span<SupplierLinkState> sold;
  NetworkState& all;  // for rows that few sites have; a site touches only its own
};

SiteState site_state(NetworkState& state, const Site& site);

// The rows of a site that has stations.
ShopRows shop_rows(NetworkState& state, const Site& site);

}  // namespace korus
