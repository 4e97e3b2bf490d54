// What changes a network over time: outages, investments, programmes.
#pragma once

#include "models/records/field.hpp"

namespace korus {

inline constexpr std::string_view recovery_shapes = "linear|step|exponential|convex|s_curve|damped";

struct OutageRecord {
  static constexpr std::string_view kind = "outage";
  static constexpr Range stop_days_range{0, 36500};
  static constexpr Range recovery_days_range{0, 36500};
  static constexpr Range capacity_lost_range{0, 1};
  std::string id;
  std::string target;
  std::string product;
  Date start{};
  Law stop_days{0};
  Law recovery_days{0};
  Law capacity_lost{1};
  double scrap = 0;
  std::string shape = "linear";
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = OutageRecord;
    visit(Field{.name = "target",
                .doc = "Site or lane that is hit.",
                .required = true,
                .refers_to = "site|lane"},
          &R::target);
    visit(Field{.name = "product",
                .doc = "Product whose making is hit, and nothing else of the site; empty: all that "
                       "the site does.",
                .refers_to = "product"},
          &R::product);
    visit(Field{.name = "start", .doc = "Day it begins.", .required = true}, &R::start);
    visit(Field{.name = "stop_days",
                .unit = "d",
                .doc = "Time at the worst level.",
                .lowest = stop_days_range.lowest,
                .highest = stop_days_range.highest,
                .unbounded_law = true},
          &R::stop_days);
    visit(Field{.name = "recovery_days",
                .unit = "d",
                .doc = "Time from the end of the stop to full capacity, in a straight line.",
                .lowest = recovery_days_range.lowest,
                .highest = recovery_days_range.highest,
                .unbounded_law = true},
          &R::recovery_days);
    visit(Field{.name = "capacity_lost",
                .unit = "1",
                .doc = "Share of capacity lost at the worst.",
                .lowest = capacity_lost_range.lowest,
                .highest = capacity_lost_range.highest,
                .unbounded_law = true},
          &R::capacity_lost);
    visit(Field{.name = "scrap",
                .unit = "1",
                .doc = "Share of the work in process scrapped when it begins; of a lane, of the "
                       "goods under way lost.",
                .lowest = 0,
                .highest = 1},
          &R::scrap);
    visit(Field{.name = "shape",
                .doc = "How capacity comes back over recovery_days: linear; step (all at the end); "
                       "exponential (most of it soon); convex (most of it late); s_curve; damped "
                       "(three quarters soon, then a setback).",
                .choices = recovery_shapes},
          &R::shape);
    visit(Provenance{}, &R::provenance);
  }
};

// What strikes again and again, at random. Formulas: see models/hazard.hpp.
struct HazardRecord {
  static constexpr std::string_view kind = "hazard";
  static constexpr Range up_days_range{0, 365000};
  static constexpr Range stop_days_range{0, 36500};
  static constexpr Range recovery_days_range{0, 36500};
  static constexpr Range capacity_lost_range{0, 1};
  std::string id;
  std::string target;
  std::string country;
  std::string timing = "alternating";
  Law up_days{365};
  Law stop_days{0};
  Law recovery_days{0};
  Law capacity_lost{1};
  double common_share = 0;
  double scrap = 0;
  std::string shape = "linear";
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = HazardRecord;
    visit(Field{.name = "target",
                .doc = "Site or lane that is hit; empty: the sites of the country.",
                .refers_to = "site|lane"},
          &R::target);
    visit(Field{.name = "country", .doc = "Country whose sites are hit, where no target is named."},
          &R::country);
    visit(
        Field{.name = "timing",
              .doc = "alternating: up_days run from the end of a strike to the next. overlapping: "
                     "from its beginning, so that strikes may overlap.",
              .choices = "alternating|overlapping"},
        &R::timing);
    const auto law = [&](std::string_view name, std::string_view unit, std::string_view doc,
                         const Range& range, Law R::* member) {
      visit(Field{.name = name,
                  .unit = unit,
                  .doc = doc,
                  .lowest = range.lowest,
                  .highest = range.highest,
                  .unbounded_law = true},
            member);
    };
    law("up_days", "d", "Time between strikes; exponential for a Poisson process.", up_days_range,
        &R::up_days);
    law("stop_days", "d", "Time at the worst level.", stop_days_range, &R::stop_days);
    law("recovery_days", "d", "Time from the end of the stop to full capacity.",
        recovery_days_range, &R::recovery_days);
    law("capacity_lost", "1", "Share of capacity lost at the worst.", capacity_lost_range,
        &R::capacity_lost);
    visit(Field{.name = "common_share",
                .unit = "1",
                .doc = "Share of strikes that hit all sites of the country at once; any other hits "
                       "one of them.",
                .lowest = 0,
                .highest = 1},
          &R::common_share);
    visit(Field{.name = "scrap",
                .unit = "1",
                .doc = "Share of the work in process scrapped when it begins; of a lane, of the "
                       "goods under way lost.",
                .lowest = 0,
                .highest = 1},
          &R::scrap);
    visit(Field{.name = "shape",
                .doc = "How capacity comes back, as of an outage.",
                .choices = recovery_shapes},
          &R::shape);
    visit(Provenance{}, &R::provenance);
  }
};

