#include "tools/command/figure_table.hpp"

#include <fmt/core.h>

#include <cmath>

#include "tools/command/figure_text.hpp"
#include "tools/ensemble/kpi_summary.hpp"

namespace korus {
namespace {

// Figures of the headline belong to a chain, those of single entities to none.
bool is_single(const Kpi& kpi) { return kpi.chain.empty(); }

std::string interval_text(const Estimate& estimate) {
  return std::isfinite(estimate.low)
             ? fmt::format("[{}, {}]", figure_text(estimate.low), figure_text(estimate.high))
             : "";
}

}  // namespace

void print_figures(const Ensemble& ensemble) {
  std::vector<std::vector<KpiValue>> values;
  for (const ReplicationResult& replication : ensemble.replications) {
    values.push_back(replication.kpis);
  }
  const std::vector<KpiSummary> summaries = summarise_kpis(ensemble.kpis, values);
  bool begun = false;
  for (std::size_t i = 0; i < ensemble.kpis.size(); ++i) {
    const Kpi& kpi = ensemble.kpis[i];
    if (is_single(kpi) && std::isfinite(summaries[i].estimate.mean)) {
      if (!begun) {
        fmt::print("\n{:<40}{:>14}  {}\n", "figure", "estimate", "95 % interval");
        begun = true;
      }
      fmt::print("{:<40}{:>14}  {} {}\n", kpi.name, figure_text(summaries[i].estimate.mean),
                 interval_text(summaries[i].estimate), kpi.units == "1" ? "" : kpi.units);
    }
  }
}

}  // namespace korus
