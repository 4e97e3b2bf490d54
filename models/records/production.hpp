// The scenario's production: processes with their inputs, lines that run them, stocks and who
// supplies whom.
#pragma once

#include "models/records/field.hpp"

namespace korus {

struct ProcessRecord {
  static constexpr std::string_view kind = "process";
  static constexpr Range cycle_days_range{0, 730};
  static constexpr Range yield_range{0.001, 1};
  std::string id;
  std::string product;
  std::int64_t lot_size = 1;
  Law cycle_days{1};
  Law yield{1};
  double downtime = 0;
  std::int64_t working_days_per_week = 7;
  double cover_days = 14;
  std::string starts = "daily";
  std::string job;
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = ProcessRecord;
    visit(
        Field{.name = "product", .doc = "What it makes.", .required = true, .refers_to = "product"},
        &R::product);
    visit(Field{.name = "lot_size",
                .unit = "base units started",
                .doc = "Starts come in whole lots.",
                .lowest = 1,
                .highest = 1e12},
          &R::lot_size);
    visit(Field{.name = "cycle_days",
                .unit = "d",
                .doc = "Time from start to finished lot (drawn per day's starts).",
                .lowest = cycle_days_range.lowest,
                .highest = cycle_days_range.highest,
                .unbounded_law = true},
          &R::cycle_days);
    visit(Field{.name = "yield",
                .unit = "1",
                .doc = "Good units per unit started (drawn per day's starts).",
                .lowest = yield_range.lowest,
                .highest = yield_range.highest,
                .unbounded_law = true},
          &R::yield);
    visit(Field{.name = "downtime",
                .unit = "1",
                .doc = "Planned downtime and utilisation ceiling: the share of nameplate capacity "
                       "that can not be used.",
                .lowest = 0,
                .highest = 0.99},
          &R::downtime);
    visit(Field{.name = "working_days_per_week",
                .unit = "d",
                .doc = "Calendar: days of the week with starts, counted from Monday.",
                .lowest = 1,
                .highest = 7},
          &R::working_days_per_week);
    visit(Field{.name = "cover_days",
                .unit = "d",
                .doc = "Stock of the product kept at the site that makes it, in days of demand.",
                .lowest = 0,
                .highest = 3650},
          &R::cover_days);
    visit(
        Field{.name = "starts",
              .doc = "daily: once a day, as capacity lets it. at_once: whenever there is need and "
                     "input, without a limit of capacity but that of its job's stations.",
              .choices = "daily|at_once"},
        &R::starts);
    visit(Field{.name = "job",
                .doc = "Job whose steps each lot takes, instead of cycle_days; its stations stand "
                       "at the line's site.",
                .refers_to = "job"},
          &R::job);
    visit(Provenance{}, &R::provenance);
  }
};

struct InputRecord {
  static constexpr std::string_view kind = "input";
  std::string id;
  std::string process;
  std::string product;
  double quantity = 1;
  double cover_days = 30;
  double review_days = 7;
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = InputRecord;
    visit(Field{.name = "process",
                .doc = "Process that consumes it.",
                .required = true,
                .refers_to = "process"},
          &R::process);
    visit(Field{.name = "product",
                .doc = "What is consumed.",
                .required = true,
                .refers_to = "product"},
          &R::product);
    visit(Field{.name = "quantity",
                .unit = "base units per base unit started",
                .doc = "Bill of materials; rounded to whole base units per lot.",
                .lowest = 1e-12,
                .highest = 1e12,
                .required = true},
          &R::quantity);
    visit(
        Field{
            .name = "cover_days",
            .unit = "d",
            .doc =
                "Safety stock of this input at each line, in days of use, beyond what is on order.",
            .lowest = 0,
            .highest = 3650},
        &R::cover_days);
    visit(Field{.name = "review_days",
                .unit = "d",
                .doc = "Days between orders.",
                .lowest = 1,
                .highest = 365},
          &R::review_days);
    visit(Provenance{}, &R::provenance);
  }
};

