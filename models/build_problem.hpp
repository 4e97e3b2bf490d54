// Something in a scenario that makes no network: the record and field at fault.
#pragma once

#include <string>

namespace korus {

struct BuildProblem {
  std::string kind;
  std::string id;
  std::string field;  // empty: the whole record
  std::string message;
};

}  // namespace korus
