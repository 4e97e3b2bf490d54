#include "tools/command/progress.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>

namespace korus {

Progress::Progress(std::string what, int total)
    : what_(std::move(what)), total_(total), visible_(isatty(STDERR_FILENO) == 1) {
  draw(0);
}

Progress::~Progress() {
  if (visible_) {
    fmt::print(stderr, "\r\033[K");
  }
}

void Progress::advance() {
  const int done = ++done_;
  const std::lock_guard lock(mutex_);
  draw(done);
}

void Progress::draw(int done) {
  if (!visible_) {
    return;
  }
  constexpr int width = 30;
  const int filled = total_ > 0 ? width * done / total_ : width;
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  fmt::print(stderr, "\r{} [{:#<{}}{:.<{}}] {}/{} {:.0f} s ", what_, "", filled, "", width - filled,
             done, total_, seconds);
  std::fflush(stderr);
}

}  // namespace korus
