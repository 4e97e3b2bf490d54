// The one owner of a process's files: writes parts on a thread of its own, so that waiting for the
// disk keeps nobody from computing.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

#include "tools/sweep/sweep_run.hpp"

namespace korus {

class PartWriter {
 public:
  // `write` is called for each part, in their order, on the writer's thread.
  explicit PartWriter(std::function<void(const FinishedPart&)> write);
  ~PartWriter();  // what waits is written
  PartWriter(const PartWriter&) = delete;
  PartWriter& operator=(const PartWriter&) = delete;

  // Waits while several parts wait already. Throws what an earlier part's `write` threw.
  void put(FinishedPart part);

  // Until all is written. Throws as above.
  void finish();

 private:
  void run();

  std::function<void(const FinishedPart&)> write_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<FinishedPart> waiting_;
  std::exception_ptr failure_;
  bool closed_ = false;
  std::thread thread_;
};

}  // namespace korus
