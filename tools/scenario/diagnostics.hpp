// Collects all that is wrong with a scenario, so that a user sees it at once.
#pragma once

#include <string>
#include <vector>

#include "tools/scenario/scenario_reader.hpp"
#include "tools/scenario/value.hpp"

namespace korus {

class Diagnostics {
 public:
  void add(const Origin& where, std::string message);
  std::size_t size() const { return found_.size(); }

  // Throws ScenarioError with everything found, sorted by file, line and column, each thing once.
  void throw_if_any() const;

 private:
  std::vector<Diagnostic> found_;
};

}  // namespace korus
