#include "tools/sweep/part_writer.hpp"

#include <utility>

namespace korus {
namespace {

constexpr std::size_t most_waiting = 2;

}  // namespace

PartWriter::PartWriter(std::function<void(const FinishedPart&)> write)
    : write_(std::move(write)), thread_([this] { run(); }) {}

PartWriter::~PartWriter() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void PartWriter::put(FinishedPart part) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return waiting_.size() < most_waiting || failure_; });
  if (failure_) {
    std::rethrow_exception(failure_);
  }
  waiting_.push_back(std::move(part));
  changed_.notify_all();
}

void PartWriter::finish() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
  thread_.join();
  if (failure_) {
    std::rethrow_exception(failure_);
  }
}

void PartWriter::run() {
  while (true) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || !waiting_.empty(); });
    if (waiting_.empty() || failure_) {
      return;
    }
    const FinishedPart part = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    changed_.notify_all();
    try {
      write_(part);
    } catch (...) {
      lock.lock();
      failure_ = std::current_exception();
      changed_.notify_all();
      return;
    }
  }
}

}  // namespace korus
