// The one door to threads. oneTBB is named behind it and nowhere else.
#pragma once

#include <cstddef>
#include <functional>

namespace korus {

// Calls body(0) ... body(count - 1), each once, on the threads of the enclosing `with_threads`.
// Calls nest; a thread that waits for an inner loop takes no work of an outer one. An exception of
// a body comes out once all have stopped.
void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body);

// Runs `body` with at most `threads` threads (0: as many as the machine has) for the loops inside
// it.
void with_threads(int threads, const std::function<void()>& body);

// Threads that a loop started here may use.
int thread_limit();

// Which of those threads runs the caller: below thread_limit(), and no other thread's at the time.
std::size_t thread_index();

}  // namespace korus
