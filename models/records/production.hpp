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
  std::string id;
  std::string site;
  std::string product;
  std::string policy = "base_stock";
  double cover_days = 14;
  double reorder_days = 7;
  double review_days = 1;
  std::int64_t order_up_to = 0;
  std::int64_t reorder_point = 0;
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = StockRecord;
    visit(Field{.name = "site", .doc = "Where.", .required = true, .refers_to = "site"}, &R::site);
    visit(Field{.name = "product", .doc = "Of what.", .required = true, .refers_to = "product"},
          &R::product);
    visit(Field{.name = "policy",
                .doc = "base_stock: order up to the level at each review. s_S: only once the "
                       "inventory position is at or below the reorder point.",
                .choices = "base_stock|s_S"},
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
                .doc = "Fixed order-up-to level; 0: from cover_days and the forecast.",
                .lowest = 0,
                .highest = 1e12},
          &R::order_up_to);
    visit(Field{.name = "reorder_point",
                .unit = "base units",
                .doc = "Fixed reorder point (s_S with order_up_to).",
                .lowest = 0,
                .highest = 1e12},
          &R::reorder_point);
    visit(Provenance{}, &R::provenance);
  }
};

// Who supplies whom. A site that both makes and uses the product needs no row for itself.
struct SupplyRecord {
  static constexpr std::string_view kind = "supply";
  std::string id;
  std::string product;
  std::string supplier;
  std::string buyer = "*";
  double share = 0;
  std::string mode;
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
    visit(Provenance{}, &R::provenance);
  }
};

}  // namespace korus
