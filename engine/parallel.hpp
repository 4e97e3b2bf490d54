// The one door to threads. oneTBB is named behind it and nowhere else.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace korus {

// Calls body(0) ... body(count - 1), each once, on the threads of the enclosing `with_threads`.
// Calls nest; a thread that waits for an inner loop takes no work of an outer one. Where bodies
// throw, the exception of the least index comes out once all have stopped, on any number of threads;
// bodies above it may not have been called.
void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body);

void parallel_line(const std::function<std::shared_ptr<void>()>& next,
                   const std::function<void(void*)>& work, const std::function<void(void*)>& take);

// A line of work: `next` gives items one at a time until it gives none, `work` is done to several at
// once, and `take` gets them one at a time in the order in which they came. At most two items a thread
// are under way. Exceptions as above; what is under way then is lost.
template <class Item>
void parallel_in_order(const std::function<std::optional<Item>()>& next,
                       const std::function<void(Item&)>& work,
                       const std::function<void(Item)>& take) {
  parallel_line(
      [&]() -> std::shared_ptr<void> {
        auto item = next();
        return item ? std::make_shared<Item>(std::move(*item)) : nullptr;
      },
      [&](void* item) { work(*static_cast<Item*>(item)); },
      [&](void* item) { take(std::move(*static_cast<Item*>(item))); });
}

// Runs `body` with at most `threads` threads (0: as many as the machine has) for the loops inside
// it.
void with_threads(int threads, const std::function<void()>& body);

// Threads that a loop started here may use.
int thread_limit();

// Which of those threads runs the caller: below thread_limit(), and no other thread's at the time.
std::size_t thread_index();

}  // namespace korus