// How long a class of places stays stopped: by this `korus stress` stops them. Of the rows that fit a
// target the one that says most of it holds, the first of several that say as much.
struct TimeToRecoverRecord {
  static constexpr std::string_view kind = "time_to_recover";
  static constexpr Range stop_days_range{0, 36500};
  std::string id;
  std::string stops;
  std::string chain;
  std::string role;
  std::string mode;
  std::string country;
  Law stop_days{30};
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = TimeToRecoverRecord;
    visit(Field{.name = "stops",
                .doc = "What is stopped. country: all its sites and the lanes that leave it. "
                       "material: one group of products of a site or a country.",
                .required = true,
                .choices = "site|lane|port|country|material"},
          &R::stops);
    visit(Field{.name = "chain", .doc = "Supply chain of the target; empty: any."}, &R::chain);
    visit(Field{.name = "role", .doc = "Role of a site; empty: any."}, &R::role);
    visit(Field{.name = "mode", .doc = "Mode of a lane or of a country's ports; empty: any."},
          &R::mode);
    visit(Field{.name = "country",
                .doc = "Country of the target, of a lane where it starts; "
                       "empty: any."},
          &R::country);
    visit(Field{.name = "stop_days",
                .unit = "d",
                .doc = "Time until it works again; a stop takes the median of its law.",
                .lowest = stop_days_range.lowest,
                .highest = stop_days_range.highest,
                .required = true,
                .unbounded_law = true},
          &R::stop_days);
    visit(Provenance{}, &R::provenance);
  }
};

