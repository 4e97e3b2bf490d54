// Rows of the validation catalogue as calls by name: a figure to its tolerance, or the mean of twenty
// replications within four of its own standard errors.
#pragma once

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "tools/ensemble/estimate.hpp"
#include "tools/verify/functions.hpp"

namespace korus::test {

inline FunctionValue call(const char* name, const std::vector<double>& arguments,
                          std::uint64_t replication = 0) {
  const VerificationFunction* function = find_function(name);
  BOOST_REQUIRE_MESSAGE(function != nullptr, name << " is a function");
  return function->call({.arguments = arguments, .random = RandomSource(20210521, replication)});
}

struct Tolerance {
  double absolute = 0;
  double relative = 0;
};

inline void row(const char* id, const char* name, const std::vector<double>& arguments,
                double expected, Tolerance tolerance) {
  const double number = call(name, arguments).number;
  const double reach = tolerance.absolute + tolerance.relative * std::fabs(expected);
  BOOST_TEST(std::fabs(number - expected) <= reach,
             id << ": " << name << " gives " << number << ", not " << expected);
}

inline void row(const char* id, const char* name, const std::vector<double>& arguments,
                const char* expected) {
  BOOST_TEST(call(name, arguments).text == expected, id);
}

inline std::vector<double> replicated(const char* name, const std::vector<double>& arguments,
                                      std::uint64_t replications = 20) {
  std::vector<double> numbers;
  for (std::uint64_t replication = 0; replication < replications; ++replication) {
    numbers.push_back(call(name, arguments, replication).number);
  }
  return numbers;
}

inline void stochastic_row(const char* id, const char* name, const std::vector<double>& arguments,
                           double expected) {
  BOOST_REQUIRE_MESSAGE(find_function(name) != nullptr, name << " is a function");
  BOOST_TEST(find_function(name)->stochastic, name);
  const Estimate seen = estimate_mean(replicated(name, arguments));
  const double z = (seen.mean - expected) / seen.se;
  BOOST_TEST_MESSAGE(id << " " << name << ": " << seen.mean << " against " << expected
                        << ", z = " << z);
  BOOST_TEST(std::fabs(z) < 4, id << ": " << name << " gives " << seen.mean << " +- " << seen.se
                                  << ", not " << expected);
}

}  // namespace korus::test
