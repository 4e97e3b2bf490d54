// What replications say of a figure together: the estimate and its standard error.
#pragma once

#include <span>
#include <vector>

#include "tools/verify/case_runs.hpp"
#include "tools/verify/observed.hpp"

namespace korus {

// One quantity over the replications of one run.
struct Sample {
  double estimate = 0;         // of its mean; of a ratio: the ratio of sums
  std::vector<double> pseudo;  // [n_replications], the jackknife's pseudo-values of the estimate
  std::vector<double> own;     // [n_replications], the replications' own values
};

// scale x (sum of weight x figure) + offset, of the first n replications, none of which broke a
// promise. Pseudo-values are linear in the figures.
Sample sample_of(const FigureSource& source, const Variant& variant, std::size_t n);

// The same of plain numbers, one a replication.
Sample sample_of(std::span<const double> values, double scale, double offset);

// `samples` are one, or two of equal length where the statistic compares two runs. Standard errors
// are the jackknife's (Quenouille 1956; Tukey 1958), of variances too.
Observed observe(Statistic statistic, std::span<const Sample> samples);

}  // namespace korus
