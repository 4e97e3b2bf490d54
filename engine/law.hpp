// The law of an uncertain quantity: what one uniform becomes, and what is known of it beforehand.
//
// A value of 40 bytes, trivially copyable, without allocation. Draws are by inversion, so that a
// larger uniform never gives a smaller variate and common random numbers stay in step. Made by the
// functions below, each of which says what it takes and stops (Defect) at anything else; a law
// without spread is a constant.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>

namespace korus {

class Law {
 public:
  enum class Kind : std::uint8_t {
    constant = 0,
    uniform = 1,
    triangular = 2,
    exponential = 3,
    erlang = 4,
    gamma = 5,
    lognormal = 6,
    weibull = 7,
    normal = 8,
    beta = 9,
    pert = 10,
    poisson = 11,
    geometric = 12,
    integers = 13,
    rounded_normal = 14,
  };

  constexpr Law() = default;
  constexpr explicit(false) Law(double value) : p_{value, value, value, 0} {}
  // Triangular on [low, high] with its peak at mode.
  constexpr Law(double low, double mode, double high)
      : p_{low, mode, high, 0}, kind_(low == high ? Kind::constant : Kind::triangular) {}

  static Law uniform(double low, double high);       // low <= high
  static Law exponential(double mean);               // mean > 0
  static Law erlang(double shape, double mean);      // a whole number of exponential phases
  static Law gamma(double shape, double scale);      // 0.001 <= shape <= 1e9, scale > 0
  static Law gamma_of(double mean, double scv);      // by mean and squared coefficient of variation
  static Law lognormal(double mu, double sigma);     // of the underlying normal; sigma >= 0
  static Law lognormal_of(double mean, double scv);  // by mean and squared coefficient of variation
  static Law weibull(double shape, double scale);    // 0.05 <= shape <= 1000, scale > 0
  static Law normal(double mean, double sd);         // sd >= 0
  static Law beta(double a, double b);               // shapes from 0.001 to 1e6, on [0, 1]
  static Law pert(double low, double mode, double high);  // a beta of shapes 1 + 4 (mode - low) / w
                                                          // and 1 + 4 (high - mode) / w on
                                                          // [low, low + w]
  static Law poisson(double mean);                        // 0 <= mean <= 1e9
  static Law geometric(double p);                     // trials up to the first success, 1, 2, ...
  static Law integers(double low, double high);       // whole numbers, each as likely
  static Law rounded_normal(double mean, double sd);  // to the nearest whole number

  // One uniform in (0, 1) -> one variate; never falls as u rises.
  double quantile(double u) const;

  double mean() const;
  double variance() const;

  // Ends of the support; infinite where it has none.
  double lowest() const;
  double highest() const;

  // The least and the most that a uniform of RandomSource gives: the ends of a constant, uniform or
  // triangular law, the quantiles of 2^-53 and 1 - 2^-53 of any other.
  double least_drawn() const;
  double most_drawn() const;

  // What plans are made with: the mode of a triangular law, the mean of any other.
  double typical() const;

  bool is_constant() const { return kind_ == Kind::constant; }
  // A constant or a triangular law: low, mode and high say all of it.
  bool is_triangular() const { return is_constant() || kind_ == Kind::triangular; }

  // The law of `factor` times the quantity, factor > 0. A multiple of a law that has no scale of its
  // own (beta, or whole numbers) keeps its parameters.
  Law scaled(double factor) const;

  Kind kind() const { return kind_; }
  // In the order of the function that makes the kind.
  std::span<const double> parameters() const;

  friend bool operator==(const Law&, const Law&) = default;

 private:
  constexpr Law(Kind kind, std::array<double, 4> p) : p_(p), kind_(kind) {}

  double unit_quantile(double u) const;
  double unit_mean() const;
  double unit_variance() const;
  bool has_multiple() const;
  double multiple() const { return has_multiple() ? p_[3] : 1.0; }

  // The parameters, then what follows from them and is kept for speed:
  //   erlang, gamma   stirling_error(shape) in [2]
  //   beta            IncompleteBeta::stirling_part in [2], the multiple in [3]
  //   pert            IncompleteBeta::stirling_part in [3]
  //   poisson         Poisson::chance and ::below in [1] and [2], the multiple in [3]
  //   geometric       ln(1 - p) in [1], the multiple in [3]
  //   integers, rounded_normal   the multiple in [3]
  std::array<double, 4> p_{};
  Kind kind_ = Kind::constant;
};

static_assert(sizeof(Law) <= 40 && std::is_trivially_copyable_v<Law>);

}  // namespace korus
