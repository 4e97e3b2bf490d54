#include "models/causes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "engine/ensure.hpp"
#include "models/site.hpp"
#include "models/state.hpp"

namespace korus {
namespace {

// Rows of each kind, in the order of CauseKind.
std::array<std::size_t, cause_kinds> rows_of(const Network& network) {
  return {network.outages.size(),  network.hazards.size(), network.lines.size(),
          network.projects.size(), network.lanes.size(),   network.stations.size(),
          network.stocks.size()};
}

CauseAccount& account_of(std::vector<CauseAccount>& accounts, CauseId cause) {
  const auto place = std::ranges::lower_bound(accounts, cause, {}, &CauseAccount::cause);
  if (place != accounts.end() && place->cause == cause) {
    return *place;
  }
  return *accounts.insert(place, {.cause = cause, .lost = 0, .twice_waited = {}});
}

std::string ends_of(const Lane& lane) { return lane.from + " to " + lane.to; }

std::string outage_country(const Network& network, ActorId target) {
  const std::size_t i = target.index();
  return i < network.sites.size() ? network.sites[i].country
                                  : ends_of(network.lanes[i - network.sites.size()]);
}

// The country of all its targets, empty where they lie in several.
std::string hazard_country(const Network& network, const Hazard& hazard) {
  std::string country;
  for (const std::uint32_t row : hazard.targets) {
    const std::string here = outage_country(network, network.outages[row].target);
    if (!country.empty() && country != here) {
      return "";
    }
    country = here;
  }
  return country;
}

}  // namespace

std::size_t cause_count(const Network& network) {
  std::size_t sum = 0;
  for (const std::size_t rows : rows_of(network)) {
    sum += rows;
  }
  return sum;
}

CauseId cause_id(const Network& network, CauseKind kind, std::size_t row) {
  const auto rows = rows_of(network);
  std::size_t id = row;
  for (std::size_t k = 0; k < static_cast<std::size_t>(kind); ++k) {
    id += rows[k];
  }
  return static_cast<CauseId>(id);
}

CauseId cause_of_outage(const Network& network, std::size_t outage) {
  const std::uint32_t hazard = network.outages[outage].hazard;
  return hazard == nobody ? cause_id(network, CauseKind::outage, outage)
                          : cause_id(network, CauseKind::hazard, hazard);
}

Cause cause(const Network& network, CauseId id) {
  const auto rows = rows_of(network);
  std::size_t row = id;
  std::size_t kind = 0;
  while (kind + 1 < cause_kinds && row >= rows[kind]) {
    row -= rows[kind++];
  }
  ensure(row < rows[kind], "a cause has a row");
  const auto at_site = [&](const std::string& name, std::uint32_t site) {
    return Cause{static_cast<CauseKind>(kind), name, network.sites[site].country};
  };
  switch (static_cast<CauseKind>(kind)) {
    case CauseKind::outage:
      return {CauseKind::outage, network.outages[row].id,
              outage_country(network, network.outages[row].target)};
    case CauseKind::hazard:
      return {CauseKind::hazard, network.hazards[row].id,
              hazard_country(network, network.hazards[row])};
    case CauseKind::capacity:
      return at_site(network.lines[row].id, network.lines[row].site);
    case CauseKind::investment:
      return at_site(network.projects[row].record.id,
                     network.lines[network.projects[row].line].site);
    case CauseKind::transport:
      return {CauseKind::transport, network.lanes[row].id, ends_of(network.lanes[row])};
    case CauseKind::station:
      return at_site(network.stations[row].id, network.stations[row].site);
    case CauseKind::level:
      break;
  }
  return at_site(network.stocks[row].id, network.stocks[row].site);
}

std::string cause_kind_name(CauseKind kind) {
  constexpr std::array<const char*, cause_kinds> names{
      "outage", "hazard", "capacity", "investment", "transport", "station", "level"};
  return names[static_cast<std::size_t>(kind)];
}

std::int64_t total_of(const CauseMix& mix) {
  std::int64_t sum = 0;
  for (const CauseShare& share : mix) {
    sum += share.parts;
  }
  return sum;
}

std::int64_t parts_of(const CauseMix& mix, CauseId cause) {
  const auto share = std::ranges::lower_bound(mix, cause, {}, &CauseShare::cause);
  return share != mix.end() && share->cause == cause ? share->parts : 0;
}

void add_to(CauseMix& mix, CauseId cause, std::int64_t parts) {
  if (parts <= 0) {
    return;
  }
  const auto place = std::ranges::lower_bound(mix, cause, {}, &CauseShare::cause);
  if (place != mix.end() && place->cause == cause) {
    place->parts += parts;
  } else {
    mix.insert(place, {.cause = cause, .parts = parts});
  }
}

void rescale(CauseMix& mix, std::int64_t total) {
  const std::int64_t before = total_of(mix);
  if (before == total || before == 0) {
    return;
  }
  std::int64_t rest = total;
  for (CauseShare& share : mix) {
    share.parts = proportion(total, share.parts, before);
    rest -= share.parts;
  }
  std::ranges::max_element(mix, {}, &CauseShare::parts)->parts += rest;
  std::erase_if(mix, [](const CauseShare& share) { return share.parts == 0; });
}

bool is_news(const CauseMix& told, const CauseMix& now, std::int64_t whole) {
  const auto part = [](const CauseMix& mix, CauseId cause, std::int64_t of) {
    return static_cast<double>(parts_of(mix, cause)) / static_cast<double>(of);
  };
  const auto differs = [&](const CauseShare& share) {
    return std::fabs(part(told, share.cause, notice_parts) - part(now, share.cause, whole)) > 0.05;
  };
  return told.empty() != now.empty() || std::ranges::any_of(now, differs) ||
         std::ranges::any_of(told, differs);
}

CauseMix in_parts(CauseMix mix, std::int64_t whole) {
  constexpr std::size_t most_told = 64;
  const std::int64_t total = std::max<std::int64_t>(
      proportion(notice_parts, std::min(total_of(mix), whole), whole), mix.empty() ? 0 : 1);
  if (mix.size() > most_told) {
    std::ranges::sort(mix, [](const CauseShare& a, const CauseShare& b) {
      return a.parts != b.parts ? a.parts > b.parts : a.cause < b.cause;
    });
    mix.resize(most_told);
    std::ranges::sort(mix, {}, &CauseShare::cause);
  }
  rescale(mix, total);
  return mix;
}

CauseMix outage_mix(const Network& network, Run outages, std::span<const double> levels) {
  CauseMix mix;
  for (std::uint32_t i = 0; i < outages.size(); ++i) {
    add_to(mix, cause_of_outage(network, outages.begin + i),
           std::llround((1.0 - levels[i]) * millionths));
  }
  return mix;
}

CauseState::CauseState(const Network& network)
    : owed(network.causes ? network.stocks.size() : 0),
      line_told(owed.size()),
      line_heard(owed.size()),
      supply_told(owed.size()),
      supply_heard(network.causes ? network.links.size() : 0),
      lane_told(network.causes ? network.loads.size() : 0),
      lane_heard(lane_told.size()),
      holds(owed.size(), 0),
      is_told(supply_heard.size(), 0),
      markets(network.causes ? network.markets.size() : 0),
      accounts(markets.size()) {}

void keep_account(MarketAccount& market, std::vector<CauseAccount>& accounts, const CauseMix& mix,
                  SimTime now, std::int64_t waiting, bool slides) {
  const std::int64_t twice = market.waiting + (slides ? waiting : market.waiting);
  if (twice > 0 && now > market.since) {
    CauseMix shares = mix;
    rescale(shares, in_unit_parts(twice));
    for (const CauseShare& share : shares) {
      account_of(accounts, share.cause)
          .twice_waited.add_product(share.parts, (now - market.since).count());
    }
  }
  market.since = now;
  market.waiting = waiting;
}

void lose(MarketAccount& market, std::vector<CauseAccount>& accounts, CauseMix mix,
          std::int64_t lost) {
  rescale(mix, in_unit_parts(lost - market.lost));
  for (const CauseShare& share : mix) {
    account_of(accounts, share.cause).lost += share.parts;
  }
  market.lost = lost;
}

std::vector<CauseValue> read_causes(const Network& network, const NetworkState& state,
                                    SimTime now) {
  constexpr auto whole = static_cast<double>(unit_parts);
  std::vector<CauseValue> values;
  for (std::uint32_t m = 0; m < state.causes.markets.size(); ++m) {
    MarketAccount market = state.causes.markets[m];
    std::vector<CauseAccount> accounts = state.causes.accounts[m];
    CauseMix waits = state.causes.owed[network.markets[m].stock];
    keep_account(market, accounts, waits, now, market.waiting, false);
    rescale(waits, in_unit_parts(market.waiting));
    for (const CauseShare& share : market.waiting > 0 ? waits : CauseMix{}) {
      account_of(accounts, share.cause);  // may wait since just now
    }
    for (const CauseAccount& account : accounts) {
      const std::int64_t waiting = market.waiting > 0 ? parts_of(waits, account.cause) : 0;
      values.push_back({.market = m,
                        .cause = account.cause,
                        .waited = account.twice_waited.value() / 2 / whole /
                                  static_cast<double>(one_day.count()),
                        .lost = static_cast<double>(account.lost) / whole,
                        .waiting = static_cast<double>(waiting) / whole});
    }
  }
  return values;
}

}  // namespace korus
