// Stations as the run sees them: immutable rows of stations, kinds of job and their steps.
//
// A station belongs to a site, and so do the jobs that visit it: they move between stations of the
// site at no delay, as a site is one actor.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/law.hpp"
#include "engine/time.hpp"

namespace korus {

inline constexpr std::uint32_t nobody = ~std::uint32_t{0};

enum class Discipline : std::uint8_t { fifo = 0, lifo = 1, priority = 2, preemptive = 3 };

struct Station {
  std::string id;
  std::uint32_t site = 0;
  std::uint32_t servers = 1;  // 0: as many as there are jobs
  std::int64_t room = -1;     // jobs in it at most, those in service included; -1: no limit
  Discipline discipline = Discipline::fifo;
  bool repeats = false;  // an interrupted service begins anew
  std::int64_t batch_least = 1;
  std::int64_t batch_most = 1;
  bool blocks_before = false;
  Law up_days{0};  // 0: never fails
  Law down_days{0};
  bool calendar_clock = false;
  Duration wait_limit{};
  std::uint32_t first_server = 0;        // row of the state's servers
  std::vector<std::uint32_t> feeders;    // stations that wait for room here before they begin
  std::vector<std::int64_t> priorities;  // of the jobs that come here, where it heeds them, the
                                         // highest first
  std::uint32_t first_tail = 0;          // row of the state's tails, one of each priority
  std::uint64_t stream = 0;

  bool fails() const { return up_days != Law(0); }
  bool heeds_priority() const {
    return discipline == Discipline::priority || discipline == Discipline::preemptive;
  }
};

struct Branch {            // of a route
  std::uint32_t step = 0;  // nobody: it leaves
  double probability = 0;
};

struct Step {
  std::string id;
  std::uint32_t order = 0;  // in the scenario
  std::uint32_t job = 0;    // JobClass
  std::uint32_t station = 0;
  std::int64_t position = 1;
  Law service_days{0};
  double unit_days = 0;
  Law setup_days{0};
  bool always_set_up = false;
  std::vector<Branch> branches;  // by probability; what is left of it goes to `next`
  std::uint32_t next = nobody;   // first step of the next position
  std::uint32_t siblings = 1;    // steps of its position, this one included
  std::uint64_t stream = 0;
};

enum class JobSupply : std::uint8_t { open = 0, closed = 1, unlimited = 2 };

struct JobClass {
  std::string id;
  std::uint32_t order = 0;  // in the scenario
  std::uint32_t site = 0;
  JobSupply supply = JobSupply::open;
  Law interarrival_days{0};
  Law jobs_per_arrival{1};
  std::int64_t start_jobs = 0;
  double season_amplitude = 0;
  double season_period_days = 0;
  std::int64_t priority = 0;
  Law patience_days{0};
  double units = 1;
  std::uint32_t first_step = nobody;
  std::uint32_t line = nobody;  // whose lots they are; nobody: of none
  std::uint32_t lane = nobody;  // whose goods they are, on arrival; nobody: of none
  std::uint64_t stream = 0;
};

}  // namespace korus