// Private money that becomes capacity of a line: announced, screened, built, qualified, ramped.
// Formulas: see models/project.hpp.
struct InvestmentRecord {
  static constexpr std::string_view kind = "investment";
  static constexpr Range screening_days_range{0, 3650};
  static constexpr Range construction_days_range{0, 3650};
  static constexpr Range qualification_days_range{0, 3650};
  static constexpr Range ramp_days_range{0, 3650};
  std::string id;
  std::string name;
  std::string pledge = "none";
  std::string line;
  double amount_usd = 0;
  double partner_usd = 0;
  Date announced{};
  Law screening_days{0};
  double refusal_probability = 0;
  Law construction_days{730};
  Law qualification_days{90};
  Law ramp_days{365};
  Law usd_per_unit{0};
  double reference_per_year = 0;
  double scale_exponent = 1;
  double capacity_per_year = 0;
  double overrun_mean = 1;
  double overrun_p80 = 1;
  double slip_mean = 1;
  double slip_p80 = 1;
  double slip_correlation = 0.4;
  double cancel_probability = 0;
  double admin_share = 0;
  double crowd_out = 0;
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = InvestmentRecord;
    visit(Field{.name = "name", .doc = "Name in tables; the id where empty."}, &R::name);
    visit(Field{.name = "pledge",
                .doc = "Pledge it counts towards, e.g. private_25b, vaccine_partnership, none."},
          &R::pledge);
    visit(Field{.name = "line",
                .doc = "Line whose capacity it adds to.",
                .required = true,
                .refers_to = "line"},
          &R::line);
    visit(Field{.name = "amount_usd",
                .unit = "USD",
                .doc = "Money of the pledge, nominal at announcement.",
                .lowest = 0,
                .highest = 1e13},
          &R::amount_usd);
    visit(Field{.name = "partner_usd",
                .unit = "USD",
                .doc = "Partners' money that comes with it.",
                .lowest = 0,
                .highest = 1e13},
          &R::partner_usd);
    visit(Field{.name = "announced", .doc = "Day of the announcement.", .required = true},
          &R::announced);
    visit(Field{.name = "screening_days",
                .unit = "d",
                .doc = "Investment screening and permits.",
                .lowest = screening_days_range.lowest,
                .highest = screening_days_range.highest,
                .unbounded_law = true},
          &R::screening_days);
    visit(Field{.name = "refusal_probability",
                .unit = "1",
                .doc = "Chance that screening refuses it.",
                .lowest = 0,
                .highest = 1},
          &R::refusal_probability);
    visit(Field{.name = "construction_days",
                .unit = "d",
                .doc = "From permit to tools in place, as planned.",
                .lowest = construction_days_range.lowest,
                .highest = construction_days_range.highest,
                .unbounded_law = true},
          &R::construction_days);
    visit(Field{.name = "qualification_days",
                .unit = "d",
                .doc = "From tools in place to the first sellable start.",
                .lowest = qualification_days_range.lowest,
                .highest = qualification_days_range.highest,
                .unbounded_law = true},
          &R::qualification_days);
    visit(Field{.name = "ramp_days",
                .unit = "d",
                .doc = "From the first start to nameplate, on a logistic curve.",
                .lowest = ramp_days_range.lowest,
                .highest = ramp_days_range.highest,
                .unbounded_law = true},
          &R::ramp_days);
    visit(Field{.name = "usd_per_unit",
                .unit = "USD per display unit of yearly capacity",
                .doc = "Capital intensity.",
                .lowest = 0,
                .highest = 1e13},
          &R::usd_per_unit);
    visit(Field{.name = "reference_per_year",
                .unit = "display units per year",
                .doc = "Plant size for which usd_per_unit holds; 0: no scale effect.",
                .lowest = 0,
                .highest = 1e12},
          &R::reference_per_year);
    visit(
        Field{.name = "scale_exponent",
              .unit = "1",
              .doc =
                  "Exponent of the scale rule capex ~ size^exponent (six-tenths rule: 0.6 to 0.7).",
              .lowest = 0.3,
              .highest = 1.5},
        &R::scale_exponent);
    visit(Field{.name = "capacity_per_year",
                .unit = "display units started per year",
                .doc = "Stated capacity; where above 0 it holds and amounts only count money.",
                .lowest = 0,
                .highest = 1e12},
          &R::capacity_per_year);
    visit(Field{.name = "overrun_mean",
                .unit = "1",
                .doc = "Mean of actual over planned cost (lognormal reference class).",
                .lowest = 0.5,
                .highest = 10},
          &R::overrun_mean);
    visit(Field{.name = "overrun_p80",
                .unit = "1",
                .doc = "80th percentile of actual over planned cost; 1 with mean 1: no overrun.",
                .lowest = 0.5,
                .highest = 20},
          &R::overrun_p80);
    visit(Field{.name = "slip_mean",
                .unit = "1",
                .doc = "Mean of actual over planned construction time (lognormal).",
                .lowest = 0.5,
                .highest = 10},
          &R::slip_mean);
    visit(Field{.name = "slip_p80",
                .unit = "1",
                .doc = "80th percentile of actual over planned construction time.",
                .lowest = 0.5,
                .highest = 20},
          &R::slip_p80);
    visit(Field{.name = "slip_correlation",
                .unit = "1",
                .doc = "Correlation of overrun and slip.",
                .lowest = -1,
                .highest = 1},
          &R::slip_correlation);
    visit(Field{.name = "cancel_probability",
                .unit = "1",
                .doc = "Chance that it is abandoned once screened, before money is spent.",
                .lowest = 0,
                .highest = 1},
          &R::cancel_probability);
    visit(Field{.name = "admin_share",
                .unit = "1",
                .doc = "Share of the money that buys no capacity.",
                .lowest = 0,
                .highest = 1},
          &R::admin_share);
    visit(Field{.name = "crowd_out",
                .unit = "1",
                .doc = "Share that would have been invested anyway.",
                .lowest = 0,
                .highest = 1},
          &R::crowd_out);
    visit(Provenance{}, &R::provenance);
  }
};

