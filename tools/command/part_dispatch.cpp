#include "tools/command/part_dispatch.hpp"

#include <chrono>
#include <exception>
#include <mutex>
#include <thread>

#include "engine/ensure.hpp"

#ifdef KORUS_MPI
#include <mpi.h>
#endif

namespace korus {

#ifdef KORUS_MPI

namespace {

constexpr int ask_tag = 1;
constexpr int part_tag = 2;
constexpr long long none = -1;

// Rank 0's list, which its own threads and the other ranks draw on.
class Queue {
 public:
  Queue(std::deque<std::size_t> parts, const std::function<bool()>& stop)
      : parts_(std::move(parts)), stop_(stop) {}

  // Nobody gets any more.
  void close() {
    const std::lock_guard lock(mutex_);
    parts_.clear();
  }

  std::optional<std::size_t> next() {
    const std::lock_guard lock(mutex_);
    if (parts_.empty() || stop_()) {
      return std::nullopt;
    }
    const std::size_t part = parts_.front();
    parts_.pop_front();
    return part;
  }

 private:
  std::mutex mutex_;
  std::deque<std::size_t> parts_;
  const std::function<bool()>& stop_;
};

// Answers until every other rank has been told that there is no more. It looks about once a
// millisecond: waiting inside MPI would keep a core busy.
void answer(Queue& queue, int others) {
  while (others > 0) {
    int waiting = 0;
    MPI_Status status;
    MPI_Iprobe(MPI_ANY_SOURCE, ask_tag, MPI_COMM_WORLD, &waiting, &status);
    if (waiting == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      continue;
    }
    MPI_Recv(nullptr, 0, MPI_BYTE, status.MPI_SOURCE, ask_tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    const auto part = queue.next();
    const long long answer = part ? static_cast<long long>(*part) : none;
    others -= part ? 0 : 1;
    MPI_Send(&answer, 1, MPI_LONG_LONG, status.MPI_SOURCE, part_tag, MPI_COMM_WORLD);
  }
}

std::optional<std::size_t> ask() {
  MPI_Send(nullptr, 0, MPI_BYTE, 0, ask_tag, MPI_COMM_WORLD);
  long long part = none;
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Irecv(&part, 1, MPI_LONG_LONG, 0, part_tag, MPI_COMM_WORLD, &request);
  for (int there = 0; there == 0;) {
    MPI_Test(&request, &there, MPI_STATUS_IGNORE);
    if (there == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
  return part == none ? std::nullopt : std::optional(static_cast<std::size_t>(part));
}

}  // namespace

bool has_mpi() { return true; }

MpiJob::MpiJob() {
  int provided = 0;
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided);
  ensure(provided >= MPI_THREAD_SERIALIZED, "MPI may be called from any thread, one at a time");
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &size_);
}

MpiJob::~MpiJob() { MPI_Finalize(); }

void MpiJob::wait_for_all() const { MPI_Barrier(MPI_COMM_WORLD); }

void MpiJob::abort(int exit_code) const {
  MPI_Abort(MPI_COMM_WORLD, exit_code);
  std::terminate();
}

void MpiJob::share(
    std::deque<std::size_t> parts, const std::function<bool()>& stop,
    const std::function<void(const std::function<std::optional<std::size_t>()>&)>& work) {
  if (rank_ != 0) {
    return work(ask);
  }
  Queue queue(std::move(parts), stop);
  std::exception_ptr failure;
  std::thread own([&] {
    try {
      work([&] { return queue.next(); });
    } catch (...) {
      failure = std::current_exception();
      queue.close();
    }
  });
  answer(queue, size_ - 1);
  own.join();
  if (failure) {
    std::rethrow_exception(failure);
  }
}

double MpiJob::sum(double value) const {
  double total = 0;
  MPI_Reduce(&value, &total, 1, MPI_DOUBLE, MPI_SUM, 0, MPI_COMM_WORLD);
  return total;
}

#else

bool has_mpi() { return false; }

MpiJob::MpiJob() { ensure(false, "built without MPI"); }
MpiJob::~MpiJob() = default;
void MpiJob::wait_for_all() const {}
void MpiJob::abort(int) const { std::terminate(); }
void MpiJob::share(std::deque<std::size_t>, const std::function<bool()>&,
                   const std::function<void(const std::function<std::optional<std::size_t>()>&)>&) {
}
double MpiJob::sum(double value) const { return value; }

#endif

}  // namespace korus
