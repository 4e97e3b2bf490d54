#include "tools/verify/call_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace korus {
namespace {

template <class Visit>
void for_each_outcome(std::span<const Variant> variants, Visit visit) {
  for (const Variant& variant : variants) {
    for (const Outcome& outcome : variant.outcomes) {
      visit(variant, outcome);
    }
  }
}

Breach breach_of(CheckKind check) {
  return check == CheckKind::mass_balance     ? Breach::balance
         : check == CheckKind::negative_stock ? Breach::negative_stock
                                              : Breach::time_order;
}

Observed observe_breaches(CheckKind check, std::span<const Variant> variants) {
  Observed result{.value = 0};
  std::string other;
  for_each_outcome(variants, [&](const Variant&, const Outcome& outcome) {
    ++result.replications;
    if (outcome.breach == breach_of(check)) {
      result.value = check == CheckKind::mass_balance ? std::max(result.value, outcome.residual)
                                                      : result.value + 1;
    } else if (outcome.breach != Breach::none) {
      other = outcome.defect;
    }
  });
  if (result.value == 0 && !other.empty()) {
    result.trouble = "a run did not come to its end: " + other;
  }
  return result;
}

Observed observe_figures(std::string_view prefix, std::span<const Variant> variants) {
  Observed result{.value = 0};
  std::size_t found = 0;
  for_each_outcome(variants, [&](const Variant& variant, const Outcome& outcome) {
    ++result.replications;
    for (std::size_t k = 0; k < outcome.kpis.size(); ++k) {
      const std::string& name = variant.scorecard->kpis()[k].name;
      if (!name.starts_with(prefix)) {
        continue;
      }
      ++found;
      const double value = outcome.kpis[k].numerator / outcome.kpis[k].denominator;
      if (std::isnan(value)) {
        result.trouble =
            fmt::format("{} is no number in a run of {}", name, variant.setup.scenario.text);
      }
      result.value = std::max(result.value, std::abs(value));
    }
  });
  if (found == 0) {
    result.trouble = fmt::format("no run of this call has a figure {}*", prefix);
  }
  return result;
}

}  // namespace

Observed observe_runs(CheckKind check, std::span<const Variant> variants) {
  Observed result = check == CheckKind::little_gap ? observe_figures("little_gap.", variants)
                    : check == CheckKind::ledger_residual
                        ? observe_figures("ledger_residual.", variants)
                        : observe_breaches(check, variants);
  if (result.replications == 0) {
    result.trouble = "no run was made in this call";
  }
  if (!result.trouble.empty()) {
    result.value = std::numeric_limits<double>::quiet_NaN();
  }
  return result;
}

}  // namespace korus
