// Which policy to choose when no one knows the future: regret, satisficing, and the boxes in which a
// policy fails.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "engine/ensure.hpp"
#include "tools/analysis/policy_difference.hpp"
#include "tools/analysis/regret.hpp"
#include "tools/command/sweep_tables.hpp"
#include "tools/command/sweep_wording.hpp"

namespace korus {
namespace {

std::vector<SweepFigure> figures_of(const SweepData& data, std::size_t kpi,
                                    const std::vector<std::size_t>& policies) {
  std::vector<SweepFigure> figures;
  for (const std::size_t policy : policies) {
    figures.push_back(sweep_figure(data, kpi, policy));
  }
  return figures;
}

// Rows that no policy misses.
std::vector<std::size_t> whole_rows(const std::vector<SweepFigure>& figures) {
  std::vector<std::size_t> rows;
  for (const std::size_t row : figures.front().whole_rows()) {
    if (std::ranges::all_of(figures, [&](const auto& f) { return std::isfinite(f.means[row]); })) {
      rows.push_back(row);
    }
  }
  return rows;
}

std::vector<Points> samples_of(const std::vector<SweepFigure>& figures,
                               const std::vector<std::size_t>& rows) {
  std::vector<Points> samples;
  for (const SweepFigure& figure : figures) {
    Points chosen(rows.size(), figure.samples.dimensions());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      std::ranges::copy(figure.samples[rows[i]], chosen[i].begin());
    }
    samples.push_back(std::move(chosen));
  }
  return samples;
}

std::vector<std::string> names_of(const SweepData& data, const std::vector<std::size_t>& policies) {
  return collected<std::string>(policies, [&](std::size_t p) { return data.policies[p]; });
}

void add_regret(AnalysisTable& table, const std::vector<PolicyRegret>& policies,
                RegretFigure PolicyRegret::* which, std::size_t least, const std::string& name,
                const std::string& head, const std::string& meaning) {
  const auto numbers = [&](auto of) {
    return collected<double>(policies, [&](const auto& policy) { return of(policy.*which); });
  };
  const auto intervals = [&](Interval RegretFigure::* member) {
    return collected<Interval>(policies, [&](const auto& policy) { return policy.*which.*member; });
  };
  table.add(
      ColumnKind::figure, name, head, meaning + ", without what seed noise adds: at least so much",
      numbers([](const RegretFigure& f) { return f.value; }), intervals(&RegretFigure::interval));
  table.add(ColumnKind::figure, name + "_seen", "", meaning + " as seen, noise and all",
            numbers([](const RegretFigure& f) { return f.seen; }));
  table.add(ColumnKind::figure, name + "_above_least", "",
            meaning + " less that of the least policy, interval at 1 - 0.05 / (policies - 1)",
            numbers([&](const RegretFigure& f) { return f.seen - (policies[least].*which).seen; }),
            intervals(&RegretFigure::above_least));
  table.add(ColumnKind::count, name + "_like_least", "",
            "1: the policy of least " + name + ", or not distinguishable from it",
            numbers([](const RegretFigure& f) { return f.like_least; }));
}

// "best", "not distinguishable", or nothing.
std::vector<std::string> verdicts(const std::vector<PolicyRegret>& policies,
                                  RegretFigure PolicyRegret::* which, std::size_t least) {
  std::vector<std::string> words;
  for (std::size_t p = 0; p < policies.size(); ++p) {
    words.push_back(p == least                        ? "least"
                    : (policies[p].*which).like_least ? "not distinguishable from the least"
                                                      : "more");
  }
  return words;
}

void say_least(AnalysisTable& table, const Regrets& found, const std::vector<std::string>& names,
               RegretFigure PolicyRegret::* which, std::size_t least, const char* what) {
  std::vector<std::string> alike;
  for (std::size_t p = 0; p < names.size(); ++p) {
    if (p != least && (found.policies[p].*which).like_least) {
      alike.push_back(names[p]);
    }
  }
  const RegretFigure& figure = found.policies[least].*which;
  table.say(fmt::format(
      "Least {}: {}, {}. {}", what, names[least], amount_text(table, figure.value, figure.interval),
      alike.empty() ? "All others have more (95 %, over rows and replications)."
                    : fmt::format("Not distinguishable from it: {}.", list_text(alike))));
}

void fill_regret(AnalysisTable& table, const Regrets& found,
                 const std::vector<std::string>& names) {
  const std::vector<PolicyRegret>& policies = found.policies;
  table.add_words("regret_of", "policy", "Policy", names);
  add_regret(table, policies, &PolicyRegret::mean, found.least_mean, "mean", "mean regret",
             "Mean regret over rows");
  table.add_words("verdict", "by the mean", "By mean regret",
                  verdicts(policies, &PolicyRegret::mean, found.least_mean));
  add_regret(table, policies, &PolicyRegret::p90, found.least_p90, "p90", "in 9 of 10 rows below",
             "90th percentile of the regret over rows");
  table.add(ColumnKind::figure, "most", "most seen", "Largest regret seen, noise and all",
            collected<double>(policies, [](const auto& policy) { return policy.most; }));
  table.add(ColumnKind::share, "best_share", "best in", "Share of rows in which it is best as seen",
            collected<double>(policies, [](const auto& policy) { return policy.best_share; }));
  table.about = {{"rows", "Rows behind it", static_cast<double>(found.rows)},
                 {"sure_share", "Share of rows whose best policy is best beyond seed noise",
                  found.sure_share}};
  if (!names.empty()) {
    say_least(table, found, names, &PolicyRegret::mean, found.least_mean, "mean regret");
    say_least(table, found, names, &PolicyRegret::p90, found.least_p90,
              "90th percentile of regret");
  }
}

void say_seeds(AnalysisTable& table, const Regrets& found, std::size_t replications) {
  if (replications < 2) {
    table.say(
        fmt::format("{} rows, one replication: how much of the regret is chance of the seed is "
                    "not known.",
                    found.rows));
    return;
  }
  table.say(fmt::format(
      "{} rows are the sample, {} replications are paired. In {} of the rows the best policy is "
      "best beyond seed noise; elsewhere noise makes regret too. It is taken off the mean, which "
      "is "
      "at least so much, in part off the percentile, and not off the largest.",
      found.rows, replications, percent_text(found.sure_share)));
}

void fill_satisficing(AnalysisTable& table, const Satisficing& found,
                      const std::vector<std::string>& names, std::size_t replications) {
  const std::vector<PolicySatisficing>& policies = found.policies;
  const auto numbers = [&](auto of) { return collected<double>(policies, of); };
  table.add_words("satisficing_of", "policy", "Policy", names);
  table.add(ColumnKind::share, "share", "holds in", "Share of rows in which all criteria hold",
            numbers([](const auto& p) { return p.share; }),
            collected<Interval>(policies, [](const auto& p) { return p.interval; }));
  table.add(ColumnKind::share, "unsure_share", "seeds leave open",
            "Share of rows in which the seeds' 95 % interval holds both answers",
            numbers([&](const auto& p) {
              return replications > 1 ? p.unsure_share : std::numeric_limits<double>::quiet_NaN();
            }));
  table.add(ColumnKind::plain, "p_best", "p against the best",
            "McNemar's exact test against the policy that holds most often",
            numbers([](const auto& p) { return p.p_best; }));
  table.add(ColumnKind::count, "like_best", "",
            "1: the policy that holds most often, or not distinguishable from it",
            numbers([](const auto& p) { return p.like_best; }));
}

void say_satisficing(AnalysisTable& table, const Satisficing& found,
                     const std::vector<std::string>& names) {
  const std::vector<PolicySatisficing>& policies = found.policies;
  std::vector<std::string> alike;
  for (std::size_t p = 0; p < names.size(); ++p) {
    if (p != found.best && policies[p].like_best) {
      alike.push_back(names[p]);
    }
  }
  const PolicySatisficing& best = policies[found.best];
  table.say(fmt::format(
      "It holds most often under {}: in {} of {} rows.{}", names[found.best],
      percent_text(best.share, best.interval), found.rows,
      alike.empty() ? "" : fmt::format(" Not distinguishable from it: {}.", list_text(alike))));
}

// What is common to regret and satisficing: rows are taken for a sample of futures.
void say_sample(AnalysisTable& table, const SweepData& data) {
  if (data.design == DesignKind::morris) {
    table.say(
        "Rows of a morris design are no sample of futures: along a trajectory they differ in one "
        "factor, so that intervals over rows are too narrow.");
  }
}

// [n_policies][whole rows] judged, a replication left out if one is named.
JudgedPolicies judged_policies(const SweepData& data, const std::vector<std::size_t>& policies,
                               const std::vector<Threshold>& thresholds,
                               const std::vector<std::size_t>& rows,
                               std::size_t left_out = no_replication) {
  JudgedPolicies result;
  for (const std::size_t policy : policies) {
    const JudgedRows judged = judge_rows(data, policy, thresholds, left_out);
    result.push_back(collected<Satisfied>(rows, [&](std::size_t row) { return judged.rows[row]; }));
  }
  return result;
}

// Rows of which no policy misses a figure of the criteria.
std::vector<std::size_t> judged_by_all(const SweepData& data,
                                       const std::vector<std::size_t>& policies,
                                       const std::vector<Threshold>& thresholds) {
  std::vector<bool> missing(data.rows(), false);
  for (const std::size_t policy : policies) {
    const JudgedRows judged = judge_rows(data, policy, thresholds);
    for (std::size_t row = 0; row < data.rows(); ++row) {
      missing[row] = missing[row] || judged.missing[row];
    }
  }
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < data.rows(); ++row) {
    if (!missing[row]) {
      rows.push_back(row);
    }
  }
  return rows;
}

}  // namespace

