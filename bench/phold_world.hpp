// PHOLD with the parameters of ROSS's phold: every event draws a target (with probability `remote`
// uniform over all, else itself) and a delay of lookahead + exponential(mean); each process starts
// with one event drawn the same way. Time 1.0 is 1,000,000 ticks.
//
// Beyond ROSS's: processes may stand on campuses of a few neighbours, which half of the remote events
// stay on, after a shorter lookahead; and a share of the remote events may go to one hub.
#pragma once

#include <string>
#include <vector>

#include "bench/draws.hpp"
#include "engine/dispatch.hpp"
#include "engine/huge_pages.hpp"
#include "engine/placement.hpp"

namespace korus::bench {

struct Ball {
  static constexpr std::uint16_t kind = 1;
  static constexpr Phase phase = Phase::arrivals;
};

struct PholdSettings {
  std::size_t processes = 1000;
  double remote = 0.5;
  double lookahead = 0.1;
  double mean = 0.9;       // beyond the lookahead
  std::size_t campus = 1;  // processes on one
  double campus_lookahead = 0.001;
  double hub = 0;                 // share of the remote events that go to process 0
  std::uint64_t replication = 0;  // has draws of its own

  // On average; all processes have one event under way.
  double events_in(Duration window) const {
    return static_cast<double>(processes) * static_cast<double>(window.count()) /
           (1e6 * (lookahead + mean));
  }
};

class PholdWorld {
 public:
  explicit PholdWorld(const PholdSettings& settings)
      : remote_(part(settings.remote)),
        hub_(part(settings.hub)),
        lookahead_(ticks(settings.lookahead)),
        mean_(settings.mean),
        campus_(settings.campus),
        campus_lookahead_(ticks(settings.campus_lookahead)),
        states_(settings.processes) {
    for (State& state : states_) {
      state.draws = settings.replication << 32;
    }
  }

  static Duration ticks(double time) { return Duration{static_cast<std::int64_t>(time * 1e6)}; }

  std::size_t actors() const { return states_.size(); }
  std::string name(ActorId actor) const { return "process " + std::to_string(actor.value); }
  void prefetch(ActorId actor) const { __builtin_prefetch(&states_[actor.index()], 1); }

  void handle(const Event& event, Context& context) {
    State& state = states_[event.target.index()];
    ++state.events;
    ActorId target = event.target;
    Duration least = lookahead_;
    if (chance(remote_, event.target, state)) {
      target = ActorId{draw_below(states_.size(), event.target, state.draws)};
      if (campus_ > 1 && chance(of_all / 2, event.target, state)) {
        target = neighbour(event.target, state);
        least = campus_lookahead_;
      } else if (hub_ > 0 && chance(hub_, event.target, state)) {
        target = ActorId{std::size_t{0}};
      }
    }
    context.send(target, least + beyond(event.target, state), Ball{});
  }

  // The processes of a campus in one group, where that makes the window longer.
  static Placement placement(const PholdSettings& settings) {
    std::vector<Tie> ties;
    for (std::size_t i = 1; settings.campus > 1 && i < settings.processes; ++i) {
      if (i % settings.campus != 0) {
        ties.push_back({ActorId{i - 1}, ActorId{i}, ticks(settings.campus_lookahead)});
      }
    }
    const std::vector<std::uint32_t> load(settings.processes, 1);
    return place(load, std::move(ties), ticks(settings.lookahead));
  }

  // Of the first event of a process.
  Duration first(ActorId actor) { return lookahead_ + beyond(actor, states_[actor.index()]); }

 private:
  struct alignas(64) State {
    std::uint64_t draws = 0;
    std::uint64_t events = 0;
    std::uint64_t unused[6] = {};
  };

  static constexpr std::uint32_t of_all = 1'000'000'000;
  static std::uint32_t part(double share) { return static_cast<std::uint32_t>(share * of_all); }

  static bool chance(std::uint32_t part, ActorId actor, State& state) {
    return draw_below(of_all, actor, state.draws) < part;
  }
  Duration beyond(ActorId actor, State& state) const {
    return ticks(mean_ * draw_exponential(actor, state.draws));
  }
  ActorId neighbour(ActorId actor, State& state) const {
    const std::size_t first = actor.index() / campus_ * campus_;
    const std::size_t size = std::min(campus_, states_.size() - first);
    return ActorId{first + draw_below(size, actor, state.draws)};
  }

  std::uint32_t remote_;  // these two: of of_all
  std::uint32_t hub_;
  Duration lookahead_;
  double mean_;
  std::size_t campus_;
  Duration campus_lookahead_;
  Table<State> states_;
};

template <class Executor>
void post_first(PholdWorld& world, Executor& executor) {
  for (std::size_t i = 0; i < world.actors(); ++i) {
    executor.post(ActorId{i}, SimTime{world.first(ActorId{i})}, Ball{});
  }
}

}  // namespace korus::bench
