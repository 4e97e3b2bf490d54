// What a piece of a bench costs this process: wall and CPU seconds, and peak memory.
#pragma once

#include <sys/resource.h>

#include <chrono>

namespace korus::bench {

inline rusage usage_so_far() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage;
}

// Of all threads, user and system.
inline double cpu_seconds() {
  const rusage usage = usage_so_far();
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// [bytes] that the process has held at most.
inline double peak_bytes() { return 1024.0 * static_cast<double>(usage_so_far().ru_maxrss); }

struct Timing {
  double wall = 0;  // [s]
  double cpu = 0;   // [s]
};

template <class Body>
Timing timed(Body&& body) {
  const auto wall = std::chrono::steady_clock::now();
  const double cpu = cpu_seconds();
  body();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count(),
          cpu_seconds() - cpu};
}

}  // namespace korus::bench
