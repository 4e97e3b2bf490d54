// How often a duration was seen, in bins whose width grows with it (about 1.6 %): quantiles of many
// waits without keeping them. Bins are the same for all, so that histograms can be added.
//
//   0, 1, 2 ... 63 us have a bin each; every doubling above has 64 bins of equal width.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "engine/time.hpp"

namespace korus {

class DurationHistogram {
 public:
  void add(Duration duration) {
    const std::size_t bin = bin_of(static_cast<std::uint64_t>(duration.count()));
    if (bin >= counts_.size()) {
      counts_.resize(bin + 1, 0);
    }
    ++counts_[bin];
    ++total_;
  }
  void clear() {
    counts_.clear();
    total_ = 0;
  }
  std::uint64_t total() const { return total_; }

  // [d], straight between the ends of the bin that holds it; NaN where nothing was added.
  // 0 <= p <= 1.
  double quantile_days(double p) const;

  std::vector<std::uint64_t>& counts() { return counts_; }
  const std::vector<std::uint64_t>& counts() const { return counts_; }
  void recount();  // after counts() was filled

 private:
  static constexpr int bits = 6;
  static constexpr std::uint64_t fine = std::uint64_t{1} << bits;

  static std::size_t bin_of(std::uint64_t us) {
    if (us < fine) {
      return static_cast<std::size_t>(us);
    }
    const auto shift = static_cast<int>(std::bit_width(us)) - 1 - bits;
    return static_cast<std::size_t>((static_cast<std::uint64_t>(shift + 1) << bits) +
                                    ((us >> shift) - fine));
  }
  static std::uint64_t low_of(std::size_t bin) {
    if (bin < fine) {
      return bin;
    }
    const auto shift = (bin >> bits) - 1;
    return (fine + (bin & (fine - 1))) << shift;
  }

  std::vector<std::uint64_t> counts_;
  std::uint64_t total_ = 0;
};

}  // namespace korus
