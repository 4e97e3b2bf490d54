// Which executor runs a network faster. It decides no result.
#pragma once

#include <cstdint>
#include <string>

#include "models/network.hpp"

namespace korus {

enum class ExecutorKind : std::uint8_t { sequential, windowed };

struct ExecutorChoice {
  ExecutorKind kind = ExecutorKind::sequential;
  std::string reason;  // for the user, with the figures it rests on
};

// Windows pay where they hold enough events. About one event a day for each site, line and link is
// a rough count, within a factor of two in the shipped scenarios.
ExecutorChoice choose_executor(const Network& network);

}  // namespace korus
