// What we promised ourselves. A broken promise is a defect of the program, never of the user's
// input: it stops the run.
#pragma once

#include <stdexcept>
#include <string>

namespace korus {

// The executor adds the actor and the simulated time before it lets a Defect out.
struct Defect : std::logic_error {
  using std::logic_error::logic_error;
};

[[noreturn, gnu::cold, gnu::noinline]] inline void broken_promise(const char* message) {
  throw Defect(message);
}

// Always on, in every build. `message` says what should have held.
inline void ensure(bool holds, const char* message) {
  if (!holds) [[unlikely]] {
    broken_promise(message);
  }
}

}  // namespace korus