struct LineRecord {
  static constexpr std::string_view kind = "line";
  std::string id;
  std::string site;
  std::string process;
  double capacity_per_year = 0;
  double reference_per_year = 0;
  double growth_per_year = 0;
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = LineRecord;
    visit(Field{.name = "site", .doc = "Where it stands.", .required = true, .refers_to = "site"},
          &R::site);
    visit(
        Field{.name = "process", .doc = "What it runs.", .required = true, .refers_to = "process"},
        &R::process);
    visit(Field{.name = "capacity_per_year",
                .unit = "display units started per year",
                .doc = "Nameplate start rate at the scenario's start.",
                .lowest = 0,
                .highest = 1e12},
          &R::capacity_per_year);
    visit(Field{.name = "reference_per_year",
                .unit = "display units started per year",
                .doc = "Capacity for which the supply shares of this site hold; 0: its capacity at "
                       "the start; for a new plant its last row in the capacity table, or what its "
                       "investments buy.",
                .lowest = 0,
                .highest = 1e12},
          &R::reference_per_year);
    visit(Field{.name = "growth_per_year",
                .unit = "1",
                .doc = "Yearly growth of the nameplate after the last row of the capacity table "
                       "(or from the start).",
                .lowest = -0.99,
                .highest = 2},
          &R::growth_per_year);
    visit(Provenance{}, &R::provenance);
  }
};

// Nameplate of a line on 1 January of a year; between rows it is interpolated.
struct CapacityRecord {
  static constexpr std::string_view kind = "capacity";
  std::string id;
  std::string line;
  std::int64_t year = 0;
  double capacity_per_year = 0;
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = CapacityRecord;
    visit(Field{.name = "line", .doc = "Which line.", .required = true, .refers_to = "line"},
          &R::line);
    visit(Field{.name = "year",
                .doc = "1 January of this year.",
                .lowest = 1900,
                .highest = 2200,
                .required = true},
          &R::year);
    visit(Field{.name = "capacity_per_year",
                .unit = "display units started per year",
                .doc = "Nameplate on that day.",
                .lowest = 0,
                .highest = 1e12,
                .required = true},
          &R::capacity_per_year);
    visit(Provenance{}, &R::provenance);
  }
};

