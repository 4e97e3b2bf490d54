// korus select: the best of many scenarios, or of the points of a plan, in one figure.
#include <fmt/core.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <numeric>
#include <set>

#include "engine/parallel.hpp"
#include "tools/command/exit_code.hpp"
#include "tools/command/figure_text.hpp"
#include "tools/command/headline_rows.hpp"
#include "tools/command/json_line.hpp"
#include "tools/command/options.hpp"
#include "tools/command/usage_error.hpp"
#include "tools/ensemble/estimate.hpp"
#include "tools/results/result_file.hpp"
#include "tools/results/selection_file.hpp"
#include "tools/select/candidate_pool.hpp"
#include "tools/sweep/sweep.hpp"

namespace korus {
namespace {

constexpr std::size_t most_for_kim_nelson = 20;
constexpr std::int64_t usual_budget = 30;  // of each candidate
constexpr std::size_t most_candidates = 1000;

// Called by the file's name, or by its path where two have one name.
std::vector<Candidate> scenarios_of(const Options& options) {
  std::multiset<std::string> stems;
  const auto stem = [](const std::string& path) {
    return std::filesystem::path(path).stem().string();
  };
  for (const std::string& path : options.scenarios) {
    stems.insert(stem(path));
  }
  std::set<std::string> names;
  std::vector<Candidate> candidates;
  for (const std::string& path : options.scenarios) {
    const std::string name = stems.count(stem(path)) == 1 ? stem(path) : path;
    if (!names.insert(name).second) {
      throw UsageError(fmt::format("'{}' is there twice", path));
    }
    candidates.push_back(
        {.name = name,
         .scenario = path,
         .overrides = options.overrides,
         .load = [path, overrides = options.overrides] { return read_network(path, overrides); }});
  }
  return candidates;
}

// A point has no line of its own: what is wrong with it is told at the plan's design.
LoadedNetwork load_point(const Sweep& sweep, std::size_t point, const std::string& name) {
  const auto locate = [&origin = sweep.plan.design.origin](auto&&...) {
    return Diagnostic{.file = origin.file, .line = origin.line, .column = origin.column};
  };
  std::string trouble;
  LoadedNetwork loaded{.loaded = {.locate = locate}, .network = network_at(sweep, point, trouble)};
  if (!trouble.empty()) {
    Diagnostic found = locate();
    found.message = fmt::format("{}: {}", name, trouble);
    throw ScenarioError({std::move(found)});
  }
  return loaded;
}

SweepPlan read_only_file(const std::string& path) {
  try {
    return read_plan(path);
  } catch (const ScenarioError& error) {
    std::vector<Diagnostic> found = error.diagnostics;
    found.insert(found.begin(), {.file = path,
                                 .line = 1,
                                 .column = 1,
                                 .message = "one file alone is read as a plan; scenarios must be "
                                            "two or more"});
    throw ScenarioError(std::move(found));
  }
}

// Every point of a plan, called by its policy and its factors' values.
std::vector<Candidate> points_of(const Options& options, std::uint64_t& seed) {
  SweepPlan plan = read_only_file(options.scenarios.front());
  for (PlanPolicy& policy : plan.policies) {
    policy.set.insert(policy.set.end(), options.overrides.begin(), options.overrides.end());
  }
  seed = options.seed_is_given ? options.seed : plan.seed;
  const auto sweep = std::make_shared<const Sweep>(load_sweep(std::move(plan)));
  if (sweep->points() < 2 || sweep->points() > most_candidates) {
    throw UsageError(fmt::format("'{}': the best is found of 2 to {} points, and it has {}",
                                 options.scenarios.front(), most_candidates, sweep->points()));
  }
  const std::size_t n_policies = sweep->plan.policies.size();
  std::vector<Candidate> candidates;
  for (std::size_t point = 0; point < sweep->points(); ++point) {
    const PlanPolicy& policy = sweep->plan.policies[point % n_policies];
    std::vector<std::string> values;
    std::vector<std::string> told;  // the same, shorter
    for (std::size_t f = 0; f < sweep->plan.factors.size(); ++f) {
      const SweepFactor& factor = sweep->plan.factors[f].about;
      const double value = sweep->design.values[point / n_policies][f];
      const std::string text = value_text(factor, value);
      values.push_back(fmt::format("{} = {}", factor.name, text));
      told.push_back(factor.values.empty() ? fmt::format("{} = {:.6g}", factor.name, value)
                                           : values.back());
    }
    std::string name = fmt::format("{}", fmt::join(told, ", "));
    if (n_policies > 1) {
      name = policy.name + (name.empty() ? "" : ": ") + name;
    }
    candidates.push_back(
        {.name = name,
         .scenario = policy.scenario.text,
         .overrides = values,
         .load = [sweep, point, name] { return load_point(*sweep, point, name); }});
  }
  return candidates;
}

SelectionSettings settings_of(const Options& options, const Kpi& kpi, std::size_t candidates) {
  const bool by_kn =
      options.method == "kn" || (options.method == "auto" && candidates <= most_for_kim_nelson);
  if (by_kn && options.indifference == 0) {
    throw UsageError(fmt::format(
        "--indifference is required with Kim-Nelson: the smallest difference in '{}' that matters, "
        "in its unit ({})",
        kpi.name, kpi.units == "1" ? "a share: 0.01 is one point" : kpi.units));
  }
  const std::int64_t budget =
      options.budget > 0 ? options.budget : usual_budget * static_cast<std::int64_t>(candidates);
  const auto first = static_cast<std::int64_t>(options.first_stage);
  if (!by_kn && budget < first * static_cast<std::int64_t>(candidates)) {
    throw UsageError(
        fmt::format("--budget: {} candidates take {} replications to begin with, got {}",
                    candidates, first * static_cast<std::int64_t>(candidates), budget));
  }
  if (options.max_replications < options.first_stage) {
    throw UsageError(fmt::format("--max-replications: at least the {} of the first stage, got {}",
                                 options.first_stage, options.max_replications));
  }
  return {.method = by_kn ? SelectionMethod::kim_nelson : SelectionMethod::ocba,
          .largest = options.largest || (!options.smallest && kpi.higher_is_better),
          .indifference = options.indifference,
          .level = options.level,
          .first_stage = static_cast<std::size_t>(first),
          .most = options.max_replications,
          .budget = budget};
}

Shown shown_of(const SelectionRecord& record) {
  double largest = 0;
  for (const std::vector<double>& row : record.selection.observations) {
    largest = std::max(largest, std::fabs(estimate_mean(row).mean));
  }
  return shown_unit(record.kpi.units, largest);
}

void print_promise(const SelectionRecord& record) {
  const Selection& found = record.selection;
  const Shown shown = shown_of(record);
  const std::string much =
      fmt::format("{} {}", figure_text(record.settings.indifference * shown.factor), shown.unit);
  const bool by_kn = record.settings.method == SelectionMethod::kim_nelson;
  if (by_kn && found.decided) {
    fmt::print(
        "It is the best with a chance of at least {:.4g} %, if it is better than each other by {} "
        "or more (Kim & Nelson 2001).\n",
        100 * found.chance, much);
  } else if (by_kn) {
    fmt::print(
        "NOT DECIDED: {} candidates are still in after {} replications (--max-replications); the "
        "best so far has no promise.\n",
        std::ranges::count(found.dropped_after, 0), found.observations[found.best].size());
  } else {
    fmt::print(
        "It is the best{} with a chance of about {:.4g} % or more (OCBA, Chen et al. 2000){}.\n",
        record.settings.indifference > 0 ? ", or within " + much + " of it," : "",
        100 * found.chance,
        found.decided ? ""
                      : fmt::format("; {:.4g} % WAS NOT REACHED within the budget",
                                    100 * record.settings.level));
  }
}

void print_candidates(const SelectionRecord& record) {
  const Selection& found = record.selection;
  const Shown shown = shown_of(record);
  std::vector<Estimate> estimates;
  for (const std::vector<double>& row : found.observations) {
    estimates.push_back(estimate_mean(row));
  }
  std::vector<std::size_t> order(estimates.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const double sign = record.settings.largest ? 1 : -1;
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const double ahead = sign * (estimates[a].mean - estimates[b].mean);
    return ahead != 0 ? ahead > 0 : a < b;
  });
  std::size_t width = 38;
  for (const Candidate& candidate : record.candidates) {
    width = std::max(width, candidate.name.size());
  }
  width += 2;
  fmt::print("\n    {:<{}}{:>12}{:>12}{:>14}{:>15}   {}\n", "", width, "mean", "sd", "replications",
             "dropped after", "better than the best of the others by");
  constexpr std::size_t most = 30;
  for (std::size_t k = 0; k < std::min(most, order.size()); ++k) {
    const std::size_t i = order[k];
    const ComparisonWithBest& against = record.comparisons[i];
    fmt::print("  {} {:<{}}{:>12}{:>12}{:>14}{:>15}   {}\n", against.may_be_best ? "*" : " ",
               record.candidates[i].name, width, figure_text(estimates[i].mean * shown.factor),
               figure_text(estimates[i].sd * shown.factor), found.observations[i].size(),
               found.dropped_after[i] > 0 ? fmt::format("{}", found.dropped_after[i]) : "",
               interval(against.low, against.high, shown.factor, true));
  }
  if (order.size() > most) {
    fmt::print("    and {} others, in the file\n", order.size() - most);
  }
}

// The best itself is one of them.
std::vector<std::string> may_be_best(const SelectionRecord& record) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < record.candidates.size(); ++i) {
    if (record.comparisons[i].may_be_best) {
      names.push_back(record.candidates[i].name);
    }
  }
  return names;
}

