#include "models/service_levels.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/requirements.hpp"

namespace korus {
namespace {

struct Spread {
  double mean = 0;      // of one day's demand [base units]
  double variance = 0;  // [base units^2]
};

Spread demand_of(const Market& market) {
  if (!market.sequence.empty()) {
    const auto n = static_cast<double>(market.sequence.size());
    const double mean = std::accumulate(market.sequence.begin(), market.sequence.end(), 0.0) / n;
    double squares = 0;
    for (const std::int64_t quantity : market.sequence) {
      squares += (static_cast<double>(quantity) - mean) * (static_cast<double>(quantity) - mean);
    }
    return {mean, squares / n};
  }
  const double mean = starting_demand(market);
  if (market.arrivals == Market::Arrivals::single) {
    // Of a renewal-reward process over a long time, a day.
    const double gap = std::max(market.interarrival_days.mean(), 1e-6);
    const double scv = market.interarrival_days.variance() / (gap * gap);
    const double each = market.quantity.mean();
    return {mean, (market.quantity.variance() + each * each * scv) / gap};
  }
  if (market.arrivals == Market::Arrivals::continuous) {
    return {mean, 0};
  }
  return {mean, market.quantity != Law(0) ? market.quantity.variance()
                                          : mean * mean * market.noise_cv * market.noise_cv};
}

// Days from an order of the stock to its goods, as it is promised them.
double replenishment_days(const Network& network, const Stock& stock) {
  double days = 0;
  for (std::uint32_t l = stock.regular.begin; l < stock.regular.end; ++l) {
    days = std::max(days, network.links[l].lead_days);
  }
  for (std::uint32_t l = stock.lines.begin; l < stock.lines.end; ++l) {
    double inputs = 0;
    for (const Need& need : network.lines[l].needs) {
      inputs = std::max(inputs, to_days(network.stocks[need.stock].service));
    }
    days = std::max(days, inputs + network.lines[l].mean_cycle_days);
  }
  return days;
}

}  // namespace

void set_service_levels(Network& network) {
  const auto guarantees = [](const Stock& stock) {
    return stock.policy == StockPolicy::guaranteed_service;
  };
  if (std::ranges::none_of(network.stocks, guarantees)) {
    return;
  }
  std::vector<Spread> demand(network.stocks.size());
  for (const Market& market : network.markets) {
    const Spread own = demand_of(market);
    demand[market.stock].mean += own.mean;
    demand[market.stock].variance += own.variance;
  }
  pass_up(network, [&](std::uint32_t stock, std::uint32_t other, double units) {
    demand[other].mean += units * demand[stock].mean;
    demand[other].variance += units * units * demand[stock].variance;
  });
  constexpr double a_moment = 1e-3;  // [d]; what takes less takes no day
  for (std::size_t s = 0; s < network.stocks.size(); ++s) {
    Stock& stock = network.stocks[s];
    if (!guarantees(stock)) {
      continue;
    }
    const PlainPolicy& policy = network.plain_policies[stock.plain];
    const double net = replenishment_days(network, stock) - to_days(stock.service);
    const double days = std::max(0.0, std::ceil(net - a_moment));
    const double mean =
        policy.demand_mean_per_day >= 0 ? policy.demand_mean_per_day : demand[s].mean;
    const double sd =
        policy.demand_sd_per_day >= 0 ? policy.demand_sd_per_day : std::sqrt(demand[s].variance);
    const double level = mean * days + policy.safety_factor * sd * std::sqrt(days);
    stock.order_up_to = static_cast<std::int64_t>(std::ceil(level - 1e-6));
  }
}

}  // namespace korus
