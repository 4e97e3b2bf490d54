// How an investment becomes capacity: announced -> screened -> built -> qualified -> ramped.
//
//   capacity   Q = money / c with money = (amount + partner) (1 - admin) (1 - crowd out) / overrun
//              and c the capital intensity; where c is given for a plant of size Q_ref, capex =
//              c Q_ref (Q / Q_ref)^a (six-tenths rule), so Q = Q_ref (money / (c Q_ref))^(1/a);
//              a stated capacity_per_year holds instead of both
//   overrun,   construction slip: lognormals fitted to mean and 80th percentile, joined by a normal
//              copula (Flyvbjerg's reference classes: actual over planned)
//   ramp       s(u) = (sig(u) - sig(0)) / (1 - sig(0)), sig(u) = 1 / (1 + exp(-k (u - m))),
//              k = 8/T, m = T/2: nothing at the start, 98 % just before T, all from T on
//   spending   Norden-Rayleigh over the construction, F(x) = (1 - exp(-3 x^2)) / (1 - exp(-3))
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

// Share of the nameplate reached a time u into a ramp of length T, in [0, 1].
double ramp_share(double u, double T);

// Dollars spent by `day` (days since the start): the budget, or where the capacity is stated, what
// it costs with its overrun.
double spent_usd(const Project& project, const ProjectState& state, double day);

}  // namespace korus
