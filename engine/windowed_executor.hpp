// Bulk-synchronous execution in windows as long as the lookahead: within one, cells are independent
// and run as tasks.
//
//   calendar of a cell   | window w | w+1 | w+2 | ... | far |
//   window w of a cell   drain -> sort -> handle in order
//   to other cells       lands in w+1 or later, because it takes at least one window
//
// What a window sends to other cells waits in the cell's outboxes until all cells are done. Small
// windows run on the calling thread and put events straight into the other calendar; the result is
// the same, because the order is in the events.
#pragma once

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "engine/calendar.hpp"
#include "engine/executor.hpp"
#include "engine/parallel.hpp"

namespace korus {

struct WindowedSettings {
  std::size_t cells = 0;              // 0: about one for 64 actors, at most 64
  std::size_t parallel_events = 512;  // windows with fewer events run on one thread
};

template <World W>
class WindowedExecutor : public ExecutorBase<W> {
 public:
  WindowedExecutor(W& world, Rules rules, RandomSource random, WindowedSettings settings = {})
      : ExecutorBase<W>(world, std::move(rules), random), settings_(settings) {
    ensure(this->rules_.lookahead.count() > 0, "the lookahead is above 0");
    place_actors();
  }

  template <Message M>
  void post(ActorId target, SimTime time, const M& message) {
    const Event event = this->first_event(target, time, message);
    cells_[cell_of_[target.index()]]->calendar.append(event);
  }

  // Handles every event before `end`.
  void run_until(SimTime end) {
    for (std::int64_t window = next_window(); window != Calendar::never && start_of(window) < end;
         window = next_window()) {
      run_window(window, std::min(end, start_of(window + 1)));
      if (end < start_of(window + 1)) {
        break;  // the window's rest stays in its calendar
      }
    }
    this->reached_ = std::max(this->reached_, end);
  }

  std::uint64_t events() const {
    std::uint64_t sum = 0;
    for (const auto& cell : cells_) {
      sum += cell->events;
    }
    return sum;
  }

  template <class Visit>
  void for_each_pending(Visit&& visit) const {
    for (const auto& cell : cells_) {
      cell->calendar.for_each(visit);
    }
  }

 private:
  struct Cell {
    Cell(Duration window, std::size_t cells) : calendar(window), outboxes(cells) {}
    Calendar calendar;
    std::vector<Event> batch;     // the window's events, sorted
    std::vector<Event> inserted;  // a heap: sent within the window to this cell
    std::vector<Event> sent;
    std::vector<std::vector<Event>> outboxes;  // [n_cells]
    std::uint64_t events = 0;
  };

  SimTime start_of(std::int64_t window) const { return SimTime{this->rules_.lookahead * window}; }

  // Contiguous runs of actors, whole groups only.
  void place_actors() {
    const std::size_t actors = this->world_.actors();
    const std::size_t wanted =
        settings_.cells > 0 ? settings_.cells : std::clamp<std::size_t>(actors / 64, 1, 64);
    const std::size_t count = std::max<std::size_t>(1, std::min(wanted, actors));
    const auto& group = this->rules_.group;
    std::size_t groups = actors;
    for (const std::uint32_t g : group) {
      groups = std::max<std::size_t>(groups, g + std::size_t{1});
    }
    cell_of_.resize(actors);
    for (std::size_t actor = 0; actor < actors; ++actor) {
      const std::size_t key = group.empty() ? actor : group[actor];
      cell_of_[actor] = static_cast<std::uint16_t>(key * count / groups);
    }
    for (std::size_t i = 0; i < count; ++i) {
      cells_.push_back(std::make_unique<Cell>(this->rules_.lookahead, count));
    }
  }

  std::int64_t next_window() const {
    std::int64_t next = Calendar::never;
    for (const auto& cell : cells_) {
      next = std::min(next, cell->calendar.next_window());
    }
    return next;
  }

  void run_window(std::int64_t window, SimTime end) {
    std::size_t events = 0;
    for (const auto& cell : cells_) {
      cell->calendar.advance(window);
      events += cell->calendar.events_in(window);
    }
    if (cells_.size() == 1 || events < settings_.parallel_events || thread_limit() == 1) {
      for (std::size_t i = 0; i < cells_.size(); ++i) {
        run_cell(i, end,
                 [&](std::size_t to, const Event& event) { cells_[to]->calendar.append(event); });
      }
      return;
    }
    parallel_for(cells_.size(), [&](std::size_t i) {
      auto& outboxes = cells_[i]->outboxes;
      run_cell(i, end, [&](std::size_t to, const Event& event) { outboxes[to].push_back(event); });
    });
    parallel_for(cells_.size(), [&](std::size_t i) { collect(i); });
  }

  // Handles the cell's events before `end`; `deliver(cell, event)` takes what goes to other cells.
  template <class Deliver>
  void run_cell(std::size_t index, SimTime end, Deliver&& deliver) {
    Cell& cell = *cells_[index];
    cell.batch.clear();
    cell.calendar.drain(cell.batch);
    std::sort(cell.batch.begin(), cell.batch.end(), RunsBefore{});
    std::size_t next = 0;
    while (true) {
      const bool insert =
          !cell.inserted.empty() &&
          (next == cell.batch.size() || runs_before(cell.inserted.front(), cell.batch[next]));
      if (!insert && next == cell.batch.size()) {
        break;
      }
      const Event event = insert ? cell.inserted.front() : cell.batch[next];
      if (event.time >= end) {
        break;
      }
      if (insert) {
        std::pop_heap(cell.inserted.begin(), cell.inserted.end(), RunsAfter{});
        cell.inserted.pop_back();
      } else {
        ++next;
        if (next + prefetch_distance < cell.batch.size()) {
          this->world_.prefetch(cell.batch[next + prefetch_distance].target);
        }
      }
      step(cell, index, event, end, deliver);
    }
    keep_rest(cell, next);
  }

  template <class Deliver>
  void step(Cell& cell, std::size_t index, const Event& event, SimTime end, Deliver& deliver) {
    try {
      this->handle(event, cell.sent);
    } catch (const Defect& defect) {
      this->rethrow(defect, event);
    }
    ++cell.events;
    for (const Event& sent : cell.sent) {
      const std::size_t to = cell_of_[sent.target.index()];
      if (to != index) {
        deliver(to, sent);
      } else if (sent.time < end) {
        cell.inserted.push_back(sent);
        std::push_heap(cell.inserted.begin(), cell.inserted.end(), RunsAfter{});
      } else {
        cell.calendar.append(sent);
      }
    }
    cell.sent.clear();
  }

  // Where `end` cut a window short, what is left of it goes back.
  void keep_rest(Cell& cell, std::size_t next) {
    for (; next < cell.batch.size(); ++next) {
      cell.calendar.append(cell.batch[next]);
    }
    for (const Event& event : cell.inserted) {
      cell.calendar.append(event);
    }
    cell.inserted.clear();
  }

  void collect(std::size_t index) {
    for (const auto& from : cells_) {
      for (const Event& event : from->outboxes[index]) {
        cells_[index]->calendar.append(event);
      }
      from->outboxes[index].clear();
    }
  }

  static constexpr std::size_t prefetch_distance = 8;

  WindowedSettings settings_;
  std::vector<std::uint16_t> cell_of_;  // [n_actors]
  std::vector<std::unique_ptr<Cell>> cells_;
};

}  // namespace korus
