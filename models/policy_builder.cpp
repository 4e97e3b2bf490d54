#include "models/policy_builder.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "models/messages.hpp"
#include "models/number_list.hpp"
#include "models/record_index.hpp"

namespace korus {
namespace {

class PolicyBuilder {
 public:
  PolicyBuilder(const Scenario& scenario, Network& network, std::vector<BuildProblem>& problems)
      : in_(scenario),
        out_(network),
        problems_(problems),
        product_(index_of(in_.products)),
        site_(index_of(in_.sites)),
        inputs_(in_.inputs, &InputRecord::process) {}

  void set_all() {
    set_emergencies();
    for (Stock& stock : out_.stocks) {
      stock.cover_days = 0;
      stock.review_days = 365;
      for (std::uint32_t l = stock.lines.begin; l < stock.lines.end; ++l) {
        keep(stock, in_.processes[out_.lines[l].process].cover_days, 1);
      }
      apply_needs(stock);
      stock.lot_need = largest_lot(stock);
    }
    for (const MarketRecord& market : in_.markets) {
      keep(
          out_.stocks[find_stock(out_, site_.at(market.site), product_.at(market.product)).value()],
          market.cover_days, market.review_days);
    }
    for (const StockRecord& row : in_.stocks) {
      apply_override(row);
    }
    for (Stock& stock : out_.stocks) {
      stock.review_offset = static_cast<std::int64_t>(
          name_key(stock.id) % static_cast<std::uint64_t>(stock.review_days));
    }
    check_echelons();
  }

 private:
  // The links for emergencies are the last of their buyer.
  void set_emergencies() {
    for (Stock& stock : out_.stocks) {
      stock.regular = stock.incoming;
      while (stock.regular.size() > 0 && out_.links[stock.regular.end - 1].emergency) {
        --stock.regular.end;
      }
      if (stock.regular.size() < stock.incoming.size()) {
        stock.due = out_.due_books++;
      }
    }
    for (const SupplyRecord& row : in_.supplies) {
      if (row.use == "emergency" && row.emergency_up_to <= row.emergency_point) {
        problem(SupplyRecord::kind, row.id, "emergency_up_to",
                "must be above emergency_point = " + std::to_string(row.emergency_point) +
                    ", got " + std::to_string(row.emergency_up_to));
      }
      if (row.use != "emergency" && (row.emergency_point != 0 || row.emergency_up_to != 0)) {
        problem(SupplyRecord::kind, row.id,
                row.emergency_point != 0 ? "emergency_point" : "emergency_up_to",
                "is for use = emergency");
      }
    }
  }

  void problem(std::string_view kind, const std::string& id, std::string field,
               std::string message) {
    problems_.push_back({std::string(kind), id, std::move(field), std::move(message)});
  }

  static void keep(Stock& stock, double cover_days, double review_days) {
    stock.cover_days = std::max(stock.cover_days, cover_days);
    stock.review_days =
        std::min(stock.review_days, static_cast<std::int64_t>(std::llround(review_days)));
  }

  std::int64_t largest_lot(const Stock& stock) const {
    const auto index = static_cast<std::uint32_t>(&stock - out_.stocks.data());
    std::int64_t largest = 0;
    const Run lines = out_.sites[stock.site].lines;
    for (std::uint32_t l = lines.begin; l < lines.end; ++l) {
      for (const Need& need : out_.lines[l].needs) {
        largest = need.stock == index ? std::max(largest, need.per_lot) : largest;
      }
    }
    return largest;
  }

  void apply_needs(Stock& stock) const {
    const Run lines = out_.sites[stock.site].lines;
    for (std::uint32_t l = lines.begin; l < lines.end; ++l) {
      for (const InputRecord* input : inputs_.of(in_.processes[out_.lines[l].process].id)) {
        if (product_.at(input->product) == stock.product) {
          keep(stock, input->cover_days, input->review_days);
        }
      }
    }
  }

