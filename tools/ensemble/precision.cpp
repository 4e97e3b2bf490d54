#include "tools/ensemble/precision.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace korus {

int next_stage(const PrecisionRule& rule, int done) {
  return std::min(done == 0 ? rule.first : PrecisionRule::step, rule.most - done);
}

double scale_of(const Kpi& kpi, double size) {
  return kpi.measure.ends_with("_share") ? 1.0 : std::fabs(size);
}

double relative_halfwidth(const Estimate& estimate, double scale) {
  return estimate.sd == 0 ? 0.0 : 0.5 * (estimate.high - estimate.low) / scale;
}

bool is_precise(double relative, double target) { return relative <= target / (1 + target); }

std::vector<FigurePrecision> Precision::missed() const {
  std::vector<FigurePrecision> result;
  std::ranges::copy_if(figures, std::back_inserter(result), [&](const FigurePrecision& figure) {
    return !is_precise(figure.rel_halfwidth, rule.target);
  });
  const auto width = [](const FigurePrecision& figure) {
    return std::isnan(figure.rel_halfwidth) ? std::numeric_limits<double>::infinity()
                                            : figure.rel_halfwidth;
  };
  std::ranges::sort(result, [&](const FigurePrecision& a, const FigurePrecision& b) {
    return width(a) != width(b) ? width(a) > width(b) : a.name < b.name;
  });
  return result;
}

}  // namespace korus
