// PHOLD with the parameters of ROSS's phold: every event draws a target (with probability `remote`
// uniform over all, else itself) and a delay of lookahead + exponential(mean); each process starts
// with one event drawn the same way. Time 1.0 is 1,000,000 ticks.
#pragma once

#include <string>
#include <vector>

#include "bench/draws.hpp"
#include "engine/dispatch.hpp"

namespace korus::bench {

struct Ball {
  static constexpr std::uint16_t kind = 1;
  static constexpr Phase phase = Phase::arrivals;
};

struct PholdSettings {
  std::size_t processes = 1000;
  double remote = 0.5;
  double lookahead = 0.1;
  double mean = 0.9;  // beyond the lookahead
};

class PholdWorld {
 public:
  explicit PholdWorld(const PholdSettings& settings)
      : settings_(settings), states_(settings.processes) {}

  static Duration ticks(double time) { return Duration{static_cast<std::int64_t>(time * 1e6)}; }

  std::size_t actors() const { return states_.size(); }
  std::string name(ActorId actor) const { return "process " + std::to_string(actor.value); }
  void prefetch(ActorId actor) const { __builtin_prefetch(&states_[actor.index()], 1); }

  void handle(const Event& event, Context& context) {
    State& state = states_[event.target.index()];
    ++state.events;
    ActorId target = event.target;
    if (draw_uniform(event.target, state.draws) <= settings_.remote) {
      target = ActorId{static_cast<std::size_t>(draw_uniform(event.target, state.draws) *
                                                static_cast<double>(states_.size()))};
    }
    context.send(target, wait(event.target, state), Ball{});
  }

  // Of the first event of a process.
  Duration first(ActorId actor) { return wait(actor, states_[actor.index()]); }

 private:
  struct alignas(64) State {
    std::uint64_t draws = 0;
    std::uint64_t events = 0;
    std::uint64_t unused[6] = {};
  };

  Duration wait(ActorId actor, State& state) const {
    return ticks(settings_.lookahead) +
           ticks(settings_.mean * draw_exponential(actor, state.draws));
  }

  PholdSettings settings_;
  std::vector<State> states_;
};

}  // namespace korus::bench