  void apply_override(const StockRecord& row) {
    const auto found = find_stock(out_, site_.at(row.site), product_.at(row.product));
    if (!found) {
      return problem(
          StockRecord::kind, row.id, "product",
          "site " + row.site + " neither makes, uses, passes on nor sells " + row.product);
    }
    Stock& stock = out_.stocks[*found];
    stock.policy = policy_of(row.policy);
    stock.cover_days = row.cover_days;
    stock.reorder_days = row.reorder_days;
    stock.review_days = std::llround(row.review_days);
    stock.order_up_to = row.order_up_to;
    stock.reorder_point = row.reorder_point;
    const bool made = stock.lines.size() > 0;
    const bool may_be_made = stock.policy == StockPolicy::base_stock || stock.releases() ||
                             stock.policy == StockPolicy::guaranteed_service;
    if (made && !may_be_made) {
      problem(StockRecord::kind, row.id, "policy",
              row.policy + " is for stocks that are bought; " + row.site + " makes " + row.product);
    }
    const double unit = out_.products[stock.product].units_per_display;
    stock.allocation = allocation_of(row.allocation);
    stock.start_on_hand = row.start_on_hand;
    stock.costs = {.holding = row.holding_cost_usd_per_day / unit,
                   .backlog = row.backlog_cost_usd_per_day / unit,
                   .transit = row.transit_cost_usd_per_day / unit,
                   .order = row.order_cost_usd,
                   .discard = row.discard_cost_usd / unit};
    if (stock.allocation == Allocation::first_come) {
      stock.book = out_.order_books++;
    }
    if (row.shelf_life_days != Law(0)) {
      stock.lots = out_.lot_shelves++;
      stock.shelf_life_days = row.shelf_life_days;
      stock.issue = row.issue == "lifo"   ? Issue::lifo
                    : row.issue == "fefo" ? Issue::fefo
                                          : Issue::fifo;
    }
    set_plain_policy(row, stock);
    check_reserve(row);
    if (row.reserve > 0) {
      set_reserve(row, *found);
    }
  }

  // What would not be heeded.
  void check_reserve(const StockRecord& row) {
    const bool has_rules = row.reserve_release != "shortage" || !row.reserve_outage.empty() ||
                           row.reserve_after_days > 0 || row.reserve_refill_per_day > 0 ||
                           row.reserve_from_days > 0 || row.reserve_usd > 0;
    if (row.reserve == 0 && has_rules) {
      problem(StockRecord::kind, row.id, "reserve",
              "must be above 0 where there are rules of its release and refill, or its budget, "
              "got 0");
    }
    if (row.reserve_release == "shortage" && !row.reserve_outage.empty()) {
      problem(StockRecord::kind, row.id, "reserve_outage",
              "is not heeded with reserve_release = shortage; outage or either looks at it");
    }
  }

  void set_reserve(const StockRecord& row, std::uint32_t index) {
    Stock& stock = out_.stocks[index];
    const auto flows = [&](std::uint32_t m) {
      return out_.markets[m].arrivals == Market::Arrivals::continuous;
    };
    if (stock.unlimited()) {
      problem(StockRecord::kind, row.id, "reserve", "an unlimited source keeps none");
    }
    for (std::uint32_t m = stock.markets.begin; m < stock.markets.end; ++m) {
      if (flows(m)) {
        problem(StockRecord::kind, row.id, "reserve",
                "is not for demand that flows, as that of market " + out_.markets[m].id);
      }
    }
    if (row.reserve_from_days > 0 && row.reserve_refill_per_day == 0) {
      problem(StockRecord::kind, row.id, "reserve_from_days",
              "needs reserve_refill_per_day: nothing would ever be set aside");
    }
    out_.sites[stock.site].has_reserves = true;
    stock.reserve = static_cast<std::uint32_t>(out_.reserves.size());
    // As an investment's budget: dearer goods are fewer, and others no longer keep what they would.
    const double kept = (1.0 - row.reserve_crowd_out) / row.reserve_overrun;
    const auto target = static_cast<std::int64_t>(static_cast<double>(row.reserve) * kept);
    out_.reserves.push_back({.stock = index,
                             .target = target,
                             .usd = row.reserve_usd,
                             .refill_per_day = row.reserve_refill_per_day,
                             .after_days = row.reserve_after_days,
                             .from_days = row.reserve_from_days,
                             .on_shortage = row.reserve_release != "outage",
                             .on_outage = row.reserve_release != "shortage"});
    if (out_.reserves.back().on_outage) {
      watch_outages(row, index);
    }
  }

  void watch_outages(const StockRecord& row, std::uint32_t index) {
    const Stock& stock = out_.stocks[index];
    std::set<std::uint32_t> watched;
    for (std::uint32_t s = 0; s < out_.sites.size(); ++s) {
      const bool named =
          out_.sites[s].id == row.reserve_outage ||
          (!row.reserve_outage.empty() && out_.sites[s].country == row.reserve_outage);
      const bool makes = row.reserve_outage.empty() && stock.lines.size() > 0 && s == stock.site;
      if (named || makes) {
        watched.insert(s);
      }
    }
    for (std::uint32_t l = stock.incoming.begin;
         l < stock.incoming.end && row.reserve_outage.empty(); ++l) {
      watched.insert(out_.stocks[out_.links[l].supplier].site);
    }
    for (const std::uint32_t s : watched) {
      out_.sites[s].watched_by.push_back(index);
    }
    if (watched.empty()) {
      problem(StockRecord::kind, row.id, "reserve_outage",
              row.reserve_outage.empty()
                  ? "needs a site or a country: the stock has no suppliers"
                  : "no site and no country is called '" + row.reserve_outage + "'");
    }
  }

