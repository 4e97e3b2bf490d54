#include "engine/parallel.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

namespace korus {

void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body) {
  tbb::this_task_arena::isolate([&] {
    tbb::parallel_for(
        std::size_t{0}, count, [&](std::size_t i) { body(i); }, tbb::simple_partitioner{});
  });
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
