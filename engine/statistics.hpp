// Primitives to observe a run with: mean and variance, time-weighted mean.
#pragma once

#include <cmath>
#include <cstdint>

#include "engine/time.hpp"

namespace korus {

// Running mean and variance (Welford 1962).
class Welford {
 public:
  void add(double value) {
    ++count_;
    const double gap = value - mean_;
    mean_ += gap / static_cast<double>(count_);
    squares_ += gap * (value - mean_);
  }
  std::int64_t count() const { return count_; }
  double mean() const { return mean_; }
  // Of the sample (n - 1); 0 below two values.
  double variance() const { return count_ < 2 ? 0.0 : squares_ / static_cast<double>(count_ - 1); }
  double standard_deviation() const { return std::sqrt(variance()); }

 private:
  std::int64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

// A sum of integers that does not overflow in any run.
class WideSum {
 public:
  void add(std::int64_t value) { sum_ += value; }
  void add_product(std::int64_t a, std::int64_t b) { sum_ += static_cast<Wide>(a) * b; }
  double value() const { return static_cast<double>(sum_); }

 private:
  __extension__ using Wide = __int128;
  Wide sum_ = 0;
  friend class TimeWeighted;
};

// Integral over time of a value that stays as it is between changes, over integers so that no order
// of additions matters. The caller keeps |value| x duration below 2^127.
class TimeWeighted {
 public:
  // The value is `value` from `now` on. Times never go back.
  void set(SimTime now, std::int64_t value) {
    advance(now);
    value_ = value;
  }
  void advance(SimTime now) {
    integral_ += static_cast<Wide>(value_) * (now - since_).count();
    since_ = now;
  }
  // The value goes straight to `value` from what it was.
  void slide(SimTime now, std::int64_t value) {
    integral_ += (static_cast<Wide>(value_) + value) * (now - since_).count() / 2;
    since_ = now;
    value_ = value;
  }
  std::int64_t value() const { return value_; }
  Duration since(SimTime now) const { return now - since_; }
  // Integral [value x us] less a sum, exact where the gap fits 64 bits.
  std::int64_t integral_less(const WideSum& sum) const {
    return static_cast<std::int64_t>(integral_ - sum.sum_);
  }
  // Value x days up to now.
  double integral_days(SimTime now) const {
    const Wide more = static_cast<Wide>(value_) * (now - since_).count();
    return static_cast<double>(integral_ + more) / static_cast<double>(one_day.count());
  }
  // Value x days up to the last change or advance.
  double integral_days() const {
    return static_cast<double>(integral_) / static_cast<double>(one_day.count());
  }

 private:
  __extension__ using Wide = __int128;
  Wide integral_ = 0;
  SimTime since_{};
  std::int64_t value_ = 0;
};

}  // namespace korus