void print_selection(const SelectionRecord& record) {
  const Selection& found = record.selection;
  fmt::print("The best of {} by {} [{}], the {} the better: {}\n", record.candidates.size(),
             record.kpi.name, shown_of(record).unit, record.settings.largest ? "larger" : "smaller",
             record.candidates[found.best].name);
  print_promise(record);
  std::vector<std::string> others = may_be_best(record);
  std::erase(others, record.candidates[found.best].name);
  if (!others.empty() && found.decided) {
    fmt::print(
        "It cannot be told from {}: the differences are too small to matter, or not known.\n",
        fmt::join(others, ", "));
  }
  print_candidates(record);
  fmt::print(
      "\n*: the best, and what cannot be told from it at {:.4g} %: {}.\nMultiple comparisons with "
      "the best "
      "(Hsu, by Bonferroni's inequality) on the replications two candidates share, as if their "
      "number had been fixed.\n",
      100 * record.settings.level,
      others.empty() ? "none" : fmt::format("{}", fmt::join(others, ", ")));
  if (record.kpi.is_ratio) {
    fmt::print(
        "The figure is a ratio: each replication's own counts, not the ratio of their sums.\n");
  }
  fmt::print("{} replications spent; the same of each candidate would be {}.\n", found.replications,
             found.equal_replications);
}

