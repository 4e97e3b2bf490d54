#include "tools/command/comparison_table.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include "tools/command/figure_text.hpp"
#include "tools/command/headline_rows.hpp"
#include "tools/ensemble/cost_effect.hpp"
#include "tools/ensemble/kpi_summary.hpp"
#include "tools/ensemble/paired.hpp"

namespace korus {
namespace {

struct Change {
  const Kpi* kpi;
  KpiSummary baseline;
  KpiSummary policy;
  Paired paired;
  RatioOfMeans price;  // dollars per unit gained

  bool nothing() const { return all_zero(baseline) && all_zero(policy) && !kpi->is_ratio; }
  bool same() const { return paired.difference.mean == 0 && paired.difference.sd == 0; }
  // Beyond four standard errors, as so many rows are looked at, and at least a hundredth of the
  // baseline.
  bool matters() const {
    return std::fabs(paired.difference.mean) > 4 * paired.difference.se &&
           std::fabs(paired.difference.mean) >= 0.01 * std::fabs(baseline.estimate.mean);
  }
};

std::vector<double> spent_usd(const Ensemble& ensemble) {
  std::vector<std::vector<KpiValue>> values;
  for (const ReplicationResult& replication : ensemble.replications) {
    values.push_back(replication.kpis);
  }
  return spent_usd(ensemble.kpis, values);
}

std::vector<double> usd_beyond(const Ensemble& baseline, const Ensemble& policy) {
  std::vector<double> usd = spent_usd(policy);
  std::ranges::transform(usd, spent_usd(baseline), usd.begin(), std::minus<>());
  return usd;
}

std::optional<Change> change_of(std::size_t kpi, const Ensemble& baseline, const Ensemble& policy,
                                const std::vector<double>& usd_more) {
  const Kpi& row = policy.kpis[kpi];
  const auto other = find_kpi(baseline.kpis, row.name);
  if (!other) {
    return std::nullopt;
  }
  const auto before = values_of(baseline, *other);
  const auto after = values_of(policy, kpi);
  return Change{&row, summarise_kpi(row, before), summarise_kpi(row, after),
                paired_kpi(row, before, after), usd_per_unit_gained(row, before, after, usd_more)};
}

std::string chance_interval(const Interval& chance) {
  return std::isfinite(chance.low)
             ? fmt::format("[{:.0f}, {:.0f}]", 100 * chance.low, 100 * chance.high)
             : "";
}

void print_row(const Change& change) {
  const Kpi& kpi = *change.kpi;
  const Shown shown = shown_of(kpi);
  const Estimate& difference = change.paired.difference;
  const bool varies = change.baseline.estimate.sd > 0 && change.policy.estimate.sd > 0;
  const double ratio = change.paired.variance_ratio;
  fmt::print("  {:<42}{:<13}{:>11}{:>11}{:>11}  {:<22}{:>6} {:<11}{:>8}\n",
             kpi.group + ", " + label(kpi), shown.unit,
             figure_text(change.baseline.estimate.mean * shown.factor),
             figure_text(change.policy.estimate.mean * shown.factor),
             change.same() ? "same" : signed_figure_text(difference.mean * shown.factor),
             change.same() ? "" : interval(difference.low, difference.high, shown.factor, true),
             change.same() || !std::isfinite(difference.mean)
                 ? ""
                 : fmt::format("{:.0f} %", 100 * change.paired.share_better),
             change.same() ? "" : chance_interval(change.paired.share_better_interval),
             !varies || !std::isfinite(ratio) ? ""
             : ratio > 1000                   ? ">1000"
                                              : figure_text(ratio));
}

std::string last_year(const std::vector<Change>& changes) {
  std::string year;
  for (const Change& change : changes) {
    if (change.kpi->measure.starts_with("output_")) {
      year = std::max(year, change.kpi->measure.substr(7));
    }
  }
  return year;
}

// One sentence for each output of the last year and each unmet demand that the policy moves beyond
// noise.
void print_in_short(const std::vector<Change>& changes) {
  fmt::print(
      "IN SHORT (outputs of the last year and unmet demand that change by a hundredth and beyond "
      "four standard errors)\n");
  const std::string last = "output_" + last_year(changes);
  int told = 0;
  for (const Change& change : changes) {
    const Kpi& kpi = *change.kpi;
    if (!change.matters() ||
        (kpi.measure != last && kpi.measure != "unmet_share" && kpi.measure != "unmet_usd")) {
      continue;
    }
    const Shown shown = shown_of(kpi);
    const Estimate& difference = change.paired.difference;
    fmt::print("  {} {}: {} from {} to {} {} ({}; 95 % interval {} to {})\n", kpi.country,
               kpi.group, label(kpi), figure_text(change.baseline.estimate.mean * shown.factor),
               figure_text(change.policy.estimate.mean * shown.factor), shown.unit,
               signed_figure_text(difference.mean * shown.factor),
               signed_figure_text(difference.low * shown.factor),
               signed_figure_text(difference.high * shown.factor));
    ++told;
  }
  if (told == 0) {
    fmt::print(
        "  No output of the last year and no unmet demand changes by more than noise and a "
        "hundredth; what else does, demand served late among it, is in the tables.\n");
  }
}

// What the dollars buy where they move a figure to the good beyond noise.
void print_prices(const std::vector<Change>& changes, const std::vector<double>& usd_more) {
  const auto bought = [](const Change& change) {
    return change.matters() && std::isfinite(change.price.ratio);
  };
  if (std::ranges::none_of(changes, bought)) {
    return;
  }
  const Estimate usd = estimate_mean(usd_more);
  fmt::print("\nWHAT A UNIT GAINED COSTS: {} M USD spent beyond the baseline {}\n",
             figure_text(usd.mean * 1e-6),
             usd.sd > 0 ? interval(usd.low, usd.high, 1e-6, false) : "");
  fmt::print("  {:<46}{:<14}{:>11}  {:<20}{:>11}  {}\n", "", "unit", "gained", "95 % interval",
             "M USD per", "95 % interval (Fieller)");
  for (const Change& change : changes) {
    if (bought(change)) {
      const Kpi& kpi = *change.kpi;
      const Shown shown = shown_of(kpi);
      const Estimate& difference = change.paired.difference;
      const double sign = kpi.higher_is_better ? shown.factor : -shown.factor;
      fmt::print("  {:<46}{:<14}{:>11}  {:<20}{:>11}  {}\n",
                 kpi.country + " " + kpi.group + ", " + label(kpi), shown.unit,
                 figure_text(difference.mean * sign),
                 interval(sign > 0 ? difference.low : difference.high,
                          sign > 0 ? difference.high : difference.low, sign, false),
                 figure_text(change.price.ratio * 1e-6 / shown.factor),
                 interval(change.price.low, change.price.high, 1e-6 / shown.factor, false));
    }
  }
  fmt::print(
      "  All the dollars are held against each figure by itself. Spent: by the end on investments, "
      "with the partners' money, on programmes' research and on reserves (stock.reserve_usd).\n");
}

}  // namespace

void print_comparison(const Network& policy_network, const Ensemble& baseline,
                      const Ensemble& policy) {
  const std::vector<double> usd_more = usd_beyond(baseline, policy);
  std::vector<Change> all;
  for (const auto& [section, kpis] : sections(policy_network, policy)) {
    for (const std::size_t i : kpis) {
      if (const auto change = change_of(i, baseline, policy, usd_more)) {
        all.push_back(*change);
      }
    }
  }
  print_in_short(all);
  fmt::print("\n{:<44}{:<13}{:>11}{:>11}{:>11}  {:<22}{:>6} {:<11}{:>8}\n", "", "unit", "baseline",
             "policy", "difference", "95 % interval", "better", "", "CRN");
  for (const auto& [section, kpis] : sections(policy_network, policy)) {
    print_section_name(section.first, section.second);
    for (const std::size_t i : kpis) {
      const auto change = change_of(i, baseline, policy, usd_more);
      if (change && !change->nothing()) {
        print_row(*change);
      }
    }
  }
  print_prices(all, usd_more);
  fmt::print(
      "\ncapacity: mean over the year in good units, downtime and yield taken off. unmet: demand "
      "lost or still waiting at the end. "
      "late: demand not served on the day it was wanted.\n"
      "cover: mean stock at the markets over mean daily demand. better: share of the paired "
      "replications in which the policy is better, with Wilson's 95 % interval.\n"
      "CRN: variance of the difference under independent seeds over that found on common random "
      "numbers.\n");
}

}  // namespace korus
