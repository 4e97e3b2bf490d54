// What a sweep is to do: the scenarios, what is varied in them, at which points, how often.
//
// The file's form is told in scenarios/sweeps/README.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "tools/analysis/sweep_data.hpp"
#include "tools/results/result_file.hpp"
#include "tools/scenario/table_reader.hpp"

namespace korus {

// What becomes of a field of the scenario at a point: x, its own value times x, or plus x.
enum class FactorAction : std::uint8_t { set, times, plus };

struct PlanFactor {
  SweepFactor about;
  FactorAction action = FactorAction::set;
  std::vector<PlacedText> fields;  // "kind.id.field"; * stands for any characters of the id
  std::size_t levels = 0;          // of a range in a grid; 0: the design's
  bool whole = false;              // points of a range lie on whole numbers
  Origin origin;

  bool is_list() const { return !about.values.empty(); }
  bool is_open() const { return about.values.empty() && !(about.low <= about.high); }
};

// A scenario that meets every row of the design.
struct PlanPolicy {
  std::string name;
  std::string title;             // empty: the scenario's
  PlacedText scenario;           // the path as it can be opened
  std::vector<std::string> set;  // as --set, the plan's own first
  double cost_usd =
      std::numeric_limits<double>::quiet_NaN();  // beyond the first policy; NaN: unknown
};

struct PlanDesign {
  DesignKind kind = DesignKind::list;
  std::size_t samples = 0;  // points; base samples of saltelli, trajectories of morris
  std::size_t levels = 4;   // of morris; of a range in a grid
  std::uint64_t seed = 1;
  std::vector<std::vector<std::string>> rows;  // of a list, [n_rows, n_factors]
  Origin origin;
};

struct SweepPlan {
  std::string path;
  std::string title;
  std::string text;                  // the file
  std::vector<PlanPolicy> policies;  // one at least
  std::vector<PlanFactor> factors;
  PlanDesign design;
  int replications = 8;
  std::uint64_t seed = 1;
  SeriesDetail series = SeriesDetail::none;
  std::size_t points_per_file = 0;  // 0: by the number of points
};

// Throws ScenarioError with all that is wrong.
SweepPlan read_plan(const std::filesystem::path& path);

std::string_view action_name(FactorAction action);

}  // namespace korus
