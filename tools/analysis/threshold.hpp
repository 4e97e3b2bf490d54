// What a figure must be to be good enough, e.g. unmet_share.US.memory <= 0.02.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tools/analysis/satisficing.hpp"
#include "tools/analysis/sweep_data.hpp"
#include "tools/analysis/sweep_figure.hpp"

namespace korus {

enum class Comparison : std::uint8_t { below, at_most, at_least, above };

struct Threshold {
  std::size_t kpi = 0;
  Comparison comparison = Comparison::at_most;
  double limit = 0;  // in the figure's units
  std::string text;  // as asked for
};

// `sample` [n_replications] whose mean is judged; with one replication nothing is sure or unsure, and
// `yes` or `no` says what is seen.
Satisfied judge(const Threshold& threshold, double mean, std::span<const double> sample);

// [n_rows] whether all of them hold under a policy, a replication left out if one is named: as sure as
// the least of them.
struct JudgedRows {
  std::vector<Satisfied> rows;
  std::vector<bool> missing;  // a figure is; what `rows` holds there says nothing
};
JudgedRows judge_rows(const SweepData& data, std::size_t policy,
                      std::span<const Threshold> thresholds, std::size_t left_out = no_replication);

}  // namespace korus