// Overrides how one stock is run; stocks that no row names follow their process, input or market
// row.
struct StockRecord {
  static constexpr std::string_view kind = "stock";
  static constexpr Range shelf_life_days_range{0, 36500};
  std::string id;
  std::string site;
  std::string product;
  std::string policy = "base_stock";
  double cover_days = 14;
  double reorder_days = 7;
  double review_days = 1;
  std::int64_t order_up_to = 0;
  std::int64_t reorder_point = 0;
  std::string levels = "forecast";
  std::string review = "periodic";
  std::int64_t order_quantity = 0;
  std::string plan;
  std::string lot_rule = "lot_for_lot";
  std::int64_t lot_periods = 1;
  double horizon_days = 28;
  std::string forecast = "adaptive";
  std::string forecast_of = "orders";
  double forecast_days = 0;
  double service_days = 0;
  double safety_factor = 2;
  double demand_mean_per_day = -1;
  double demand_sd_per_day = -1;
  double adjust_stock = 1;
  double weight_on_order = 1;
  double steady_days = 0;
  std::string returns = "never";
  std::int64_t start_on_hand = -1;
  std::int64_t reserve = 0;
  std::string reserve_release = "shortage";
  std::string reserve_outage;
  double reserve_after_days = 0;
  double reserve_refill_per_day = 0;
  double reserve_from_days = 0;
  double reserve_usd = 0;
  double reserve_overrun = 1;
  double reserve_crowd_out = 0;
  std::string allocation = "proportional";
  Law shelf_life_days{0};
  std::string issue = "fifo";
  double holding_cost_usd_per_day = 0;
  double backlog_cost_usd_per_day = 0;
  double transit_cost_usd_per_day = 0;
  double order_cost_usd = 0;
  double discard_cost_usd = 0;
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = StockRecord;
    visit(Field{.name = "site", .doc = "Where.", .required = true, .refers_to = "site"}, &R::site);
    visit(Field{.name = "product", .doc = "Of what.", .required = true, .refers_to = "product"},
          &R::product);
    visit(
        Field{.name = "policy",
              .doc = "base_stock: order up to the level at each review. s_S: only once the "
                     "inventory position is at or below the reorder point. r_Q: then whole "
                     "multiples of order_quantity, until it is above. echelon: base_stock on all "
                     "that is here and downstream. anchor: the forecast, and adjust_stock of what "
                     "the position lacks to order_up_to (Sterman 1989). push: order_quantity, or "
                     "what plan says, at each review, whatever the stock. guaranteed_service: "
                     "base_stock, its level the most that is wanted over the net replenishment "
                     "time; orders are shipped service_days after they came. mrp: what the known "
                     "demand of the chain requires beyond what is there and on order, in lots, by "
                     "the time it takes. unlimited: whatever is ordered is there.",
              .choices = "base_stock|s_S|r_Q|echelon|anchor|push|guaranteed_service|mrp|unlimited"},
        &R::policy);
    visit(Field{.name = "cover_days",
                .unit = "d",
                .doc = "Stock beyond the pipeline, in days of forecast demand.",
                .lowest = 0,
                .highest = 3650},
          &R::cover_days);
    visit(Field{.name = "reorder_days",
                .unit = "d",
                .doc = "s_S: cover at which an order is placed.",
                .lowest = 0,
                .highest = 3650},
          &R::reorder_days);
    visit(Field{.name = "review_days",
                .unit = "d",
                .doc = "Days between reviews.",
                .lowest = 1,
                .highest = 365},
          &R::review_days);
    visit(Field{.name = "order_up_to",
                .unit = "base units",
                .doc = "Fixed order-up-to level; 0 with levels = forecast: from cover_days and the "
                       "forecast.",
                .lowest = -1e12,
                .highest = 1e12},
          &R::order_up_to);
    visit(Field{.name = "reorder_point",
                .unit = "base units",
                .doc = "Fixed reorder point (s_S with order_up_to, r_Q); mrp: the safety stock.",
                .lowest = -1e12,
                .highest = 1e12},
          &R::reorder_point);
    visit(
        Field{.name = "levels",
              .doc = "forecast: levels follow cover_days and the forecast, and orders long overdue "
                     "are no longer counted on. fixed: order_up_to and reorder_point hold as they "
                     "are written, and every order counts until it has come.",
              .choices = "forecast|fixed"},
        &R::levels);
    visit(Field{.name = "review",
                .doc = "periodic: every review_days. continuous: whenever the inventory position "
                       "has changed.",
                .choices = "periodic|continuous"},
          &R::review);
    visit(Field{.name = "order_quantity",
                .unit = "base units",
                .doc = "Quantity of an order of policy r_Q; of one review of policy push.",
                .lowest = 0,
                .highest = 1e12},
          &R::order_quantity);
    visit(Field{.name = "lot_rule",
                .doc = "mrp: how much an order covers. lot_for_lot: what one review period "
                       "requires. fixed: whole multiples of order_quantity. periods: lot_periods "
                       "review periods. least_cost: as many as cost least within the horizon, by "
                       "order_cost_usd and holding_cost_usd_per_day (Wagner & Whitin 1958).",
                .choices = "lot_for_lot|fixed|periods|least_cost"},
          &R::lot_rule);
    visit(Field{.name = "lot_periods",
                .unit = "review periods",
                .doc = "mrp with lot_rule periods: so many are ordered at once.",
                .lowest = 1,
                .highest = 1000},
          &R::lot_periods);
    visit(Field{.name = "horizon_days",
                .unit = "d",
                .doc = "mrp: how far beyond the lead time requirements are looked at.",
                .lowest = 1,
                .highest = 3650},
          &R::horizon_days);
    visit(Field{.name = "plan",
                .unit = "base units",
                .doc = "push: what is ordered, or started where the product is made, review by "
                       "review from the first, joined by ';'; after the last nothing. Overrides "
                       "order_quantity."},
          &R::plan);
    visit(Field{.name = "forecast",
                .doc = "adaptive: of customers, orders and planned starts, as models/README.md "
                       "says. smoothing: exponential, of the demand between two reviews. "
                       "moving_average: the mean of that demand over the last reviews. constant: "
                       "the first day's.",
                .choices = "adaptive|smoothing|moving_average|constant"},
          &R::forecast);
    visit(Field{.name = "forecast_of",
                .doc = "Which demand is forecast: the orders that come here, or the customers' at "
                       "the end of the chain, shared up the supply rows that say so.",
                .choices = "orders|customers"},
          &R::forecast_of);
    visit(Field{.name = "forecast_days",
                .unit = "d",
                .doc = "Time constant of the smoothing, or days of the moving average; 0: that of "
                       "the scenario.",
                .lowest = 0,
                .highest = 3650},
          &R::forecast_days);
    visit(Field{.name = "service_days",
                .unit = "d",
                .doc = "guaranteed_service: buyers and customers are promised what they order so "
                       "long after, and get it no sooner.",
                .lowest = 0,
                .highest = 3650},
          &R::service_days);
    visit(Field{.name = "safety_factor",
                .unit = "1",
                .doc = "guaranteed_service: standard deviations of demand that the level covers.",
                .lowest = 0,
                .highest = 100},
          &R::safety_factor);
    visit(Field{.name = "demand_mean_per_day",
                .unit = "base units per day",
                .doc = "guaranteed_service: mean demand; -1: from the markets that draw on it.",
                .lowest = -1,
                .highest = 1e12},
          &R::demand_mean_per_day);
    visit(Field{.name = "demand_sd_per_day",
                .unit = "base units per day",
                .doc = "guaranteed_service: standard deviation of one day's demand; -1: from the "
                       "markets that draw on it, taken as independent.",
                .lowest = -1,
                .highest = 1e12},
          &R::demand_sd_per_day);
    visit(Field{.name = "adjust_stock",
                .unit = "1",
                .doc = "anchor: part of the gap to order_up_to that one order closes.",
                .lowest = 0,
                .highest = 1},
          &R::adjust_stock);
    visit(Field{.name = "weight_on_order",
                .unit = "1",
                .doc = "anchor: how much of what is on order is heeded.",
                .lowest = 0,
                .highest = 1},
          &R::weight_on_order);
    visit(Field{.name = "steady_days",
                .unit = "d",
                .doc = "So long from the start it orders the first day's demand, whatever happens.",
                .lowest = 0,
                .highest = 36500},
          &R::steady_days);
    visit(
        Field{.name = "returns",
              .doc = "What happens where the position is above the level. never: nothing. cancel: "
                     "a negative order, which the supplier sets against the orders that follow.",
              .choices = "never|cancel"},
        &R::returns);
    visit(Field{.name = "start_on_hand",
                .unit = "base units",
                .doc = "On the shelf at the start, the reserve included; -1: what the policy keeps "
                       "there on average, and the whole reserve.",
                .lowest = -1,
                .highest = 1e12},
          &R::start_on_hand);
    visit(Field{.name = "reserve",
                .unit = "base units",
                .doc = "Kept on the shelf beyond what the policy keeps; nobody gets of it until it "
                       "is released.",
                .lowest = 0,
                .highest = 1e12},
          &R::reserve);
    visit(Field{.name = "reserve_release",
                .doc = "When the reserve is released. shortage: while ordinary stock is out. "
                       "outage: while an outage is felt at one of the sites of reserve_outage. "
                       "either: by any of the two.",
                .choices = "shortage|outage|either"},
          &R::reserve_release);
    visit(Field{.name = "reserve_outage",
                .doc = "Sites whose outages release the reserve: a site id or a country code; "
                       "empty: the suppliers of the stock, or its own site where it is made."},
          &R::reserve_outage);
    visit(Field{.name = "reserve_after_days",
                .unit = "d",
                .doc = "The reserve is released once its cause has lasted so long, and closed once "
                       "the cause has been gone as long; judged once a day.",
                .lowest = 0,
                .highest = 3650},
          &R::reserve_after_days);
    visit(
        Field{.name = "reserve_refill_per_day",
              .unit = "base units per day",
              .doc = "By so much a day what is lacking to the reserve is set aside again while it "
                     "is closed, and ordered by the policy; 0: it is not refilled.",
              .lowest = 0,
              .highest = 1e12},
        &R::reserve_refill_per_day);
    visit(Field{.name = "reserve_from_days",
                .unit = "d",
                .doc = "From the start until the reserve is first set aside, by its refill; 0: it "
                       "is there at the start.",
                .lowest = 0,
                .highest = 36500},
          &R::reserve_from_days);
    visit(Field{.name = "reserve_usd",
                .unit = "USD",
                .doc = "Budget of the reserve, goods and keeping: figure spent_usd, as it is set "
                       "aside for the first time.",
                .lowest = 0,
                .highest = 1e13},
          &R::reserve_usd);
    visit(Field{.name = "reserve_overrun",
                .unit = "1",
                .doc = "Price of its goods over the price that the budget was made with: so many "
                       "times fewer are bought.",
                .lowest = 0.25,
                .highest = 10},
          &R::reserve_overrun);
    visit(Field{.name = "reserve_crowd_out",
                .unit = "1",
                .doc = "Share of the reserve that others would have kept anyway, and no longer do.",
                .lowest = 0,
                .highest = 1},
          &R::reserve_crowd_out);
    visit(Field{.name = "allocation",
                .doc = "Who gets what where it is short. proportional: each buyer by what it is "
                       "owed. first_come: orders in the order they came. priority: supply rows of "
                       "the highest priority first. home_first: buyers of this country first. "
                       "quota: each buyer at most its share of what there is.",
                .choices = "proportional|first_come|priority|home_first|quota"},
          &R::allocation);
    visit(
        Field{.name = "shelf_life_days",
              .unit = "d",
              .doc = "Goods are discarded so long after they came here (drawn for each delivery); "
                     "0: they keep.",
              .lowest = shelf_life_days_range.lowest,
              .highest = shelf_life_days_range.highest,
              .unbounded_law = true},
        &R::shelf_life_days);
    visit(Field{.name = "issue",
                .doc = "Which goods with a shelf life go first: the oldest here (fifo), the newest "
                       "(lifo), or those that expire first (fefo).",
                .choices = "fifo|lifo|fefo"},
          &R::issue);
    const auto cost = [&](std::string_view name, std::string_view unit, std::string_view doc,
                          double R::* member) {
      visit(Field{.name = name, .unit = unit, .doc = doc, .lowest = 0, .highest = 1e12}, member);
    };
    cost("holding_cost_usd_per_day", "USD per display unit and day", "Cost of goods on the shelf.",
         &R::holding_cost_usd_per_day);
    cost("backlog_cost_usd_per_day", "USD per display unit and day",
         "Cost of what is owed to buyers.", &R::backlog_cost_usd_per_day);
    cost("transit_cost_usd_per_day", "USD per display unit and day",
         "Cost of goods on their way here.", &R::transit_cost_usd_per_day);
    cost("order_cost_usd", "USD", "Cost of placing one order.", &R::order_cost_usd);
    cost("discard_cost_usd", "USD per display unit", "Cost of goods that expire.",
         &R::discard_cost_usd);
    visit(Provenance{}, &R::provenance);
  }
};

