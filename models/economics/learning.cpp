#include "models/economics/learning.hpp"

#include <numbers>

#include "engine/portable_math.hpp"

namespace korus {

double LearningCurve::exponent() const {
  return -portable::log(progress_ratio) / std::numbers::ln2;
}

double LearningCurve::unit_cost(double n) const {
  return first_unit * portable::pow(n, -exponent());
}

double LearningCurve::unit_total(std::int64_t n) const {
  double total = 0;
  for (std::int64_t unit = n; unit > 0; --unit) {  // the smallest first
    total += unit_cost(static_cast<double>(unit));
  }
  return total;
}

double LearningCurve::average_total(double n) const {
  return first_unit * portable::pow(n, 1 - exponent());
}

}  // namespace korus
