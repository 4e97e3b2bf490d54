// The scenario's places: products that move, sites that hold and make them, lanes between sites.
#pragma once

#include "models/records/field.hpp"

namespace korus {

struct ProductRecord {
  static constexpr std::string_view kind = "product";
  std::string id;
  std::string name;
  std::string chain = "general";
  std::string group;
  std::string unit = "unit";
  std::string display_unit;
  std::int64_t units_per_display = 1;
  double mass_g = 1000;
  std::string transport = "sea";
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = ProductRecord;
    visit(Field{.name = "name", .doc = "Name in tables and plots; the id where empty."}, &R::name);
    visit(Field{.name = "chain",
                .doc = "Supply chain this product belongs to.",
                .choices = "semiconductor|battery|vaccine|network|vehicle|general"},
          &R::chain);
    visit(Field{.name = "group",
                .doc = "Headline group whose capacity, output and unmet demand are reported by "
                       "country; empty: none."},
          &R::group);
    visit(Field{.name = "unit", .doc = "Base unit; all quantities are integers of it."}, &R::unit);
    visit(Field{.name = "display_unit",
                .doc = "Unit of capacities, demands and reports; the base unit where empty."},
          &R::display_unit);
    visit(Field{.name = "units_per_display",
                .unit = "base units",
                .doc = "Base units in one display unit.",
                .lowest = 1,
                .highest = 1e12},
          &R::units_per_display);
    visit(Field{.name = "mass_g",
                .unit = "g",
                .doc = "Shipped mass of one base unit.",
                .lowest = 0,
                .highest = 1e9},
          &R::mass_g);
    visit(Field{.name = "transport",
                .doc = "Mode by which it travels unless a supply row says otherwise.",
                .choices = "sea|air|land"},
          &R::transport);
    visit(Provenance{}, &R::provenance);
  }
};

// What a product is worth. Losses are valued by it; nothing that happens in a run hangs on it.
struct ValueRecord {
  static constexpr std::string_view kind = "value";
  std::string id;
  std::string product;
  double usd = 0;
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = ValueRecord;
    visit(
        Field{.name = "product", .doc = "Which product.", .required = true, .refers_to = "product"},
        &R::product);
    visit(Field{.name = "usd",
                .unit = "USD per display unit",
                .doc = "Its price where it is sold.",
                .lowest = 0,
                .highest = 1e13,
                .required = true},
          &R::usd);
    visit(Provenance{}, &R::provenance);
  }
};

struct SiteRecord {
  static constexpr std::string_view kind = "site";
  std::string id;
  std::string name;
  std::string operator_name;
  std::string country;
  std::string chain = "general";
  std::string role = "plant";
  double latitude = 0;
  double longitude = 0;
  double day_begins_hours = 0;
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = SiteRecord;
    visit(Field{.name = "name", .doc = "Name in tables and plots; the id where empty."}, &R::name);
    visit(Field{.name = "operator", .doc = "Who runs it."}, &R::operator_name);
    visit(Field{.name = "country",
                .doc = "Country or region code (US, KR, JP, ...); lanes are found by it.",
                .required = true},
          &R::country);
    visit(Field{.name = "chain",
                .doc = "Supply chain this site belongs to.",
                .choices = "semiconductor|battery|vaccine|network|vehicle|general"},
          &R::chain);
    visit(Field{.name = "role",
                .doc = "What the site does.",
                .choices = "material|part|plant|assembly|market"},
          &R::role);
    visit(Field{.name = "latitude",
                .unit = "degrees_north",
                .doc = "Latitude.",
                .lowest = -90,
                .highest = 90},
          &R::latitude);
    visit(Field{.name = "longitude",
                .unit = "degrees_east",
                .doc = "Longitude.",
                .lowest = -180,
                .highest = 180},
          &R::longitude);
    visit(Field{.name = "day_begins_hours",
                .unit = "h",
                .doc = "Hour at which what happens here once a day happens: customers are served, "
                       "stocks reviewed, lots started. By it sites act one after the other within "
                       "a day.",
                .lowest = 0,
                .highest = 23.99},
          &R::day_begins_hours);
    visit(Provenance{}, &R::provenance);
  }
};

