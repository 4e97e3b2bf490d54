// One key figure over the rows of a sweep, under one policy or as the difference of two.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "tools/analysis/points.hpp"
#include "tools/analysis/sweep_data.hpp"

namespace korus {

struct SweepFigure {
  std::string kpi;
  std::string policy;  // of a difference "policy - baseline"
  std::string units;
  bool higher_is_better = true;
  // [n_rows]: ratio of sums, or mean, over the replications. NaN where a replication is missing or has
  // no such figure.
  std::vector<double> means;
  // [n_rows, n_replications] whose mean is that of the row and whose spread is its seed noise: values,
  // or of ratios pseudo-values (tools/ensemble/jackknife.hpp).
  Points samples{0, 0};

  // Rows that are not missing, in their order.
  std::vector<std::size_t> whole_rows() const;
};

// With a replication left out, if one is named.
constexpr std::size_t no_replication = std::numeric_limits<std::size_t>::max();
SweepFigure sweep_figure(const SweepData& data, std::size_t kpi, std::size_t policy,
                         std::size_t left_out = no_replication);

// policy - baseline, replication by replication, as they share their random numbers.
SweepFigure sweep_difference(const SweepData& data, std::size_t kpi, std::size_t policy,
                             std::size_t baseline);

// [n_rows, n_factors] each factor over its range, 0 to 1. Of a list its values, evenly apart, for what
// the design drew within one of them changes nothing.
Points scaled_factors(const SweepData& data);

}  // namespace korus
