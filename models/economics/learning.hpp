// Learning curves: each doubling of what was made multiplies the cost by the progress ratio.
//
// Exponent b = -log2(progress ratio). Unit form (Crawford 1944): the n-th unit costs c1 n^-b.
// Cumulative-average form (Wright 1936): the first N units cost c1 N^-b on average.
#pragma once

#include <cstdint>

namespace korus {

// Costs in the unit of first_unit.
struct LearningCurve {
  double first_unit = 1;
  double progress_ratio = 0.8;  // above 0; 0.8 is a learning rate of 20 %

  double exponent() const;

  // Unit form: the cost of unit n >= 1, and of units 1..n.
  double unit_cost(double n) const;
  double unit_total(std::int64_t n) const;

  // Cumulative-average form: the cost of units 1..n.
  double average_total(double n) const;
};

}  // namespace korus
