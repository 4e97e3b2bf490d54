// A run from the day of a stop on: it begins where the image of the undisturbed run stands, so that
// all stops of a replication share what came before, and no file is read and no network copied for
// one.
//
// It is the run of the scenario with a dated outage of capacity_lost 1 in its place, figure for
// figure, but that at the very instant of the stop what is due is done first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <vector>

#include "tools/stress/stop_days.hpp"

namespace korus {

// What customers of each market have missed by the end of each day, and what lines have made.
struct Course {
  std::vector<std::int64_t> lost;     // [n_days][n_markets], since the start of the run
  std::vector<std::int64_t> backlog;  // [n_days][n_markets]
  std::vector<std::int64_t> late;     // [n_days][n_markets], not served on its day, since the start
  // Good units since the start of the run, [n_lines], after so many days: those asked for.
  std::map<int, std::vector<std::int64_t>> made;
  std::size_t markets = 0;

  std::size_t days() const { return markets == 0 ? 0 : lost.size() / markets; }
  std::int64_t missing(std::size_t day, std::size_t market) const {
    return lost[day * markets + market] + backlog[day * markets + market];
  }
};

// How stocks stand on the day of the stop, and what passes through them, in the undisturbed run.
struct Standing {
  std::vector<double> on_hand;     // [n_stocks, base units]
  std::vector<double> under_way;   // [n_links], shipped and not yet arrived
  std::vector<double> in_process;  // [n_lines], good units to come
  std::vector<double> rate;        // [n_stocks, base units a day], sold, used and shipped
  std::vector<double> flow;        // [n_links, base units a day], shipped
  std::vector<double> demand;      // [n_markets, base units a day]
};

struct StressPeriod {
  int start_day = 0;  // since the first day of the scenario
  int horizon = 365;  // days simulated after the end of a stop
};

struct Undisturbed {
  std::vector<std::byte> image;  // on the day of the stop
  Course course;                 // over the longest stop and the horizon
  Standing standing;
};

// One replication without a stop, to be compared with stops of these lengths.
Undisturbed run_undisturbed(const StoppableNetwork& stoppable, std::uint64_t seed,
                            std::uint64_t replication, const StressPeriod& period,
                            const std::set<int>& stop_days);

// The same with a stop, to `horizon` days after it. Checks the balance of goods at the end.
Course run_stopped(const StoppableNetwork& stoppable, std::uint64_t seed, std::uint64_t replication,
                   const StressPeriod& period, std::span<const std::byte> image,
                   const StressCase& stopped);

}  // namespace korus