  static StockPolicy policy_of(const std::string& word) {
    return word == "s_S"                  ? StockPolicy::s_S
           : word == "r_Q"                ? StockPolicy::r_Q
           : word == "echelon"            ? StockPolicy::echelon
           : word == "anchor"             ? StockPolicy::anchor
           : word == "push"               ? StockPolicy::push
           : word == "unlimited"          ? StockPolicy::unlimited
           : word == "guaranteed_service" ? StockPolicy::guaranteed_service
           : word == "mrp"                ? StockPolicy::mrp
                                          : StockPolicy::base_stock;
  }

  void set_plain_policy(const StockRecord& row, Stock& stock) {
    const auto needs = [&](bool holds, const char* field, const std::string& what) {
      if (!holds) {
        problem(StockRecord::kind, row.id, field, what);
      }
    };
    const bool fixed = row.levels == "fixed";
    const bool plain = is_plain(row);
    const bool needs_fixed = row.policy == "r_Q" || row.policy == "echelon";
    needs(!needs_fixed || fixed, "levels", row.policy + " needs levels = fixed");
    needs(row.policy != "r_Q" || row.order_quantity > 0, "order_quantity",
          "r_Q needs an order quantity above 0");
    needs(row.policy != "push" || row.order_quantity > 0 || !row.plan.empty(), "order_quantity",
          "push needs an order quantity above 0, or a plan");
    needs(row.policy != "push" || row.review == "periodic", "review",
          "push orders at periodic reviews");
    needs(row.policy == "push" || row.plan.empty(), "plan", "is for policy push");
    needs(row.policy == "mrp" || row.lot_rule == "lot_for_lot", "lot_rule", "is for policy mrp");
    needs(row.lot_rule != "least_cost" ||
              (row.order_cost_usd > 0 && row.holding_cost_usd_per_day > 0),
          "lot_rule", "least_cost needs an order cost and a holding cost above 0");
    needs(row.policy == "guaranteed_service" || row.service_days == 0, "service_days",
          "is for policy guaranteed_service");
    needs(row.policy != "mrp" || row.review == "periodic", "review",
          "mrp orders at periodic reviews");
    needs(row.policy != "mrp" || row.lot_rule != "fixed" || row.order_quantity > 0,
          "order_quantity", "fixed lots need an order quantity above 0");
    needs(row.policy != "anchor" || row.forecast != "adaptive", "forecast",
          "anchor needs a forecast that is smoothing, moving_average or constant");
    needs(row.policy != "s_S" || row.forecast == "adaptive", "forecast",
          "s_S with a plain forecast is not known; give fixed levels");
    needs(row.review == "periodic" || fixed || row.policy == "unlimited" ||
              row.forecast == "constant",
          "review", "continuous needs levels = fixed, or forecast = constant");
    needs(row.review == "periodic" || (row.steady_days == 0 && row.policy != "anchor"), "review",
          row.policy == "anchor" ? "anchor orders at periodic reviews"
                                 : "steady_days needs periodic reviews");
    needs(plain || row.returns == "never", "returns",
          "cancel needs levels = fixed, or a plain forecast");
    needs(row.returns == "never" || stock.incoming.size() <= 1, "returns",
          "cancel needs one supplier");
    if (!plain) {
      return;
    }
    const double days = row.forecast_days > 0 ? row.forecast_days : in_.simulation.forecast_days;
    const double reviews = std::max(1.0, days / static_cast<double>(stock.review_days));
    PlainPolicy policy{.order_quantity = row.order_quantity,
                       .forecast = row.forecast == "smoothing"        ? ForecastKind::smoothing
                                   : row.forecast == "moving_average" ? ForecastKind::moving_average
                                                                      : ForecastKind::constant,
                       .fixed_levels = fixed || row.policy == "guaranteed_service",
                       .forecasts_customers = row.forecast_of == "customers",
                       .returns = row.returns == "cancel",
                       .forecast_weight = 1.0 / reviews,
                       .safety_factor = row.safety_factor,
                       .demand_mean_per_day = row.demand_mean_per_day,
                       .demand_sd_per_day = row.demand_sd_per_day,
                       .adjust_stock = row.adjust_stock,
                       .weight_on_order = row.weight_on_order,
                       .steady_days = row.steady_days};
    policy.lot_rule = row.lot_rule == "fixed"        ? LotRule::fixed
                      : row.lot_rule == "periods"    ? LotRule::periods
                      : row.lot_rule == "least_cost" ? LotRule::least_cost
                                                     : LotRule::lot_for_lot;
    policy.lot_periods = static_cast<std::size_t>(row.lot_periods);
    policy.horizon_days = row.horizon_days;
    set_plan(row, policy);
    policy.planned_per_day /= static_cast<double>(stock.review_days);
    if (policy.forecast == ForecastKind::moving_average) {
      policy.forecast_window = static_cast<std::uint32_t>(std::llround(reviews));
      policy.window = out_.window_rows;
      out_.window_rows += policy.forecast_window;
    }
    stock.continuous = row.review == "continuous" && stock.policy != StockPolicy::unlimited;
    if (stock.policy == StockPolicy::guaranteed_service) {
      stock.continuous = true;
      stock.service = from_days(row.service_days);
      check_service(row, stock);
    }
    stock.plain = static_cast<std::uint32_t>(out_.plain_policies.size());
    out_.plain_policies.push_back(policy);
  }

