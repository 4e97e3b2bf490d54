// Keeps an ensemble's checkpoint while it runs, and writes it now and then.
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <mutex>

#include "tools/checkpoint/checkpoint_file.hpp"

namespace korus {

// Any thread may call it. A replication is asked for an image, and the file is written, when
// `interval` has gone by since it last was, and ten times as long as the last writing took: however
// short the interval, the run gets on. A file that cannot be written is a warning.
class CheckpointKeeper {
 public:
  CheckpointKeeper(std::filesystem::path path, Checkpoint checkpoint,
                   std::chrono::duration<double> interval);

  // What was kept before this run, to go on from.
  const Checkpoint& checkpoint() const { return checkpoint_; }

  Checkpoints of(std::size_t replication);
  void finish(std::size_t replication, const ReplicationResult& result);

  // The run is over: the file is not needed any more.
  void remove() const;

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr int times_as_long = 10;
  bool passed(Clock::time_point since) const { return Clock::now() - since >= pause_.load(); }
  void write_if_due();

  std::filesystem::path path_;
  Checkpoint checkpoint_;
  Clock::duration interval_;
  std::atomic<Clock::duration> pause_;
  std::vector<Clock::time_point> saved_;  // [n_replications]
  Clock::time_point written_ = Clock::now();
  std::mutex mutex_;
};

}  // namespace korus
