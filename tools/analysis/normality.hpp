// Whether many z values look like draws of the standard normal, as they must where each compares an
// unbiased estimate with the truth.
#pragma once

#include <cstddef>
#include <span>

namespace korus {

struct NormalityCheck {
  std::size_t n = 0;
  double mean = 0;                       // about 0 +- 1/sqrt(n)
  double sd = 0;                         // about 1
  double share_beyond_two_sided_95 = 0;  // of |z| > 1.96
  // Anderson & Darling 1952 against N(0, 1) with nothing estimated: beyond 2.492 in 5 % of samples,
  // beyond 3.857 in 1 % (Stephens 1974), whatever n from 5 up.
  double anderson_darling = 0;
};

NormalityCheck check_normality(std::span<const double> z);

}  // namespace korus
