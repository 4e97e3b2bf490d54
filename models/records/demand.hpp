// The scenario's demand: markets and their yearly quantities.
#pragma once

#include "models/records/field.hpp"

namespace korus {

struct MarketRecord {
  static constexpr std::string_view kind = "market";
  static constexpr Range interarrival_days_range{0, 36500};
  std::string id;
  std::string site;
  std::string product;
  std::string customer_class = "all";
  double demand_per_year = 0;
  double growth_per_year = 0;
  double noise_cv = 0;
  double season_amplitude = 0;
  double season_peak_month = 12;
  std::string unmet = "backorder";
  double patience_days = 0;
  double cover_days = 14;
  double review_days = 1;
  std::string arrivals = "daily";
  Law interarrival_days{1};
  double first_customer_days = -1;
  Law quantity{0};
  double autocorrelation = 0;
  std::string sequence;
  double due_days = 0;
  double lost_cost_usd = 0;
  double waiting_cost_usd_per_day = 0;
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = MarketRecord;
    visit(Field{.name = "site",
                .doc = "Where the customers are served.",
                .required = true,
                .refers_to = "site"},
          &R::site);
    visit(
        Field{
            .name = "product", .doc = "What they want.", .required = true, .refers_to = "product"},
        &R::product);
    visit(Field{.name = "class", .doc = "Class of customers, a label."}, &R::customer_class);
    visit(
        Field{.name = "demand_per_year",
              .unit = "display units per year",
              .doc = "Demand in the first year, where the demand table has no row of this market.",
              .lowest = 0,
              .highest = 1e12},
        &R::demand_per_year);
    visit(Field{.name = "growth_per_year",
                .unit = "1",
                .doc = "Yearly growth beyond the last row of the demand table (or from the start).",
                .lowest = -0.99,
                .highest = 2},
          &R::growth_per_year);
    visit(Field{.name = "noise_cv",
                .unit = "1",
                .doc = "Coefficient of variation of one day's demand (lognormal, mean 1).",
                .lowest = 0,
                .highest = 3},
          &R::noise_cv);
    visit(Field{.name = "season_amplitude",
                .unit = "1",
                .doc = "Amplitude of the yearly cosine, as a share of the mean.",
                .lowest = 0,
                .highest = 1},
          &R::season_amplitude);
    visit(Field{.name = "season_peak_month",
                .unit = "month",
                .doc = "Month in whose middle the season peaks.",
                .lowest = 1,
                .highest = 12},
          &R::season_peak_month);
    visit(Field{.name = "unmet",
                .doc = "What becomes of demand that finds no stock.",
                .choices = "backorder|lost"},
          &R::unmet);
    visit(Field{.name = "patience_days",
                .unit = "d",
                .doc = "Mean time a backordered unit waits before it is lost (each day a share "
                       "1/patience_days gives up); 0: waits for ever.",
                .lowest = 0,
                .highest = 36500},
          &R::patience_days);
    visit(Field{.name = "cover_days",
                .unit = "d",
                .doc = "Safety stock held for this market, in days of demand.",
                .lowest = 0,
                .highest = 3650},
          &R::cover_days);
    visit(Field{.name = "review_days",
                .unit = "d",
                .doc = "Days between replenishment orders.",
                .lowest = 1,
                .highest = 365},
          &R::review_days);
    visit(Field{.name = "arrivals",
                .doc = "How demand comes. daily: once a day. single: customers one by one, by "
                       "interarrival_days. continuous: at a steady rate, as a liquid flows.",
                .choices = "daily|single|continuous"},
          &R::arrivals);
    visit(Field{.name = "interarrival_days",
                .unit = "d",
                .doc = "Time between two customers, where they come one by one.",
                .lowest = interarrival_days_range.lowest,
                .highest = interarrival_days_range.highest,
                .unbounded_law = true},
          &R::interarrival_days);
    visit(Field{.name = "first_customer_days",
                .unit = "d",
                .doc = "Time of the first customer; -1: one interarrival_days after the start.",
                .lowest = -1,
                .highest = 36500},
          &R::first_customer_days);
    visit(Field{.name = "quantity",
                .unit = "display units",
                .doc = "What is wanted on one day, or by one customer; 0: by demand_per_year and "
                       "the demand table. What is drawn below 0 is 0.",
                .lowest = 0,
                .highest = 1e12,
                .unbounded_law = true},
          &R::quantity);
    visit(Field{.name = "autocorrelation",
                .unit = "1",
                .doc = "Of one day's quantity with the next (first-order autoregression of a "
                       "normal quantity; its variance stays).",
                .lowest = -0.999,
                .highest = 0.999},
          &R::autocorrelation);
    visit(Field{.name = "sequence",
                .doc = "Demand day by day from the first, display units joined by ';'; after the "
                       "last nothing is wanted. Overrides all other quantities."},
          &R::sequence);
    visit(Field{.name = "due_days",
                .unit = "d",
                .doc = "Time within which a customer is promised to be served; what is served "
                       "later counts as overdue.",
                .lowest = 0,
                .highest = 3650},
          &R::due_days);
    visit(Field{.name = "lost_cost_usd",
                .unit = "USD per display unit",
                .doc = "Cost of demand that is lost.",
                .lowest = 0,
                .highest = 1e12},
          &R::lost_cost_usd);
    visit(Field{.name = "waiting_cost_usd_per_day",
                .unit = "USD per display unit and day",
                .doc = "Cost of demand that waits.",
                .lowest = 0,
                .highest = 1e12},
          &R::waiting_cost_usd_per_day);
    visit(Provenance{}, &R::provenance);
  }
};

// Demand of a market in a calendar year. Uncertain years of one market move together: one draw
// picks the quantile of all.
struct DemandRecord {
  static constexpr std::string_view kind = "demand";
  static constexpr Range quantity_range{0, 1e12};
  std::string id;
  std::string market;
  std::int64_t year = 0;
  Law quantity;
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = DemandRecord;
    visit(Field{.name = "market", .doc = "Which market.", .required = true, .refers_to = "market"},
          &R::market);
    visit(Field{.name = "year",
                .doc = "Calendar year.",
                .lowest = 1900,
                .highest = 2200,
                .required = true},
          &R::year);
    visit(
        Field{.name = "quantity",
              .unit = "display units per year",
              .doc = "Demand in that year; the daily rate runs straight from mid-year to mid-year.",
              .lowest = quantity_range.lowest,
              .highest = quantity_range.highest,
              .required = true,
              .unbounded_law = true},
        &R::quantity);
    visit(Provenance{}, &R::provenance);
  }
};

}  // namespace korus
