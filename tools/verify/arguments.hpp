// Reads the arguments of a verification function one after the other.
//
// Each call takes the next; std::invalid_argument, with its place and value, where there is none or it
// lies out of range. Read them into named values or a braced list: only those keep the order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "tools/verify/functions.hpp"

namespace korus {

class Arguments {
 public:
  explicit Arguments(const FunctionCall& call) : left_(call.arguments) {}

  double number();                          // finite
  double between(double low, double high);  // ends included
  double positive();                        // above 0
  double share();                           // strictly between 0 and 1
  // Whole numbers, ends included.
  std::int64_t whole(std::int64_t low, std::int64_t high);
  std::size_t count(std::size_t low, std::size_t high);

  std::size_t left() const { return left_.size(); }
  std::span<const double> take(std::size_t n);  // the next n as they are
  std::span<const double> rest() { return take(left()); }
  void end() const;  // nothing may be left over

 private:
  [[noreturn]] void refuse(double value, const char* range) const;

  std::span<const double> left_;
  std::size_t taken_ = 0;
};

}  // namespace korus
