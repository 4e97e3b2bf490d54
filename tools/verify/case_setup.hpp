// How a case is run: what its set-up file says, whole and checked. The file's form is told in
// scenarios/verification/README.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "tools/scenario/table_reader.hpp"
#include "tools/verify/functions.hpp"

namespace korus {

// A scenario with its overrides.
struct RunSetup {
  std::string name;     // "" where there is one run without a name
  PlacedText scenario;  // the path as it can be opened
  std::vector<PlacedText> set;
};

// What replications say together.
enum class Statistic : std::uint8_t {
  mean,               // of ratios: the ratio of sums
  variance,           // of the replications' values
  paired_difference,  // between two runs: the first less the second, replication by replication
  paired_variance,    // of that difference
  unpaired_variance,  // of the difference if the two runs were independent
  variance_ratio,     // unpaired / paired
};
bool needs_two_runs(Statistic statistic);
bool is_of_variances(Statistic statistic);

// Of a row that reads figures: scale x (sum of weight x figure) + offset.
struct Figure {
  PlacedText name;
  double weight = 1;
};

struct FigureSource {
  std::vector<Figure> figures;
  double scale = 1;
  double offset = 0;
  Statistic statistic = Statistic::mean;
};

struct FunctionSource {
  const VerificationFunction* function = nullptr;
  std::vector<double> arguments;
  double scale = 1;
  double offset = 0;
  Statistic statistic = Statistic::mean;
};

// A property of runs (tools/verify/case_checks.hpp, call_checks.hpp).
enum class CheckKind : std::uint8_t {
  digest_over_threads,
  digest_over_executors,
  digest_over_resume,
  digest_alone,
  added_entity,
  mass_balance,
  ledger_residual,
  negative_stock,
  time_reversal,
  little_gap,
};
bool is_of_all_runs(CheckKind check);  // of the whole call, not of one case

struct CheckSource {
  CheckKind check = CheckKind::mass_balance;
  PlacedText other;  // added_entity: the scenario with more in it
};

struct SkippedSource {
  std::string reason;
};

enum class Relation : std::uint8_t { none, at_most, at_least };

struct RowSetup {
  Origin origin;
  std::variant<FigureSource, FunctionSource, CheckSource, SkippedSource> source;
  std::vector<std::size_t> runs;  // places in CaseSetup::runs
  Relation relation = Relation::none;
};

struct CaseSetup {
  std::string file;  // as shown
  int replications = 20;
  std::vector<RunSetup> runs;            // none where no row needs one
  std::map<std::string, RowSetup> rows;  // by letter
};

}  // namespace korus
