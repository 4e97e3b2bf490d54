// The bootstrap (Efron 1979): what would have come out, had another sample been drawn?
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/random.hpp"
#include "tools/analysis/interval.hpp"

namespace korus {

// 0 ... n - 1: the sample as it is.
std::vector<std::size_t> up_to(std::size_t n);

// n indices below n, with replacement: the `resample`-th of those that `what` names.
std::vector<std::size_t> resampled(std::size_t n, std::string_view what, std::uint64_t resample,
                                   const RandomSource& random);

// Between the percentiles of the resamples. None, or a NaN among them: NaN.
Interval percentile_interval(std::vector<double> resamples, double level = 0.95);

}  // namespace korus
