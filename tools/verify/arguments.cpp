#include "tools/verify/arguments.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace korus {

double Arguments::number() {
  const double value = take(1).front();
  if (!std::isfinite(value)) {
    refuse(value, "finite");
  }
  return value;
}

double Arguments::between(double low, double high) {
  const double value = number();
  if (value < low || value > high) {
    refuse(value, fmt::format("in [{}, {}]", low, high).c_str());
  }
  return value;
}

double Arguments::positive() {
  const double value = number();
  if (value <= 0) {
    refuse(value, "above 0");
  }
  return value;
}

double Arguments::share() {
  const double value = number();
  if (value <= 0 || value >= 1) {
    refuse(value, "between 0 and 1");
  }
  return value;
}

std::int64_t Arguments::whole(std::int64_t low, std::int64_t high) {
  const double value = between(static_cast<double>(low), static_cast<double>(high));
  if (value != std::floor(value)) {
    refuse(value, "a whole number");
  }
  return static_cast<std::int64_t>(value);
}

std::size_t Arguments::count(std::size_t low, std::size_t high) {
  return static_cast<std::size_t>(
      whole(static_cast<std::int64_t>(low), static_cast<std::int64_t>(high)));
}

std::span<const double> Arguments::take(std::size_t n) {
  if (n > left_.size()) {
    throw std::invalid_argument(fmt::format("argument {} is missing", taken_ + left_.size() + 1));
  }
  const std::span<const double> taken = left_.first(n);
  left_ = left_.subspan(n);
  taken_ += n;
  return taken;
}

void Arguments::end() const {
  if (!left_.empty()) {
    throw std::invalid_argument(fmt::format("argument {} is one too many", taken_ + 1));
  }
}

void Arguments::refuse(double value, const char* range) const {
  throw std::invalid_argument(fmt::format("argument {} is {}, not {}", taken_, value, range));
}

}  // namespace korus