// Who supplies whom. A site that both makes and uses the product needs no row for itself.
struct SupplyRecord {
  static constexpr std::string_view kind = "supply";
  static constexpr Range lead_days_range{0, 3650};
  static constexpr Range arrives_range{0, 1};
  std::string id;
  std::string product;
  std::string supplier;
  std::string buyer = "*";
  double share = 0;
  std::string mode;
  Law lead_days{0};
  double order_days = 0;
  std::int64_t priority = 0;
  Law arrives{1};
  std::string shares_demand = "no";
  std::string use = "regular";
  std::int64_t emergency_point = 0;
  std::int64_t emergency_up_to = 0;
  double unit_cost_usd = 0;
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = SupplyRecord;
    visit(
        Field{
            .name = "product", .doc = "What is bought.", .required = true, .refers_to = "product"},
        &R::product);
    visit(Field{.name = "supplier",
                .doc = "Site that sells it.",
                .required = true,
                .refers_to = "site"},
          &R::supplier);
    visit(Field{.name = "buyer",
                .doc =
                    "Buying sites: a site id, a country code, or '*' for every site that needs the "
                    "product. The most specific rows of a buyer win: site over country over '*'."},
          &R::buyer);
    visit(Field{.name = "share",
                .unit = "1",
                .doc = "Weight of this supplier among the buyer's suppliers while each runs at its "
                       "reference capacity; weights are normalised.",
                .lowest = 0,
                .highest = 1e9,
                .required = true},
          &R::share);
    visit(Field{.name = "mode",
                .doc = "Mode of transport; the product's own where empty.",
                .choices = "|sea|air|land"},
          &R::mode);
    visit(
        Field{.name = "lead_days",
              .unit = "d",
              .doc = "Time from shipping to arrival, where it does not go by a lane; 0: by the "
                     "lane of its mode. Drawn for each shipment, so that one may overtake another.",
              .lowest = lead_days_range.lowest,
              .highest = lead_days_range.highest,
              .unbounded_law = true},
        &R::lead_days);
    visit(Field{.name = "order_days",
                .unit = "d",
                .doc = "Time an order takes to the supplier; 0: the lookahead.",
                .lowest = 0,
                .highest = 365},
          &R::order_days);
    visit(
        Field{.name = "priority",
              .doc = "Of this buyer, where the supplier allocates by priority; higher goes first.",
              .lowest = -1000,
              .highest = 1000},
        &R::priority);
    visit(Field{.name = "arrives",
                .unit = "1",
                .doc = "Share of a shipment that arrives; the rest is lost on the way.",
                .lowest = arrives_range.lowest,
                .highest = arrives_range.highest},
          &R::arrives);
    visit(Field{.name = "shares_demand",
                .doc = "Whether the buyer tells the supplier what customers want as they want it.",
                .choices = "yes|no"},
          &R::shares_demand);
    visit(Field{.name = "use",
                .doc = "regular: by share. emergency: beside the regular supplies of the buyer, "
                       "only when what it has and is about to get runs low.",
                .choices = "regular|emergency"},
          &R::use);
    visit(
        Field{.name = "emergency_point",
              .unit = "base units",
              .doc = "emergency: it is ordered from at a review that finds on hand less owed, and "
                     "what is due within this row's lead time, at or below this.",
              .lowest = -1e12,
              .highest = 1e12},
        &R::emergency_point);
    visit(Field{.name = "emergency_up_to",
                .unit = "base units",
                .doc = "emergency: what such an order raises it to.",
                .lowest = -1e12,
                .highest = 1e12},
          &R::emergency_up_to);
    visit(Field{.name = "unit_cost_usd",
                .unit = "USD per display unit",
                .doc = "Price of what comes by this row, a cost of the buyer.",
                .lowest = 0,
                .highest = 1e12},
          &R::unit_cost_usd);
    visit(Provenance{}, &R::provenance);
  }
};

}  // namespace korus
