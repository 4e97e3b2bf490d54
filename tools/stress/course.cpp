#include "tools/stress/course.hpp"

#include <algorithm>

#include "engine/sequential_executor.hpp"
#include "models/balance.hpp"
#include "models/first_events.hpp"
#include "models/network_world.hpp"

namespace korus {
namespace {

// One run of the network, on one thread: there are many.
class StressRun {
 public:
  StressRun(const Network& network, std::uint64_t seed, std::uint64_t replication)
      : network_(network),
        random_(seed, replication),
        state_(network),
        world_(network, state_),
        executor_(world_, network.placement.rules, random_) {}

  void begin_anew() { begin(network_, random_, state_, executor_); }

  void load(std::span<const std::byte> bytes) {
    ImageReader image(bytes);
    state_.load(image);
    executor_.load(image);
    image.expect_end();
  }

  std::vector<std::byte> save() const {
    ImageWriter image;
    state_.save(image);
    executor_.save(image);
    return image.take();
  }

  void run_until(int day) { executor_.run_until(at_day(day)); }

  // Nothing of it is left from `from` to `to`.
  void stop(std::uint32_t outage, int from, int to) {
    state_.outage_ends[outage] = to;
    executor_.post(network_.outages[outage].target, at_day(from), OutageLevel(outage, 0.0));
    executor_.post(network_.outages[outage].target, at_day(to), OutageLevel(outage, 1.0));
  }

  // Runs day by day to the last of `ends`, days after `from`, and reads off what customers miss at
  // the end of each.
  Course follow(int from, const std::set<int>& ends) {
    Course course{
        .lost = {}, .backlog = {}, .late = {}, .made = {}, .markets = network_.markets.size()};
    for (int day = 1; day <= *ends.rbegin(); ++day) {
      run_until(from + day);
      for (const MarketState& market : state_.markets) {
        course.lost.push_back(market.lost);
        course.backlog.push_back(market.backlog);
        course.late.push_back(market.late);
      }
      for (std::size_t l = 0; l < state_.lines.size() && ends.contains(day); ++l) {
        course.made[day].push_back(state_.lines[l].good);
      }
    }
    check_balance(network_, state_, count_under_way(network_, executor_));
    return course;
  }

  const NetworkState& state() const { return state_; }

 private:
  const Network& network_;
  RandomSource random_;
  NetworkState state_;
  NetworkWorld<> world_;
  SequentialExecutor<NetworkWorld<>> executor_;
};

double under_way(const Network& network, const NetworkState& state, std::size_t link) {
  const BuyerLinkState& bought = state.bought[link];
  return static_cast<double>(state.sold[network.links[link].outgoing].shipped - bought.received -
                             bought.lost);
}

std::int64_t taken(const StockState& stock) { return stock.sold + stock.consumed + stock.shipped; }

// Stocks as they stand; what passed since the start is taken off with the sign -1.
Standing standing_of(const Network& network, const NetworkState& state) {
  Standing now;
  for (const StockState& stock : state.stocks) {
    now.on_hand.push_back(static_cast<double>(stock.on_hand.value()));
    now.rate.push_back(-static_cast<double>(taken(stock)));
  }
  for (std::size_t l = 0; l < network.links.size(); ++l) {
    now.under_way.push_back(under_way(network, state, l));
    now.flow.push_back(-static_cast<double>(state.sold[network.links[l].outgoing].shipped));
  }
  for (std::size_t l = 0; l < network.lines.size(); ++l) {
    const LineState& line = state.lines[l];
    now.in_process.push_back(static_cast<double>(line.in_process() - line.scrap_due) *
                             network.lines[l].mean_yield);
  }
  for (const MarketState& market : state.markets) {
    now.demand.push_back(-static_cast<double>(market.demanded));
  }
  return now;
}

void add_flows(const Network& network, const NetworkState& end, double days, Standing& standing) {
  for (std::size_t s = 0; s < end.stocks.size(); ++s) {
    standing.rate[s] = (standing.rate[s] + static_cast<double>(taken(end.stocks[s]))) / days;
  }
  for (std::size_t l = 0; l < network.links.size(); ++l) {
    const auto shipped = static_cast<double>(end.sold[network.links[l].outgoing].shipped);
    standing.flow[l] = (standing.flow[l] + shipped) / days;
  }
  for (std::size_t m = 0; m < end.markets.size(); ++m) {
    const auto demanded = static_cast<double>(end.markets[m].demanded);
    standing.demand[m] = (standing.demand[m] + demanded) / days;
  }
}

}  // namespace

Undisturbed run_undisturbed(const StoppableNetwork& stoppable, std::uint64_t seed,
                            std::uint64_t replication, const StressPeriod& period,
                            const std::set<int>& stop_days) {
  const Network& network = stoppable.network;
  std::set<int> ends;
  for (const int days : stop_days) {
    ends.insert(days + period.horizon);
  }
  StressRun run(network, seed, replication);
  run.begin_anew();
  run.run_until(period.start_day);
  Undisturbed result{.image = run.save(), .course = {}, .standing = {}};
  result.standing = standing_of(network, run.state());
  result.course = run.follow(period.start_day, ends);
  add_flows(network, run.state(), *ends.rbegin(), result.standing);
  return result;
}

Course run_stopped(const StoppableNetwork& stoppable, std::uint64_t seed, std::uint64_t replication,
                   const StressPeriod& period, std::span<const std::byte> image,
                   const StressCase& stopped) {
  StressRun run(stoppable.network, seed, replication);
  run.load(image);
  const int from = period.start_day;
  const int to = from + stopped.days;
  for (const std::uint32_t s : stopped.stop.sites) {
    run.stop(stoppable.of_site[s], from, to);
  }
  for (const std::uint32_t l : stopped.stop.lanes) {
    run.stop(stoppable.of_lane[l], from, to);
  }
  for (const std::uint32_t s : stopped.stop.stocks) {
    run.stop(stoppable.of_stock[s], from, to);
  }
  return run.follow(from, {stopped.days + period.horizon});
}

}  // namespace korus
