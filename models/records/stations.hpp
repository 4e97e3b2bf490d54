// The scenario's work that waits for servers: stations, the jobs that come to them, and the steps a
// job takes.
#pragma once

#include "engine/law.hpp"
#include "models/records/field.hpp"

namespace korus {

struct StationRecord {
  static constexpr std::string_view kind = "station";
  static constexpr Range days_range{0, 365000};
  std::string id;
  std::string site;
  std::int64_t servers = 1;
  std::int64_t places = -1;
  std::string discipline = "fifo";
  std::string interrupted = "resume";
  std::int64_t batch_least = 1;
  std::int64_t batch_most = 1;
  std::string blocking = "after_service";
  Law up_days{0};
  Law down_days{0};
  std::string clock = "operating";
  double wait_limit_days = 0;
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = StationRecord;
    visit(Field{.name = "site", .doc = "Where it stands.", .required = true, .refers_to = "site"},
          &R::site);
    visit(Field{.name = "servers",
                .doc = "Servers that work side by side; 0: as many as there are jobs.",
                .lowest = 0,
                .highest = 100000},
          &R::servers);
    visit(Field{.name = "places",
                .doc = "Places to wait, beside those in service; -1: no limit. A job from outside "
                       "that finds none is lost, one from another station stays there and blocks "
                       "its server.",
                .lowest = -1,
                .highest = 1e9},
          &R::places);
    visit(Field{.name = "discipline",
                .doc = "Who is served next. fifo: who came first. lifo: who came last. priority: "
                       "the job of the highest priority, fifo within. preemptive: the same, and it "
                       "interrupts a lower one in service.",
                .choices = "fifo|lifo|priority|preemptive"},
          &R::discipline);
    visit(Field{.name = "interrupted",
                .doc = "A service that a failure or a higher priority interrupts goes on where it "
                       "stopped (resume) or begins anew with the same duration (repeat).",
                .choices = "resume|repeat"},
          &R::interrupted);
    visit(Field{.name = "batch_least",
                .doc = "A server starts only when at least so many jobs wait.",
                .lowest = 1,
                .highest = 1e6},
          &R::batch_least);
    visit(Field{.name = "batch_most",
                .doc = "A server takes up to so many jobs at once; one duration for all.",
                .lowest = 1,
                .highest = 1e6},
          &R::batch_most);
    visit(Field{.name = "blocking",
                .doc = "Where the next station is full: after_service: the finished job keeps its "
                       "server. before_service: the server does not begin until there is a place.",
                .choices = "after_service|before_service"},
          &R::blocking);
    visit(Field{.name = "up_days",
                .unit = "d",
                .doc = "Time from a repair to the next failure of a server; 0: it never fails.",
                .lowest = days_range.lowest,
                .highest = days_range.highest,
                .unbounded_law = true},
          &R::up_days);
    visit(Field{.name = "down_days",
                .unit = "d",
                .doc = "Time a repair takes.",
                .lowest = days_range.lowest,
                .highest = days_range.highest,
                .unbounded_law = true},
          &R::down_days);
    visit(Field{.name = "clock",
                .doc = "What brings a failure nearer: time at work (operating) or all time "
                       "(calendar).",
                .choices = "operating|calendar"},
          &R::clock);
    visit(Field{.name = "wait_limit_days",
                .unit = "d",
                .doc = "Waits longer than this are counted (figure over_limit_share).",
                .lowest = 0,
                .highest = 365000},
          &R::wait_limit_days);
    visit(Provenance{}, &R::provenance);
  }
};

