#include "tools/results/paired_group.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "tools/ensemble/cost_effect.hpp"
#include "tools/ensemble/paired.hpp"
#include "tools/results/output_group.hpp"
#include "tools/results/precision_variables.hpp"

namespace korus {
namespace {

struct Row {
  std::size_t place;  // in the policy's KPIs
  const Kpi* kpi;
  Paired paired;
  RatioOfMeans price;  // dollars per unit gained
};

std::vector<KpiValue> column(const std::vector<std::vector<KpiValue>>& values, std::size_t kpi) {
  std::vector<KpiValue> result;
  for (const auto& row : values) {
    result.push_back(row[kpi]);
  }
  return result;
}

// By replication.
std::vector<double> usd_beyond_baseline(const RunResult& result) {
  std::vector<double> usd = spent_usd(result.kpis, result.kpi_values);
  const auto before = spent_usd(result.baseline->kpis, result.baseline->kpi_values);
  std::ranges::transform(usd, before, usd.begin(), std::minus<>());
  return usd;
}

std::vector<Row> rows_of(const RunResult& result) {
  const RunResult::Baseline& baseline = *result.baseline;
  const std::vector<double> usd_more = usd_beyond_baseline(result);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < result.kpis.size(); ++i) {
    const auto found = std::ranges::find(baseline.kpis, result.kpis[i].name, &Kpi::name);
    if (found != baseline.kpis.end()) {
      const auto before =
          column(baseline.kpi_values, static_cast<std::size_t>(found - baseline.kpis.begin()));
      const auto after = column(result.kpi_values, i);
      rows.push_back({i, &result.kpis[i], paired_kpi(result.kpis[i], before, after),
                      usd_per_unit_gained(result.kpis[i], before, after, usd_more)});
    }
  }
  return rows;
}

template <class T, class Of>
std::vector<T> collect(const std::vector<Row>& rows, Of of) {
  std::vector<T> values;
  std::ranges::transform(rows, std::back_inserter(values), of);
  return values;
}

// In places of `rows`.
std::optional<RunResult::PrecisionAsked> precision_of(
    const std::vector<Row>& rows, std::optional<RunResult::PrecisionAsked> asked) {
  if (asked) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (std::ranges::find(asked->kpis, rows[i].place) != asked->kpis.end()) {
        places.push_back(i);
      }
    }
    asked->kpis = places;
  }
  return asked;
}

}  // namespace

void write_paired_group(const Hdf5Handle& file, const RunResult& result) {
  if (!result.baseline) {
    return;
  }
  const std::vector<Row> rows = rows_of(result);
  OutputGroup group(file, "paired", "Change against the baseline, paired by replication");
  group.add_attribute({"baseline", result.baseline->scenario_path});
  group.add_attribute({"baseline_digest", result.baseline->digest});
  group.add_attribute("level", usual_level);
  const Estimate usd = estimate_mean(usd_beyond_baseline(result));
  group.add_attribute("usd_beyond_baseline", usd.mean);
  group.add_attribute("usd_beyond_baseline_ci_low", usd.low);
  group.add_attribute("usd_beyond_baseline_ci_high", usd.high);
  if (rows.empty()) {
    return;
  }
  group.add_dimension("kpi",
                      collect<std::string>(rows, [](const Row& row) { return row.kpi->name; }),
                      {{"long_name", "Name of the indicator"}});
  group.add_variable("units", {"kpi"},
                     collect<std::string>(rows, [](const Row& row) { return row.kpi->units; }), {});
  const auto add = [&](const std::string& name, const std::string& long_name, auto of) {
    group.add_variable(name, {"kpi"}, collect<double>(rows, of),
                       {{"long_name", long_name}, {"coordinates", "units"}});
  };
  add("difference", "Policy - baseline", [](const Row& r) { return r.paired.difference.mean; });
  add("sd", "Standard deviation of one pair's difference",
      [](const Row& r) { return r.paired.difference.sd; });
  add("se", "Standard error of the difference",
      [](const Row& r) { return r.paired.difference.se; });
  add("ci_low", "Lower end of the 95 % interval",
      [](const Row& r) { return r.paired.difference.low; });
  add("ci_high", "Upper end of the 95 % interval",
      [](const Row& r) { return r.paired.difference.high; });
  add("share_better", "Share of pairs in which the policy is better",
      [](const Row& r) { return r.paired.share_better; });
  add("share_better_low", "Lower end of its 95 % interval (Wilson)",
      [](const Row& r) { return r.paired.share_better_interval.low; });
  add("share_better_high", "Upper end of its 95 % interval (Wilson)",
      [](const Row& r) { return r.paired.share_better_interval.high; });
  add("rel_halfwidth",
      "Half-width of the 95 % interval over the larger of baseline and policy, of shares over 1",
      [](const Row& r) { return r.paired.rel_halfwidth; });
  add("correlation", "Correlation of policy and baseline",
      [](const Row& r) { return r.paired.correlation; });
  add("variance_ratio",
      "Variance of the difference under independent seeds / variance found on common random "
      "numbers",
      [](const Row& r) { return r.paired.variance_ratio; });
  add("usd_per_unit", "Dollars beyond the baseline over the gain, where there is one",
      [](const Row& r) { return r.price.ratio; });
  add("usd_per_unit_ci_low", "Lower end of its 95 % interval (Fieller)",
      [](const Row& r) { return r.price.low; });
  add("usd_per_unit_ci_high", "Upper end of its 95 % interval (Fieller)",
      [](const Row& r) { return r.price.high; });
  add_precision(group, precision_of(rows, result.precision),
                collect<double>(rows, [](const Row& row) { return row.paired.rel_halfwidth; }),
                "units");
}

}  // namespace korus
