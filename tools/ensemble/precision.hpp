// How narrow the intervals of figures shall be, and when the replications suffice for it: the
// sequential rule of Chow & Robbins (1965) as in Law (2015, 9.4.1).
//
// A figure is precise to gamma when the half-width of its 95 % interval is at most gamma / (1 +
// gamma) of its scale: then, with that confidence, the estimate is within gamma of the truth. The
// scale of an amount is its estimate's size. That of a share (a measure called ..._share) is the
// whole, 1: a share near 0 would never be precise to a hundredth of itself, and "to one percentage
// point" is what is meant. A difference is held against the larger of the two figures it is of, not
// against itself: a policy that changes nothing is precise too.
// A figure that did not vary is precise; one without a value (0 / 0) does not count.
#pragma once

#include <string>
#include <vector>

#include "models/kpi.hpp"
#include "tools/ensemble/estimate.hpp"

namespace korus {

struct PrecisionRule {
  static constexpr int fewest_first = 10;  // below it an interval is too often narrow by chance
  static constexpr int fewest_for_quantiles = 20;
  static constexpr int step = 10;  // replications between two looks

  double target = 0.01;              // gamma, a share
  int first = fewest_for_quantiles;  // replications before the first look
  int most = 1000;                   // replications at which it gives up
};

// Replications of the next stage; 0: there shall be no more.
int next_stage(const PrecisionRule& rule, int done);

// What the half-width of a figure of about this size is held against.
double scale_of(const Kpi& kpi, double size);

// Half-width over scale; 0 where the figure did not vary, NaN where it has no interval.
double relative_halfwidth(const Estimate& estimate, double scale);

// False where `relative` is NaN.
bool is_precise(double relative, double target);

// Of one figure that counts.
struct FigurePrecision {
  std::string name;
  double rel_halfwidth = 0;
};

struct Precision {
  PrecisionRule rule;
  std::vector<FigurePrecision> figures;

  // Names of those that are not precise yet, the widest first.
  std::vector<FigurePrecision> missed() const;
};

}  // namespace korus