AnalysisTables regret_tables(const SweepData& data, std::size_t kpi,
                             const std::vector<std::size_t>& policies) {
  ensure(policies.size() > 1, "regret is among policies");
  const std::vector<SweepFigure> figures = figures_of(data, kpi, policies);
  AnalysisTable table =
      table_of(figures.front(), "regret", "Regret against the best policy in each row");
  table.policy.clear();
  const std::vector<std::size_t> rows = whole_rows(figures);
  if (rows.empty()) {
    fill_regret(table, {}, {});
  } else {
    const Regrets found = regrets(samples_of(figures, rows), data.kpis[kpi].higher_is_better,
                                  usual_resamples, RandomSource(data.design_seed, 0));
    fill_regret(table, found, names_of(data, policies));
    say_seeds(table, found, data.replications);
    say_sample(table, data);
  }
  say_missing(table, data.rows() - rows.size(), data.rows(), "rows");
  return {table};
}

AnalysisTables difference_tables(const SweepData& data, std::size_t kpi,
                                 const std::vector<std::size_t>& policies, std::size_t baseline) {
  AnalysisTable table{.name = "difference",
                      .title = "What policies change against " + data.policies[baseline],
                      .kpi = data.kpis[kpi].name,
                      .units = data.kpis[kpi].units};
  std::vector<std::string> names;
  std::vector<PolicyDifference> found;
  std::size_t missing = 0;
  for (const std::size_t policy : policies) {
    const SweepFigure figure = sweep_difference(data, kpi, policy, baseline);
    const std::vector<std::size_t> rows = figure.whole_rows();
    missing = std::max(missing, data.rows() - rows.size());
    if (!rows.empty()) {
      names.push_back(data.policies[policy]);
      found.push_back(policy_difference(samples_of({figure}, rows).front(),
                                        data.kpis[kpi].higher_is_better, usual_resamples,
                                        RandomSource(data.design_seed, 0)));
    }
  }
  table.add_words("difference_of", "policy", "Policy", names);
  table.add(ColumnKind::figure, "mean", "mean change", "Mean over rows and replications",
            collected<double>(found, [](const auto& d) { return d.mean; }),
            collected<Interval>(found, [](const auto& d) { return d.interval; }));
  table.add(ColumnKind::share, "better_share", "better in", "Share of rows in which it is better",
            collected<double>(found, [](const auto& d) { return d.better_share; }),
            collected<Interval>(found, [](const auto& d) { return d.better_interval; }));
  table.say(
      fmt::format("Intervals of the mean are over rows{}, those of the share over rows alone. Rows "
                  "are those of "
                  "the plan, not weighed by how likely they are.",
                  data.replications > 1 ? " and replications" : " alone, at this seed"));
  say_sample(table, data);
  say_missing(table, missing, data.rows(), "rows");
  return {table};
}

AnalysisTables satisficing_tables(const SweepData& data, const std::vector<std::size_t>& policies,
                                  const std::vector<Threshold>& thresholds) {
  const std::vector<std::size_t> rows = judged_by_all(data, policies, thresholds);
  const JudgedPolicies satisfied = judged_policies(data, policies, thresholds, rows);
  std::vector<JudgedPolicies> without_each;
  for (std::size_t r = 0; r < data.replications && data.replications > 1; ++r) {
    without_each.push_back(judged_policies(data, policies, thresholds, rows, r));
  }
  AnalysisTable table{.name = "satisficing",
                      .title = "In how many futures it is good enough",
                      .kpi = criteria_text(thresholds),
                      .units = "1"};
  const std::size_t whole = rows.size();
  const Satisficing found = whole > 0 ? satisficing(satisfied, without_each) : Satisficing{};
  const auto names = whole > 0 ? names_of(data, policies) : std::vector<std::string>();
  fill_satisficing(table, found, names, data.replications);
  if (whole > 0) {
    say_satisficing(table, found, names);
    say_sample(table, data);
  }
  say_missing(table, data.rows() - whole, data.rows(), "rows");
  return {table};
}

}  // namespace korus
