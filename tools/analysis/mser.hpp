// How much of a run's beginning to leave out: the marginal standard error rule over batches, MSER-5
// (White 1997; Spratt 1998).
#pragma once

#include <cstddef>
#include <span>

namespace korus {

struct Truncation {
  std::size_t observations = 0;  // to leave out from the beginning
  double statistic = 0;          // MSER there: sum of squares / n^2 of the batches kept
  double mean = 0;               // of the batches kept
  bool long_enough = false;  // false: the least lies at half of the series, so it must be longer
};

// The k of 0 .. n/2 whole batches with the least sum_{j >= k} (b_j - mean_k)^2 / (n - k)^2, the
// smallest such; what is left over at the end joins no batch. Below four batches: not long enough.
// Never for a question about stated dates, such as a shortage from 2027 to 2035.
Truncation mser(std::span<const double> series, std::size_t batch = 5);

}  // namespace korus
