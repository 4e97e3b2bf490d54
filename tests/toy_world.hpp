// Worlds for the engine's tests: actors that pass tokens on, with same-instant messages inside a
// pair.
#pragma once

#include <string>
#include <vector>

#include "engine/dispatch.hpp"
#include "engine/distributions.hpp"
#include "engine/sequential_executor.hpp"
#include "engine/windowed_executor.hpp"

namespace korus::test {

struct Token {
  static constexpr std::uint16_t kind = 1;
  static constexpr Phase phase = Phase::arrivals;
  std::uint64_t hops = 0;
};
struct Echo {  // to the partner, at the same instant
  static constexpr std::uint16_t kind = 2;
  static constexpr Phase phase = Phase::orders;
  std::uint64_t depth = 0;
};

struct Cell {
  std::uint64_t tokens = 0;
  std::uint64_t echoes = 0;
  std::uint64_t draws = 0;
  std::uint64_t order = 0;  // hash of what was seen, in order
};

// n actors in pairs (0,1), (2,3), ...: a token goes to a random actor after at least the lookahead
// and echoes within the pair.
class PairWorld {
 public:
  PairWorld(std::size_t n, Duration lookahead) : cells_(n), lookahead_(lookahead) {}

  std::size_t actors() const { return cells_.size(); }
  std::string name(ActorId actor) const { return "cell " + std::to_string(actor.value); }
  void prefetch(ActorId) const {}
  const std::vector<Cell>& cells() const { return cells_; }

  void handle(const Event& event, Context& context) {
    dispatch(Handlers{*this}, event, cells_[event.target.index()], context);
  }

  Rules rules() const {
    Rules rules{.lookahead = lookahead_};
    for (std::uint32_t i = 0; i < cells_.size(); ++i) {
      rules.group.push_back(i / 2);
    }
    return rules;
  }

  static ActorId partner(ActorId actor) { return ActorId{std::size_t{actor.value ^ 1U}}; }

 private:
  struct Handlers {
    using Messages = std::tuple<Token, Echo>;
    const PairWorld& world;

    void on(const Token& token, Cell& cell, Context& context) const {
      ++cell.tokens;
      cell.order = mix(cell.order ^ token.hops ^
                       static_cast<std::uint64_t>(context.now().time_since_epoch().count()));
      const std::uint64_t key = context.self().value;
      const auto n = static_cast<double>(world.actors());
      const auto target =
          static_cast<std::size_t>(context.random().uniform(key, 1, cell.draws) * n);
      const double wait = exponential_quantile(context.random().uniform(key, 2, cell.draws++), 5.0);
      // Coarse times, so that many events fall on the same instant and the order between them
      // matters.
      const Duration delay = world.lookahead_ * (1 + static_cast<int>(wait));
      context.send(ActorId{target}, delay, Token{token.hops + 1});
      context.send(partner(context.self()), Duration{0}, Echo{3});
    }
    void on(const Echo& echo, Cell& cell, Context& context) const {
      ++cell.echoes;
      cell.order = mix(cell.order + echo.depth * 31 + context.sender().value);
      if (echo.depth > 0) {
        context.send(partner(context.self()), Duration{0}, Echo{echo.depth - 1});
      }
    }
  };

  std::vector<Cell> cells_;
  Duration lookahead_;
};

template <class Executor>
void start(Executor& executor, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    executor.post(ActorId{i}, SimTime{Duration{static_cast<std::int64_t>(i % 7)}}, Token{i});
  }
}

}  // namespace korus::test
