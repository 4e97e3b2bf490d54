#include "engine/parallel.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <atomic>
#include <exception>
#include <mutex>

#ifdef KORUS_THREAD_SANITIZER
#include <sanitizer/tsan_interface.h>

// oneTBB hands its own memory from thread to thread by means that ThreadSanitizer does not see.
// This hides what libtbb itself does with free, memcmp and the like; bodies are not called by
// those, and a race in one is reported (tests/planted_race.cpp).
extern "C" const char* __tsan_default_suppressions() { return "called_from_lib:libtbb.so"; }
#endif

namespace korus {
namespace {

// ThreadSanitizer does not see into oneTBB, so it is told what Korus relies on: what stands before
// `hand_over` of an address comes before what stands after a later `take_over` of it.
#ifdef KORUS_THREAD_SANITIZER
void hand_over(void* what) { __tsan_release(what); }
void take_over(void* what) { __tsan_acquire(what); }
#else
void hand_over(void*) {}
void take_over(void*) {}
#endif

// The start of a loop comes before every body, every body before the loop's end, and nothing orders
// one body and another. Two places, because one alone would put a body that begins late after one that
// ended early.
class LoopOrder {
 public:
  LoopOrder() { hand_over(&start_); }
  ~LoopOrder() { take_over(&end_); }
  void enter_body() { take_over(&start_); }
  void leave_body() { hand_over(&end_); }

 private:
  char start_ = 0;
  char end_ = 0;
};

class InBody {
 public:
  explicit InBody(LoopOrder& order) : order_(order) { order_.enter_body(); }
  ~InBody() { order_.leave_body(); }  // also where the body throws
  InBody(const InBody&) = delete;
  InBody& operator=(const InBody&) = delete;

 private:
  LoopOrder& order_;
};

}  // namespace

// An exception that reached oneTBB would cancel the loops inside other bodies in their midst, and they
// would return as if they were done.
void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body) {
  std::atomic<std::size_t> failed = count;  // the least index that did
  std::exception_ptr failure;
  std::mutex failing;
  const auto loop = [&] {
    LoopOrder order;
    tbb::parallel_for(
        std::size_t{0}, count,
        [&](std::size_t i) {
          if (i > failed) {
            return;
          }
          const InBody in_body(order);
          try {
            body(i);
          } catch (...) {
            const std::lock_guard lock(failing);
            if (i < failed) {
              failed = i;
              failure = std::current_exception();
            }
          }
        },
        tbb::simple_partitioner{});
  };
  tbb::this_task_arena::isolate(loop);
  if (failure) {
    std::rethrow_exception(failure);
  }
}

// Nothing that is thrown reaches oneTBB, as above.
void parallel_line(const std::function<std::shared_ptr<void>()>& next,
                   const std::function<void(void*)>& work, const std::function<void(void*)>& take) {
  using Item = std::shared_ptr<void>;
  const auto most = 2 * static_cast<std::size_t>(thread_limit());
  std::atomic<bool> failed = false;
  std::exception_ptr failure;
  {
    LoopOrder order;
    char next_turn = 0;
    char take_turn = 0;
    const auto unless_failed = [&](auto&& step) {
      if (failed) {
        return;
      }
      const InBody in_body(order);
      try {
        step();
      } catch (...) {
        if (!failed.exchange(true)) {
          failure = std::current_exception();
        }
      }
    };
    const auto give = [&](tbb::flow_control& control) {
      Item item;
      unless_failed([&] {
        take_over(&next_turn);
        item = next();
        hand_over(&next_turn);
        hand_over(item.get());
      });
      if (!item) {
        control.stop();
      }
      return item;
    };
    const auto do_work = [&](Item item) {
      unless_failed([&] {
        take_over(item.get());
        work(item.get());
        hand_over(item.get());
      });
      return item;
    };
    const auto finish = [&](const Item& item) {
      unless_failed([&] {
        take_over(item.get());
        take_over(&take_turn);
        take(item.get());
        hand_over(&take_turn);
      });
    };
    tbb::parallel_pipeline(
        most, tbb::make_filter<void, Item>(tbb::filter_mode::serial_in_order, give) &
                  tbb::make_filter<Item, Item>(tbb::filter_mode::parallel, do_work) &
                  tbb::make_filter<Item, void>(tbb::filter_mode::serial_in_order, finish));
  }
  if (failure) {
    std::rethrow_exception(failure);
  }
}

void with_threads(int threads, const std::function<void()>& body) {
  const int limit = threads > 0 ? threads : tbb::info::default_concurrency();
  const tbb::global_control control(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(limit));
  tbb::task_arena arena(limit);
  arena.execute(body);
}

std::size_t thread_index() {
  return static_cast<std::size_t>(tbb::this_task_arena::current_thread_index());
}

int thread_limit() { return tbb::this_task_arena::max_concurrency(); }

}  // namespace korus
