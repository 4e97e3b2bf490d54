#include "models/first_events.hpp"

#include <cmath>

#include "models/demand_path.hpp"
#include "models/stock_policy.hpp"

namespace korus {
namespace {

// On day 0; a stock that is due that day was last reviewed a whole period ago.
double days_since_review(const Stock& stock) {
  const std::int64_t phase =
      (stock.review_days - stock.review_offset % stock.review_days) % stock.review_days;
  return static_cast<double>(phase == 0 ? stock.review_days : phase);
}

double customers_today(const Network& network, const Stock& stock) {
  double today = 0;
  for (std::uint32_t m = stock.markets.begin; m < stock.markets.end; ++m) {
    today += starting_demand(network.markets[m]);
  }
  return today;
}

// What stands on the shelf at the start of day 0: the level less the pipeline and what was used
// since the last review. Customers are served before that day's review, so their demand of the day
// is there too.
double first_shelf(const Network& network, const Stock& stock) {
  const double since_review = days_since_review(stock);
  const double today = customers_today(network, stock);
  if (stock.order_up_to > 0) {
    return static_cast<double>(stock.order_up_to) - stock.flow * (stock.lead_days + since_review) +
           today;
  }
  return stock.flow * (shelf_days(stock) - since_review) + today;
}

// A plain policy starts with its level on the shelf and on order.
std::int64_t first_on_hand(const Network& network, std::uint32_t index, const NetworkState& state) {
  const Stock& stock = network.stocks[index];
  if (stock.start_on_hand >= 0) {
    return stock.start_on_hand;
  }
  if (stock.unlimited() || stock.policy == StockPolicy::push) {
    return 0;
  }
  if (stock.plain == nobody) {
    return std::max(static_cast<std::int64_t>(std::ceil(first_shelf(network, stock))),
                    std::int64_t{0});
  }
  if (stock.policy == StockPolicy::mrp) {
    return stock.reorder_point + std::llround(stock.flow * static_cast<double>(stock.review_days));
  }
  const bool fixed = network.plain_policies[stock.plain].fixed_levels;
  const double level =
      fixed ? static_cast<double>(stock.order_up_to) +
                  static_cast<double>(stock.reorder_point) *
                      (stock.policy == StockPolicy::r_Q ? 1.0 : 0.0) +
                  static_cast<double>(network.plain_policies[stock.plain].order_quantity)
            : stock.flow * level_days(stock);
  std::int64_t under_way = state.stocks[index].outstanding - state.stocks[index].promised;
  for (std::uint32_t l = stock.lines.begin; l < stock.lines.end; ++l) {
    under_way +=
        std::llround(starting_rate(network, network.lines[l]) * network.lines[l].mean_cycle_days);
  }
  return std::max<std::int64_t>(std::llround(level) - under_way, 0);
}

void set_stock(const Network& network, std::uint32_t index, NetworkState& all) {
  StockState& state = all.stocks[index];
  const Stock& stock = network.stocks[index];
  state.initial = first_on_hand(network, index, all);
  if (stock.reserve != nobody && network.reserves[stock.reserve].from_days == 0) {
    const std::int64_t target = network.reserves[stock.reserve].target;
    state.initial += stock.start_on_hand >= 0 ? 0 : target;
    all.reserves[stock.reserve].aim = std::min(target, state.initial);
  }
  if (stock.lots != nobody && state.initial > 0) {
    all.lots[stock.lots].push_back(
        {SimTime{} + from_days(stock.shelf_life_days.mean()), state.initial});
  }
  state.on_hand.set(SimTime{}, state.initial);
  state.customers = customers_today(network, stock);
  const Run lines = network.sites[stock.site].lines;
  for (std::uint32_t l = lines.begin; l < lines.end; ++l) {
    for (const Need& need : network.lines[l].needs) {
      if (need.stock == index) {
        state.planned += starting_rate(network, network.lines[l]) *
                         static_cast<double>(need.per_lot) /
                         static_cast<double>(network.lines[l].lot_size);
      }
    }
  }
}

void set_plain(const Network& network, std::uint32_t index, NetworkState& state) {
  const Stock& stock = network.stocks[index];
  if (stock.plain == nobody) {
    return;
  }
  const PlainPolicy& policy = network.plain_policies[stock.plain];
  PlainState& plan = state.plain[stock.plain];
  plan.forecast = stock.flow * static_cast<double>(stock.review_days);
  plan.echelon = stock.order_up_to;
  if (policy.forecast == ForecastKind::moving_average) {
    std::fill_n(state.windows.begin() + policy.window, policy.forecast_window, plan.forecast);
  }
}

}  // namespace

void note_due(const Network& network, std::uint32_t link, SimTime due, std::int64_t quantity,
              NetworkState& state) {
  const Stock& buyer = network.stocks[network.links[link].buyer];
  if (buyer.due != nobody) {
    state.due[buyer.due].push_back({.due = due, .quantity = quantity, .link = link});
  }
}

void set_first_state(const Network& network, const RandomSource& random, NetworkState& state) {
  for (std::uint32_t i = 0; i < network.links.size(); ++i) {
    const Link& link = network.links[i];
    if (network.stocks[link.buyer].plain != nobody) {
      orders_before_start(network, link, [&](const EarlyOrder& order) {
        state.bought[i].outstanding += order.quantity;
        state.stocks[link.buyer].outstanding += order.quantity;
        state.stocks[link.supplier].promised += order.promised() ? order.quantity : 0;
        note_due(network, i, at_day(order.comes), order.quantity, state);
      });
    }
  }
  for (SiteMeter& meter : state.site_meters) {
    meter.availability.set(SimTime{}, static_cast<std::int64_t>(millionths));
  }
  for (std::uint32_t i = 0; i < network.stocks.size(); ++i) {
    set_stock(network, i, state);
    set_plain(network, i, state);
  }
  for (std::uint32_t i = 0; i < network.lines.size(); ++i) {
    const Line& line = network.lines[i];
    const double nameplate = line.nameplate.at(0);
    state.lines[i].nameplate = static_cast<std::int64_t>(nameplate);
    state.lines[i].good_rate.set(SimTime{}, good_rate(line, state.lines[i]));
    state.lines[i].noticed = line.reference_per_year > 0 ? nameplate / line.reference_per_year : 0;
  }
  for (std::uint32_t i = 0; i < network.links.size(); ++i) {
    const Link& link = network.links[i];
    state.bought[i].weight = starting_weight(network, link);
    state.bought[i].working_weight = state.bought[i].weight;
    SupplierLinkState& sold = state.sold[link.outgoing];
    sold.rate = starting_flow(network, link);
    sold.last_order_day =
        to_days(network.lookahead) - days_since_review(network.stocks[link.buyer]);
    state.stocks[link.supplier].ordered += sold.rate;
  }
  for (std::uint32_t i = 0; i < network.markets.size(); ++i) {
    const double u = draw(random, network.markets[i].stream, Purpose::demand_level, 0);
    state.demand[i] = demand_years(network.markets[i], u);
  }
}

std::vector<OutageStep> outage_course(const Outage& outage, const RandomSource& random) {
  const auto value = [&](const Law& law, const Range& range, Purpose purpose) {
    return range.cut(law.quantile(draw(random, outage.stream, purpose, 0)));
  };
  const double stop = value(outage.stop_days, OutageRecord::stop_days_range, Purpose::outage_stop);
  const double recovery =
      value(outage.recovery_days, OutageRecord::recovery_days_range, Purpose::outage_recovery);
  const double lost =
      value(outage.capacity_lost, OutageRecord::capacity_lost_range, Purpose::outage_loss);
  return outage_steps(outage.start_day, stop, recovery, lost, outage.shape);
}

}  // namespace korus
