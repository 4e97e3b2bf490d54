#include "tools/verify/functions.hpp"

#include <algorithm>
#include <vector>

#include "tools/verify/function_topics.hpp"

namespace korus {
namespace {

std::vector<VerificationFunction> gathered() {
  std::vector<VerificationFunction> all;
  for (const auto topic : {economics_functions, inventory_functions, random_functions,
                           statistics_functions, sensitivity_functions}) {
    const std::span<const VerificationFunction> functions = topic();
    all.insert(all.end(), functions.begin(), functions.end());
  }
  return all;
}

}  // namespace

std::span<const VerificationFunction> verification_functions() {
  static const std::vector<VerificationFunction> all = gathered();
  return all;
}

const VerificationFunction* find_function(std::string_view name) {
  const auto all = verification_functions();
  const auto found = std::ranges::find(all, name, &VerificationFunction::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace korus
