#include "tools/command/precise_run.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "models/scorecard.hpp"
#include "tools/command/figure_text.hpp"
#include "tools/command/json_line.hpp"
#include "tools/command/usage_error.hpp"
#include "tools/ensemble/estimate.hpp"
#include "tools/ensemble/headline.hpp"
#include "tools/ensemble/name_pattern.hpp"
#include "tools/ensemble/paired.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

std::vector<std::size_t> figures_that_count(const LoadedNetwork& loaded, const Options& options) {
  const std::vector<Kpi> kpis = Scorecard(loaded.network).kpis();
  if (!options.precision_of.empty()) {
    return matching_kpis(kpis, options.precision_of);
  }
  std::vector<std::size_t> result = headline_kpis(kpis, loaded.network.settings.focus);
  if (result.empty()) {
    result.resize(kpis.size());
    std::iota(result.begin(), result.end(), std::size_t{0});
  }
  return result;
}

// Half-width of a figure, NaN where it has none; nothing where it has no value.
std::optional<double> own_width(const Ensemble& ensemble, std::size_t i) {
  const Kpi& kpi = ensemble.kpis[i];
  const std::vector<KpiValue> values = values_of(ensemble, i);
  const Estimate estimate = estimate_kpi(kpi, values);
  return std::isnan(estimate.mean)
             ? std::nullopt
             : std::optional(relative_halfwidth(estimate, scale_of(kpi, estimate.mean)));
}

std::optional<double> difference_width(const Ensemble& baseline, const Ensemble& policy,
                                       std::size_t i) {
  const Kpi& kpi = policy.kpis[i];
  const auto other = find_kpi(baseline.kpis, kpi.name);
  if (!other) {
    return std::nullopt;
  }
  const Paired paired = paired_kpi(kpi, values_of(baseline, *other), values_of(policy, i));
  return std::isnan(paired.difference.mean) ? std::nullopt : std::optional(paired.rel_halfwidth);
}

class PreciseRun {
 public:
  PreciseRun(const std::vector<LoadedNetwork>& loaded, std::span<ScenarioRun> runs,
             const Options& options)
      : runs_(runs), precision_{.rule = precision_rule(options)} {
    std::size_t found = 0;
    for (const LoadedNetwork& network : loaded) {
      counting_.push_back(figures_that_count(network, options));
      found += counting_.back().size();
    }
    if (found == 0) {
      throw UsageError(options.precision_of.empty()
                           ? "--precision: the scenario has no figure that could be precise"
                           : "--precision-of: no figure has such a name; `korus schema --figures` "
                             "lists what there is");
    }
  }

  // The figures that count, as wide as they are now.
  const Precision& look() {
    precision_.figures.clear();
    const bool alone = runs_.size() == 1;
    for (std::size_t s = alone ? 0 : 1; s < runs_.size(); ++s) {
      const Ensemble& ensemble = runs_[s].ensemble;
      runs_[s].precise_kpis.clear();
      for (const std::size_t i : counting_[s]) {
        const auto width =
            alone ? own_width(ensemble, i) : difference_width(runs_.front().ensemble, ensemble, i);
        if (width) {
          runs_[s].precise_kpis.push_back(i);
          const std::string whose = runs_.size() > 2 ? " (" + runs_[s].scenario_path + ")" : "";
          precision_.figures.push_back({ensemble.kpis[i].name + whose, *width});
        }
      }
    }
    return precision_;
  }

 private:
  std::span<ScenarioRun> runs_;
  Precision precision_;
  std::vector<std::vector<std::size_t>> counting_;  // [n_scenarios][...] places in its KPIs
};

std::string percent(double share) {
  return std::isfinite(share) ? fmt::format("{:.3g} %", 100 * share) : "no interval";
}

}  // namespace

Precision run_until_precise(const std::vector<LoadedNetwork>& loaded, std::span<ScenarioRun> runs,
                            const Options& options) {
  PreciseRun precise(loaded, runs, options);
  const PrecisionRule rule = precision_rule(options);
  Precision precision{.rule = rule};
  int done = 0;
  for (int more = next_stage(rule, 0); more > 0; more = next_stage(rule, done)) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
      extend_run(loaded[i], runs[i], more, options);
    }
    done += more;
    precision = precise.look();
    if (precision.missed().empty()) {
      break;
    }
  }
  return precision;
}

void print_precision(const Precision& precision, int replications) {
  const std::vector<FigurePrecision> missed = precision.missed();
  const double target = precision.rule.target;
  const auto is_share = [](const FigurePrecision& figure) {
    return figure.name.find("_share.") != std::string::npos;
  };
  const auto constant = std::ranges::count(precision.figures, 0.0, &FigurePrecision::rel_halfwidth);
  fmt::print("\nPrecision: {}{} asked of {} figure{}{}", percent(target),
             std::ranges::any_of(precision.figures, is_share)
                 ? fmt::format(" (of shares {} point{})", number_text(100 * target),
                               target == 0.01 ? "" : "s")
                 : "",
             precision.figures.size(), precision.figures.size() == 1 ? "" : "s",
             constant > 0 ? fmt::format(" ({} of them without any spread)", constant) : "");
  if (missed.empty()) {
    fmt::print(", reached by all after {} replications.\n", replications);
    return;
  }
  fmt::print("; NOT REACHED by {} within {} replications (--max-replications):\n", missed.size(),
             replications);
  constexpr std::size_t most = 8;
  for (std::size_t i = 0; i < std::min(most, missed.size()); ++i) {
    fmt::print("  {:<60} {}\n", missed[i].name, percent(missed[i].rel_halfwidth));
  }
  if (missed.size() > most) {
    fmt::print("  and {} others\n", missed.size() - most);
  }
  const double ratio = missed.front().rel_halfwidth * (1 + target) / target;
  if (std::isfinite(ratio)) {
    fmt::print("All would be reached by about {:.2g} replications.\n",
               ratio * ratio * replications);
  }
}

std::string precision_json(const Precision& precision) {
  const std::vector<FigurePrecision> missed = precision.missed();
  std::string names;
  for (const FigurePrecision& figure : missed) {
    names += (names.empty() ? "" : ",") + json_text(figure.name);
  }
  return JsonLine()
      .add("target", precision.rule.target)
      .add("figures", precision.figures.size())
      .add_raw("reached", missed.empty() ? "true" : "false")
      .add_raw("missed", "[" + names + "]")
      .text();
}

}  // namespace korus