struct JobRecord {
  static constexpr std::string_view kind = "job";
  static constexpr Range days_range{0, 365000};
  static constexpr Range jobs_per_arrival_range{0, 1e6};
  std::string id;
  std::string site;
  std::string supply = "open";
  Law interarrival_days{0};
  Law jobs_per_arrival{1};
  std::int64_t start_jobs = 0;
  double season_amplitude = 0;
  double season_period_days = 365.25;
  std::int64_t priority = 0;
  Law patience_days{0};
  double units = 1;
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = JobRecord;
    visit(Field{.name = "site",
                .doc = "Site whose stations it goes through.",
                .required = true,
                .refers_to = "site"},
          &R::site);
    visit(
        Field{.name = "supply",
              .doc = "open: jobs come by interarrival_days. closed: those at the start begin anew "
                     "whenever they have ended. unlimited: one always waits at the first station.",
              .choices = "open|closed|unlimited"},
        &R::supply);
    visit(Field{.name = "interarrival_days",
                .unit = "d",
                .doc = "Time between two arrivals; 0: only those at the start come.",
                .lowest = days_range.lowest,
                .highest = days_range.highest,
                .unbounded_law = true},
          &R::interarrival_days);
    visit(Field{.name = "jobs_per_arrival",
                .doc = "Jobs that come together (rounded to whole jobs).",
                .lowest = jobs_per_arrival_range.lowest,
                .highest = jobs_per_arrival_range.highest,
                .unbounded_law = true},
          &R::jobs_per_arrival);
    visit(Field{.name = "start_jobs",
                .doc = "Jobs released at the start.",
                .lowest = 0,
                .highest = 1e6},
          &R::start_jobs);
    visit(Field{.name = "season_amplitude",
                .unit = "1",
                .doc = "Arrivals at the rate (1 + amplitude x sin(2 pi t / period)) / mean "
                       "interarrival time; needs an exponential law.",
                .lowest = 0,
                .highest = 1},
          &R::season_amplitude);
    visit(Field{.name = "season_period_days",
                .unit = "d",
                .doc = "Period of that swing, which begins at the start of the run.",
                .lowest = 0.001,
                .highest = 36500},
          &R::season_period_days);
    visit(Field{.name = "priority",
                .doc = "A higher one goes first, at stations that heed it.",
                .lowest = -1000,
                .highest = 1000},
          &R::priority);
    visit(Field{.name = "patience_days",
                .unit = "d",
                .doc = "Time after which a job that still waits for its first service at a station "
                       "leaves for good; 0: it waits.",
                .lowest = days_range.lowest,
                .highest = days_range.highest,
                .unbounded_law = true},
          &R::patience_days);
    visit(Field{.name = "units",
                .doc = "Units in a job, where a step takes time by the unit; of goods at a port, "
                       "in each of their base units.",
                .lowest = 0,
                .highest = 1e12},
          &R::units);
    visit(Provenance{}, &R::provenance);
  }
};

struct StepRecord {
  static constexpr std::string_view kind = "step";
  static constexpr Range days_range{0, 365000};  // of the whole of a service, too
  std::string id;
  std::string job;
  std::int64_t position = 1;
  std::string station;
  Law service_days{0};
  double unit_days = 0;
  Law setup_days{0};
  std::string setup = "changeover";
  std::string next;
  Provenance provenance;

  template <class Visit>
  static void describe(Visit&& visit) {
    using R = StepRecord;
    visit(Field{.name = "job", .doc = "Job that takes it.", .required = true, .refers_to = "job"},
          &R::job);
    visit(Field{.name = "position",
                .doc = "Steps are taken by ascending position; those of one position side by side, "
                       "and the job goes on when all are done.",
                .lowest = 1,
                .highest = 100000},
          &R::position);
    visit(Field{.name = "station", .doc = "Where.", .required = true, .refers_to = "station"},
          &R::station);
    visit(Field{.name = "service_days",
                .unit = "d",
                .doc = "Time of service.",
                .lowest = days_range.lowest,
                .highest = days_range.highest,
                .unbounded_law = true},
          &R::service_days);
    visit(Field{.name = "unit_days",
                .unit = "d per unit",
                .doc = "Time of service for each unit of the job, beside service_days.",
                .lowest = 0,
                .highest = 365000},
          &R::unit_days);
    visit(Field{.name = "setup_days",
                .unit = "d",
                .doc = "Time to set the server up.",
                .lowest = days_range.lowest,
                .highest = days_range.highest,
                .unbounded_law = true},
          &R::setup_days);
    visit(Field{.name = "setup",
                .doc = "When it is set up: only after a job of another kind (changeover), or for "
                       "every job (always).",
                .choices = "changeover|always"},
          &R::setup);
    visit(Field{.name = "next",
                .doc = "Where the job goes instead of the next position, with what probability: "
                       "'step:0.3;out:0.1' (out: it leaves)."},
          &R::next);
    visit(Provenance{}, &R::provenance);
  }
};

}  // namespace korus
