// A scenario as records: everything a user wrote, checked and in the user's units. `Network` is
// built from it.
#pragma once

#include <tuple>
#include <vector>

#include "models/records/change.hpp"
#include "models/records/demand.hpp"
#include "models/records/places.hpp"
#include "models/records/production.hpp"
#include "models/records/stations.hpp"

namespace korus {

struct Settings {
  static constexpr std::string_view kind = "simulation";
  Date start = std::chrono::year{2021} / 1 / 1;
  Date end = std::chrono::year{2031} / 1 / 1;
  double lookahead_hours = 6;
  double record_days = 7;
  double warm_up_days = 0;
  std::string figures = "headline";
  std::string causes = "yes";
  double forecast_days = 180;
  std::string focus;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = Settings;
    visit(Field{.name = "start", .doc = "First day."}, &R::start);
    visit(Field{.name = "end", .doc = "Day after the last."}, &R::end);
    visit(Field{.name = "lookahead_hours",
                .unit = "h",
                .doc = "Shortest time of a message between two sites: order handling, loading.",
                .lowest = 1e-6,
                .highest = 12},
          &R::lookahead_hours);
    visit(Field{.name = "record_days",
                .unit = "d",
                .doc = "Days between two records of the series.",
                .lowest = 1,
                .highest = 365},
          &R::record_days);
    visit(Field{.name = "warm_up_days",
                .unit = "d",
                .doc = "The figures of single stations, jobs and stocks count from this day on.",
                .lowest = 0,
                .highest = 1e6},
          &R::warm_up_days);
    visit(Field{.name = "figures",
                .doc = "headline: by country and product group. all: of every station, job, stock, "
                       "market and lane too.",
                .choices = "headline|all"},
          &R::figures);
    visit(Field{.name = "causes",
                .doc = "Whether account is kept of why demand is not met.",
                .choices = "yes|no"},
          &R::causes);
    visit(Field{.name = "forecast_days",
                .unit = "d",
                .doc = "Time constant of the exponential smoothing by which a stock forecasts its "
                       "demand. A swing of demand grows by about 1 + (days a level covers) / this "
                       "at each step up a chain.",
                .lowest = 1,
                .highest = 3650},
          &R::forecast_days);
    visit(Field{.name = "focus",
                .doc = "Countries that printed tables show, joined by ';'; empty: all."},
          &R::focus);
  }
};

struct Scenario {
  std::string title;
  Settings simulation;
  std::vector<ProductRecord> products;
  std::vector<ValueRecord> values;
  std::vector<SiteRecord> sites;
  std::vector<LaneRecord> lanes;
  std::vector<ProcessRecord> processes;
  std::vector<InputRecord> inputs;
  std::vector<LineRecord> lines;
  std::vector<CapacityRecord> capacities;
  std::vector<StockRecord> stocks;
  std::vector<SupplyRecord> supplies;
  std::vector<MarketRecord> markets;
  std::vector<DemandRecord> demands;
  std::vector<OutageRecord> outages;
  std::vector<HazardRecord> hazards;
  std::vector<TimeToRecoverRecord> times_to_recover;
  std::vector<StationRecord> stations;
  std::vector<JobRecord> jobs;
  std::vector<StepRecord> steps;
  std::vector<InvestmentRecord> investments;
  std::vector<ProgrammeRecord> programmes;
  std::vector<SourceRecord> sources;

  // Calls visit(std::vector<R>&) for each kind of record.
  template <class Self, class Visit>
  static void for_each_table(Self& self, Visit&& visit) {
    visit(self.products);
    visit(self.values);
    visit(self.sites);
    visit(self.lanes);
    visit(self.processes);
    visit(self.inputs);
    visit(self.lines);
    visit(self.capacities);
    visit(self.stocks);
    visit(self.supplies);
    visit(self.markets);
    visit(self.demands);
    visit(self.outages);
    visit(self.hazards);
    visit(self.times_to_recover);
    visit(self.stations);
    visit(self.jobs);
    visit(self.steps);
    visit(self.investments);
    visit(self.programmes);
    visit(self.sources);
  }
};

}  // namespace korus
