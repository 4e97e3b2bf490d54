// Every stop in every replication, against the undisturbed run on the same random numbers.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "tools/ensemble/estimate.hpp"
#include "tools/stress/losses.hpp"

namespace korus {

struct StressSettings {
  StressPeriod period;
  int replications = 8;
  std::uint64_t seed = 1;
};

// What is said of one case over the replications; [n_replications] unless it is an Estimate.
struct StressResult {
  StressCase what;
  std::vector<StressLosses> losses;
  std::vector<double> analytic_survival;  // [d]; infinite: no way leads from it to a focus market
  Estimate loss;                          // USD, or days of demand
  Estimate worst;                         // lost or waiting on the worst day, in the same unit
  Estimate output_usd;
  Estimate time_to_survive;  // over the replications in which something was missed
  Estimate time_to_recover;  // over those in which it recovered in time
  int hit = 0;               // replications in which something was missed
  int unrecovered = 0;       // replications in which it had not recovered at the end
  double index = 0;          // risk-exposure index: loss over the largest loss of all cases, 0 to 1
  bool reaches_focus = false;
};

struct StressTest {
  StressAccounts accounts;
  std::vector<StressResult> results;     // in the order of the cases
  std::vector<std::size_t> ranking;      // of results, the largest mean loss first, of
                                         // equal ones the worse
  std::vector<Undisturbed> undisturbed;  // [n_replications]
  std::string digest;                    // 16 hexadecimal digits over all raw losses
};

// On the threads at hand; the same bits on any number. `finished` is called after each run, from any
// thread.
StressTest run_stress(const StoppableNetwork& stoppable, const std::vector<StressCase>& cases,
                      const StressSettings& settings, const std::function<void()>& finished);

// Undisturbed runs of all replications.
std::vector<Undisturbed> run_undisturbed(const StoppableNetwork& stoppable,
                                         const StressSettings& settings,
                                         const std::set<int>& stop_days,
                                         const std::function<void()>& finished);

// The losses of one case in all replications.
std::vector<StressLosses> run_case(const StoppableNetwork& stoppable,
                                   const StressAccounts& accounts,
                                   const std::vector<Undisturbed>& undisturbed,
                                   const StressCase& stopped, const StressSettings& settings);

Estimate loss_of(const StressAccounts& accounts, const std::vector<StressLosses>& losses);
Estimate worst_of(const std::vector<StressLosses>& losses);

// The first day of a month, from the 91st day on, such that no dated outage of the scenario is felt
// (by the means of their durations) for 90 days before it and `days` days from it on; where there is
// none, the 91st day, or the first if `days` leave no room. Stocks have then settled, and what is lost
// is the stop's alone.
struct StressStart {
  int day = 0;
  bool quiet = false;  // no dated outage is felt about then
};
StressStart sensible_start(const Network& network, int days);

}  // namespace korus
