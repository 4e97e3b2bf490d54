// Turns what goes wrong into words on stderr and an exit code.
#pragma once

#include <functional>

namespace korus {

// The code that `command` returns, or that of what it throws; nothing gets past it. What it printed is
// flushed.
int exit_code_of(const std::function<int()>& command);

}  // namespace korus
