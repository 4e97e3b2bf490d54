// Functions of the theory and of the analysis that a verification file may call by name.
//
// Each is a thin adapter: it hands its arguments to the code that the product runs and gives back one
// figure. Same arguments, seed and replication, same bits.
#pragma once

#include <limits>
#include <span>
#include <string>
#include <string_view>

#include "engine/random.hpp"

namespace korus {

struct FunctionCall {
  std::span<const double> arguments;
  const RandomSource& random;
};

// A number, a text, or both: a row takes the one that the catalogue expects.
struct FunctionValue {
  double number = std::numeric_limits<double>::quiet_NaN();
  std::string text;  // bits, and lists such as "84,96"
};

struct VerificationFunction {
  std::string_view name;
  std::string_view
      arguments;  // their names in order, parted by ", "; the last may be "name...": any number of them
  std::string_view doc;
  bool
      stochastic;  // called once a replication, with its random source, for that replication's estimate
  // Throws std::invalid_argument where an argument is missing, left over or out of its range.
  FunctionValue (*call)(const FunctionCall&);
};

std::span<const VerificationFunction> verification_functions();

const VerificationFunction* find_function(std::string_view name);  // nullptr: none of that name

}  // namespace korus
