// How a hazard strikes: again and again, at times and for durations that are drawn.
//
//   alternating   the next strike comes up_days after the last one has wholly passed
//   overlapping   the next strike comes up_days after the last one began; several may be felt at
//                 once, and their capacities multiply. One that finds `slots` still felt at its
//                 target is not felt there.
// A hazard of several targets strikes all of them with probability common_share, otherwise one of
// them, each as likely (the beta factor of common causes, Fleming 1975).
#pragma once

#include <tuple>
#include <vector>

#include "engine/context.hpp"
#include "models/messages.hpp"
#include "models/network.hpp"
#include "models/state.hpp"

namespace korus {

// A level of an outage from a day on: share of capacity left.
struct OutageStep {
  double day = 0;
  double level = 1;
};

// From the stop over the recovery, in eight steps, to full capacity.
std::vector<OutageStep> outage_steps(double start_day, double stop_days, double recovery_days,
                                     double lost, RecoveryShape shape);

// The rows of one hazard.
struct HazardRows {
  HazardState& hazard;
  std::span<SimTime> felt_until;  // [n_outages] of the network; a hazard touches only its own rows
};

class HazardActor {
 public:
  using Messages = std::tuple<HazardStrikes>;

  HazardActor(const Network& network, const Hazard& hazard) : network_(network), hazard_(hazard) {}

  void on(const HazardStrikes&, HazardRows&, Context&) const;

 private:
  // Passes on the levels to one target; the time until it has recovered.
  double strike(std::uint32_t target, HazardRows&, Context&) const;
  std::uint32_t free_row(std::uint32_t target, SimTime from, HazardRows&) const;

  const Network& network_;
  const Hazard& hazard_;
};

// Time to the n-th strike, by the rule of the hazard.
Duration next_strike(const RandomSource& random, const Hazard& hazard, std::uint64_t n);

}  // namespace korus
