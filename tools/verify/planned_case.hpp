// A case on its way from its set-up to its verdicts: which rows are asked for, and where what they
// need will be found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/verify/case_runs.hpp"
#include "tools/verify/catalogue.hpp"
#include "tools/verify/setup_reader.hpp"

namespace korus {

// Values of a row's function, one a replication (one in all where it is not stochastic).
struct FunctionResults {
  std::vector<FunctionValue> values;
  std::vector<std::string> troubles;  // "" where there was none
};

struct PlannedRow {
  const CatalogueRow* row = nullptr;
  const RowSetup* setup = nullptr;    // nullptr: missing
  std::vector<std::size_t> variants;  // of each of the set-up's runs, in CaseRuns
  std::size_t other = 0;              // added_entity: the variant with more in it
  FunctionResults results;
};

struct PlannedCase {
  std::string id;
  std::uint64_t seed = 0;
  std::optional<CaseSetup> setup;
  std::vector<PlannedRow> rows;

  std::size_t replications() const { return static_cast<std::size_t>(setup->replications); }
};

// Adds what the case's rows need to `runs`, and tells figures that its scenarios do not have.
void plan_rows(PlannedCase& planned, CaseRuns& runs, Diagnostics& diagnostics);

// One task a call of a function of the case's rows.
std::vector<std::function<void()>> function_tasks(PlannedCase& planned);

}  // namespace korus
