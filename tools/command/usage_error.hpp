// What is asked for does not fit the scenario, such as a figure it does not have: exit code 64.
#pragma once

#include <stdexcept>

namespace korus {

struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace korus
