// One key figure over the rows of a sweep, under one policy or as the difference of two.
#pragma once

#include <cstddef>
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

SweepFigure sweep_figure(const SweepData& data, std::size_t kpi, std::size_t policy);

// policy - baseline, replication by replication, as they share their random numbers.
SweepFigure sweep_difference(const SweepData& data, std::size_t kpi, std::size_t policy,
                             std::size_t baseline);

}  // namespace korus
