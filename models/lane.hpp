// How a lane acts: goods come from sites, wait for a vehicle where vehicles are scheduled, travel,
// pass customs, arrive.
//
// An outage that leaves a share a of the lane's capacity makes departures carry a times as much;
// where vehicles have no limit it makes the trip 1/a times as long, but by no more than what is left
// of the outage. A closed lane (a = 0) keeps all goods until it opens again, or, once it has been
// closed for reroute_after, sends them by another lane.
//
// A lane whose outages take goods under way, or that keeps arrivals while it is closed, follows its
// goods: they come back to it at the end of the trip. Where it has a port, goods go to the port's
// site, become jobs there (shop.cpp), and the port sends them on.
#pragma once

#include <tuple>

#include "engine/context.hpp"
#include "models/messages.hpp"
#include "models/network.hpp"
#include "models/state.hpp"

namespace korus {

// The rows of one lane.
struct LaneRows {
  LaneState& lane;
  LaneMeter* meter;                 // none: no figures of single lanes
  std::span<std::int64_t> waiting;  // [n_loads] of the network; a lane touches only its own
  std::span<TripState> trips;       // the same
  std::span<double> outage_levels;
  std::span<std::uint8_t> outage_begun;
  std::span<const double> outage_ends;  // [d]
  std::span<CauseMix> told;             // [n_loads], as `waiting`; empty: causes are not kept
};

class LaneActor {
 public:
  using Messages = std::tuple<Consignment, Departure, OutageLevel, TripEnds, RerouteDue>;

  LaneActor(const Network& network, const Lane& lane) : network_(network), lane_(lane) {}

  void on(const Consignment&, LaneRows&, Context&) const;
  void on(const Departure&, LaneRows&, Context&) const;
  void on(const OutageLevel&, LaneRows&, Context&) const;
  void on(const TripEnds&, LaneRows&, Context&) const;
  void on(const RerouteDue&, LaneRows&, Context&) const;

 private:
  bool scheduled() const { return lane_.departure.count() > 0; }
  void load_all(LaneRows&, Context&) const;
  void load_full(LaneRows&, Context&) const;
  bool holds_back(std::uint32_t load, const LaneRows&) const;
  void tell_buyer(std::uint32_t load, LaneRows&, Context&) const;
  void note_waiting(std::int64_t more, LaneRows&, Context&) const;
  void load_within(double capacity_g, LaneRows&, Context&) const;
  void carry(std::size_t load, std::int64_t quantity, Duration trip, LaneRows&, Context&) const;
  void arrive(std::size_t load, std::int64_t quantity, LaneRows&, Context&) const;
  void land(std::size_t load, std::int64_t quantity, Duration delay, Context&) const;
  void lose_under_way(double share, LaneRows&) const;
  void close(LaneRows&, Context&) const;
  void reopen(LaneRows&, Context&) const;
  void reroute(std::size_t load, std::int64_t quantity, Context&) const;
  double mass_g(std::uint32_t load) const;
  Duration trip_time(std::uint64_t stream, LaneRows&, Context&) const;
  double days_to_recovery(const LaneRows&, SimTime now) const;

  const Network& network_;
  const Lane& lane_;
};

}  // namespace korus
