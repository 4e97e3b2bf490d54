// A world that breaks the contract: two groups of actors write to the same number, each in its own
// cell. ThreadSanitizer must say so; a run in which it does not has proven nothing about the tests
// beside it.
#include <atomic>
#include <string>
#include <thread>

#include "engine/windowed_executor.hpp"
#include "toy_world.hpp"

namespace {

using namespace korus;

class RacingWorld {
 public:
  std::size_t actors() const { return 2; }
  std::string name(ActorId) const { return "racer"; }
  void prefetch(ActorId) const {}
  void handle(const Event&, Context&) {
    // Two threads are here at once and write one after the other, as ThreadSanitizer may miss two
    // writes at the very same moment. Relaxed: that puts the writes in no order.
    const int turn = arrived_.fetch_add(1, std::memory_order_relaxed);
    while (arrived_.load(std::memory_order_relaxed) < 2 ||
           written_.load(std::memory_order_relaxed) < turn) {
      std::this_thread::yield();
    }
    ++shared_;
    written_.fetch_add(1, std::memory_order_relaxed);
  }

 private:
  std::atomic<int> arrived_{0};
  std::atomic<int> written_{0};
  int shared_ = 0;
};

}  // namespace

int main() {
  with_threads(2, [] {
    RacingWorld world;
    WindowedExecutor<RacingWorld> executor(world, Rules{.lookahead = Duration{10}},
                                           RandomSource(1, 0), {.cells = 2, .parallel_events = 1});
    executor.post(ActorId{std::size_t{0}}, SimTime{}, test::Token{});
    executor.post(ActorId{std::size_t{1}}, SimTime{}, test::Token{});
    executor.run_until(SimTime{Duration{10}});
  });
}
