// Reference-class forecast of cost: what it comes to over what was planned is lognormal, by the
// experience of a class of like projects (Flyvbjerg 2009).
//
// A class known by its mean and 80th percentile: lognormal_from_mean_p80 of engine/distributions.hpp.
#pragma once

namespace korus {

struct ReferenceClass {
  double median = 1;  // of actual over planned, above 0
  double sigma = 0;   // of its logarithm

  // Actual over planned: its mean, the ratio that a share p in (0, 1) of the class stays within (the
  // uplift at risk tolerance 1 - p), and the share that goes beyond `ratio` > 0.
  double mean() const;
  double quantile(double p) const;
  double share_beyond(double ratio) const;
};

}  // namespace korus
