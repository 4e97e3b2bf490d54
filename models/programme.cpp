#include "models/programme.hpp"

#include <algorithm>

#include "engine/distributions.hpp"
#include "engine/portable_math.hpp"
#include "models/economics/knowledge.hpp"

namespace korus {
namespace {

constexpr double z95 = 1.6448536269514722;  // 95th percentile of the standard normal
constexpr double year_days = 365.25;
constexpr double highest_percentile = 0.9999;  // of the elasticity

Effect effect_of(const ProgrammeRecord& record) {
  if (record.acts_on == "yield") {
    return Effect::yield;
  }
  return record.acts_on == "cycle_time" ? Effect::cycle_time : Effect::capacity;
}

// A lognormal's tail would let one run in a million multiply a plant; cut, and said so in the field.
double elasticity(const ProgrammeRecord& record, double u) {
  if (record.elasticity_median <= 0) {
    return 0;
  }
  const double mu = portable::log(record.elasticity_median);
  const double sigma = (portable::log(record.elasticity_p95) - mu) / z95;
  return lognormal_quantile(std::min(u, highest_percentile), mu, sigma);
}

}  // namespace

double largest_factor(const ProgrammeRecord& record) {
  const double growth = 1.0 + record.amount_usd * record.research_share / record.initial_stock_usd;
  return portable::pow(growth, elasticity(record, highest_percentile));
}

double bought_per_day(const Programme& programme) {
  const ProgrammeRecord& record = programme.record;
  const double days = record.years * year_days;
  return bought_units(programme, programme.start_day + days) * programme.units_per_display / days;
}

double research_usd(const ProgrammeRecord& record, double years) {
  const double spending = std::max(std::min(years + 1.0, record.years) - std::max(years, 0.0), 0.0);
  return record.amount_usd * record.research_share / record.years * spending;
}

double bought_units(const Programme& programme, double day) {
  const ProgrammeRecord& record = programme.record;
  if (programme.market == Id<void>::none || record.buys_usd_per_unit <= 0) {
    return 0;
  }
  const double share =
      std::clamp((day - programme.start_day) / (record.years * year_days), 0.0, 1.0);
  return record.amount_usd * (1.0 - record.research_share) / record.buys_usd_per_unit * share;
}

void ProgrammeActor::on(const YearBegun& message, ProgrammeState& state, Context& context) const {
  if (!state.begun) {
    begin(state, context);
  }
  learn(state);
  improve_lines(state, context);
  const double next = programme_.start_day + state.year * year_days;
  context.send(context.self(), from_days(next) - context.now().time_since_epoch(), message);
}

// Years that lie before the scenario have passed.
void ProgrammeActor::begin(ProgrammeState& state, Context& context) const {
  const ProgrammeRecord& record = programme_.record;
  state.begun = true;
  state.knowledge_usd = record.initial_stock_usd;
  state.elasticity =
      elasticity(record, draw(context.random(), programme_.stream, Purpose::elasticity, 0));
  while (programme_.start_day + (state.year + 1) * year_days <= to_days(context.now())) {
    learn(state);
  }
  buy(context);
}

void ProgrammeActor::buy(Context& context) const {
  const double end = programme_.start_day + programme_.record.years * year_days;
  const double left = end - to_days(context.now());
  const auto per_day = static_cast<std::int64_t>(bought_per_day(programme_) * thousandths);
  if (per_day > 0 && left > 0) {
    const ActorId site = network_.site_actor(network_.markets[programme_.market].site);
    context.send(site, network_.lookahead, DemandAdded(programme_.market, per_day));
    context.send(site, std::max(from_days(left), network_.lookahead),
                 DemandEnded(programme_.market, per_day));
  }
}

void ProgrammeActor::learn(ProgrammeState& state) const {
  const ProgrammeRecord& record = programme_.record;
  state.knowledge_usd =
      next_knowledge_stock(state.knowledge_usd, record.depreciation, record.initial_stock_usd,
                           research_usd(record, state.year - record.lag_years));
  ++state.year;
}

void ProgrammeActor::improve_lines(const ProgrammeState& state, Context& context) const {
  const double factor = productivity_factor(state.knowledge_usd,
                                            programme_.record.initial_stock_usd, state.elasticity);
  for (const std::uint32_t line : programme_.lines) {
    Productivity message;
    message.line = line & 0xffffff;
    message.effect = static_cast<std::uint8_t>(effect_of(programme_.record));
    message.factor = static_cast<std::uint32_t>(factor * millionths);
    context.send(network_.site_actor(network_.lines[line].site), network_.lookahead, message);
  }
}

}  // namespace korus
