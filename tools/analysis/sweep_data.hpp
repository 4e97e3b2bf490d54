// What a sweep yields, in memory: the points of its design and every replication's figures at them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/kpi.hpp"
#include "tools/analysis/points.hpp"

namespace korus {

enum class DesignKind : std::uint8_t { grid, latin_hypercube, sobol, morris, saltelli, list };
inline constexpr std::array<std::string_view, 6> design_names{"grid",   "latin_hypercube", "sobol",
                                                              "morris", "saltelli",        "list"};

// What a plan varies.
struct SweepFactor {
  std::string name;
  std::string unit;
  std::string doc;
  double low = std::numeric_limits<double>::quiet_NaN();  // ends of its range; NaN: a list of words
  double high = std::numeric_limits<double>::quiet_NaN();
  std::vector<std::string> values;  // where it is a list; empty: a range
  std::string source;
  std::string quality;  // sourced, derived or estimate
};

// Rows of the design are crossed with the policies: every policy meets every row, on the same random
// numbers in every replication.
struct SweepData {
  std::string title;
  DesignKind design = DesignKind::list;
  std::size_t samples = 0;        // of a saltelli design; trajectories of a morris design
  std::size_t levels = 0;         // of a morris design
  std::uint64_t design_seed = 0;  // of its random points
  std::vector<SweepFactor> factors;
  Points unit{0, 0};    // [n_rows, n_factors] of the unit cube
  Points values{0, 0};  // [n_rows, n_factors] in the factors' units; of words their number
  std::vector<std::string> policies;  // one or more
  std::size_t replications = 0;
  std::map<std::string, int> quality_marks;  // of the first policy's numbers: how many bear each
  std::vector<Kpi> kpis;
  std::vector<KpiValue>
      outcomes;  // [n_rows, n_policies, n_replications, n_kpis]; NaN where a point
                 // failed or has no such KPI

  std::size_t rows() const { return unit.size(); }

  // Rows that belong together (blocks.hpp): a trajectory of morris, the rows about a base sample of
  // saltelli; of other designs each row is by itself.
  std::size_t rows_per_block() const {
    return design == DesignKind::morris     ? factors.size() + 1
           : design == DesignKind::saltelli ? factors.size() + 2
                                            : 1;
  }
  std::size_t block_of(std::size_t row) const { return row / rows_per_block(); }

  const KpiValue& outcome(std::size_t row, std::size_t policy, std::size_t replication,
                          std::size_t kpi) const {
    return outcomes[((row * policies.size() + policy) * replications + replication) * kpis.size() +
                    kpi];
  }
};

}  // namespace korus
