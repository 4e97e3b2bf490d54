// How an investment becomes capacity: announced -> screened -> built -> qualified -> ramped.
//
//   capacity   Q = money / c with money = (amount + partner) (1 - admin) (1 - crowd out) / overrun
//              and c the capital intensity; where c is given for a plant of size Q_ref, capex =
//              c Q_ref (Q / Q_ref)^a (six-tenths rule), so Q = Q_ref (money / (c Q_ref))^(1/a);
//              a stated capacity_per_year holds instead of both
//   overrun,   construction slip: lognormals fitted to mean and 80th percentile, joined by a normal
//              copula (Flyvbjerg's reference classes: actual over planned)
//   ramp,      logistic from nothing to the nameplate, and Norden-Rayleigh over the construction
//   spending   (models/economics/ramp.hpp)
//
// Durations run from the announcement. What lies before the scenario's first day has happened by
// then.
#pragma once

#include <tuple>

#include "engine/context.hpp"
#include "models/messages.hpp"
#include "models/network.hpp"
#include "models/state.hpp"

namespace korus {

class ProjectActor {
 public:
  enum Stage : std::uint32_t { announced = 0, permitted = 1, built = 2, ramping = 3 };
  using Messages = std::tuple<Milestone>;

  ProjectActor(const Network& network, const Project& project)
      : network_(network), project_(project) {}

  void on(const Milestone&, ProjectState&, Context&) const;

 private:
  void screen(ProjectState&, Context&) const;
  void build(ProjectState&, Context&) const;
  void qualify(ProjectState&, Context&) const;
  void ramp_up(std::uint32_t step, ProjectState&, Context&) const;
  double uniform(Purpose, Context&) const;
  double drawn(const Law&, const Range&, Purpose, Context&) const;
  void reach(Stage, double days, std::uint32_t step, ProjectState&, Context&) const;

  const Network& network_;
  const Project& project_;
};

// Base units a year that this money buys at this capital intensity and overrun.
double bought_capacity_per_year(const Project& project, double usd_per_unit, double overrun);

// The most base units a year it may come to: at the low end of its capital intensity and a quarter
// of its planned cost.
double bought_at_most(const Project& project);

// Dollars spent by `day` (days since the start): the budget, or where the capacity is stated, what
// it costs with its overrun.
double spent_usd(const Project& project, const ProjectState& state, double day);

}  // namespace korus
