// How capacity comes up and how a construction budget is spent.
#pragma once

namespace korus {

// C(t) = maximum / (1 + exp(-rate (t - midpoint))). Times and 1/rate in one unit of the caller's.
struct LogisticRamp {
  double maximum = 1;   // units a unit of time
  double rate = 1;      // above 0
  double midpoint = 0;  // when half of the maximum is reached

  double capacity(double time) const;

  // Units made at full capacity from `begin` to `end` >= begin, the closed integral of C.
  double output(double begin, double end) const;

  // When the output from `begin` on reaches `units` >= 0.
  double time_of(double units, double begin) const;
};

// Share of the nameplate reached a time u into a ramp of length T, in [0, 1]:
// s(u) = (sig(u) - sig(0)) / (1 - sig(0)), sig(u) = 1 / (1 + exp(-k (u - m))), k = 8/T, m = T/2:
// nothing at the start, 98 % just before T, all from T on.
double ramp_share(double u, double T);

// Share of a budget spent at the share x of its construction time, in [0, 1]: Norden-Rayleigh,
// F(x) = (1 - exp(-3 x^2)) / (1 - exp(-3)) (Norden 1970).
double rayleigh_share(double x);

}  // namespace korus
