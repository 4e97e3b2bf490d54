// A progress bar on the terminal; silent where stderr is not one. Any thread may advance it.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>

namespace korus {

class Progress {
 public:
  Progress(std::string what, int total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void advance();

 private:
  void draw(int done);

  std::string what_;
  int total_;
  std::atomic<int> done_ = 0;
  std::mutex mutex_;
  bool visible_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace korus
