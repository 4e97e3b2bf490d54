// Which executor runs a world faster. It decides no result.
#pragma once

#include <cstdint>
#include <string>

namespace korus {

enum class ExecutorKind : std::uint8_t { sequential, windowed };

struct ExecutorChoice {
  ExecutorKind kind = ExecutorKind::sequential;
  std::string reason;  // for the user, with the figures it rests on
};

// Windows pay where they hold enough events.
ExecutorChoice choose_executor(double events_a_window);

}  // namespace korus
