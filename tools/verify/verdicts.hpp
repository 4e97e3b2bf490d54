// What a verification found: a verdict a row, and all z's together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tools/verify/catalogue.hpp"
#include "tools/verify/judgement.hpp"
#include "tools/verify/observed.hpp"
#include "tools/verify/z_scores.hpp"

namespace korus {

struct JudgedRow {
  CatalogueRow row;
  std::string run;  // "" where the case has one run, or the row none; "a,b" where two are compared
  std::uint64_t seed = 0;  // of the case's runs and functions
  Observed observed;
  Judgement judgement;

  std::string label() const { return run.empty() ? row.id : row.id + "/" + run; }
};

struct Verification {
  std::vector<JudgedRow> rows;  // in the catalogue's order, for each run of a row one
  ZScores z;

  std::int64_t count(Verdict verdict) const;
  bool passed() const;  // no row failed or is missing, and the z's are normal
};

}  // namespace korus
