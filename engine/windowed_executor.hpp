// Bulk-synchronous execution in windows no longer than the lookahead: within one, groups of actors
// are independent, and cells (runs of groups) are tasks.
//
//   calendar of a thread   | window w | w+1 | w+2 | ... |   what this thread's handlers sent
//   window w, all threads  -> events by cell -> in a cell, by group -> in a group, in order
//
// What is sent to another group lands in w+1 or later, because it takes at least one window; so a
// thread appends it to its own calendar and nothing is exchanged but at the start of a window. The
// order of events is in the events: how many threads and cells there are shows in no result.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "engine/calendar.hpp"
#include "engine/executor.hpp"
#include "engine/parallel.hpp"
#include "engine/sort.hpp"

namespace korus {

struct WindowedSettings {
  std::size_t cells = 0;              // at most; 0: by the events of each window
  std::size_t parallel_events = 512;  // windows with fewer events run on one thread
  Duration window{0};                 // at most the lookahead; 0: the lookahead
};

template <World W>
class WindowedExecutor : public ExecutorBase<W> {
 public:
  WindowedExecutor(W& world, Rules rules, RandomSource random, WindowedSettings settings = {})
      : ExecutorBase<W>(world, std::move(rules), random), settings_(settings) {
    if (settings_.window.count() == 0) {
      settings_.window = this->rules_.lookahead;
    }
    ensure(settings_.window.count() > 0, "a window is longer than 0");
    ensure(settings_.window <= this->rules_.lookahead,
           "a window is at most as long as the lookahead");
    const auto& group = this->rules_.group;
    slots_ = group.empty() ? world.actors() : *std::ranges::max_element(group) + std::size_t{1};
    add_workers(1);
  }

  template <Message M>
  void post(ActorId target, SimTime time, const M& message) {
    workers_.front()->calendar.append(this->first_event(target, time, message));
  }

  // Handles every event before `end`.
  void run_until(SimTime end) {
    while (true) {
      std::uint64_t window = Calendar::never;
      for (const auto& worker : workers_) {
        window = std::min(window, worker->calendar.lower_bound());
      }
      if (window == Calendar::never || window_length().start_of(window) >= end) {
        break;
      }
      std::size_t events = 0;
      for (const auto& worker : workers_) {
        worker->calendar.advance(window);
        events += worker->calendar.current_size();
      }
      if (events > 0) {
        run_window(events, std::min(end, window_length().start_of(window + 1)));
        if (end < window_length().start_of(window + 1)) {
          break;  // the window's rest waits in its calendar
        }
      }
    }
    this->reached_ = std::max(this->reached_, end);
  }

  std::uint64_t events() const {
    std::uint64_t sum = 0;
    for (const auto& worker : workers_) {
      sum += worker->strand.events;
    }
    return sum;
  }

  // In no particular order.
  template <class Visit>
  void for_each_pending(Visit&& visit) const {
    for (const auto& worker : workers_) {
      worker->calendar.for_each(visit);
    }
  }

  // Between two calls of run_until.
  void save(ImageWriter& image) const { this->save_image(*this, image); }

  // Into an executor that has run nothing yet. Throws ImageError.
  void load(ImageReader& image) {
    Worker& worker = *workers_.front();
    worker.strand.events =
        this->load_image(image, [&](const Event& event) { worker.calendar.append(event); });
  }

 private:
  using Strand = typename ExecutorBase<W>::Strand;

  // What one thread writes to while a window runs.
  struct alignas(64) Worker {
    explicit Worker(Duration window) : calendar(window) {}
    Calendar calendar;
    std::vector<std::vector<Event>> by_cell;  // [>= n_cells], the window's events of this calendar
    Strand strand;
    std::vector<Event> batch;
    std::vector<std::uint64_t> keys;
    BatchSorter sorter;
  };

  const WindowLength& window_length() const { return workers_.front()->calendar.window(); }

  void add_workers(std::size_t wanted) {
    while (workers_.size() < wanted) {
      workers_.push_back(std::make_unique<Worker>(settings_.window));
      if (workers_.size() > 1) {
        workers_.back()->calendar.advance(workers_.front()->calendar.current());
      }
    }
  }

  std::uint32_t slot_of(ActorId actor) const {
    const auto& group = this->rules_.group;
    return group.empty() ? actor.value : group[actor.index()];
  }

  // Divides the slots into cells of 2^cell_bits_, so that the events of one stay in a core's cache
  // and every thread has some.
  void divide(std::size_t events, bool alone) {
    std::size_t most = settings_.cells;
    if (most == 0) {
      const std::size_t threads = alone ? 0 : static_cast<std::size_t>(thread_limit());
      most = std::min(std::max(events / events_a_cell, std::min(4 * threads, events / 64)),
                      most_cells);
    }
    most = std::max<std::size_t>(most, 1);
    cell_bits_ = 0;
    while (slots_ > 0 && ((slots_ - 1) >> cell_bits_) >= most) {
      ++cell_bits_;
    }
    cells_ = slots_ > 0 ? ((slots_ - 1) >> cell_bits_) + 1 : 1;
  }

