#include "models/planned_requirements.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "models/demand_path.hpp"
#include "models/requirements.hpp"

namespace korus {
namespace {

using Requirements = std::map<double, double>;  // base units by day since the start

struct DrawRow {
  std::uint32_t stock = 0;
  std::uint32_t other = 0;
  double units = 0;
};

// Reviews of a stock fall on first, first + period, ...
struct Reviews {
  double first = 0;
  double period = 1;
  static constexpr double a_moment = 1e-9;  // [d]
  double last_by(double day) const {
    const double n = std::floor((day - first + a_moment) / period);
    return first + period * std::max(n, 0.0);
  }
  double next_from(double day) const {
    const double n = std::ceil((day - first - a_moment) / period);
    return first + period * std::max(n, 0.0);
  }
};

Reviews reviews_of(const Network& network, const Stock& stock) {
  return {to_days(network.sites[stock.site].day_begins) + static_cast<double>(stock.review_offset),
          static_cast<double>(stock.review_days)};
}

void add_demand(const Network& network, const Market& market, double last_day,
                Requirements& required) {
  std::vector<double> typical;
  for (const Market::Year& year : market.years) {
    typical.push_back(year.per_day.typical());
  }
  const double begins = to_days(network.sites[market.site].day_begins);
  for (std::size_t day = 0; static_cast<double>(day) <= last_day; ++day) {
    const auto now = static_cast<double>(day);
    const double units =
        !market.sequence.empty()
            ? (day < market.sequence.size() ? static_cast<double>(market.sequence[day]) : 0.0)
        : market.quantity != Law(0) ? starting_demand(market)
                                    : market_rate(market, typical, now);
    if (units > 0) {
      required[now + begins] += units;
    }
  }
}

// When the stock orders, or releases, what is required of it.
Requirements orders_of(const Network& network, const Stock& stock, const Requirements& required) {
  const Reviews reviews = reviews_of(network, stock);
  Requirements orders;
  if (stock.policy == StockPolicy::push) {
    const PlainPolicy& policy = network.plain_policies[stock.plain];
    const double yield = stock.lines.size() > 0 ? network.lines[stock.lines.begin].mean_yield : 1;
    for (std::size_t n = 0; reviews.first + reviews.period * static_cast<double>(n) < network.days;
         ++n) {
      const std::int64_t units = policy.plan.empty()      ? policy.order_quantity
                                 : n < policy.plan.size() ? policy.plan[n]
                                                          : 0;
      orders[reviews.first + reviews.period * static_cast<double>(n)] +=
          static_cast<double>(units) * yield;
    }
    return orders;
  }
  for (const auto& [day, units] : required) {
    const double when = stock.policy == StockPolicy::mrp ? reviews.last_by(day - stock.lead_days)
                        : stock.continuous               ? day
                                                         : reviews.next_from(day);
    orders[when] += units;
  }
  return orders;
}

double order_days(const Network& network, const Stock& stock, std::uint32_t other) {
  for (std::uint32_t l = stock.regular.begin; l < stock.regular.end; ++l) {
    if (network.links[l].supplier == other) {
      return to_days(network.links[l].order_delay);
    }
  }
  return 0;  // a part of what is made here
}

}  // namespace

void set_requirements(Network& network) {
  const auto is_mrp = [](const Stock& stock) { return stock.policy == StockPolicy::mrp; };
  const auto releases = [](const Stock& stock) { return stock.releases(); };
  if (std::ranges::none_of(network.stocks, releases)) {
    return;
  }
  std::vector<DrawRow> draws;  // those of a stock when it comes after all that draw on it
  pass_up(network, [&](std::uint32_t stock, std::uint32_t other, double units) {
    draws.push_back({stock, other, units});
  });
  std::vector<std::uint32_t> order;  // stocks that draw on others, as they come
  for (const DrawRow& draw : draws) {
    if (order.empty() || order.back() != draw.stock) {
      order.push_back(draw.stock);
    }
  }
  for (const std::uint32_t s : order) {
    if (network.stocks[s].releases() && network.stocks[s].lines.size() > 0) {
      network.sites[network.stocks[s].site].releasing.push_back(s);
    }
  }
  std::vector<bool> seen(network.stocks.size(), false);
  for (const std::uint32_t s : order) {
    seen[s] = true;
  }
  for (std::uint32_t s = 0; s < network.stocks.size(); ++s) {  // made of nothing, or in a loop
    if (!seen[s] && network.stocks[s].releases() && network.stocks[s].lines.size() > 0) {
      network.sites[network.stocks[s].site].releasing.push_back(s);
    }
  }
  // Only what ends in an mrp stock is followed.
  std::vector<bool> counts(network.stocks.size(), false);
  double last_day = network.days;
  for (std::uint32_t s = 0; s < network.stocks.size(); ++s) {
    const Stock& stock = network.stocks[s];
    counts[s] = is_mrp(stock);
    if (counts[s]) {
      const double horizon = network.plain_policies[stock.plain].horizon_days;
      last_day = std::max(
          last_day, network.days + horizon + 2.0 * static_cast<double>(stock.review_days) + 400.0);
    }
  }
  for (std::size_t i = draws.size(); i-- > 0;) {
    counts[draws[i].stock] = counts[draws[i].stock] || counts[draws[i].other];
  }
  // Each stock's are kept from when others begin to draw on it until it has ordered: of thousands of
  // shops but few at once.
  std::vector<Requirements> required(network.stocks.size());
  std::vector<bool> has_demand(network.stocks.size(), false);
  const auto add_markets = [&](std::uint32_t s) {
    const Run markets = network.stocks[s].markets;
    for (std::uint32_t m = markets.begin; m < markets.end && !has_demand[s]; ++m) {
      add_demand(network, network.markets[m], last_day, required[s]);
    }
    has_demand[s] = true;
  };
  std::uint32_t ordering = nobody;
  Requirements orders;
  for (const DrawRow& draw : draws) {
    if (!counts[draw.stock] || !counts[draw.other]) {
      continue;
    }
    const Stock& stock = network.stocks[draw.stock];
    if (ordering != draw.stock) {
      ordering = draw.stock;
      add_markets(draw.stock);
      orders = orders_of(network, stock, required[draw.stock]);
      if (!is_mrp(stock)) {
        required[draw.stock].clear();
      }
    }
    const double delay = order_days(network, stock, draw.other);
    for (const auto& [day, units] : orders) {
      required[draw.other][day + delay] += units * draw.units;
    }
  }
  for (std::uint32_t s = 0; s < network.stocks.size(); ++s) {
    if (!is_mrp(network.stocks[s])) {
      continue;
    }
    add_markets(s);
    Run& rows = network.plain_policies[network.stocks[s].plain].requirements;
    rows.begin = static_cast<std::uint32_t>(network.requirements.size());
    double sum = 0;
    for (const auto& [day, units] : required[s]) {
      sum += units;
      network.requirements.push_back({day, sum});
    }
    rows.end = static_cast<std::uint32_t>(network.requirements.size());
  }
}

}  // namespace korus
