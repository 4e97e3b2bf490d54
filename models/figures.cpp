#include "models/figures.hpp"

#include <algorithm>
#include <array>

namespace korus {
namespace {

using At = FigureAt;

double whole(std::int64_t value) { return static_cast<double>(value); }
double days(const WideSum& us, const At&) {
  return us.value() / static_cast<double>(one_day.count());
}
double days(const TimeWeighted& number, const At& at) { return number.integral_days(at.now); }

double time(const At& at) { return at.day; }

// Sites.

const SiteMeter& site(const At& at) { return at.state.site_meters[at.row]; }
double availability_days(const At& at) { return days(site(at).availability, at) / millionths; }
double disturbed_days(const At& at) { return days(site(at).disturbed, at); }
double spells(const At& at) { return whole(site(at).spells); }

constexpr std::array site_figures{
    FigureKind{"availability_mean", "Mean share of capacity that outages leave", "1", true,
               availability_days, time},
    FigureKind{"availability_end", "Share of capacity that outages leave at the end", "1", true,
               [](const At& at) { return whole(site(at).availability.value()) / millionths; },
               nullptr, false},
    FigureKind{"lost_capacity_days", "Days of full capacity that outages took", "d", false,
               [](const At& at) { return at.day - availability_days(at); }},
    FigureKind{"disturbed_share", "Share of time in which an outage is felt", "1", false,
               disturbed_days, time},
    FigureKind{"disturbed_days_mean", "Mean time from the first outage to the end of the last", "d",
               false, disturbed_days, spells},
    FigureKind{"undisturbed_days_mean", "Mean time without an outage", "d", true,
               [](const At& at) { return at.day - disturbed_days(at); }, spells},
};

// Lanes.

const LaneMeter& lane(const At& at) { return at.state.lane_meters[at.row]; }
double lane_waiting_days(const At& at) { return days(lane(at).waiting, at); }

constexpr std::array lane_figures{
    FigureKind{"lane_waiting_mean", "Mean base units that wait for a vehicle", "1", false,
               lane_waiting_days, time},
    FigureKind{"lane_wait_days_mean", "Mean time a base unit that waited did so", "d", false,
               lane_waiting_days, [](const At& at) { return whole(lane(at).carried); }},
    FigureKind{"lane_trips_per_day", "Vehicles that left", "1/d", false,
               [](const At& at) { return whole(lane(at).trips); }, time},
};

// Hazards, alone and with each market.

double strikes(const At& at) { return static_cast<double>(at.state.hazards[at.hazard].strikes); }

constexpr std::array hazard_figures{
    FigureKind{"strikes", "Strikes", "1", false, strikes},
    FigureKind{
        "blows_unfelt",
        "Blows to a target that felt as many as it can at once, and so not this one", "1", false,
        [](const At& at) { return static_cast<double>(at.state.hazards[at.hazard].unfelt); }},
};

constexpr std::array hazard_market_figures{
    FigureKind{"shortages_per_strike.HAZARD",
               "Times that demand began to find nothing, over strikes of HAZARD", "1", false,
               [](const At& at) { return whole(at.state.market_meters[at.row].shortages); },
               strikes},
    FigureKind{"lost_per_strike.HAZARD", "Demand lost over strikes of HAZARD", "@", false,
               [](const At& at) { return whole(at.state.markets[at.row].lost) / at.unit; },
               strikes},
};

// Demand that flows has taken from the shelf since it was last looked at, and then waits, in
// straight lines.

struct Flowed {  // [base units x d]
  double from_shelf = 0;
  double waiting = 0;
};

Flowed flowed_since(const At& at, std::size_t stock) {
  Flowed flowed;
  const Run markets = at.network.stocks[stock].markets;
  for (std::uint32_t i = markets.begin; i < markets.end; ++i) {
    const Market& row = at.network.markets[i];
    if (row.arrivals == Market::Arrivals::continuous) {
      const double since = to_days(at.now - at.state.markets[i].flowed);
      const double wanted = row.flow_per_day * since;
      const double there = std::min(wanted, whole(at.state.stocks[stock].on_hand.value()));
      const double sold_days = row.flow_per_day > 0 ? there / row.flow_per_day : 0;
      flowed.from_shelf += there * (since - sold_days / 2);
      flowed.waiting += row.backorders ? (wanted - there) * (since - sold_days) / 2 : 0;
    }
  }
  return flowed;
}

// Units x days up to the moment.
double on_hand_days(const At& at, std::size_t stock) {
  const Flowed flowed = flowed_since(at, stock);
  return days(at.state.stocks[stock].on_hand, at) - flowed.from_shelf;
}

double waiting_days(const At& at, std::size_t market) {
  const bool flows = at.network.markets[market].arrivals == Market::Arrivals::continuous;
  const double more = flows ? flowed_since(at, at.network.markets[market].stock).waiting : 0;
  return days(at.state.market_meters[market].backlog, at) + more;
}

// Stocks.

const StockMeter& meter(const At& at) { return at.state.stock_meters[at.row]; }
const StockState& stock(const At& at) { return at.state.stocks[at.row]; }
double orders(const At& at) { return whole(meter(at).orders); }
double reviews(const At& at) { return whole(meter(at).reviews); }
double on_order_days(const At& at) { return days(meter(at).outstanding, at) / at.unit; }

// [units^2 d] of what is on order.
double on_order_squared(const At& at) {
  const auto now = static_cast<double>(meter(at).outstanding.value());
  const double squares =
      meter(at).outstanding_squared + now * now * to_days(meter(at).outstanding.since(at.now));
  return squares / (at.unit * at.unit);
}

constexpr std::array stock_figures{
    FigureKind{"on_hand_mean", "Mean stock on hand", "@", true,
               [](const At& at) { return on_hand_days(at, at.row) / at.unit; }, time},
    FigureKind{"owed_mean", "Mean owed to buyers and customers", "@", false,
               [](const At& at) { return days(meter(at).owed, at) / at.unit; }, time},
    FigureKind{"on_order_mean", "Mean ordered and not yet arrived", "@", false, on_order_days,
               time},
    FigureKind{"orders_per_day", "Orders placed", "1/d", false, orders, time},
    FigureKind{"order_share", "Reviews with an order", "1", false, orders, reviews},
    FigureKind{"expired_per_day", "Goods that expired", "@/d", false,
               [](const At& at) { return whole(stock(at).expired) / at.unit; }, time},
    FigureKind{"on_order_variance", "Variance over time of what is on order", "@2", false,
               on_order_squared, time, true, on_order_days},
    FigureKind{"order_variance", "Variance of the orders of one review", "@2", false,
               [](const At& at) { return meter(at).ordered_squared / (at.unit * at.unit); },
               reviews, true, [](const At& at) { return meter(at).ordered / at.unit; }},
    FigureKind{"order_most", "Largest order", "@", false,
               [](const At& at) { return whole(meter(at).most_ordered) / at.unit; }, nullptr,
               false},
    FigureKind{"order_most_day", "Day of the largest order", "d", false,
               [](const At& at) { return meter(at).most_ordered_day; }, nullptr, false},
    FigureKind{"first_made_day", "Day on which the first of it was made", "d", false,
               [](const At& at) { return meter(at).first_made_day; }, nullptr, false},
    FigureKind{"below_normal_day", "Last day with less on hand than at the end of the warm-up", "d",
               false, [](const At& at) { return meter(at).below_normal_day; }, nullptr, false},
    FigureKind{"net_least", "Least stock on hand less what is owed", "@", true,
               [](const At& at) { return whole(meter(at).least_net) / at.unit; }, nullptr, false},
    FigureKind{"on_hand_end", "Stock on hand at the end", "@", true,
               [](const At& at) { return whole(stock(at).on_hand.value()) / at.unit; }, nullptr,
               false},
};

double by_emergencies(const At& at) {
  const Stock& row = at.network.stocks[at.row];
  std::int64_t sum = 0;
  for (std::uint32_t l = row.regular.end; l < row.incoming.end; ++l) {
    sum += at.state.bought[l].received;
  }
  return whole(sum);
}

constexpr std::array emergency_figures{
    FigureKind{"emergency_share", "Share of what came that came by supplies for emergencies", "1",
               false, by_emergencies, [](const At& at) { return whole(stock(at).received); }},
};

const ReserveState& reserve(const At& at) {
  return at.state.reserves[at.network.stocks[at.row].reserve];
}

constexpr std::array reserve_figures{
    FigureKind{"reserve_released", "Given out of the reserve", "@", false,
               [](const At& at) { return whole(reserve(at).released) / at.unit; }},
    FigureKind{"reserve_open_days", "Days on which the reserve was released", "d", false,
               [](const At& at) { return whole(reserve(at).open_days); }},
    FigureKind{"reserve_end", "Reserve on hand at the end", "@", true,
               [](const At& at) {
                 return whole(std::min(reserve(at).aim, stock(at).on_hand.value())) / at.unit;
               },
               nullptr, false},
};

// Markets.

const MarketState& market(const At& at) { return at.state.markets[at.row]; }
const MarketMeter& market_meter(const At& at) { return at.state.market_meters[at.row]; }
double demanded(const At& at) { return whole(market(at).demanded) / at.unit; }
double lost(const At& at) { return whole(market(at).lost) / at.unit; }
double backlog_days(const At& at) { return days(market_meter(at).backlog, at) / at.unit; }

constexpr std::array market_figures{
    FigureKind{"fill_rate", "Share of demand served at once", "1", true,
               [](const At& at) { return whole(market(at).demanded - market(at).late) / at.unit; },
               demanded},
    FigureKind{"lost_share", "Share of demand lost", "1", false, lost, demanded},
    FigureKind{"lost_per_day", "Demand lost", "@/d", false, lost, time},
    FigureKind{"lost", "Demand lost", "@", false, lost},
    FigureKind{"waiting_demand_mean", "Mean demand that waits", "@", false, backlog_days, time},
    FigureKind{"waiting_demand_days", "Demand that waits, times days", "@ d", false, backlog_days},
    FigureKind{"overdue", "Demand not served when it was promised", "@", false,
               [](const At& at) { return whole(market_meter(at).overdue) / at.unit; }},
    FigureKind{"first_short_day", "Day on which demand found nothing for the first time, -1: never",
               "d", false, [](const At& at) { return market_meter(at).first_short_day; }, nullptr,
               false},
    FigureKind{"cleared_day", "Last day on which demand ceased to wait, -1: it never waited", "d",
               false, [](const At& at) { return market_meter(at).cleared_day; }, nullptr, false},
    FigureKind{"waiting_demand_most", "Most demand that waited", "@", false,
               [](const At& at) { return whole(market_meter(at).most_waiting) / at.unit; }, nullptr,
               false},
    FigureKind{"demand_variance", "Variance of a day's demand", "@2", false,
               [](const At& at) { return market_meter(at).wanted_squared / (at.unit * at.unit); },
               [](const At& at) { return whole(market_meter(at).days); }, true,
               [](const At& at) { return market_meter(at).wanted / at.unit; }},
};

// Costs: [USD] up to the moment, by account.

double cost_of_stock(const At& at, std::size_t s) {
  const Stock& row = at.network.stocks[s];
  const StockMeter& now = at.state.stock_meters[s];
  double in_transit = 0;
  double bought = 0;
  for (std::uint32_t l = row.incoming.begin; l < row.incoming.end; ++l) {
    bought += at.network.links[l].unit_cost * whole(at.state.bought[l].received);
    in_transit += at.state.transit_days[at.network.links[l].outgoing];
  }
  return row.costs.holding * on_hand_days(at, s) + row.costs.backlog * days(now.backlog, at) +
         row.costs.transit * in_transit + row.costs.order * whole(now.orders) +
         row.costs.discard * whole(at.state.stocks[s].expired) + bought;
}

double cost_of_market(const At& at, std::size_t i) {
  const Market& row = at.network.markets[i];
  return row.lost_cost * whole(at.state.markets[i].lost) + row.waiting_cost * waiting_days(at, i);
}

double cost_of(const At& at, Run stocks, Run markets) {
  double sum = 0;
  for (std::uint32_t s = stocks.begin; s < stocks.end; ++s) {
    sum += cost_of_stock(at, s);
  }
  for (std::uint32_t i = markets.begin; i < markets.end; ++i) {
    sum += cost_of_market(at, i);
  }
  return sum;
}

double cost_of_site(const At& at) {
  const Site& row = at.network.sites[at.row];
  return cost_of(at, row.stocks, row.markets);
}

double cost_of_all(const At& at) {
  return cost_of(at, {0, static_cast<std::uint32_t>(at.network.stocks.size())},
                 {0, static_cast<std::uint32_t>(at.network.markets.size())});
}

double cost_beyond_sites(const At& at) {
  double sum = 0;
  for (const Site& row : at.network.sites) {
    sum += cost_of(at, row.stocks, row.markets);
  }
  return cost_of_all(at) - sum;
}

constexpr std::array cost_figures{
    FigureKind{"cost_per_day", "Cost of stocks, orders and customers that wait or are lost",
               "USD/d", false, cost_of_site, time},
    FigureKind{"cost", "Cost of stocks, orders and customers that wait or are lost", "USD", false,
               cost_of_site},
};

constexpr std::array total_figures{
    FigureKind{"cost_per_day", "Cost of all sites", "USD/d", false, cost_of_all, time},
    FigureKind{"cost", "Cost of all sites", "USD", false, cost_of_all},
    FigureKind{"ledger_residual", "Cost of all sites less the sum over the sites", "USD", false,
               cost_beyond_sites, nullptr, false},
};

// Stations.

const StationState& station(const At& at) { return at.state.stations[at.row]; }

template <std::int64_t StationState::* What>
double counted(const At& at) {
  return whole(station(at).*What);
}
template <TimeWeighted StationState::* What>
double integral(const At& at) {
  return days(station(at).*What, at);
}
template <int Percent>
double wait_quantile(const At& at) {
  return at.state.waits[at.row].quantile_days(Percent / 100.0);
}

double server_days(const At& at) {
  return at.day * static_cast<double>(at.network.stations[at.row].servers);
}
constexpr auto busy_days = integral<&StationState::busy>;
constexpr auto down_days = integral<&StationState::down>;
constexpr auto blocked_days = integral<&StationState::blocked>;
constexpr auto started = counted<&StationState::started>;

constexpr std::array station_figures{
    FigureKind{"in_system_mean", "Mean number of jobs at the station", "1", false,
               integral<&StationState::present>, time},
    FigureKind{"waiting_mean", "Mean number of jobs waiting", "1", false,
               integral<&StationState::waiting>, time},
    FigureKind{"in_service_mean", "Mean number of jobs in service", "1", false,
               integral<&StationState::in_service>, time},
    FigureKind{.measure = "utilisation",
               .words = "Share of the servers' time at work",
               .units = "1",
               .higher_is_better = true,
               .numerator = busy_days,
               .denominator = server_days,
               .of_servers = true},
    FigureKind{.measure = "blocked_share",
               .words = "Jobs that hold a server though done, over servers",
               .units = "1",
               .numerator = blocked_days,
               .denominator = server_days,
               .of_servers = true},
    FigureKind{.measure = "down_share",
               .words = "Share of the servers' time down",
               .units = "1",
               .numerator = down_days,
               .denominator = server_days,
               .of_servers = true},
    FigureKind{.measure = "idle_share",
               .words = "Share of the servers' time neither at work, down nor blocked",
               .units = "1",
               .numerator =
                   [](const At& at) {
                     return server_days(at) - busy_days(at) - down_days(at) - blocked_days(at);
                   },
               .denominator = server_days,
               .of_servers = true},
    FigureKind{"wait_days_mean", "Mean wait to the first service", "d", false,
               [](const At& at) { return days(station(at).waits, at); }, started},
    FigureKind{"delayed_share", "Share of first services after a wait", "1", false,
               counted<&StationState::delayed>, started},
    FigureKind{"over_limit_share", "Share of first services after more than wait_limit_days", "1",
               false, counted<&StationState::over_limit>, started},
    FigureKind{"turned_away_share", "Share of arrivals that found no place", "1", false,
               counted<&StationState::turned_away>,
               [](const At& at) { return whole(station(at).entered + station(at).turned_away); }},
    FigureKind{"abandoned_share", "Share of arrivals that left unserved", "1", false,
               counted<&StationState::abandoned>, counted<&StationState::entered>},
    FigureKind{"throughput_per_day", "Jobs that left the station", "1/d", true,
               [](const At& at) { return whole(station(at).left - station(at).abandoned); }, time},
    FigureKind{"wait_days_p50", "Quantile of the wait to the first service", "d", false,
               wait_quantile<50>, nullptr, false},
    FigureKind{"wait_days_p90", "Quantile of the wait to the first service", "d", false,
               wait_quantile<90>, nullptr, false},
    FigureKind{"wait_days_p99", "Quantile of the wait to the first service", "d", false,
               wait_quantile<99>, nullptr, false},
    FigureKind{"in_system_end", "Jobs at the station at the end", "1", false,
               [](const At& at) { return whole(station(at).present.value()); }, nullptr, false},
    FigureKind{"down_end", "Servers down at the end", "1", false,
               [](const At& at) { return whole(station(at).down.value()); }, nullptr, false},
    FigureKind{"up_days", "Days the servers were up, summed", "d", true,
               [](const At& at) { return server_days(at) - down_days(at); }},
    FigureKind{"little_gap", "Greatest gap of Little's law when the station stood empty", "us",
               false, counted<&StationState::little_gap>, nullptr, false},
};

// Kinds of job.

const JobClassState& job(const At& at) { return at.state.job_classes[at.row]; }
double finished(const At& at) { return whole(job(at).finished); }
double arrived(const At& at) { return whole(job(at).arrived); }

template <int Percent>
double sojourn_quantile(const At& at) {
  return at.state.sojourns[at.row].quantile_days(Percent / 100.0);
}

constexpr std::array job_figures{
    FigureKind{"job_present_mean", "Mean number of jobs under way", "1", false,
               [](const At& at) { return days(job(at).present, at); }, time},
    FigureKind{"job_days_mean", "Mean time from release to end", "d", false,
               [](const At& at) { return days(job(at).sojourns, at); }, finished},
    FigureKind{"job_wait_days_mean", "Mean wait to the first service, over its stations", "d",
               false, [](const At& at) { return days(job(at).waits, at); },
               [](const At& at) { return whole(job(at).started); }},
    FigureKind{"job_lost_share", "Share of jobs turned away or gone unserved", "1", false,
               [](const At& at) { return whole(job(at).turned_away + job(at).abandoned); },
               arrived},
    FigureKind{"job_abandoned_share", "Share of jobs gone unserved", "1", false,
               [](const At& at) { return whole(job(at).abandoned); }, arrived},
    FigureKind{"job_throughput_per_day", "Jobs ended", "1/d", true, finished, time},
    FigureKind{"jobs_finished", "Jobs ended", "1", true, finished},
    FigureKind{"job_last_finish_day", "Time of the last end, from the start", "d", false,
               [](const At& at) { return to_days(job(at).last_finish); }, nullptr, false},
    FigureKind{"job_days_p50", "Quantile of the time from release to end", "d", false,
               sojourn_quantile<50>, nullptr, false},
    FigureKind{"job_days_p90", "Quantile of the time from release to end", "d", false,
               sojourn_quantile<90>, nullptr, false},
    FigureKind{"job_days_p99", "Quantile of the time from release to end", "d", false,
               sojourn_quantile<99>, nullptr, false},
};

// The quotient of two figures of the tables above, filled in by add_bullwhip.
constexpr std::array bullwhip_figures{
    FigureKind{"bullwhip", "Variance of orders over that of customers' demand", "1", false},
};

constexpr std::array tables{
    FigureTable{"site that an outage or a hazard may strike", "site", site_figures},
    FigureTable{"lane", "lane", lane_figures},
    FigureTable{"hazard", "hazard", hazard_figures},
    FigureTable{"hazard and market", "market", hazard_market_figures},
    FigureTable{"stock", "site:product", stock_figures},
    FigureTable{"stock with a supply for emergencies", "site:product", emergency_figures},
    FigureTable{"stock with a reserve", "site:product", reserve_figures},
    FigureTable{"market", "market", market_figures},
    FigureTable{"site, where there are stocks", "site", cost_figures},
    FigureTable{"network, where there are stocks", "all", total_figures},
    FigureTable{"station", "station", station_figures},
    FigureTable{"job", "job", job_figures},
    FigureTable{
        "stock that orders at reviews and plans by levels or by a plain forecast, where there "
        "is one market",
        "site:product", bullwhip_figures},
};

std::string put_in(std::string_view text, std::string_view mark, std::string_view word) {
  std::string result(text);
  const std::size_t at = result.find(mark);
  return at == std::string::npos ? result : result.replace(at, mark.size(), word);
}

}  // namespace

std::span<const FigureTable> figure_tables() { return tables; }

Figures::Figures(const Network& network) : network_(network) {
  if (network.settings.figures != "all") {
    return;
  }
  for (std::size_t s = 0; s < network.sites.size(); ++s) {
    const Site& row = network.sites[s];
    if (row.outages.size() > 0) {
      add(site_figures, {.id = row.id, .country = row.country, .row = s});
    }
  }
  for (std::size_t l = 0; l < network.lanes.size(); ++l) {
    add(lane_figures, {.id = network.lanes[l].id, .row = l});
  }
  for (std::size_t h = 0; h < network.hazards.size(); ++h) {
    const std::string& id = network.hazards[h].id;
    add(hazard_figures, {.id = id, .hazard_id = id, .hazard = h});
    for (std::size_t m = 0; m < network.markets.size(); ++m) {
      add(hazard_market_figures, {.id = network.markets[m].id,
                                  .hazard_id = id,
                                  .row = m,
                                  .hazard = h,
                                  .product = product_of(network.markets[m].stock)});
    }
  }
  for (std::size_t s = 0; s < network.stocks.size(); ++s) {
    const Stock& row = network.stocks[s];
    const Entity entity{.id = row.id,
                        .country = network.sites[row.site].country,
                        .row = s,
                        .product = product_of(s)};
    add(stock_figures, entity);
    if (row.due != nobody) {
      add(emergency_figures, entity);
    }
    if (row.reserve != nobody) {
      add(reserve_figures, entity);
    }
  }
  for (std::size_t m = 0; m < network.markets.size(); ++m) {
    const Market& row = network.markets[m];
    add(market_figures, {.id = row.id,
                         .country = network.sites[row.site].country,
                         .row = m,
                         .product = product_of(row.stock)});
  }
  if (!network.stocks.empty()) {
    for (std::size_t s = 0; s < network.sites.size(); ++s) {
      add(cost_figures, {.id = network.sites[s].id, .row = s});
    }
    add(total_figures, {.id = "all"});
  }
  for (std::size_t s = 0; s < network.stations.size(); ++s) {
    const Station& row = network.stations[s];
    add(station_figures, {.id = row.id,
                          .country = network.sites[row.site].country,
                          .row = s,
                          .has_servers = row.servers > 0});
  }
  for (std::size_t j = 0; j < network.job_classes.size(); ++j) {
    const JobClass& row = network.job_classes[j];
    add(job_figures, {.id = row.id, .country = network.sites[row.site].country, .row = j});
  }
  if (network.markets.size() == 1) {
    add_bullwhip();
  }
}

const Product* Figures::product_of(std::size_t stock) const {
  return &network_.products[network_.stocks[stock].product];
}

void Figures::add(std::span<const FigureKind> kinds, const Entity& entity) {
  const std::string display = entity.product != nullptr ? entity.product->display_unit : "";
  for (const FigureKind& kind : kinds) {
    if (kind.of_servers && !entity.has_servers) {
      continue;
    }
    const std::string measure = put_in(kind.measure, "HAZARD", entity.hazard_id);
    kpis_.push_back({.name = measure + "." + std::string(entity.id),
                     .long_name = put_in(kind.words, "HAZARD", entity.hazard_id) + ", " +
                                  std::string(entity.id),
                     .units = put_in(kind.units, "@", display),
                     .measure = measure,
                     .country = std::string(entity.country),
                     .group = std::string(entity.id),
                     .higher_is_better = kind.higher_is_better,
                     .is_ratio = kind.denominator != nullptr});
    items_.push_back({&kind, entity.row, entity.hazard,
                      entity.product != nullptr ? entity.product->units_per_display : 1.0});
  }
}

// Variance of the orders of each stock over that of the one market's demand.
void Figures::add_bullwhip() {
  const auto row = [&](const std::string& name) {
    return static_cast<std::size_t>(std::ranges::find(kpis_, name, &Kpi::name) - kpis_.begin());
  };
  const FigureKind& kind = bullwhip_figures[0];
  const std::size_t demand = row("demand_variance." + network_.markets[0].id);
  for (const Stock& stock : network_.stocks) {
    if (stock.plain != nobody && stock.incoming.size() > 0 && !stock.continuous) {
      const std::size_t orders = row("order_variance." + stock.id);
      Kpi kpi = kpis_[orders];
      kpi.name = std::string(kind.measure) + "." + stock.id;
      kpi.measure = kind.measure;
      kpi.long_name = std::string(kind.words) + ", " + stock.id;
      kpi.units = kind.units;
      kpi.is_ratio = true;
      kpis_.push_back(kpi);
      quotients_.emplace_back(orders, demand);
    }
  }
}

FigureAt Figures::at(const Item& item, SimTime now, const NetworkState& state) const {
  return {network_, state, now, to_days(now), item.row, item.hazard, item.unit};
}

KpiValue Figures::read(const Item& item, const FigureAt& at) {
  const FigureKind& kind = *item.kind;
  return {.numerator = kind.numerator(at),
          .denominator = kind.denominator != nullptr ? kind.denominator(at) : 1.0};
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
  first_.clear();
  first_squared_.clear();
  for (const Item& item : figures_->items_) {
    const FigureAt at = figures_->at(item, now, state);
    first_.push_back(read(item, at));
    first_squared_.push_back(item.kind->less_squared != nullptr ? item.kind->less_squared(at)
                                                                : 0.0);
  }
}

std::vector<KpiValue> Figures::Reading::values(SimTime now, NetworkState& state) const {
  std::vector<KpiValue> result;
  for (std::size_t i = 0; i < first_.size(); ++i) {
    const Item& item = figures_->items_[i];
    const FigureKind& kind = *item.kind;
    const FigureAt at = figures_->at(item, now, state);
    KpiValue value = read(item, at);
    if (kind.grows) {
      value.numerator -= first_[i].numerator;
      value.denominator -= kind.denominator != nullptr ? first_[i].denominator : 0.0;
    }
    if (kind.less_squared != nullptr) {
      const double mean = (kind.less_squared(at) - first_squared_[i]) / value.denominator;
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
      (!first_.empty() && first_.size() != figures_->items_.size())) {
    throw ImageError("other figures than the run takes");
  }
}

}  // namespace korus