  // Handles the current window's events before `end`.
  void run_window(std::size_t events, SimTime end) {
    const bool alone = events < settings_.parallel_events || thread_limit() == 1;
    divide(events, alone);
    if (cells_ == 1) {
      Worker& worker = *workers_.front();
      worker.batch.clear();
      for (const auto& from : workers_) {
        from->calendar.drain([&](const Event& event) { worker.batch.push_back(event); });
      }
      run_batch(worker, 0, slots_, end);
      return;
    }
    if (!alone) {
      add_workers(static_cast<std::size_t>(thread_limit()));
    }
    const auto for_all = [&](std::size_t count, const std::function<void(std::size_t)>& body) {
      if (!alone) {
        return parallel_for(count, body);
      }
      for (std::size_t i = 0; i < count; ++i) {
        body(i);
      }
    };
    for_all(workers_.size(), [&](std::size_t i) { group_by_cell(*workers_[i]); });
    order_cells();
    for_all(busy_cells_.size(), [&](std::size_t i) {
      run_cell(*workers_[alone ? 0 : thread_index()], busy_cells_[i].cell, end);
    });
  }

  void group_by_cell(Worker& from) {
    from.by_cell.resize(std::max(from.by_cell.size(), cells_));
    from.calendar.drain([&](const Event& event) {
      from.by_cell[slot_of(event.target) >> cell_bits_].push_back(event);
    });
  }

  // The cells that have events, the most first: a task that starts late is then a short one.
  void order_cells() {
    busy_cells_.clear();
    for (std::size_t cell = 0; cell < cells_; ++cell) {
      std::size_t events = 0;
      for (const auto& worker : workers_) {
        events += worker->by_cell[cell].size();
      }
      if (events > 0) {
        busy_cells_.push_back({events, cell});
      }
    }
    std::sort(busy_cells_.begin(), busy_cells_.end(),
              [](const BusyCell& a, const BusyCell& b) { return a.events > b.events; });
  }

  void run_cell(Worker& worker, std::size_t cell, SimTime end) {
    worker.batch.clear();
    for (const auto& from : workers_) {
      std::vector<Event>& part = from->by_cell[cell];
      if (worker.batch.empty()) {
        worker.batch.swap(part);
      } else {
        worker.batch.insert(worker.batch.end(), part.begin(), part.end());
        part.clear();
      }
    }
    run_batch(worker, cell << cell_bits_, std::size_t{1} << cell_bits_, end);
  }

  // Handles worker.batch, whose events go to `slots` slots from `first_slot` on, one slot after the
  // other.
  void run_batch(Worker& worker, std::size_t first_slot, std::size_t slots, SimTime end) {
    const std::vector<Event>& batch = worker.batch;
    std::vector<std::uint64_t>& keys = worker.keys;
    keys.clear();
    for (std::uint32_t i = 0; i < batch.size(); ++i) {
      const auto slot = static_cast<std::uint32_t>(slot_of(batch[i].target) - first_slot);
      keys.push_back(BatchSorter::key(slot, i));
    }
    worker.sorter.sort(keys, slots);
    const auto event_at = [&](std::size_t i) -> const Event& {
      return batch[BatchSorter::place_of(keys[i])];
    };
    for (std::size_t first = 0; first < keys.size();) {
      std::size_t last = first;
      do {
        if (last + prefetch_distance < keys.size()) {
          this->prefetch(event_at(last + prefetch_distance).target);
        }
        ++last;
      } while (last < keys.size() &&
               BatchSorter::order_of(keys[last]) == BatchSorter::order_of(keys[first]));
      BatchSorter::put_in_order(std::span(keys).subspan(first, last - first), batch);
      this->run_in_order(
          last - first, [&](std::size_t i) -> const Event& { return event_at(first + i); }, end,
          worker.strand, [&](const Event& event) { worker.calendar.append(event); });
      first = last;
    }
  }

  static constexpr std::size_t prefetch_distance = 8;
  static constexpr std::size_t events_a_cell = 1024;  // 32 KiB
  static constexpr std::size_t most_cells = 512;

  struct BusyCell {
    std::size_t events;
    std::size_t cell;
  };

  WindowedSettings settings_;
  std::size_t slots_;  // a slot for each group, in the order of their numbers
  std::vector<std::unique_ptr<Worker>> workers_;  // [n_threads], as many as were needed so far
  unsigned cell_bits_ = 0;                        // these three: of the current window
  std::size_t cells_ = 1;
  std::vector<BusyCell> busy_cells_;
};

}  // namespace korus
