#include "tools/verify/judgement.hpp"

#include <array>
#include <cmath>

namespace korus {
namespace {

constexpr std::array<std::string_view, 5> verdicts{"passed", "failed", "missing", "skipped",
                                                   "info"};

Verdict passed_if(bool holds) { return holds ? Verdict::passed : Verdict::failed; }

bool within_tolerance(const CatalogueRow& row, double value) {
  return std::abs(value - row.expected) <= row.tolerance();
}

Judgement judge_stochastic(const CatalogueRow& row, const Observed& observed) {
  if (!observed.varies()) {
    return {.verdict = passed_if(within_tolerance(row, observed.value)),
            .note = "it does not vary: judged by its tolerance"};
  }
  const double z = (observed.value - row.expected) / observed.se;
  return {.verdict = passed_if(std::abs(z) < greatest_z), .z = z, .note = ""};
}

bool holds(const CatalogueRow& row, double value, Relation relation) {
  return relation == Relation::at_most ? value <= row.expected + row.tolerance()
                                       : value >= row.expected - row.tolerance();
}

}  // namespace

std::string_view name_of(Verdict verdict) { return verdicts.at(static_cast<std::size_t>(verdict)); }

Judgement judge(const CatalogueRow& row, const Observed& observed, Relation relation) {
  if (!observed.trouble.empty()) {
    return {.note = observed.trouble};
  }
  if (row.kind == RowKind::info) {
    return {.verdict = Verdict::info, .note = ""};
  }
  if (row.is_text()) {
    return {.verdict = passed_if(observed.text == row.expected_text), .note = ""};
  }
  if (!observed.text.empty()) {
    return {.note = "a text where a number is expected"};
  }
  if (!std::isfinite(observed.value)) {
    return {.note = "no finite number was found"};
  }
  switch (row.kind) {
    case RowKind::stochastic:
      return judge_stochastic(row, observed);
    case RowKind::inequality:
    case RowKind::bound:
      return {.verdict = passed_if(holds(row, observed.value, relation)), .note = ""};
    default:
      return {.verdict = passed_if(within_tolerance(row, observed.value)), .note = ""};
  }
}

}  // namespace korus
