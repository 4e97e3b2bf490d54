// A plan with its scenarios read: every point of it can be run by itself, anywhere, with the same
// result.
//
// Points are the rows of the design, each with every policy in turn: point = row x n_policies +
// policy. Parts are runs of points that share a file.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "models/network.hpp"
#include "tools/results/sweep_file.hpp"
#include "tools/sweep/design.hpp"
#include "tools/sweep/factor_fields.hpp"
#include "tools/sweep/plan.hpp"

namespace korus {

struct Sweep {
  SweepPlan plan;
  std::vector<LoadedScenario> scenarios;                      // [n_policies]
  std::vector<std::vector<std::vector<FactorField>>> fields;  // [n_policies, n_factors]
  DesignPoints design;
  std::vector<Kpi> kpis;  // of all policies, as they come
  SeriesLayout layout;    // of the first policy; empty where no series are kept
  std::string identity;   // what decides the results, as a SHA-256

  std::size_t points() const { return design.unit.size() * plan.policies.size(); }
};

// Throws ScenarioError with all that is wrong with the plan and its scenarios; both ends of every
// factor lie in the ranges of the fields it acts on.
Sweep load_sweep(SweepPlan plan);

// The network of one point; `trouble` tells why there is none.
Network network_at(const Sweep& sweep, std::size_t point, std::string& trouble);

// The plan's own numbers for its file.
SweepHeader header_of(const Sweep& sweep);

}  // namespace korus
