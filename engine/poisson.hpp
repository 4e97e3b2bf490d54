// A Poisson law: how often something happens whose mean number is known.
#pragma once

namespace korus {

// Trivially copyable; two of its numbers depend on the third alone and are kept for speed.
struct Poisson {
  double mean = 0;    // [0, 1e9]
  double chance = 1;  // of the mode, the largest whole number up to the mean
  double below = 1;   // chance of the mode or less

  static Poisson of(double mean);

  // Smallest k with P(at most k) >= u, u in (0, 1). From the mode up or down where the mean is small
  // and u is in no tail, else from a guess (Cornish & Fisher 1938) and the exact chance there: a
  // number of steps that grows with the square root of the mean.
  double quantile(double u) const;

 private:
  double from_mode(double u) const;
  double from_guess(double u) const;
};

}  // namespace korus
