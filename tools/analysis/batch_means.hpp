// The mean of one long run with an interval: non-overlapping batch means (Schmeiser 1982).
#pragma once

#include <cstddef>
#include <span>

#include "tools/ensemble/estimate.hpp"

namespace korus {

struct BatchMeans {
  Estimate mean;                   // of the batches, with its interval
  double asymptotic_variance = 0;  // estimate of n Var(mean of n observations)
  double lag_one = 0;              // correlation of neighbouring batch means
  double von_neumann_z = 0;        // batches are too short where it is far below 0
};

// `batches` (10 to 30 serve best) of equal size; what is left over is left out at the beginning. The
// start-up must be gone already.
BatchMeans batch_means(std::span<const double> series, std::size_t batches,
                       double level = usual_level);

}  // namespace korus