// Public R&D and deployment money: a knowledge stock that acts through an elasticity, and equipment
// it buys. Formulas: see models/programme.hpp.
struct ProgrammeRecord {
  static constexpr std::string_view kind = "programme";
  std::string id;
  std::string name;
  std::string pledge = "none";
  double amount_usd = 0;
  Date start{};
  double years = 5;
  double research_share = 1;
  double lag_years = 3;
  double depreciation = 0.15;
  double initial_stock_usd = 1e9;
  double elasticity_median = 0.07;
  double elasticity_p95 = 0.18;
  std::string acts_on = "yield";
  std::string process;
  std::string country = "*";
  std::string buys_market;
  double buys_usd_per_unit = 0;
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = ProgrammeRecord;
    visit(Field{.name = "name", .doc = "Name in tables; the id where empty."}, &R::name);
    visit(Field{.name = "pledge", .doc = "Pledge it counts towards."}, &R::pledge);
    visit(Field{.name = "amount_usd",
                .unit = "USD",
                .doc = "Money over the whole programme, spent evenly.",
                .lowest = 0,
                .highest = 1e13},
          &R::amount_usd);
    visit(Field{.name = "start", .doc = "First day of spending.", .required = true}, &R::start);
    visit(
        Field{
            .name = "years", .unit = "a", .doc = "Years of spending.", .lowest = 1, .highest = 50},
        &R::years);
    visit(Field{.name = "research_share",
                .unit = "1",
                .doc = "Share that is research; the rest buys equipment.",
                .lowest = 0,
                .highest = 1},
          &R::research_share);
    visit(Field{.name = "lag_years",
                .unit = "a",
                .doc = "From spending to knowledge.",
                .lowest = 0,
                .highest = 30},
          &R::lag_years);
    visit(Field{.name = "depreciation",
                .unit = "1/a",
                .doc = "Yearly depreciation of knowledge.",
                .lowest = 0,
                .highest = 1},
          &R::depreciation);
    visit(Field{.name = "initial_stock_usd",
                .unit = "USD",
                .doc = "Knowledge stock at the start; it is kept level without the programme.",
                .lowest = 1,
                .highest = 1e13},
          &R::initial_stock_usd);
    visit(Field{.name = "elasticity_median",
                .unit = "1",
                .doc = "Median elasticity of the effect on knowledge (lognormal, cut at its "
                       "99.99th percentile).",
                .lowest = 0,
                .highest = 2},
          &R::elasticity_median);
    visit(Field{.name = "elasticity_p95",
                .unit = "1",
                .doc = "95th percentile of that elasticity.",
                .lowest = 0,
                .highest = 5},
          &R::elasticity_p95);
    visit(Field{.name = "acts_on",
                .doc = "What knowledge improves.",
                .choices = "yield|cycle_time|capacity"},
          &R::acts_on);
    visit(Field{.name = "process",
                .doc = "Process whose lines it improves; empty: none.",
                .refers_to = "process"},
          &R::process);
    visit(Field{.name = "country", .doc = "Country of those lines; '*': all."}, &R::country);
    visit(Field{.name = "buys_market",
                .doc = "Market in which the rest of the money buys equipment, as extra demand.",
                .refers_to = "market"},
          &R::buys_market);
    visit(Field{.name = "buys_usd_per_unit",
                .unit = "USD per display unit",
                .doc = "Price of that equipment.",
                .lowest = 0,
                .highest = 1e12},
          &R::buys_usd_per_unit);
    visit(Provenance{}, &R::provenance);
  }
};

// A publication behind the numbers.
struct SourceRecord {
  static constexpr std::string_view kind = "source";
  std::string id;
  std::string title;
  std::string publisher;
  std::string date;
  std::string url;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = SourceRecord;
    visit(Field{.name = "title", .doc = "Title.", .required = true}, &R::title);
    visit(Field{.name = "publisher", .doc = "Publisher."}, &R::publisher);
    visit(Field{.name = "date", .doc = "Date as printed."}, &R::date);
    visit(Field{.name = "url", .doc = "Address."}, &R::url);
  }
};

}  // namespace korus
