#include "models/balance.hpp"

#include <string>

namespace korus {
namespace {

// `kind` and `id` name the row; they are put together only where it does not balance.
void expect(const char* kind, const std::string& id, std::int64_t in, std::int64_t out) {
  if (in != out) {
    throw Imbalance(kind + id, in, out);
  }
}

// What a stock owes has its causes, to the unit. Lots that lack it are owed it too; they are counted
// where there are none.
void check_owed(const Network& network, const NetworkState& state, std::size_t stock) {
  const Stock& row = network.stocks[stock];
  std::int64_t owed = state.stocks[stock].backlog;
  for (std::uint32_t m = row.markets.begin; m < row.markets.end; ++m) {
    owed += state.markets[m].backlog - state.markets[m].promised;
  }
  owed = in_unit_parts(owed);
  const std::int64_t shared_out = total_of(state.causes.owed[stock]);
  const Site& site = network.sites[row.site];
  if ((!site.reacts && site.releasing.empty()) || shared_out < owed) {
    expect("parts of what is owed by ", row.id, owed, shared_out);
  }
}

}  // namespace

Imbalance::Imbalance(const std::string& what, std::int64_t in, std::int64_t out)
    : Defect("mass balance broken at " + what + ": " + std::to_string(in) + " in, " +
             std::to_string(out) + " out and left"),
      residual(in - out) {}

void UnderWay::count(const Event& event) {
  if (event.kind == Delivery::kind || event.kind == GoodsLost::kind) {
    const auto parcel = unpack<Delivery>(event.payload);
    links[parcel.index()] += parcel.quantity();
  } else if (event.kind == Consignment::kind || event.kind == TripEnds::kind ||
             event.kind == GoodsLanded::kind) {
    const auto parcel = unpack<Consignment>(event.payload);
    links[network_->loads[parcel.index()].link] += parcel.quantity();
  } else if (event.kind == LotFinished::kind || event.kind == LotsReleased::kind) {
    const auto parcel = unpack<LotFinished>(event.payload);
    lines[parcel.index()] += parcel.quantity();
  }
}

void check_balance(const Network& network, const NetworkState& state, const UnderWay& under_way) {
  for (std::size_t i = 0; i < state.stocks.size(); ++i) {
    const StockState& s = state.stocks[i];
    const std::int64_t in = s.initial + s.received + s.made;
    const std::int64_t out = s.sold + s.consumed + s.shipped + s.expired + s.on_hand.value();
    expect("stock ", network.stocks[i].id, in, out);
    if (s.on_hand.value() < 0) {
      throw NegativeStock("stock " + network.stocks[i].id +
                          " is below 0: " + std::to_string(s.on_hand.value()));
    }
  }
  std::vector<std::int64_t> in_jobs(state.lines.size(), 0);
  std::vector<std::int64_t> on_way(network.links.size(), 0);  // at lanes and ports
  for (const JobPool& pool : state.job_pools) {
    for (const JobState& job : pool.jobs) {
      if (job.place == JobState::Place::gone || job.parent != nobody) {
        continue;
      }
      const JobClass& kind = network.job_classes[job.job_class];
      if (kind.line != nobody) {
        in_jobs[kind.line] += job.goods.quantity();
      } else if (kind.lane != nobody) {
        on_way[network.loads[job.goods.index()].link] += job.goods.quantity();
      }
    }
  }
  for (std::size_t i = 0; i < network.loads.size(); ++i) {
    on_way[network.loads[i].link] +=
        state.waiting[i] + (state.trips.empty() ? 0 : state.trips[i].held);
  }
  for (std::size_t i = 0; i < state.lines.size(); ++i) {
    const LineState& l = state.lines[i];
    const std::int64_t in_process = under_way.lines[i] + in_jobs[i];
    expect("line ", network.lines[i].id, l.initial + l.started, l.finished + in_process);
  }
  for (std::size_t i = 0; i < network.links.size(); ++i) {
    const std::int64_t in = state.sold[network.links[i].outgoing].shipped;
    const BuyerLinkState& bought = state.bought[i];
    const std::int64_t out = bought.received + bought.lost + on_way[i] + under_way.links[i];
    expect("link to ", network.stocks[network.links[i].buyer].id, in, out);
  }
  for (std::size_t i = 0; i < state.markets.size(); ++i) {
    const MarketState& m = state.markets[i];
    const std::int64_t out = m.sold + m.lost + m.backlog;
    expect("market ", network.markets[i].id, m.demanded, out);
  }
  for (std::size_t i = 0; i < state.causes.accounts.size(); ++i) {
    std::int64_t lost = 0;
    for (const CauseAccount& account : state.causes.accounts[i]) {
      lost += account.lost;
    }
    expect("parts of what was lost in market ", network.markets[i].id,
           in_unit_parts(state.markets[i].lost), lost);
  }
  for (std::size_t i = 0; i < state.causes.owed.size(); ++i) {
    check_owed(network, state, i);
  }
}

}  // namespace korus
