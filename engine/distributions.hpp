// Quantile functions: each maps one uniform in (0, 1) to one variate, so that a larger uniform
// never gives a smaller variate and common random numbers stay in step. Own code, because those of
// the standard library differ between libraries.
#pragma once

namespace korus {

// Standard normal. Algorithm AS 241 (PPND16, Wichura 1988), relative error about 1e-16.
double normal_quantile(double u);

double exponential_quantile(double u, double mean);

// Triangular on [low, high] with its peak at mode; low == high gives that value.
double triangular_quantile(double u, double low, double mode, double high);

// Lognormal of the underlying normal's mean and standard deviation.
double lognormal_quantile(double u, double mu, double sigma);

// A lognormal factor with mean 1 and coefficient of variation cv: sigma^2 = ln(1 + cv^2), mu =
// -sigma^2/2.
double lognormal_factor(double u, double cv);

// Parameters of the lognormal with this mean and 80th percentile (reference-class forecasting): mu
// + s^2/2 = ln mean, mu + z80 s = ln p80, the smaller root s. `exists` is false where no lognormal
// has both.
struct Lognormal {
  double mu = 0;
  double sigma = 0;
  bool exists = true;
};
Lognormal lognormal_from_mean_p80(double mean, double p80);

}  // namespace korus
