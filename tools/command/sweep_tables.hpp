// What a sweep answers: each analysis of it as a table with sentences.
#pragma once

#include <cstddef>
#include <vector>

#include "tools/analysis/analysis_table.hpp"
#include "tools/analysis/sweep_data.hpp"
#include "tools/analysis/sweep_figure.hpp"
#include "tools/analysis/threshold.hpp"

namespace korus {

using AnalysisTables = std::vector<AnalysisTable>;

// Of one figure under one policy, or of the difference of two. Rows that are missing are left out, and
// that is said. The design must be the method's own for the first two.
AnalysisTables morris_tables(const SweepData& data, const SweepFigure& figure);
AnalysisTables sobol_tables(const SweepData& data, const SweepFigure& figure);
AnalysisTables regression_tables(const SweepData& data, const SweepFigure& figure);
AnalysisTables surrogate_tables(const SweepData& data, const SweepFigure& figure);

// Of one figure under two policies or more.
AnalysisTables regret_tables(const SweepData& data, std::size_t kpi,
                             const std::vector<std::size_t>& policies);

// What policies change in a figure against a baseline, over all rows.
AnalysisTables difference_tables(const SweepData& data, std::size_t kpi,
                                 const std::vector<std::size_t>& policies, std::size_t baseline);

// In how many rows all thresholds, one at least, hold.
AnalysisTables satisficing_tables(const SweepData& data, const std::vector<std::size_t>& policies,
                                  const std::vector<Threshold>& thresholds);

// In which box of the factors a policy fails the thresholds, one at least; where it fails in most rows,
// in which box it holds as well.
AnalysisTables prim_tables(const SweepData& data, std::size_t policy,
                           const std::vector<Threshold>& thresholds);

// In which box a policy does no better than a baseline in a figure.
AnalysisTables prim_tables(const SweepData& data, std::size_t kpi, std::size_t policy,
                           std::size_t baseline);

}  // namespace korus
