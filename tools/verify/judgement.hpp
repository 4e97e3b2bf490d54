// Whether what was found is what was expected.
//
//   stochastic         z = (observed - expected) / standard error, |z| < 4. A value that does not vary
//                      must lie within the row's tolerance, and has no z.
//   exact              |observed - expected| at most abs_tol, or rel_tol x |expected|; texts: equal
//   property           as exact
//   bits               equal texts
//   inequality, bound  the set-up's relation, with the row's tolerance
//   info               not judged
#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "tools/verify/case_setup.hpp"
#include "tools/verify/catalogue.hpp"
#include "tools/verify/observed.hpp"

namespace korus {

enum class Verdict : std::uint8_t { passed, failed, missing, skipped, info };

std::string_view name_of(Verdict verdict);

struct Judgement {
  Verdict verdict = Verdict::failed;
  double z = std::numeric_limits<double>::quiet_NaN();  // of stochastic rows that vary
  std::string note;  // why it failed, where that is not to be seen from the numbers
};

inline constexpr double greatest_z = 4;

Judgement judge(const CatalogueRow& row, const Observed& observed, Relation relation);

}  // namespace korus
