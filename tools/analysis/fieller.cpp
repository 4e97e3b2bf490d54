#include "tools/analysis/fieller.hpp"

#include <cmath>
#include <cstddef>

#include "engine/ensure.hpp"
#include "engine/statistics.hpp"
#include "tools/ensemble/student_t.hpp"

namespace korus {

RatioOfMeans fieller_ratio(std::span<const double> above, double below_mean,
                           std::span<const double> below, double level) {
  ensure(above.size() == below.size(), "a ratio of means is of pairs");
  Welford a;
  Welford b;
  for (std::size_t i = 0; i < above.size(); ++i) {
    a.add(above[i]);
    b.add(below[i]);
  }
  RatioOfMeans result{.ratio = a.mean() / below_mean};
  if (above.size() < 2) {
    return result;
  }
  const auto n = static_cast<double>(above.size());
  double products = 0;
  for (std::size_t i = 0; i < above.size(); ++i) {
    products += (above[i] - a.mean()) * (below[i] - b.mean());
  }
  const double t = student_t_quantile(0.5 * (1 + level), n - 1);
  const double room = t * t / n;  // of the variances of single pairs
  const double leading = below_mean * below_mean - room * b.variance();
  if (leading > 0) {
    const double middle = a.mean() * below_mean - room * products / (n - 1);
    const double constant = a.mean() * a.mean() - room * a.variance();
    const double reach = std::sqrt(std::fmax(middle * middle - leading * constant, 0.0));
    result.low = (middle - reach) / leading;
    result.high = (middle + reach) / leading;
  }
  return result;
}

}  // namespace korus
