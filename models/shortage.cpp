// Why this site owes what it owes: what its lines and suppliers told it, what it tells its buyers,
// and the accounts of its markets.
#include <algorithm>
#include <cmath>

#include "models/causes.hpp"
#include "models/economics/ramp.hpp"
#include "models/site.hpp"

namespace korus {
namespace {

constexpr std::int64_t demand_parts = 1'000'000;  // into which a day's demand is cut

// `mix` cut down or up to this many parts.
void add_mix(CauseMix& sum, CauseMix mix, std::int64_t parts) {
  rescale(mix, parts);
  for (const CauseShare& share : mix) {
    add_to(sum, share.cause, share.parts);
  }
}

// What has been heard, `part` of demand_parts of it in all.
void add_heard(CauseMix& sum, const CauseMix& heard, double part) {
  const auto most = static_cast<double>(notice_parts);
  const double all = std::max(most, static_cast<double>(total_of(heard)));
  for (const CauseShare& share : heard) {
    add_to(sum, share.cause, std::llround(part * static_cast<double>(share.parts) / all));
  }
}

void hear(CauseMix& heard, CauseId cause, std::int64_t parts) {
  if (cause == no_cause) {
    return heard.clear();
  }
  std::erase_if(heard, [&](const CauseShare& share) { return share.cause == cause; });
  add_to(heard, cause, parts);
}

}  // namespace

void SiteActor::on(const LineCause& word, SiteState& state, Context& context) const {
  hear(state.all.causes.line_heard[word.index()], word.cause(), word.parts());
  keep_owed(word.index() - site_.stocks.begin, state, context);
}

void SiteActor::on(const SupplyCause& word, SiteState& state, Context& context) const {
  hear(state.all.causes.supply_heard[word.index()], word.cause(), word.parts());
  keep_owed(network_.links[word.index()].buyer - site_.stocks.begin, state, context);
}

void SiteActor::on(const LaneCause& word, SiteState& state, Context& context) const {
  hear(state.all.causes.lane_heard[word.index()], word.cause(), word.parts());
  const std::uint32_t link = network_.loads[word.index()].link;
  keep_owed(network_.links[link].buyer - site_.stocks.begin, state, context);
}

// What the stock is made to serve [good base units a day]. Buyers who are not served order less than
// they want: no less than flows when all is well.
double SiteActor::expected_demand(std::size_t stock, const SiteState& state) const {
  const Stock& row = stock_row(stock);
  if (row.plain == nobody) {
    return std::max(state.stocks[stock].forecast(), row.flow);
  }
  return network_.plain_policies[row.plain].fixed_levels
             ? row.flow
             : state.all.plain[row.plain].forecast / static_cast<double>(row.review_days);
}

// Were there no outage [good base units a day].
double SiteActor::built_capacity(std::size_t line, const SiteState& state) const {
  const LineState& row = state.lines[line];
  return static_cast<double>(good_rate(line_row(line), row)) / days_a_year * line_row(line).usable;
}

// Capacity that investments should have added by their plans, and what of it is missing [good base
// units a day].
SiteActor::LateCapacity SiteActor::late_capacity(std::size_t line, const SiteState& state,
                                                 const Context& context) const {
  const Line& row = line_row(line);
  LateCapacity late;
  double planned = 0;
  for (const PlannedCapacity& plan : row.planned) {
    const double share = ramp_share(to_days(context.now()) - plan.start_day, plan.ramp_days);
    planned += plan.per_year * share;
    add_to(late.causes, cause_id(network_, CauseKind::investment, plan.project),
           std::llround(plan.per_year * share));
  }
  late.per_day = std::max(planned - static_cast<double>(state.lines[line].added_per_year), 0.0) /
                 days_a_year * row.usable * row.mean_yield;
  return late;
}

// The input without which the line cannot start its next lot, though it has capacity left for it.
const Need* SiteActor::lacking_input(std::size_t line, const SiteState& state) const {
  const Line& row = line_row(line);
  const LineState& now = state.lines[line];
  if (row.at_once ? now.pending == 0 : now.credit < static_cast<double>(row.lot_size)) {
    return nullptr;
  }
  for (const Need& need : row.needs) {
    if (available(need.stock - site_.stocks.begin, state) < need.per_lot) {
      return &need;
    }
  }
  return nullptr;
}

// Those of the whole site, and of this product.
CauseMix SiteActor::outages_of(std::size_t stock, const SiteState& state) const {
  const auto levels = std::span<const double>(state.all.outage_levels)
                          .subspan(site_.outages.begin, site_.outages.size());
  if (!site_.stops_products) {
    return outage_mix(network_, site_.outages, levels);
  }
  std::vector<double> heard(levels.begin(), levels.end());
  for (std::uint32_t i = 0; i < heard.size(); ++i) {
    const std::uint32_t hit = network_.outages[site_.outages.begin + i].stock;
    heard[i] = hit == nobody || hit == site_.stocks.begin + stock ? heard[i] : 1.0;
  }
  return outage_mix(network_, site_.outages, heard);
}

// What the lines of a stock would make of the demand it expects, in parts of that demand, and do
// not: first for outages here, then for the inputs they lack, then for capacity that should stand by
// its plan, then for capacity. Empty: nothing keeps them from keeping up with demand.
CauseMix SiteActor::causes_of_lines(std::size_t stock, const SiteState& state,
                                    const Context& context) const {
  const Stock& row = stock_row(stock);
  const double demand = expected_demand(stock, state);
  double built = 0;
  for (std::uint32_t l = row.lines.begin; l < row.lines.end; ++l) {
    built += built_capacity(l - site_.lines.begin, state);
  }
  const auto parts = [&](double a_day) {
    return demand > 0 ? std::llround(demand_parts * std::clamp(a_day / demand, 0.0, 1.0)) : 0;
  };
  double gap = std::max(demand - built, 0.0);
  CauseMix mix;
  for (std::uint32_t l = row.lines.begin; l < row.lines.end; ++l) {
    const std::size_t line = l - site_.lines.begin;
    const double own = built_capacity(line, state);
    const double share = built > 0 ? own / built : 1.0 / row.lines.size();
    const bool at_once = line_row(line).at_once;
    const double wanted = at_once ? demand * share : std::min(demand * share, own);
    const double left = works(stock, state);
    const double usable = at_once ? (left > 0 ? wanted : 0.0) : std::min(wanted, own * left);
    add_mix(mix, outages_of(stock, state), parts(wanted - usable));
    if (const Need* lacking = lacking_input(line, state)) {
      add_mix(mix, why_input_lacks(*lacking, stock, state), parts(usable));
    }
    if (at_once) {
      gap = 0;
    }
  }
  for (std::uint32_t l = row.lines.begin; l < row.lines.end && gap > 0; ++l) {
    const LateCapacity late = late_capacity(l - site_.lines.begin, state, context);
    add_mix(mix, late.causes, parts(std::min(gap, late.per_day)));
    gap -= std::min(gap, late.per_day);
  }
  for (std::uint32_t l = row.lines.begin; l < row.lines.end && gap > 0; ++l) {
    const double own = built_capacity(l - site_.lines.begin, state);
    const double share = built > 0 ? own / built : 1.0 / row.lines.size();
    add_to(mix, cause_id(network_, CauseKind::capacity, l), parts(gap * share));
  }
  return mix;
}

// Where nobody says why, an earlier cause has passed and is not yet made up for, or the input's
// level was too low.
CauseMix SiteActor::why_input_lacks(const Need& need, std::size_t stock,
                                    const SiteState& state) const {
  CauseMix why = why_short(need.stock - site_.stocks.begin, state);
  if (why.empty()) {
    why = state.all.causes.line_told[site_.stocks.begin + stock];
  }
  if (why.empty()) {
    add_to(why, cause_id(network_, CauseKind::level, need.stock), 1);
  }
  return why;
}

// As the stock has heard it from whoever should fill it, each by its share: in demand_parts of the
// demand on it, fewer where only a part is held back. Empty: nobody holds anything back.
CauseMix SiteActor::why_short(std::size_t stock, const SiteState& state) const {
  const Stock& row = stock_row(stock);
  const CauseState& causes = state.all.causes;
  CauseMix mix;
  if (row.unlimited()) {
    add_mix(mix, outages_of(stock, state), works(stock, state) > 0 ? 0 : demand_parts);
    return mix;
  }
  double shares = row.lines.size() > 0 ? 1 : 0;
  for (std::uint32_t l = row.regular.begin; l < row.regular.end; ++l) {
    shares += network_.links[l].share;
  }
  const double part = shares > 0 ? demand_parts / shares : 0;
  add_heard(mix, causes.line_heard[site_.stocks.begin + stock], part);
  for (std::uint32_t l = row.regular.begin; l < row.regular.end; ++l) {
    CauseMix heard = causes.supply_heard[l];
    for (std::uint32_t load = l; load != nobody && !network_.links[l].direct;
         load = network_.next_load(load)) {
      for (const CauseShare& share : causes.lane_heard[load]) {
        add_to(heard, share.cause, share.parts);
      }
    }
    add_heard(mix, heard, part * network_.links[l].share);
  }
  if (mix.empty() && row.lines.size() > 0) {
    add_mix(mix, queue_of_lots(stock, state), demand_parts);
  }
  return mix;
}

// The station of the lots' steps at which most jobs wait.
CauseMix SiteActor::queue_of_lots(std::size_t stock, const SiteState& state) const {
  std::int64_t longest = 0;
  std::uint32_t station = nobody;
  for (std::uint32_t s = site_.steps.begin; s < site_.steps.end; ++s) {
    const Step& step = network_.steps[s];
    const std::uint32_t line = network_.job_classes[step.job].line;
    const std::int64_t waiting = state.all.stations[step.station].waiting.value();
    if (line != nobody && network_.lines[line].stock == site_.stocks.begin + stock &&
        waiting > longest) {
      longest = waiting;
      station = step.station;
    }
  }
  CauseMix mix;
  if (station != nobody) {
    add_to(mix, cause_id(network_, CauseKind::station, station), 1);
  }
  return mix;
}

// Lines that have used up their capacity.
CauseMix SiteActor::full_lines(std::size_t stock, const SiteState& state) const {
  CauseMix mix;
  const Run lines = stock_row(stock).lines;
  for (std::uint32_t l = lines.begin; l < lines.end; ++l) {
    const LineState& line = state.lines[l - site_.lines.begin];
    if (!network_.lines[l].at_once &&
        line.credit < static_cast<double>(network_.lines[l].lot_size)) {
      add_to(mix, cause_id(network_, CauseKind::capacity, l),
             std::max(line.nameplate, std::int64_t{1}));
    }
  }
  return mix;
}

// After the day's starts, or whenever a line that starts at once has changed. What is only being
// worked off keeps the cause it had; where it had none, demand has grown faster than its forecast,
// and what binds are the lines that are full.
void SiteActor::tell_line_causes(std::size_t stock, SiteState& state, Context& context) const {
  CauseMix& told = state.all.causes.line_told[site_.stocks.begin + stock];
  CauseMix now;
  if (lacks_lots(stock, state)) {
    now = in_parts(causes_of_lines(stock, state, context), demand_parts);
    if (now.empty() && !told.empty()) {
      return;
    }
    if (now.empty() && owed(stock, state) > state.stocks[stock].on_hand.value()) {
      now = full_lines(stock, state);
      rescale(now, notice_parts / 100);  // they keep up with what is expected: a word, no more
    }
  }
  if (!is_news(told, now, notice_parts)) {
    return;
  }
  const Run lines = stock_row(stock).lines;
  double days = 0;  // whatever programmes make of it: words must not overtake each other
  for (std::uint32_t l = lines.begin; l < lines.end; ++l) {
    days += network_.lines[l].mean_cycle_days;
  }
  const Duration delay = from_days(days / lines.size());
  each_change(told, now, [&](CauseId cause, std::int64_t parts) {
    context.send(context.self(), delay, LineCause(site_.stocks.begin + stock, cause, parts));
  });
  told = std::move(now);
}

// Whether lots are wanted that have not been started.
bool SiteActor::lacks_lots(std::size_t stock, const SiteState& state) const {
  const Stock& row = stock_row(stock);
  std::int64_t lot = Parcel::most;
  std::int64_t waiting = 0;
  for (std::uint32_t l = row.lines.begin; l < row.lines.end; ++l) {
    const std::size_t line = l - site_.lines.begin;
    lot = std::min(lot, network_.lines[l].lot_size);
    waiting += row.releases() ? lots_released(line, state) : state.lines[line].pending;
  }
  if (row.releases() || waiting > 0) {
    return waiting > 0;
  }
  return level_of(stock, state) - made_position(stock, state) >= static_cast<double>(lot);
}

// The buyer of this row of Network::outgoing hears why it gets less, or that all is well again.
void SiteActor::tell_buyer(std::uint32_t out, SiteState& state, Context& context) const {
  const std::uint32_t link = network_.outgoing[out];
  CauseState& causes = state.all.causes;
  const std::uint32_t stock = network_.links[link].supplier;
  const bool gets_less =
      state.sold[out - site_.outgoing.begin].backlog > 0 || causes.holds[stock] != 0;
  if (gets_less == (causes.is_told[out] != 0)) {
    return;
  }
  causes.is_told[out] = gets_less ? 1 : 0;
  if (!gets_less) {
    return send_cause(link, no_cause, 0, context);
  }
  for (const CauseShare& share : causes.supply_told[stock]) {
    send_cause(link, share.cause, share.parts, context);
  }
}

void SiteActor::send_cause(std::uint32_t link, CauseId cause, std::int64_t parts,
                           Context& context) const {
  const Link& row = network_.links[link];
  const Duration delay = std::max(from_days(row.way_days), network_.lookahead);
  context.send(network_.site_actor(network_.stocks[row.buyer].site), delay,
               SupplyCause(link, cause, parts));
}

// What a stock has come to owe takes the causes of now, as far as they hold back the demand on it;
// the rest, or where nobody says any, the causes of what it owed before. What has been served is taken
// off all alike. What is promised for later is not owed yet.
void SiteActor::keep_owed(std::size_t stock, SiteState& state, Context& context) const {
  const std::uint32_t index = site_.stocks.begin + static_cast<std::uint32_t>(stock);
  CauseState& causes = state.all.causes;
  CauseMix& mix = causes.owed[index];
  const Stock& row = stock_row(stock);
  const bool makes_less = row.lines.size() > 0 && works(stock, state) < 1.0;
  if (mix.empty() && state.stocks[stock].on_hand.value() > 0 && state.stocks[stock].backlog == 0 &&
      causes.holds[index] == 0 && !makes_less && !site_.reacts && site_.releasing.empty() &&
      row.markets.size() == 0) {
    return;
  }
  std::int64_t units = owed(stock, state) - state.stocks[stock].promised;
  for (std::uint32_t m = row.markets.begin; m < row.markets.end; ++m) {
    units -= state.markets[m - site_.markets.begin].promised;
  }
  const std::int64_t owes = in_unit_parts(units);
  const std::int64_t before = total_of(mix);
  const bool is_empty = available(stock, state) == 0;
  const bool was_clear = mix.empty();
  const bool asks = owes > before || (is_empty && row.outgoing.size() > 0);
  CauseMix why = asks ? why_short(stock, state) : CauseMix{};
  if (!was_clear && !why.empty()) {  // too low a level does not outweigh what is owed already
    const CauseId level = cause_id(network_, CauseKind::level, 0);
    std::erase_if(why, [&](const CauseShare& share) { return share.cause >= level; });
  }
  if (owes > before) {
    CauseMix added;
    const std::int64_t held =
        was_clear ? owes - before
                  : proportion(owes - before, std::min(total_of(why), demand_parts), demand_parts);
    if (why.empty() && was_clear) {
      add_to(why, cause_id(network_, CauseKind::level, index), demand_parts);
    }
    add_mix(added, mix, owes - before - held);
    add_mix(added, why, held);
    if (was_clear) {
      tell_buyers_why(stock, why, demand_parts, state, context);
    } else {
      tell_buyers_why(stock, added, owes - before, state, context);
    }
    for (const CauseShare& share : added) {
      add_to(mix, share.cause, share.parts);
    }
  } else if (owes == 0) {
    mix.clear();
  } else if (owes < before) {
    rescale(mix, owes);
  }
  if (row.outgoing.size() == 0) {
    return;
  }
  // Buyers order less of a supplier that has lost capacity, and nothing of one that has none: they
  // hear of it though nothing is owed to them.
  if (!is_empty && makes_less) {
    why.clear();
    add_mix(why, outages_of(stock, state),
            std::llround(demand_parts * (1.0 - works(stock, state))));
  }
  const bool holds = (is_empty || makes_less) && !why.empty();
  if (holds && owes == 0) {
    tell_buyers_why(stock, why, demand_parts, state, context);
  }
  if (holds != (causes.holds[index] != 0)) {
    causes.holds[index] = holds ? 1 : 0;
    for (std::uint32_t out = row.outgoing.begin; out < row.outgoing.end; ++out) {
      tell_buyer(out, state, context);
    }
  }
}

// The buyers who get less hear why, `why` of `whole` parts.
void SiteActor::tell_buyers_why(std::size_t stock, const CauseMix& why, std::int64_t whole,
                                SiteState& state, Context& context) const {
  CauseState& causes = state.all.causes;
  CauseMix& told = causes.supply_told[site_.stocks.begin + stock];
  const Run buyers = stock_row(stock).outgoing;
  if (buyers.size() == 0 || !is_news(told, why, whole)) {
    return;
  }
  CauseMix now = in_parts(why, whole);
  for (std::uint32_t out = buyers.begin; out < buyers.end; ++out) {
    if (causes.is_told[out] != 0) {
      each_change(told, now, [&](CauseId cause, std::int64_t parts) {
        send_cause(network_.outgoing[out], cause, parts, context);
      });
    }
  }
  told = std::move(now);
}

// What waited goes by the causes it had; what has been lost of those that waited as well, and what
// was lost at once by the causes of now.
void SiteActor::keep_account_of(std::size_t market, bool slides, SiteState& state,
                                Context& context) const {
  CauseState& causes = state.all.causes;
  MarketAccount& account = causes.markets[site_.markets.begin + market];
  const MarketState& now = state.markets[market];
  const std::int64_t waiting = now.backlog - now.promised;
  if (account.waiting == 0 && waiting == 0 && account.lost == now.lost) {
    return;
  }
  const Market& row = market_row(market);
  auto& accounts = causes.accounts[site_.markets.begin + market];
  const CauseMix& owed = causes.owed[row.stock];
  keep_account(account, accounts, owed, context.now(), waiting, slides);
  if (account.lost < now.lost) {
    CauseMix why = row.backorders ? owed : CauseMix{};
    why = why.empty() ? why_short(row.stock - site_.stocks.begin, state) : why;
    if (why.empty()) {
      add_to(why, cause_id(network_, CauseKind::level, row.stock), 1);
    }
    lose(account, accounts, std::move(why), now.lost);
  }
}

// At the end of every message that changed this stock, or any.
void SiteActor::keep_causes(SiteState& state, Context& context, std::size_t changed) const {
  const bool any = changed == any_stock;
  const std::size_t begin = any ? 0 : changed;
  const std::size_t end = any ? state.stocks.size() : changed + 1;
  for (std::size_t i = begin; i < end; ++i) {
    const Run markets = stock_row(i).markets;
    for (std::uint32_t m = markets.begin; m < markets.end; ++m) {
      keep_account_of(m - site_.markets.begin, false, state, context);
    }
    keep_owed(i, state, context);
    if (site_.reacts && stock_row(i).lines.size() > 0 &&
        network_.lines[stock_row(i).lines.begin].at_once) {
      tell_line_causes(i, state, context);
    }
  }
}

// At the end of every stretch of a flow: what waits has grown all along it, by the causes of now.
void SiteActor::keep_causes_of_flow(SiteState& state, Context& context) const {
  for (std::size_t m = 0; m < state.markets.size(); ++m) {
    if (market_row(m).arrivals == Market::Arrivals::continuous) {
      keep_owed(market_row(m).stock - site_.stocks.begin, state, context);
      keep_account_of(m, true, state, context);
    }
  }
}

}  // namespace korus
