#include "tools/analysis/threshold.hpp"

#include <algorithm>
#include <cmath>

#include "tools/ensemble/estimate.hpp"

namespace korus {
namespace {

bool meets(const Threshold& threshold, double value) {
  switch (threshold.comparison) {
    case Comparison::below:
      return value < threshold.limit;
    case Comparison::at_most:
      return value <= threshold.limit;
    case Comparison::at_least:
      return value >= threshold.limit;
    default:
      return value > threshold.limit;
  }
}

}  // namespace

Satisfied judge(const Threshold& threshold, double mean, std::span<const double> sample) {
  const bool met = meets(threshold, mean);
  const Estimate estimate = estimate_around(mean, sample);
  const bool sure = sample.size() < 2 || (meets(threshold, estimate.low) == met &&
                                          meets(threshold, estimate.high) == met);
  if (met) {
    return sure ? Satisfied::yes : Satisfied::unsure_yes;
  }
  return sure ? Satisfied::no : Satisfied::unsure_no;
}

JudgedRows judge_rows(const SweepData& data, std::size_t policy,
                      std::span<const Threshold> thresholds, std::size_t left_out) {
  JudgedRows judged{.rows = std::vector<Satisfied>(data.rows(), Satisfied::yes),
                    .missing = std::vector<bool>(data.rows(), false)};
  for (const Threshold& threshold : thresholds) {
    const SweepFigure figure = sweep_figure(data, threshold.kpi, policy, left_out);
    for (std::size_t row = 0; row < data.rows(); ++row) {
      judged.missing[row] = judged.missing[row] || std::isnan(figure.means[row]);
      judged.rows[row] =
          std::min(judged.rows[row], judge(threshold, figure.means[row], figure.samples[row]));
    }
  }
  return judged;
}

}  // namespace korus
