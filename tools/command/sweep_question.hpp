// What is asked of a sweep: names, wildcards and criteria of the command line, found in its data.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tools/analysis/sweep_data.hpp"
#include "tools/analysis/threshold.hpp"
#include "tools/command/options.hpp"

namespace korus {

struct SweepQuestion {
  std::vector<std::string> methods;   // as --method names them, and satisficing; in order
  std::vector<std::size_t> kpis;      // to explain and to regret
  bool kpis_are_chosen = false;       // by us: nothing was asked for
  std::vector<std::size_t> policies;  // to explain
  std::vector<std::size_t> rivals;    // among which there is regret, and which meet criteria
  std::optional<std::size_t> against;
  std::vector<Threshold> thresholds;  // all must hold

  std::vector<std::string> errors;  // not empty: what is asked cannot be answered, and why
};

SweepQuestion sweep_question(const SweepData& data, const Options& options);

// A sign and a number apart from the name: "unmet_share.US.memory <= 2 %". None: it reads otherwise.
struct Criterion {
  std::string name;
  Comparison comparison = Comparison::at_most;
  double limit = 0;
};
std::optional<Criterion> read_criterion(const std::string& text);

}  // namespace korus