void print_json(const SelectionRecord& record, const std::filesystem::path& output, double seconds,
                std::uint64_t events) {
  std::vector<std::string> best = may_be_best(record);
  std::ranges::transform(best, best.begin(), json_text);
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < record.candidates.size(); ++i) {
    rows.push_back(JsonLine()
                       .add("candidate", record.candidates[i].name)
                       .add("mean", estimate_mean(record.selection.observations[i]).mean)
                       .add("replications", record.selection.observations[i].size())
                       .add("dropped_after", record.selection.dropped_after[i])
                       .add("better_by_low", record.comparisons[i].low)
                       .add("better_by_high", record.comparisons[i].high)
                       .text());
  }
  fmt::print("{}\n", JsonLine()
                         .add("kpi", record.kpi.name)
                         .add("method",
                              record.settings.method == SelectionMethod::kim_nelson ? "kn" : "ocba")
                         .add("best", record.candidates[record.selection.best].name)
                         .add_raw("decided", record.selection.decided ? "true" : "false")
                         .add("chance", record.selection.chance)
                         .add_raw("not_distinguishable", fmt::format("[{}]", fmt::join(best, ",")))
                         .add("replications", record.selection.replications)
                         .add("replications_if_equal", record.selection.equal_replications)
                         .add_raw("candidates", fmt::format("[{}]", fmt::join(rows, ",")))
                         .add("events", events)
                         .add("wall_seconds", seconds)
                         .add("output", output.string())
                         .text());
}

}  // namespace

int select_command(const Options& options) {
  const auto start = std::chrono::steady_clock::now();
  const std::filesystem::path output =
      options.output.empty() ? "results/selection.h5" : options.output;
  SelectionRecord record{.command_line = options.command_line, .seed = options.seed};
  record.candidates =
      options.scenarios.size() == 1 ? points_of(options, record.seed) : scenarios_of(options);
  std::uint64_t events = 0;
  with_threads(options.threads, [&] {
    CandidatePool pool(record.candidates, options.kpi, record.seed,
                       static_cast<std::size_t>(options.networks));
    record.kpi = pool.kpi();
    record.settings = settings_of(options, record.kpi, record.candidates.size());
    check_writable(output);
    const Observer observer{.observe =
                                [&](std::span<const WantedObservation> wanted) {
                                  if (options.verbose) {
                                    spdlog::info("{} replications, from {} to {}", wanted.size(),
                                                 record.candidates[wanted.front().system].name,
                                                 record.candidates[wanted.back().system].name);
                                  }
                                  return pool.observe(wanted);
                                },
                            .drop = [&](std::size_t candidate) { pool.drop(candidate); }};
    record.selection = select_best(record.candidates.size(), record.settings, observer);
    events = pool.events();
  });
  record.comparisons = compare_with_best(record.selection, record.settings);
  write_selection_file(output, record);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  print_selection(record);
  fmt::print("\n{:.3g} events, {:.1f} s\nwrote {}\n", static_cast<double>(events), seconds,
             output.string());
  if (options.json) {
    print_json(record, output, seconds, events);
  }
  return exit_good;
}

}  // namespace korus
