// Why demand is not met: the causes, and how what is owed is shared out among them.
//
// Goods that do not come are told of by whoever holds them back, and the word takes as long as the
// goods would have taken: a line tells its stock a cycle time ahead, a supplier or a lane tells the
// buyer a lead time ahead. So blame travels down the chain with the goods that are missing, and
// every place knows from what it has heard last why its shelf is empty. Every unit that a stock
// comes to owe takes its cause then; what is served is taken off all causes alike.
// models/MANUAL.md has the rules.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/statistics.hpp"
#include "models/messages.hpp"
#include "models/network.hpp"

namespace korus {

enum class CauseKind : std::uint8_t {
  outage = 0,      // a dated outage, at a site or a lane
  hazard = 1,      // a strike of a hazard
  capacity = 2,    // a line makes less than is wanted, all of it in use
  investment = 3,  // capacity that should stand by its plan and does not
  transport = 4,   // a lane's vehicles are full
  station = 5,     // jobs queue there
  level = 6,       // the stock's own level or policy: less was ordered than was wanted
};
inline constexpr std::size_t cause_kinds = 7;
inline constexpr std::size_t most_causes = (std::size_t{1} << 24) - 1;

// Outages, hazards, lines, investments, lanes, stations and stocks, counted through; CauseId is in
// models/messages.hpp.

CauseId cause_id(const Network& network, CauseKind kind, std::size_t row);
std::size_t cause_count(const Network& network);

// Outages of one record or hazard have one id.
CauseId cause_of_outage(const Network& network, std::size_t outage);

struct Cause {
  CauseKind kind = CauseKind::level;
  std::string id;       // of the outage, hazard, line, investment, lane, station or stock
  std::string country;  // where it is; of a lane, its ends; empty: several
};
Cause cause(const Network& network, CauseId id);
std::string cause_kind_name(CauseKind kind);

struct CauseShare {
  CauseId cause = 0;
  std::uint32_t unused = 0;
  std::int64_t parts = 0;  // above 0
};
using CauseMix = std::vector<CauseShare>;  // sorted by cause

// A base unit is shared out in so many parts, so that single units are shared out fairly.
inline constexpr std::int64_t unit_parts = 1 << 12;

// Parts of so many units; of absurdly many, as many as can be counted twice.
inline std::int64_t in_unit_parts(std::int64_t units) {
  constexpr std::int64_t most = std::int64_t{1} << 49;
  return std::min(units, most) * unit_parts;
}

// Parts of all causes, of one.
std::int64_t total_of(const CauseMix& mix);
std::int64_t parts_of(const CauseMix& mix, CauseId cause);
void add_to(CauseMix& mix, CauseId cause, std::int64_t parts);

// To `total` parts in all, each cause's in proportion and rounded down, the rest to the largest. A
// mix that is empty stays so.
void rescale(CauseMix& mix, std::int64_t total);

// Whether some share of the whole differs by more than a twentieth, or one of them is empty. `told` is
// in notice_parts, `now` of `whole` parts.
bool is_news(const CauseMix& told, const CauseMix& now, std::int64_t whole);

// `mix`, of `whole` parts in all, in notice_parts of that whole; of very many causes the largest.
CauseMix in_parts(CauseMix mix, std::int64_t whole);

// Calls tell(cause, parts) for all in which `now` differs from what was told; 0 parts: no more.
template <class Tell>
void each_change(const CauseMix& told, const CauseMix& now, Tell tell) {
  for (const CauseShare& share : told) {
    if (parts_of(now, share.cause) == 0) {
      tell(share.cause, std::int64_t{0});
    }
  }
  for (const CauseShare& share : now) {
    if (parts_of(told, share.cause) != share.parts) {
      tell(share.cause, share.parts);
    }
  }
}

// What outages have taken of a site or a lane, each by the capacity it took; `levels` are theirs.
CauseMix outage_mix(const Network& network, Run outages, std::span<const double> levels);

// One market's account: what waited and what was lost, by cause.
struct CauseAccount {
  CauseId cause = 0;
  std::uint32_t unused = 0;
  std::int64_t lost = 0;  // [parts]
  WideSum twice_waited;   // [2 parts x us]
};
struct MarketAccount {
  SimTime since{};           // up to here it is kept
  std::int64_t waiting = 0;  // then [base units]
  std::int64_t lost = 0;     // by then [base units]
};

// What has been heard and told, and the accounts; empty where causes are not kept.
struct CauseState {
  std::vector<CauseMix> owed;          // [n_stocks], units that each owes
  std::vector<CauseMix> line_told;     // [n_stocks], of its lines
  std::vector<CauseMix> line_heard;    // [n_stocks]
  std::vector<CauseMix> supply_told;   // [n_stocks], to its buyers
  std::vector<CauseMix> supply_heard;  // [n_links]
  std::vector<CauseMix> lane_told;     // [n_loads]
  std::vector<CauseMix> lane_heard;    // [n_loads]
  std::vector<std::uint8_t> holds;     // [n_stocks], 1: all buyers are told, as goods are held
                                       // back from an empty shelf, or capacity is lost
  std::vector<std::uint8_t> is_told;   // [n_links] in the order of Network::outgoing, 1: the buyer
                                       // has been told that goods are held back
  std::vector<MarketAccount> markets;  // [n_markets]
  std::vector<std::vector<CauseAccount>> accounts;  // [n_markets], sorted by cause

  explicit CauseState(const Network& network);
};

// Brings a market's account up to `now`: what waited goes by `mix`, the shares of what its stock
// owes; the waiting demand is `waiting` from now on, and ran straight to it where `slides`.
void keep_account(MarketAccount& market, std::vector<CauseAccount>& accounts, const CauseMix& mix,
                  SimTime now, std::int64_t waiting, bool slides);

// Counts what has been lost since, `lost` in all, by `mix`.
void lose(MarketAccount& market, std::vector<CauseAccount>& accounts, CauseMix mix,
          std::int64_t lost);

// What one market's shortage comes down to.
struct CauseValue {
  std::uint32_t market = 0;
  CauseId cause = 0;
  double waited = 0;   // [base units x d]
  double lost = 0;     // [base units]
  double waiting = 0;  // [base units] at the end
};

struct NetworkState;

// Of every market and cause that left demand waiting or lost it, up to `now`.
std::vector<CauseValue> read_causes(const Network& network, const NetworkState& state, SimTime now);

}  // namespace korus