struct LaneRecord {
  static constexpr std::string_view kind = "lane";
  static constexpr Range transit_days_range{0.5, 365};
  static constexpr Range customs_days_range{0, 365};
  static constexpr Range onward_days_range{0, 365};
  std::string id;
  std::string from;
  std::string to;
  std::string mode = "sea";
  Law transit_days{14};
  Law customs_days{0};
  double departure_days = 0;
  double vehicle_t = 0;
  std::int64_t full_units = 0;
  std::string port_job;
  Law onward_days{0};
  std::string reroute;
  double reroute_after_days = 0;
  std::string closes = "departures";
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = LaneRecord;
    visit(
        Field{.name = "from", .doc = "Country code or site id where it starts.", .required = true},
        &R::from);
    visit(Field{.name = "to", .doc = "Country code or site id where it ends.", .required = true},
          &R::to);
    visit(Field{.name = "mode", .doc = "Mode of transport.", .choices = "sea|air|land"}, &R::mode);
    visit(Field{.name = "transit_days",
                .unit = "d",
                .doc = "Door-to-door transit time without customs (drawn per departure); to the "
                       "port, where port_job names one.",
                .lowest = transit_days_range.lowest,
                .highest = transit_days_range.highest,
                .unbounded_law = true},
          &R::transit_days);
    visit(Field{.name = "customs_days",
                .unit = "d",
                .doc = "Customs time added on arrival.",
                .lowest = customs_days_range.lowest,
                .highest = customs_days_range.highest,
                .unbounded_law = true},
          &R::customs_days);
    visit(Field{.name = "departure_days",
                .unit = "d",
                .doc = "Days between departures; 0: leaves as soon as it is loaded.",
                .lowest = 0,
                .highest = 90},
          &R::departure_days);
    visit(Field{.name = "vehicle_t",
                .unit = "t",
                .doc = "Cargo one departure takes; 0: no limit. Needs departure_days > 0.",
                .lowest = 0,
                .highest = 1e9},
          &R::vehicle_t);
    visit(Field{.name = "full_units",
                .unit = "base units",
                .doc = "A vehicle leaves when so many units wait, with all that waits in whole "
                       "loads of it; 0: no such rule. Instead of departure_days.",
                .lowest = 0,
                .highest = 1e12},
          &R::full_units);
    visit(Field{.name = "port_job",
                .doc = "Job that goods on arrival become at the stations of its site, their port; "
                       "done, they pass customs and go on to the buyer. Empty: no port.",
                .refers_to = "job"},
          &R::port_job);
    visit(Field{.name = "onward_days",
                .unit = "d",
                .doc = "Time from the port to the buyer without customs (drawn for each job). "
                       "Needs port_job.",
                .lowest = onward_days_range.lowest,
                .highest = onward_days_range.highest,
                .unbounded_law = true},
          &R::onward_days);
    visit(Field{.name = "reroute",
                .doc = "Lane that goods go by while this one is closed; empty: they wait. A second "
                       "lane from the same to the same by the same mode may be named here only.",
                .refers_to = "lane"},
          &R::reroute);
    visit(Field{.name = "reroute_after_days",
                .unit = "d",
                .doc = "Time from the closing of the lane to the rerouting of what waits and of "
                       "what comes until it opens. Needs reroute.",
                .lowest = 0,
                .highest = 3650},
          &R::reroute_after_days);
    visit(Field{.name = "closes",
                .doc = "What a lane without any capacity left keeps. departures: goods that have "
                       "not left; those under way arrive. arrivals: also those that would arrive, "
                       "until it opens.",
                .choices = "departures|arrivals"},
          &R::closes);
    visit(Provenance{}, &R::provenance);
  }
};

}  // namespace korus
