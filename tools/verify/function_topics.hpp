// The verification functions, topic by topic.
#pragma once

#include "tools/verify/functions.hpp"

namespace korus {

std::span<const VerificationFunction> economics_functions();
std::span<const VerificationFunction> inventory_functions();
std::span<const VerificationFunction> random_functions();
std::span<const VerificationFunction> statistics_functions();
std::span<const VerificationFunction> sensitivity_functions();

}  // namespace korus
