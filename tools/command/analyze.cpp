// korus analyze: what a sweep says of its factors and policies.
#include "tools/command/analyze.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>

#include "tools/command/analysis_text.hpp"
#include "tools/command/exit_code.hpp"
#include "tools/command/scenario_notes.hpp"
#include "tools/command/sweep_question.hpp"
#include "tools/command/sweep_tables.hpp"
#include "tools/results/analysis_file.hpp"
#include "tools/results/result_file.hpp"
#include "tools/results/sweep_file.hpp"

namespace korus {
namespace {

void append(AnalysisTables& tables, AnalysisTables more) {
  std::ranges::move(more, std::back_inserter(tables));
}

using Explanation = AnalysisTables (*)(const SweepData&, const SweepFigure&);

void explain(const SweepData& data, const SweepQuestion& question, Explanation explanation,
             AnalysisTables& tables) {
  for (const std::size_t kpi : question.kpis) {
    for (const std::size_t policy : question.policies) {
      append(tables, explanation(data, question.against
                                           ? sweep_difference(data, kpi, policy, *question.against)
                                           : sweep_figure(data, kpi, policy)));
    }
  }
}

void find_boxes(const SweepData& data, const SweepQuestion& question, AnalysisTables& tables) {
  if (!question.thresholds.empty()) {
    for (const std::size_t policy : question.rivals) {
      append(tables, prim_tables(data, policy, question.thresholds));
    }
    return;
  }
  for (const std::size_t kpi : question.kpis) {
    for (const std::size_t policy : question.policies) {
      append(tables, prim_tables(data, kpi, policy, *question.against));
    }
  }
}

AnalysisTables answered(const SweepData& data, const SweepQuestion& question) {
  AnalysisTables tables;
  for (const std::string& method : question.methods) {
    if (method == "morris") {
      explain(data, question, morris_tables, tables);
    } else if (method == "sobol") {
      explain(data, question, sobol_tables, tables);
    } else if (method == "regression") {
      explain(data, question, regression_tables, tables);
    } else if (method == "kriging") {
      explain(data, question, surrogate_tables, tables);
    } else if (method == "regret") {
      for (const std::size_t kpi : question.kpis) {
        if (question.against) {
          append(tables, difference_tables(data, kpi, question.policies, *question.against));
        }
        append(tables, regret_tables(data, kpi, question.rivals));
      }
    } else if (method == "satisficing") {
      append(tables, satisficing_tables(data, question.rivals, question.thresholds));
    } else {
      find_boxes(data, question, tables);
    }
  }
  return tables;
}

void print_sweep(const SweepData& data, const SweepQuestion& question) {
  const auto estimates = std::ranges::count(data.factors, "estimate", &SweepFactor::quality);
  fmt::print("{}\n{} rows over {} factors, {} {}, {} replication{} a point, on shared seeds\n",
             data.title, data.rows(), data.factors.size(), data.policies.size(),
             data.policies.size() == 1 ? "policy" : "policies", data.replications,
             data.replications == 1 ? "" : "s");
  if (estimates > 0) {
    fmt::print("The ranges of {} of the {} factors are estimates.\n", estimates,
               data.factors.size());
  }
  if (const auto unmarked = std::ranges::count(data.factors, "", &SweepFactor::quality);
      unmarked > 0) {
    fmt::print("Where the ranges of {} of the {} factors come from is not said.\n", unmarked,
               data.factors.size());
  }
  if (question.kpis_are_chosen) {
    fmt::print(
        "Figures: those of unmet_share that vary most over the points, else of all; --kpi for "
        "others.\n");
  }
}

}  // namespace

int answer_sweep(const SweepData& data, const Options& options) {
  const SweepQuestion question = sweep_question(data, options);
  if (!question.errors.empty()) {
    for (const std::string& error : question.errors) {
      spdlog::error("{}", error);
    }
    return exit_bad_scenario;
  }
  if (!options.output.empty()) {
    check_writable(options.output);
  }
  const AnalysisTables tables = answered(data, question);
  if (options.json) {
    print_json(tables);
  } else {
    print_sweep(data, question);
    print_tables(tables, static_cast<std::size_t>(options.most_rows));
    if (!data.quality_marks.empty()) {
      print_quality(data.quality_marks);
    }
  }
  if (!options.output.empty()) {
    write_analysis_file(options.output, tables,
                        {.title = data.title,
                         .sweep_path = options.scenarios.front(),
                         .command_line = options.command_line});
    if (!options.json) {
      fmt::print("\nwrote {}\n", options.output.string());
    }
  }
  return exit_good;
}

int analyze_command(const Options& options) {
  return answer_sweep(read_sweep(options.scenarios.front()), options);
}

}  // namespace korus
