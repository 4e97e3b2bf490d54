#include "models/economics/overrun.hpp"

#include "engine/distributions.hpp"
#include "engine/portable_math.hpp"
#include "engine/special_functions.hpp"

namespace korus {

double ReferenceClass::mean() const { return median * portable::exp(0.5 * sigma * sigma); }

double ReferenceClass::quantile(double p) const {
  return lognormal_quantile(p, portable::log(median), sigma);
}

double ReferenceClass::share_beyond(double ratio) const {
  const double gap = portable::log(median) - portable::log(ratio);
  if (sigma == 0) {
    return gap > 0 ? 1 : 0;
  }
  return normal_below(gap / sigma);
}

}  // namespace korus
