#include "tools/results/kpi_groups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/ensemble/kpi_summary.hpp"
#include "tools/results/output_group.hpp"
#include "tools/results/precision_variables.hpp"

namespace korus {
namespace {

// `of(kpi)` for every KPI.
template <class T, class Of>
std::vector<T> column(const std::vector<Kpi>& kpis, Of of) {
  std::vector<T> result(kpis.size());
  std::ranges::transform(kpis, result.begin(), of);
  return result;
}

void add_flag(OutputGroup& group, const std::string& name, const std::vector<Kpi>& kpis,
              bool Kpi::* flag, const std::string& meaning) {
  const auto values = column<std::int8_t>(
      kpis, [&](const Kpi& kpi) { return static_cast<std::int8_t>(kpi.*flag ? 1 : 0); });
  group.add_variable(name, {"kpi"}, values, {{"long_name", meaning}});
}

// `of(value)` for every replication and KPI.
template <class Of>
void add_values(OutputGroup& group, const std::string& name, const RunResult& result,
                const std::string& long_name, Of of) {
  std::vector<double> values;
  for (const auto& row : result.kpi_values) {
    std::ranges::transform(row, std::back_inserter(values), of);
  }
  group.add_variable(name, {"replication", "kpi"}, values,
                     {{"long_name", long_name}, {"coordinates", words_of_kpis}});
}

void add_replications(OutputGroup& group, const RunResult& result) {
  group.add_numbered_dimension("replication", result.replication_digests.size(),
                               {{"long_name", "Number of the replication"}});
  std::vector<std::string> digests(result.replication_digests.size());
  std::ranges::transform(result.replication_digests, digests.begin(),
                         [](std::uint64_t digest) { return fmt::format("{:016x}", digest); });
  group.add_variable("digest", {"replication"}, digests,
                     {{"long_name", "Digest of all that every actor saw"}});
  const std::vector<std::int64_t> events(result.replication_events.begin(),
                                         result.replication_events.end());
  group.add_variable("events", {"replication"}, events,
                     {{"long_name", "Events handled"}, {"units", "1"}});
}

constexpr const char* method =
    "is_ratio 0: mean of replications, interval of Student's t with n - 1 degrees of freedom; "
    "is_ratio 1: sum of "
    "numerators / sum of denominators, standard error by jackknife over replications (sd of its "
    "pseudo-values), the "
    "same interval. Quantiles: type 7, of the replications' own values; their intervals lie "
    "between "
    "order statistics at ranks of the binomial, missing where replications are too few. cvar95: "
    "the "
    "worst by higher_is_better, the replication on the border counted in part.";

}  // namespace

void add_kpi_dimension(OutputGroup& group, const std::vector<Kpi>& kpis) {
  group.add_dimension("kpi", column<std::string>(kpis, &Kpi::name),
                      {{"long_name", "Name of the indicator"}});
  const std::pair<const char*, std::string Kpi::*> words[] = {
      {"measure", &Kpi::measure}, {"chain", &Kpi::chain}, {"country", &Kpi::country},
      {"group", &Kpi::group},     {"units", &Kpi::units}, {"long_name", &Kpi::long_name}};
  for (const auto& [name, member] : words) {
    group.add_variable(name, {"kpi"}, column<std::string>(kpis, member), {});
  }
  add_flag(group, "higher_is_better", kpis, &Kpi::higher_is_better,
           "1 where a higher value is better");
  add_flag(group, "is_ratio", kpis, &Kpi::is_ratio,
           "1 where replications join as sum of numerators / sum of denominators");
}

const std::vector<SummaryColumn>& summary_columns() {
  static const std::vector<SummaryColumn> columns{
      {"mean", "Estimate", [](const KpiSummary& s) { return s.estimate.mean; }},
      {"sd", "Standard deviation of one replication",
       [](const KpiSummary& s) { return s.estimate.sd; }},
      {"se", "Standard error of the estimate", [](const KpiSummary& s) { return s.estimate.se; }},
      {"ci_low", "Lower end of the 95 % interval",
       [](const KpiSummary& s) { return s.estimate.low; }},
      {"ci_high", "Upper end of the 95 % interval",
       [](const KpiSummary& s) { return s.estimate.high; }},
      {"min", "Least replication", [](const KpiSummary& s) { return s.min; }},
      {"p05", "5 % quantile of replications", [](const KpiSummary& s) { return s.p05; }},
      {"p05_low", "Lower end of its 95 % interval",
       [](const KpiSummary& s) { return s.p05_interval.low; }},
      {"p05_high", "Upper end of its 95 % interval",
       [](const KpiSummary& s) { return s.p05_interval.high; }},
      {"p10", "10 % quantile of replications", [](const KpiSummary& s) { return s.p10; }},
      {"p25", "25 % quantile of replications", [](const KpiSummary& s) { return s.p25; }},
      {"p50", "Median of replications", [](const KpiSummary& s) { return s.p50; }},
      {"p50_low", "Lower end of its 95 % interval",
       [](const KpiSummary& s) { return s.p50_interval.low; }},
      {"p50_high", "Upper end of its 95 % interval",
       [](const KpiSummary& s) { return s.p50_interval.high; }},
      {"p75", "75 % quantile of replications", [](const KpiSummary& s) { return s.p75; }},
      {"p90", "90 % quantile of replications", [](const KpiSummary& s) { return s.p90; }},
      {"p95", "95 % quantile of replications", [](const KpiSummary& s) { return s.p95; }},
      {"p95_low", "Lower end of its 95 % interval",
       [](const KpiSummary& s) { return s.p95_interval.low; }},
      {"p95_high", "Upper end of its 95 % interval",
       [](const KpiSummary& s) { return s.p95_interval.high; }},
      {"max", "Greatest replication", [](const KpiSummary& s) { return s.max; }},
      {"cvar95", "Mean of the worst 5 % of replications",
       [](const KpiSummary& s) { return s.cvar95; }},
      {"lag1_corr", "Correlation of each replication with the next",
       [](const KpiSummary& s) { return s.lag1_corr; }},
      {"rel_halfwidth", "Half-width of the 95 % interval over the estimate, of shares over 1",
       [](const KpiSummary& s) { return s.rel_halfwidth; }},
  };
  return columns;
}

void write_kpi_group(const Hdf5Handle& file, const RunResult& result) {
  OutputGroup group(file, "kpi", "Key performance indicators of every replication");
  add_replications(group, result);
  if (result.kpis.empty()) {
    return;
  }
  add_kpi_dimension(group, result.kpis);
  add_values(group, "value", result, "Numerator / denominator",
             [](const KpiValue& v) { return v.numerator / v.denominator; });
  add_values(group, "numerator", result, "Numerator",
             [](const KpiValue& v) { return v.numerator; });
  add_values(group, "denominator", result, "Denominator; 1 for totals",
             [](const KpiValue& v) { return v.denominator; });
}

void write_summary_group(const Hdf5Handle& file, const RunResult& result) {
  OutputGroup group(file, "summary", "Key performance indicators over replications");
  group.add_attribute({"method", method});
  group.add_attribute("level", usual_level);
  if (result.kpis.empty()) {
    return;
  }
  add_kpi_dimension(group, result.kpis);
  const std::vector<KpiSummary> summaries = summarise_kpis(result.kpis, result.kpi_values);
  const TextAttribute coordinates{"coordinates", words_of_kpis};
  std::vector<std::int64_t> counts(summaries.size());
  std::ranges::transform(summaries, counts.begin(),
                         [](const KpiSummary& summary) { return summary.estimate.n; });
  group.add_variable("n", {"kpi"}, counts,
                     {{"long_name", "Replications"}, {"units", "1"}, coordinates});
  for (const SummaryColumn& column_of : summary_columns()) {
    std::vector<double> values;
    std::ranges::transform(summaries, std::back_inserter(values), column_of.of);
    group.add_variable(column_of.name, {"kpi"}, values,
                       {{"long_name", column_of.long_name}, coordinates});
  }
  const bool of_differences = result.baseline.has_value();
  std::vector<double> widths(summaries.size());
  std::ranges::transform(summaries, widths.begin(), &KpiSummary::rel_halfwidth);
  add_precision(group, of_differences ? std::nullopt : result.precision, widths, words_of_kpis);
}

}  // namespace korus
