// Student's t distribution, own code, so that intervals are the same bits on every machine.
#pragma once

namespace korus {

// The t with P(T <= t) = p; p in (0, 1), degrees_of_freedom > 0 and not necessarily whole
// (infinite: the normal). Up to 1000 degrees by bisection of the tail, an incomplete beta function
// (continued fraction, DLMF 8.17.22); above that by the expansion about the normal (Abramowitz and
// Stegun 1964, 26.7.5). Relative error below 1e-10 for p in [1e-6, 0.49] and above 0.51. Beyond |t|
// = 1e149 (tiny degrees of freedom) a Defect.
double student_t_quantile(double p, double degrees_of_freedom);

}  // namespace korus
