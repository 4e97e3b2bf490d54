#include "engine/histogram.hpp"

#include <limits>
#include <numeric>

namespace korus {

double DurationHistogram::quantile_days(double p) const {
  const double wanted = p * static_cast<double>(total_);
  double below = 0;
  for (std::size_t bin = 0; bin < counts_.size(); ++bin) {
    const auto here = static_cast<double>(counts_[bin]);
    if (here > 0 && below + here >= wanted) {
      const auto low = static_cast<double>(low_of(bin));
      const auto high = static_cast<double>(low_of(bin + 1));
      const double us = low + (high - low) * (wanted - below) / here;
      return us / static_cast<double>(one_day.count());
    }
    below += here;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

void DurationHistogram::recount() {
  total_ = std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
}

}  // namespace korus