  // A promise is kept to customers who wait for it.
  void check_service(const StockRecord& row, const Stock& stock) {
    for (std::uint32_t m = stock.markets.begin; m < stock.markets.end; ++m) {
      const Market& market = out_.markets[m];
      if (stock.service.count() > 0 && (!market.backorders || market.patience_days > 0 ||
                                        market.arrivals == Market::Arrivals::continuous)) {
        problem(StockRecord::kind, row.id, "service_days",
                "above 0 needs customers who wait and do not flow, unlike those of market " +
                    market.id);
      }
    }
    for (std::uint32_t l = stock.lines.begin; l < stock.lines.end; ++l) {
      if (!out_.lines[l].at_once) {
        problem(StockRecord::kind, row.id, "policy",
                "guaranteed_service needs lines that start at once, unlike " + out_.lines[l].id);
      }
    }
  }

  void set_plan(const StockRecord& row, PlainPolicy& policy) {
    std::string wrong;
    policy.planned_per_day = static_cast<double>(row.order_quantity);
    for (const double quantity : number_list(row.plan, static_cast<double>(Parcel::most), wrong)) {
      policy.plan.push_back(std::llround(quantity));
    }
    if (!policy.plan.empty()) {
      policy.planned_per_day = static_cast<double>(std::accumulate(
                                   policy.plan.begin(), policy.plan.end(), std::int64_t{0})) /
                               static_cast<double>(policy.plan.size());
    }
    if (!wrong.empty()) {
      problem(StockRecord::kind, row.id, "plan",
              "must be numbers from 0 joined by ';', got '" + wrong + "'");
    }
  }

  // An echelon position is told what customers want, not what becomes of goods or of demand later.
  void check_echelons() {
    const bool loses_demand = std::ranges::any_of(
        out_.markets, [](const Market& m) { return !m.backorders || m.patience_days > 0; });
    for (const StockRecord& row : in_.stocks) {
      const auto found = find_stock(out_, site_.at(row.site), product_.at(row.product));
      if (row.policy != "echelon" || !found) {
        continue;
      }
      const Stock& stock = out_.stocks[*found];
      bool loses_goods = stock.lots != nobody;
      for (std::uint32_t l = stock.incoming.begin; l < stock.incoming.end; ++l) {
        const Link& link = out_.links[l];
        loses_goods = loses_goods || link.arrives != Law(1) || (!link.direct && may_lose(link));
      }
      if (loses_demand) {
        problem(StockRecord::kind, row.id, "policy",
                "echelon needs customers who wait: no lost sales, no patience_days");
      } else if (loses_goods) {
        problem(StockRecord::kind, row.id, "policy",
                "echelon needs goods that keep and arrive: no shelf_life_days, arrives = 1, no "
                "outage with scrap at a lane");
      }
    }
  }

  // On its lane or on one that it is rerouted to.
  bool may_lose(const Link& link) const {
    for (std::uint32_t l = link.lane; l != nobody; l = out_.lanes[l].reroute) {
      if (out_.lanes[l].loses) {
        return true;
      }
    }
    return false;
  }

  const Scenario& in_;
  Network& out_;
  std::vector<BuildProblem>& problems_;
  Index product_, site_;
  Grouped<InputRecord> inputs_;
};

}  // namespace

bool is_plain(const StockRecord& row) {
  return row.levels == "fixed" || row.forecast != "adaptive" || row.policy == "unlimited" ||
         row.policy == "push" || row.policy == "guaranteed_service" || row.policy == "mrp";
}

Allocation allocation_of(const std::string& word) {
  return word == "first_come"   ? Allocation::first_come
         : word == "priority"   ? Allocation::priority
         : word == "home_first" ? Allocation::home_first
         : word == "quota"      ? Allocation::quota
                                : Allocation::proportional;
}

void set_policies(const Scenario& scenario, Network& network, std::vector<BuildProblem>& problems) {
  PolicyBuilder(scenario, network, problems).set_all();
}

}  // namespace korus
