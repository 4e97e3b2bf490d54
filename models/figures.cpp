#include "models/figures.hpp"

#include <algorithm>
#include <utility>

namespace korus {
namespace {

double whole(std::int64_t value) { return static_cast<double>(value); }
double days(const WideSum& us, const auto&) {
  return us.value() / static_cast<double>(one_day.count());
}
double days(const TimeWeighted& number, const auto& moment) {
  return number.integral_days(moment.now);
}

// [units^2 d] of what is on order.
double squares(const StockMeter& meter, const auto& moment) {
  const auto now = static_cast<double>(meter.outstanding.value());
  return meter.outstanding_squared + now * now * to_days(meter.outstanding.since(moment.now));
}

}  // namespace

Figures::Figures(const Network& network) : network_(network) {
  if (network.settings.figures != "all") {
    return;
  }
  for (std::size_t s = 0; s < network.sites.size(); ++s) {
    add_site(s);
  }
  for (std::size_t l = 0; l < network.lanes.size(); ++l) {
    add_lane(l);
  }
  for (std::size_t h = 0; h < network.hazards.size(); ++h) {
    add_hazard(h);
  }
  for (std::size_t s = 0; s < network.stocks.size(); ++s) {
    add_stock(s);
  }
  for (std::size_t m = 0; m < network.markets.size(); ++m) {
    add_market(m);
  }
  if (!network.stocks.empty()) {
    add_costs();
  }
  for (std::size_t s = 0; s < network.stations.size(); ++s) {
    add_station(s);
  }
  for (std::size_t c = 0; c < network.job_classes.size(); ++c) {
    add_job_class(c);
  }
  if (network.markets.size() == 1) {
    add_bullwhip();
  }
}

// Variance of the orders of each stock over that of the one market's demand.
void Figures::add_bullwhip() {
  const auto row = [&](const std::string& name) {
    return static_cast<std::size_t>(std::ranges::find(kpis_, name, &Kpi::name) - kpis_.begin());
  };
  const std::size_t demand = row("demand_variance." + network_.markets[0].id);
  for (const Stock& stock : network_.stocks) {
    if (stock.plain != nobody && stock.incoming.size() > 0 && !stock.continuous) {
      const std::size_t orders = row("order_variance." + stock.id);
      Kpi kpi = kpis_[orders];
      kpi.name = "bullwhip." + stock.id;
      kpi.measure = "bullwhip";
      kpi.long_name = "Variance of orders over that of customers' demand, " + stock.id;
      kpi.units = "1";
      kpi.is_ratio = true;
      kpis_.push_back(kpi);
      quotients_.emplace_back(orders, demand);
    }
  }
}

void Figures::add(Kpi kpi, Amounts amounts) {
  kpi.name = kpi.measure + "." + kpi.group;
  kpi.is_ratio = static_cast<bool>(amounts.denominator);
  kpis_.push_back(std::move(kpi));
  amounts_.push_back(std::move(amounts));
}

void Figures::add_site(std::size_t site) {
  const Site& row = network_.sites[site];
  if (row.outages.size() == 0) {
    return;
  }
  const auto put = [&](const std::string& measure, const std::string& words,
                       const std::string& units, bool higher_is_better, Amounts amounts) {
    add({.long_name = words + ", " + row.id,
         .units = units,
         .measure = measure,
         .country = row.country,
         .group = row.id,
         .higher_is_better = higher_is_better},
        std::move(amounts));
  };
  const auto meter = [site](auto get) -> Amount {
    return [=](const Moment& m) { return get(m.state.site_meters[site], m); };
  };
  const Amount time = [](const Moment& m) { return m.day; };
  const Amount disturbed =
      meter([](const SiteMeter& s, const Moment& m) { return days(s.disturbed, m); });
  const Amount spells = meter([](const SiteMeter& s, const Moment&) { return whole(s.spells); });
  put("availability_mean", "Mean share of capacity that outages leave", "1", true,
      {meter([](const SiteMeter& s, const Moment& m) {
         return days(s.availability, m) / millionths;
       }),
       time});
  put("availability_end", "Share of capacity that outages leave at the end", "1", true,
      {meter([](const SiteMeter& s, const Moment&) {
         return whole(s.availability.value()) / millionths;
       }),
       {},
       false});
  put("lost_capacity_days", "Days of full capacity that outages took", "d", false,
      {meter([](const SiteMeter& s, const Moment& m) {
        return m.day - days(s.availability, m) / millionths;
      })});
  put("disturbed_share", "Share of time in which an outage is felt", "1", false, {disturbed, time});
  put("disturbed_days_mean", "Mean time from the first outage to the end of the last", "d", false,
      {disturbed, spells});
  put("undisturbed_days_mean", "Mean time without an outage", "d", true,
      {[disturbed](const Moment& m) { return m.day - disturbed(m); }, spells});
}

void Figures::add_lane(std::size_t lane) {
  const Lane& row = network_.lanes[lane];
  const auto put = [&](const std::string& measure, const std::string& words,
                       const std::string& units, Amounts amounts) {
    add({.long_name = words + ", " + row.id,
         .units = units,
         .measure = measure,
         .group = row.id,
         .higher_is_better = false},
        std::move(amounts));
  };
  const auto meter = [lane](auto get) -> Amount {
    return [=](const Moment& m) { return get(m.state.lane_meters[lane], m); };
  };
  const Amount time = [](const Moment& m) { return m.day; };
  const Amount waiting =
      meter([](const LaneMeter& l, const Moment& m) { return days(l.waiting, m); });
  put("lane_waiting_mean", "Mean base units that wait for a vehicle", "1", {waiting, time});
  put("lane_wait_days_mean", "Mean time a base unit that waited did so", "d",
      {waiting, meter([](const LaneMeter& l, const Moment&) { return whole(l.carried); })});
  put("lane_trips_per_day", "Vehicles that left", "1/d",
      {meter([](const LaneMeter& l, const Moment&) { return whole(l.trips); }), time});
}

void Figures::add_hazard(std::size_t hazard) {
  const Hazard& row = network_.hazards[hazard];
  const Amount strikes = [hazard](const Moment& m) {
    return static_cast<double>(m.state.hazards[hazard].strikes);
  };
  add({.long_name = "Strikes, " + row.id,
       .units = "1",
       .measure = "strikes",
       .group = row.id,
       .higher_is_better = false},
      {strikes});
  add({.long_name =
           "Blows to a target that felt as many as it can at once, and so not this one, " + row.id,
       .units = "1",
       .measure = "blows_unfelt",
       .group = row.id,
       .higher_is_better = false},
      {[hazard](const Moment& m) { return static_cast<double>(m.state.hazards[hazard].unfelt); }});
  for (std::size_t i = 0; i < network_.markets.size(); ++i) {
    const Market& market = network_.markets[i];
    const Product& product = network_.products[network_.stocks[market.stock].product];
    const double unit = product.units_per_display;
    add({.long_name = "Times that demand began to find nothing, over strikes of " + row.id + ", " +
                      market.id,
         .units = "1",
         .measure = "shortages_per_strike." + row.id,
         .group = market.id,
         .higher_is_better = false},
        {[i](const Moment& m) { return whole(m.state.market_meters[i].shortages); }, strikes});
    add({.long_name = "Demand lost over strikes of " + row.id + ", " + market.id,
         .units = product.display_unit,
         .measure = "lost_per_strike." + row.id,
         .group = market.id,
         .higher_is_better = false},
        {[=](const Moment& m) { return whole(m.state.markets[i].lost) / unit; }, strikes});
  }
}

void Figures::add_stock(std::size_t stock) {
  const Stock& row = network_.stocks[stock];
  const Product& product = network_.products[row.product];
  const double unit = product.units_per_display;
  const auto put = [&](const std::string& measure, const std::string& words,
                       const std::string& units, bool higher_is_better, Amounts amounts) {
    add({.long_name = words + ", " + row.id,
         .units = units,
         .measure = measure,
         .country = network_.sites[row.site].country,
         .group = row.id,
         .higher_is_better = higher_is_better},
        std::move(amounts));
  };
  const auto meter = [stock](auto get) -> Amount {
    return [=](const Moment& m) { return get(m.state.stock_meters[stock], m); };
  };
  const auto of = [stock](auto get) -> Amount {
    return [=](const Moment& m) { return get(m.state.stocks[stock], m); };
  };
  const Amount time = [](const Moment& m) { return m.day; };
  using Meter = StockMeter;
  const std::string& words = product.display_unit;
  put("on_hand_mean", "Mean stock on hand", words, true,
      {[=, this](const Moment& m) { return on_hand_days(m, stock) / unit; }, time});
  put("owed_mean", "Mean owed to buyers and customers", words, false,
      {meter(
           [=](const Meter& row_state, const Moment& m) { return days(row_state.owed, m) / unit; }),
       time});
  put("on_order_mean", "Mean ordered and not yet arrived", words, false,
      {meter([=](const Meter& row_state, const Moment& m) {
         return days(row_state.outstanding, m) / unit;
       }),
       time});
  put("orders_per_day", "Orders placed", "1/d", false,
      {meter([](const Meter& row_state, const Moment&) { return whole(row_state.orders); }), time});
  put("order_share", "Reviews with an order", "1", false,
      {meter([](const Meter& row_state, const Moment&) { return whole(row_state.orders); }),
       meter([](const Meter& row_state, const Moment&) { return whole(row_state.reviews); })});
  put("expired_per_day", "Goods that expired", words + "/d", false,
      {of([=](const StockState& row_state, const Moment&) {
         return whole(row_state.expired) / unit;
       }),
       time});
  put("on_order_variance", "Variance over time of what is on order", words + "2", false,
      {.numerator = meter([=](const Meter& row_state, const Moment& m) {
         return squares(row_state, m) / (unit * unit);
       }),
       .denominator = time,
       .less_squared = meter([=](const Meter& row_state, const Moment& m) {
         return days(row_state.outstanding, m) / unit;
       })});
  put("order_variance", "Variance of the orders of one review", words + "2", false,
      {.numerator = meter([=](const Meter& row_state, const Moment&) {
         return row_state.ordered_squared / (unit * unit);
       }),
       .denominator =
           meter([](const Meter& row_state, const Moment&) { return whole(row_state.reviews); }),
       .less_squared =
           meter([=](const Meter& row_state, const Moment&) { return row_state.ordered / unit; })});
  put("order_most", "Largest order", words, false,
      {meter([=](const Meter& row_state, const Moment&) {
         return whole(row_state.most_ordered) / unit;
       }),
       {},
       false});
  put("order_most_day", "Day of the largest order", "d", false,
      {meter([](const Meter& row_state, const Moment&) { return row_state.most_ordered_day; }),
       {},
       false});
  put("first_made_day", "Day on which the first of it was made", "d", false,
      {meter([](const Meter& row_state, const Moment&) { return row_state.first_made_day; }),
       {},
       false});
  put("below_normal_day", "Last day with less on hand than at the end of the warm-up", "d", false,
      {meter([](const Meter& row_state, const Moment&) { return row_state.below_normal_day; }),
       {},
       false});
  put("net_least", "Least stock on hand less what is owed", words, true,
      {meter([=](const Meter& row_state, const Moment&) {
         return whole(row_state.least_net) / unit;
       }),
       {},
       false});
  put("on_hand_end", "Stock on hand at the end", words, true,
      {of([=](const StockState& row_state, const Moment&) {
         return whole(row_state.on_hand.value()) / unit;
       }),
       {},
       false});
}

void Figures::add_market(std::size_t market) {
  const Market& row = network_.markets[market];
  const Stock& stock = network_.stocks[row.stock];
  const Product& product = network_.products[stock.product];
  const double unit = product.units_per_display;
  const auto put = [&](const std::string& measure, const std::string& words,
                       const std::string& units, bool higher_is_better, Amounts amounts) {
    add({.long_name = words + ", " + row.id,
         .units = units,
         .measure = measure,
         .country = network_.sites[row.site].country,
         .group = row.id,
         .higher_is_better = higher_is_better},
        std::move(amounts));
  };
  const auto of = [market](auto get) -> Amount {
    return [=](const Moment& m) { return get(m.state.markets[market], m); };
  };
  const auto meter = [market](auto get) -> Amount {
    return [=](const Moment& m) { return get(m.state.market_meters[market], m); };
  };
  const Amount time = [](const Moment& m) { return m.day; };
  const Amount demanded = of([=](const MarketState& row_state, const Moment&) {
    return whole(row_state.demanded) / unit;
  });
  const std::string& words = product.display_unit;
  put("fill_rate", "Share of demand served at once", "1", true,
      {of([=](const MarketState& row_state, const Moment&) {
         return whole(row_state.demanded - row_state.late) / unit;
       }),
       demanded});
  put("lost_share", "Share of demand lost", "1", false,
      {of([=](const MarketState& row_state, const Moment&) {
         return whole(row_state.lost) / unit;
       }),
       demanded});
  put("lost_per_day", "Demand lost", words + "/d", false,
      {of([=](const MarketState& row_state, const Moment&) {
         return whole(row_state.lost) / unit;
       }),
       time});
  put("lost", "Demand lost", words, false, {of([=](const MarketState& row_state, const Moment&) {
        return whole(row_state.lost) / unit;
      })});
  put("waiting_demand_mean", "Mean demand that waits", words, false,
      {meter([=](const MarketMeter& row_state, const Moment& m) {
         return days(row_state.backlog, m) / unit;
       }),
       time});
  put("waiting_demand_days", "Demand that waits, times days", words + " d", false,
      {meter([=](const MarketMeter& row_state, const Moment& m) {
        return days(row_state.backlog, m) / unit;
      })});
  put("overdue", "Demand not served when it was promised", words, false,
      {meter([=](const MarketMeter& row_state, const Moment&) {
        return whole(row_state.overdue) / unit;
      })});
  const auto once = [&](const std::string& measure, const std::string& long_name,
                        double MarketMeter::* day) {
    put(measure, long_name, "d", false,
        {meter([=](const MarketMeter& row_state, const Moment&) { return row_state.*day; }),
         {},
         false});
  };
  once("first_short_day", "Day on which demand found nothing for the first time, -1: never",
       &MarketMeter::first_short_day);
  once("cleared_day", "Last day on which demand ceased to wait, -1: it never waited",
       &MarketMeter::cleared_day);
  put("waiting_demand_most", "Most demand that waited", words, false,
      {meter([=](const MarketMeter& row_state, const Moment&) {
         return whole(row_state.most_waiting) / unit;
       }),
       {},
       false});
  put("demand_variance", "Variance of a day's demand", words + "2", false,
      {.numerator = meter([=](const MarketMeter& row_state, const Moment&) {
         return row_state.wanted_squared / (unit * unit);
       }),
       .denominator =
           meter([](const MarketMeter& row_state, const Moment&) { return whole(row_state.days); }),
       .less_squared = meter(
           [=](const MarketMeter& row_state, const Moment&) { return row_state.wanted / unit; })});
}

// Units x days up to the moment. Demand that flows has taken from the shelf since it was last looked
// at, and then waits, in straight lines.
double Figures::on_hand_days(const Moment& m, std::size_t stock) const {
  const Flowed flowed = flowed_since(m, stock);
  return days(m.state.stocks[stock].on_hand, m) - flowed.from_shelf;
}

double Figures::waiting_days(const Moment& m, std::size_t market) const {
  const bool flows = network_.markets[market].arrivals == Market::Arrivals::continuous;
  const double more = flows ? flowed_since(m, network_.markets[market].stock).waiting : 0;
  return days(m.state.market_meters[market].backlog, m) + more;
}

Figures::Flowed Figures::flowed_since(const Moment& m, std::size_t stock) const {
  Flowed flowed;
  const Run markets = network_.stocks[stock].markets;
  for (std::uint32_t i = markets.begin; i < markets.end; ++i) {
    const Market& row = network_.markets[i];
    if (row.arrivals == Market::Arrivals::continuous) {
      const double days = to_days(m.now - m.state.markets[i].flowed);
      const double wanted = row.flow_per_day * days;
      const double there = std::min(wanted, whole(m.state.stocks[stock].on_hand.value()));
      const double sold_days = row.flow_per_day > 0 ? there / row.flow_per_day : 0;
      flowed.from_shelf += there * (days - sold_days / 2);
      flowed.waiting += row.backorders ? (wanted - there) * (days - sold_days) / 2 : 0;
    }
  }
  return flowed;
}

// [USD] up to the moment, by account.
double Figures::cost_of_stock(const Moment& m, std::size_t s) const {
  const Stock& row = network_.stocks[s];
  const StockMeter& meter = m.state.stock_meters[s];
  double in_transit = 0;
  for (std::uint32_t l = row.incoming.begin; l < row.incoming.end; ++l) {
    in_transit += m.state.transit_days[network_.links[l].outgoing];
  }
  return row.costs.holding * on_hand_days(m, s) + row.costs.backlog * days(meter.backlog, m) +
         row.costs.transit * in_transit + row.costs.order * whole(meter.orders) +
         row.costs.discard * whole(m.state.stocks[s].expired);
}

double Figures::cost_of_market(const Moment& m, std::size_t i) const {
  const Market& row = network_.markets[i];
  return row.lost_cost * whole(m.state.markets[i].lost) + row.waiting_cost * waiting_days(m, i);
}

void Figures::add_costs() {
  const auto put = [&](const std::string& measure, const std::string& group,
                       const std::string& words, const std::string& units, Amounts amounts) {
    add({.long_name = words + ", " + group,
         .units = units,
         .measure = measure,
         .group = group,
         .higher_is_better = false},
        std::move(amounts));
  };
  const Amount time = [](const Moment& m) { return m.day; };
  for (std::size_t i = 0; i < network_.sites.size(); ++i) {
    const Site& site = network_.sites[i];
    const Amount cost = [this, &site](const Moment& m) { return cost_of_site(m, site); };
    put("cost_per_day", site.id, "Cost of stocks, orders and customers that wait or are lost",
        "USD/d", {cost, time});
    put("cost", site.id, "Cost of stocks, orders and customers that wait or are lost", "USD",
        {cost});
  }
  const Amount total = [this](const Moment& m) {
    double sum = 0;
    for (std::size_t s = 0; s < network_.stocks.size(); ++s) {
      sum += cost_of_stock(m, s);
    }
    for (std::size_t i = 0; i < network_.markets.size(); ++i) {
      sum += cost_of_market(m, i);
    }
    return sum;
  };
  put("cost_per_day", "all", "Cost of all sites", "USD/d", {total, time});
  put("cost", "all", "Cost of all sites", "USD", {total});
  put("ledger_residual", "all", "Cost of all sites less the sum over the sites", "USD",
      {[this, total](const Moment& m) {
         double sum = 0;
         for (const Site& site : network_.sites) {
           sum += cost_of_site(m, site);
         }
         return total(m) - sum;
       },
       {},
       false});
}

double Figures::cost_of_site(const Moment& m, const Site& site) const {
  double sum = 0;
  for (std::uint32_t s = site.stocks.begin; s < site.stocks.end; ++s) {
    sum += cost_of_stock(m, s);
  }
  for (std::uint32_t i = site.markets.begin; i < site.markets.end; ++i) {
    sum += cost_of_market(m, i);
  }
  return sum;
}

void Figures::add_station(std::size_t station) {
  const Station& row = network_.stations[station];
  const auto put = [&](const std::string& measure, const std::string& words,
                       const std::string& units, bool higher_is_better, Amounts amounts) {
    add({.long_name = words + ", " + row.id,
         .units = units,
         .measure = measure,
         .country = network_.sites[row.site].country,
         .group = row.id,
         .higher_is_better = higher_is_better},
        std::move(amounts));
  };
  using Count = std::int64_t StationState::*;
  const auto count = [station](Count what) -> Amount {
    return [=](const Moment& m) { return whole(m.state.stations[station].*what); };
  };
  const auto integral = [station](TimeWeighted StationState::* what) -> Amount {
    return [=](const Moment& m) { return (m.state.stations[station].*what).integral_days(m.now); };
  };
  const auto server_days = [servers = static_cast<double>(row.servers)](const Moment& m) {
    return m.day * servers;
  };
  const Amount time = [](const Moment& m) { return m.day; };
  const auto mean = [&](const std::string& measure, const std::string& words,
                        TimeWeighted StationState::* what) {
    put(measure, words, "1", false, {integral(what), time});
  };
  mean("in_system_mean", "Mean number of jobs at the station", &StationState::present);
  mean("waiting_mean", "Mean number of jobs waiting", &StationState::waiting);
  mean("in_service_mean", "Mean number of jobs in service", &StationState::in_service);
  if (row.servers > 0) {
    const auto share = [&](const std::string& measure, const std::string& words, bool better,
                           TimeWeighted StationState::* what) {
      put(measure, words, "1", better, {integral(what), server_days});
    };
    share("utilisation", "Share of the servers' time at work", true, &StationState::busy);
    share("blocked_share", "Jobs that hold a server though done, over servers", false,
          &StationState::blocked);
    share("down_share", "Share of the servers' time down", false, &StationState::down);
    put("idle_share", "Share of the servers' time neither at work, down nor blocked", "1", false,
        {[=, busy = integral(&StationState::busy), down = integral(&StationState::down),
          blocked = integral(&StationState::blocked)](const Moment& m) {
           return server_days(m) - busy(m) - down(m) - blocked(m);
         },
         server_days});
  }
  const Amount started = count(&StationState::started);
  put("wait_days_mean", "Mean wait to the first service", "d", false,
      {[station](const Moment& m) { return days(m.state.stations[station].waits, m); }, started});
  put("delayed_share", "Share of first services after a wait", "1", false,
      {count(&StationState::delayed), started});
  put("over_limit_share", "Share of first services after more than wait_limit_days", "1", false,
      {count(&StationState::over_limit), started});
  put("turned_away_share", "Share of arrivals that found no place", "1", false,
      {count(&StationState::turned_away), [station](const Moment& m) {
         const StationState& s = m.state.stations[station];
         return whole(s.entered + s.turned_away);
       }});
  put("abandoned_share", "Share of arrivals that left unserved", "1", false,
      {count(&StationState::abandoned), count(&StationState::entered)});
  put("throughput_per_day", "Jobs that left the station", "1/d", true,
      {[station](const Moment& m) {
         const StationState& s = m.state.stations[station];
         return whole(s.left - s.abandoned);
       },
       time});
  for (const auto& [name, p] : {std::pair{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}}) {
    put(std::string("wait_days_") + name, "Quantile of the wait to the first service", "d", false,
        {[station, share = p](const Moment& m) {
           return m.state.waits[station].quantile_days(share);
         },
         {},
         false});
  }
  put("in_system_end", "Jobs at the station at the end", "1", false,
      {[station](const Moment& m) { return whole(m.state.stations[station].present.value()); },
       {},
       false});
  put("down_end", "Servers down at the end", "1", false,
      {[station](const Moment& m) { return whole(m.state.stations[station].down.value()); },
       {},
       false});
  put("up_days", "Days the servers were up, summed", "d", true,
      {[=, down = integral(&StationState::down)](const Moment& m) {
        return server_days(m) - down(m);
      }});
  put("little_gap", "Greatest gap of Little's law when the station stood empty", "us", false,
      {[station](const Moment& m) { return whole(m.state.stations[station].little_gap); },
       {},
       false});
}

void Figures::add_job_class(std::size_t job_class) {
  const JobClass& row = network_.job_classes[job_class];
  const auto put = [&](const std::string& measure, const std::string& words,
                       const std::string& units, bool higher_is_better, Amounts amounts) {
    add({.long_name = words + ", " + row.id,
         .units = units,
         .measure = measure,
         .country = network_.sites[row.site].country,
         .group = row.id,
         .higher_is_better = higher_is_better},
        std::move(amounts));
  };
  const auto of = [job_class](auto get) -> Amount {
    return [=](const Moment& m) { return get(m.state.job_classes[job_class], m); };
  };
  using State = JobClassState;
  const Amount time = [](const Moment& m) { return m.day; };
  const Amount finished =
      of([](const State& row_state, const Moment&) { return whole(row_state.finished); });
  const Amount arrived =
      of([](const State& row_state, const Moment&) { return whole(row_state.arrived); });
  put("job_present_mean", "Mean number of jobs under way", "1", false,
      {of([](const State& row_state, const Moment& m) { return days(row_state.present, m); }),
       time});
  put("job_days_mean", "Mean time from release to end", "d", false,
      {of([](const State& row_state, const Moment& m) { return days(row_state.sojourns, m); }),
       finished});
  put("job_wait_days_mean", "Mean wait to the first service, over its stations", "d", false,
      {of([](const State& row_state, const Moment& m) { return days(row_state.waits, m); }),
       of([](const State& row_state, const Moment&) { return whole(row_state.started); })});
  put("job_lost_share", "Share of jobs turned away or gone unserved", "1", false,
      {of([](const State& row_state, const Moment&) {
         return whole(row_state.turned_away + row_state.abandoned);
       }),
       arrived});
  put("job_abandoned_share", "Share of jobs gone unserved", "1", false,
      {of([](const State& row_state, const Moment&) { return whole(row_state.abandoned); }),
       arrived});
  put("job_throughput_per_day", "Jobs ended", "1/d", true, {finished, time});
  put("jobs_finished", "Jobs ended", "1", true, {finished});
  put("job_last_finish_day", "Time of the last end, from the start", "d", false,
      {of([](const State& row_state, const Moment&) { return to_days(row_state.last_finish); }),
       {},
       false});
  for (const auto& [name, p] : {std::pair{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}}) {
    put(std::string("job_days_") + name, "Quantile of the time from release to end", "d", false,
        {[job_class, share = p](const Moment& m) {
           return m.state.sojourns[job_class].quantile_days(share);
         },
         {},
         false});
  }
}

KpiValue Figures::read(const Amounts& amounts, const Moment& moment) {
  return {.numerator = amounts.numerator(moment),
          .denominator = amounts.denominator ? amounts.denominator(moment) : 1.0};
}

void Figures::Reading::begin(SimTime now, NetworkState& state) {
  for (auto* histograms : {&state.waits, &state.sojourns}) {
    for (DurationHistogram& histogram : *histograms) {
      histogram.clear();
    }
  }
  for (std::size_t s = 0; s < state.stock_meters.size(); ++s) {
    StockMeter& meter = state.stock_meters[s];
    meter.normal = state.stocks[s].on_hand.value();
    meter.least_net = meter.normal - meter.owed.value();
    meter.most_ordered = 0;
  }
  for (MarketMeter& meter : state.market_meters) {
    meter.most_waiting = meter.backlog.value();
    meter.first_short_day = -1;
  }
  const Moment moment{state, now, to_days(now)};
  first_.clear();
  first_squared_.clear();
  for (const Amounts& amounts : figures_->amounts_) {
    first_.push_back(read(amounts, moment));
    first_squared_.push_back(amounts.less_squared ? amounts.less_squared(moment) : 0.0);
  }
}

std::vector<KpiValue> Figures::Reading::values(SimTime now, NetworkState& state) const {
  const Moment moment{state, now, to_days(now)};
  std::vector<KpiValue> result;
  for (std::size_t i = 0; i < first_.size(); ++i) {
    const Amounts& amounts = figures_->amounts_[i];
    KpiValue value = read(amounts, moment);
    if (amounts.grows) {
      value.numerator -= first_[i].numerator;
      value.denominator -= amounts.denominator ? first_[i].denominator : 0.0;
    }
    if (amounts.less_squared) {
      const double mean = (amounts.less_squared(moment) - first_squared_[i]) / value.denominator;
      value.numerator -= value.denominator * mean * mean;
    }
    result.push_back(value);
  }
  const auto of = [&](std::size_t i) { return result[i].numerator / result[i].denominator; };
  for (const auto& [over, under] : figures_->quotients_) {
    result.push_back({.numerator = of(over), .denominator = of(under)});
  }
  return result;
}

void Figures::Reading::load(ImageReader& image) {
  image.column(first_);
  image.column(first_squared_);
  if (first_.size() != first_squared_.size() ||
      (!first_.empty() && first_.size() != figures_->amounts_.size())) {
    throw ImageError("other figures than the run takes");
  }
}

}  // namespace korus
