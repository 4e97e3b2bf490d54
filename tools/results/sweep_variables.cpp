#include "tools/results/sweep_variables.hpp"

#include <fmt/format.h>

#include "tools/ensemble/series_summary.hpp"
#include "tools/results/kpi_groups.hpp"
#include "tools/results/series_groups.hpp"

namespace korus {
namespace {

void add_kpis(const SweepHeader& header, std::vector<SweepVariable>& variables) {
  const hsize_t replications = header.data.replications;
  const hsize_t kpis = header.data.kpis.size();
  const auto add = [&](const char* name, SweepType type, const char* long_name) {
    variables.push_back({"kpi",
                         name,
                         type,
                         {"replication", "kpi"},
                         {replications, kpis},
                         {replications, kpis},
                         {{"long_name", long_name}, {"coordinates", words_of_kpis}}});
  };
  if (kpis > 0) {
    add("value", SweepType::float64, "Numerator / denominator");
    add("numerator", SweepType::float64, "Numerator");
    add("denominator", SweepType::float64, "Denominator; 1 for totals");
    std::string coordinates = fmt::format("{} policy_name", words_of_kpis);
    for (const SweepFactor& factor : header.data.factors) {
      coordinates += ' ' + factor.name;
    }
    const hsize_t statistics = summary_columns().size() + 1;
    variables.push_back({"summary",
                         "value",
                         SweepType::float64,
                         {"statistic", "kpi"},
                         {statistics, kpis},
                         {statistics, kpis},
                         {{"long_name", "Statistic over the replications of a point"},
                          {"coordinates", coordinates}}});
  }
  variables.push_back({"kpi",
                       "events",
                       SweepType::signed64,
                       {"replication"},
                       {replications},
                       {replications},
                       {{"long_name", "Events handled"}, {"units", "1"}}});
  variables.push_back({"kpi",
                       "digest",
                       SweepType::unsigned64,
                       {"replication"},
                       {replications},
                       {replications},
                       {{"long_name", "Digest of all that every actor saw"}}});
  variables.push_back(
      {"kpi",
       "status",
       SweepType::signed8,
       {},
       {},
       {},
       {{"long_name", "1: done; 2: could not be run (group failures); 0: missing"}}});
}

void add_series(const SweepHeader& header, bool all, std::vector<SweepVariable>& variables) {
  const SeriesLayout& layout = header.layout;
  for (const Variable& variable : layout.variables) {
    if (!has_values(layout, variable)) {
      continue;
    }
    const hsize_t first = all ? header.data.replications : series_statistics.size();
    variables.push_back(
        {all ? "series_all" : "series",
         variable.name,
         SweepType::float32,
         {all ? "replication" : "statistic", "time", layout.axes[variable.axis].name},
         {first, layout.time_days.size(), layout.entities(variable)},
         series_chunk(layout, variable),
         about_series(layout, variable)});
  }
}

}  // namespace

std::vector<SweepVariable> sweep_variables(const SweepHeader& header) {
  std::vector<SweepVariable> variables;
  add_kpis(header, variables);
  if (header.detail != SeriesDetail::none) {
    add_series(header, false, variables);
  }
  if (header.detail == SeriesDetail::all) {
    add_series(header, true, variables);
  }
  return variables;
}

}  // namespace korus
