// exp, log and cosine from additions, multiplications and divisions only.
//
// glibc picks fused variants of these by processor at run time, so the same program gives other
// bits on another machine. These give the same bits wherever IEEE 754 doubles are added and
// multiplied without contraction. Relative error below 4e-16 for log and exp over the range that
// models use; tests compare with the C library.
#pragma once

namespace korus::portable {

double log(double x);            // x > 0 and normal
double exp(double x);            // 0 below -708, infinite above 709
double pow(double x, double y);  // x > 0
double cos_turn(double turns);   // cos(2 pi turns)

}  // namespace korus::portable
