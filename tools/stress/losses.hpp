// What one replication loses by a stop: its course against the undisturbed one, which has the same
// random numbers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tools/stress/course.hpp"

namespace korus {

// One group of products in one country: where demand is missed, or where output is lost.
struct StressPlace {
  std::string country;
  std::string group;
  std::string chain;
  std::string units;
  bool in_focus = false;
  std::vector<std::uint32_t> rows;  // markets, or lines
  double per_display = 1;           // base units in one of `units`
};

// What is counted, and how it is valued.
struct StressAccounts {
  std::vector<StressPlace> demand;
  std::vector<StressPlace> output;
  std::vector<bool> in_focus;      // [n_markets]: of a country of simulation.focus, or all
  std::vector<double> market_usd;  // [n_markets, USD per base unit]
  std::vector<double> line_usd;    // [n_lines, USD per good base unit] added to its inputs' value
  bool valued = false;             // every product that is wanted in focus has a value
  bool output_valued = false;      // every product that is made has one

  StressAccounts() = default;
  explicit StressAccounts(const Network& network);
};

struct StressLosses {
  double time_to_survive = 0;  // [d] of the first market in focus; NaN: none missed anything
  std::uint32_t first_market = nobody;
  double time_to_recover = 0;   // [d] after the stop, of the last market in focus; NaN: not in time
  std::vector<double> unmet;    // [n_demand] lost, or waiting at the end
  std::vector<double> waited;   // [n_demand, units d] more
  std::vector<double> missing;  // [n_demand] lost or waiting at the worst
  std::vector<double> output;   // [n_output] good units not made
  double unmet_days = 0;        // of demand, summed over the places in focus
  double unmet_usd = 0;         // in focus; NaN: not valued
  double worst = 0;             // lost or waiting in focus on the worst day, in the unit of loss()
  double output_usd = 0;        // everywhere, each line by what it adds; NaN: not valued

  // What stops are ranked by: money, or where that is not known days of demand.
  double loss(const StressAccounts& accounts) const {
    return accounts.valued ? unmet_usd : unmet_days;
  }
};

// A market misses something, or has not recovered, where it lacks more than a tenth of a day's
// demand, and a whole unit, beyond the undisturbed run: less is the rounding of shares.
StressLosses compare_courses(const StressAccounts& accounts, const Standing& standing,
                             const Course& undisturbed, const Course& stopped, int stop_days);

}  // namespace korus
