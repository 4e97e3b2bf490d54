#include "tools/checkpoint/checkpoint_keeper.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "tools/results/result_file.hpp"
#include "tools/results/whole_file.hpp"

namespace korus {

CheckpointKeeper::CheckpointKeeper(std::filesystem::path path, Checkpoint checkpoint,
                                   std::chrono::duration<double> interval)
    : path_(std::move(path)),
      checkpoint_(std::move(checkpoint)),
      interval_(std::chrono::duration_cast<Clock::duration>(interval)),
      pause_(interval_),
      saved_(checkpoint_.finished.size(), Clock::now()) {}

Checkpoints CheckpointKeeper::of(std::size_t replication) {
  return {.due = [this, replication] { return passed(saved_[replication]); },
          .keep =
              [this, replication](std::vector<std::byte> image) {
                const std::lock_guard lock(mutex_);
                saved_[replication] = Clock::now();
                checkpoint_.images[replication] = std::move(image);
                write_if_due();
              }};
}

void CheckpointKeeper::finish(std::size_t replication, const ReplicationResult& result) {
  const std::lock_guard lock(mutex_);
  checkpoint_.finished[replication] = result;
  checkpoint_.images[replication] = {};
  write_if_due();
}

void CheckpointKeeper::remove() const { remove_whole_file(path_); }

void CheckpointKeeper::write_if_due() {
  if (!passed(written_)) {
    return;
  }
  const Clock::time_point start = Clock::now();
  try {
    write_checkpoint(path_, checkpoint_);
  } catch (const OutputError& error) {  // the results are worth more than their insurance
    spdlog::warn("{}; the run goes on without this checkpoint", error.what());
  }
  written_ = Clock::now();
  pause_ = std::max(interval_, times_as_long * (written_ - start));
}

}  // namespace korus
