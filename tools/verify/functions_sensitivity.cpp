#include "tools/verify/function_topics.hpp"

namespace korus {

std::span<const VerificationFunction> sensitivity_functions() { return {}; }

}  // namespace korus
