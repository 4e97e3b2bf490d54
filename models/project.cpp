#include "models/project.hpp"

#include <algorithm>
#include <cmath>

#include "engine/distributions.hpp"
#include "engine/portable_math.hpp"
#include "models/economics/ramp.hpp"

namespace korus {
namespace {

constexpr double ramp_step_days = 14;

}  // namespace

double bought_capacity_per_year(const Project& project, double usd_per_unit, double overrun) {
  const InvestmentRecord& record = project.record;
  double per_year = record.capacity_per_year;
  if (per_year <= 0) {
    const double money = (record.amount_usd + record.partner_usd) * (1.0 - record.admin_share) *
                         (1.0 - record.crowd_out) / overrun;
    const double reference = record.reference_per_year;
    if (money <= 0) {
      return 0;
    }
    per_year = reference > 0 ? reference * portable::pow(money / (usd_per_unit * reference),
                                                         1.0 / record.scale_exponent)
                             : money / usd_per_unit;
  }
  return per_year * project.units_per_display;
}

double bought_at_most(const Project& project) {
  return bought_capacity_per_year(project, project.record.usd_per_unit.least_drawn(), 0.25);
}

double spent_usd(const Project& project, const ProjectState& state, double day) {
  if (!state.building || day < state.construction_from) {
    return 0;
  }
  const double span = state.construction_to - state.construction_from;
  const double share = span > 0 ? (day - state.construction_from) / span : 1.0;
  const InvestmentRecord& record = project.record;
  // A budget buys less when costs overrun; a stated capacity costs more.
  const double overrun = record.capacity_per_year > 0 ? state.overrun : 1.0;
  return (record.amount_usd + record.partner_usd) * overrun * rayleigh_share(share);
}

void ProjectActor::on(const Milestone& message, ProjectState& state, Context& context) const {
  switch (static_cast<Stage>(message.stage)) {
    case announced:
      return screen(state, context);
    case permitted:
      return build(state, context);
    case built:
      return qualify(state, context);
    case ramping:
      return ramp_up(message.step, state, context);
  }
}

void ProjectActor::screen(ProjectState& state, Context& context) const {
  if (uniform(Purpose::refusal, context) < project_.record.refusal_probability) {
    state.fate = ProjectState::Fate::refused;
    return;
  }
  state.clock_day = project_.announced_day;
  const double days = drawn(project_.record.screening_days, InvestmentRecord::screening_days_range,
                            Purpose::screening, context);
  reach(permitted, days, 0, state, context);
}

// Overrun and slip are correlated normals under their lognormals.
void ProjectActor::build(ProjectState& state, Context& context) const {
  const InvestmentRecord& record = project_.record;
  const Lognormal overrun = lognormal_from_mean_p80(record.overrun_mean, record.overrun_p80);
  const Lognormal slip = lognormal_from_mean_p80(record.slip_mean, record.slip_p80);
  const double z = normal_quantile(uniform(Purpose::overrun, context));
  const double other = normal_quantile(uniform(Purpose::slip, context));
  const double rho = record.slip_correlation;
  const double joint = rho * z + std::sqrt(1.0 - rho * rho) * other;
  state.overrun = portable::exp(overrun.mu + overrun.sigma * z);
  if (uniform(Purpose::cancellation, context) < record.cancel_probability) {
    state.fate = ProjectState::Fate::cancelled;
    return;
  }
  const double planned = drawn(record.construction_days, InvestmentRecord::construction_days_range,
                               Purpose::construction, context);
  const double actual = planned * portable::exp(slip.mu + slip.sigma * joint);
  state.building = true;
  state.construction_from = state.clock_day;
  state.construction_to = state.clock_day + actual;
  reach(built, actual, 0, state, context);
}

void ProjectActor::qualify(ProjectState& state, Context& context) const {
  const InvestmentRecord& record = project_.record;
  const double intensity = record.usd_per_unit.quantile(uniform(Purpose::intensity, context));
  state.planned_per_year =
      static_cast<std::int64_t>(bought_capacity_per_year(project_, intensity, state.overrun));
  state.ramp_days =
      drawn(record.ramp_days, InvestmentRecord::ramp_days_range, Purpose::ramp, context);
  const double days = drawn(record.qualification_days, InvestmentRecord::qualification_days_range,
                            Purpose::qualification, context);
  reach(ramping, days, 0, state, context);
}

// One step every fortnight; the line hears of what was added since the last.
void ProjectActor::ramp_up(std::uint32_t step, ProjectState& state, Context& context) const {
  if (step == 0) {
    state.first_start_day = state.clock_day;
  }
  state.clock_day = std::max(state.clock_day, to_days(context.now()));  // the past at once
  const double share = ramp_share(state.clock_day - state.first_start_day, state.ramp_days);
  const auto reached =
      static_cast<std::int64_t>(static_cast<double>(state.planned_per_year) * share);
  if (reached > state.given_per_year) {
    const std::size_t site = network_.lines[project_.line].site;
    context.send(network_.site_actor(site), network_.lookahead,
                 CapacityAdded(project_.line, reached - state.given_per_year));
    state.given_per_year = reached;
  }
  if (share >= 1.0) {
    state.fate = ProjectState::Fate::complete;
  } else {
    reach(ramping, ramp_step_days, step + 1, state, context);
  }
}

double ProjectActor::uniform(Purpose purpose, Context& context) const {
  return draw(context.random(), project_.stream, purpose, 0);
}

double ProjectActor::drawn(const Law& law, const Range& range, Purpose purpose,
                           Context& context) const {
  return range.cut(law.quantile(uniform(purpose, context)));
}

// `days` after the last milestone by the project's own clock, which may lie before the scenario's
// first day.
void ProjectActor::reach(Stage stage, double days, std::uint32_t step, ProjectState& state,
                         Context& context) const {
  state.clock_day += days;
  const Duration wait = from_days(state.clock_day) - context.now().time_since_epoch();
  Milestone next;
  next.stage = stage;
  next.step = step;
  context.send(context.self(), std::max(wait, Duration{0}), next);
}

}  // namespace korus
