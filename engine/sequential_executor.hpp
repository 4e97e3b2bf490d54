// One pending-event set, one thread, one order in time over all actors: for worlds whose lookahead
// is too short for windows.
//
// A few events are kept in order. More of them lie in a calendar of buckets, each
// sorted when its time comes. Their width follows the events: narrow enough that a sort is short,
// wide enough that few are empty.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/calendar.hpp"
#include "engine/executor.hpp"
#include "engine/sort.hpp"

namespace korus {

template <World W>
class SequentialExecutor : public ExecutorBase<W> {
 public:
  SequentialExecutor(W& world, Rules rules, RandomSource random)
      : ExecutorBase<W>(world, std::move(rules), random) {}

  template <Message M>
  void post(ActorId target, SimTime time, const M& message) {
    add(this->first_event(target, time, message), this->reached_);
  }

  // Handles every event before `end`.
  void run_until(SimTime end) {
    do {
      run_few(end);
    } while (calendar_ && run_calendar(end));
    this->reached_ = std::max(this->reached_, end);
  }

  std::uint64_t events() const { return strand_.events; }

  // In no particular order.
  template <class Visit>
  void for_each_pending(Visit&& visit) const {
    for_each_few(visit);
    if (calendar_) {
      calendar_->for_each(visit);
    }
  }

  // Between two calls of run_until.
  void save(ImageWriter& image) const { this->save_image(*this, image); }

  // Into an executor that has run nothing yet. Throws ImageError.
  void load(ImageReader& image) {
    strand_.events =
        this->load_image(image, [&](const Event& event) { add(event, this->reached_); });
  }

 private:
  static constexpr std::size_t most_few = 32;
  static constexpr int widest = 32;  // log2 of ticks: a sort's key has 32 bits for the time
  static constexpr std::size_t crowded = 64;  // instants in a bucket that is too wide
  static constexpr std::size_t prefetch_distance = 32;
  Event& few(std::size_t i) { return few_[(first_ + i) % most_few]; }
  const Event& few(std::size_t i) const { return few_[(first_ + i) % most_few]; }
  template <class Visit>
  void for_each_few(Visit&& visit) const {
    for (std::size_t i = 0; i < n_few_; ++i) {
      visit(few(i));
    }
  }

  static Duration width(int bits) { return Duration{std::int64_t{1} << bits}; }

  // An event that lies at or after `now`.
  void add(const Event& event, SimTime now) {
    if (calendar_) {
      return calendar_->append(event);
    }
    if (n_few_ == most_few) {
      open_calendar(now);
      return calendar_->append(event);
    }
    insert(event);
  }

  // What is sent mostly comes at once or, as a delivery or the next day, last of all.
  void insert(const Event& event) {
    if (n_few_ > 0 && runs_before(event, few(0))) {
      --first_;
      ++n_few_;
      few(0) = event;
      return;
    }
    std::size_t hole = n_few_++;
    for (; hole > 1 && runs_before(event, few(hole - 1)); --hole) {
      few(hole) = few(hole - 1);
    }
    few(hole) = event;
  }

  // Until there are more than a few. An event stays in its place while it runs: what it sends is
  // added afterwards.
  void run_few(SimTime end) {
    while (n_few_ > 0 && few(0).time < end) {
      const Event& event = few(0);
      const SimTime now = event.time;
      ++first_;
      --n_few_;
      this->run_one(event, SimTime{}, strand_, [&](const Event& sent) { add(sent, now); });
    }
  }

  // Moves what there is into a calendar that stands at `now`.
  void open_calendar(SimTime now) {
    calendar_.emplace(width(width_));
    calendar_->advance(calendar_->window().window_of(now));
    for_each_few([&](const Event& event) { calendar_->append(event); });
    n_few_ = 0;
    opened_at_ = strand_.events;
  }

  // A change of set costs as much as a few hundred events.
  bool is_nearly_empty() const {
    return calendar_->size() <= most_few / 4 && strand_.events - opened_at_ > 4096;
  }

  void close_calendar() {
    const Calendar calendar = std::move(*calendar_);
    calendar_.reset();
    calendar.for_each([&](const Event& event) { insert(event); });
  }

  // Whether it stopped because few events are left.
  bool run_calendar(SimTime end) {
    while (true) {
      Calendar& pending = *calendar_;
      const std::uint64_t bucket = pending.lower_bound();
      if (bucket == Calendar::never || pending.window().start_of(bucket) >= end) {
        return false;
      }
      pending.advance(bucket);
      if (pending.current_size() == 0) {
        continue;
      }
      const SimTime bucket_end = pending.window().start_of(bucket + 1);
      const std::size_t instants = fill_batch();
      if (instants > crowded && may_change_width()) {
        std::for_each(batch_.begin(), batch_.end(),
                      [&](const Event& event) { pending.append(event); });
        set_width(width_ - static_cast<int>(std::bit_width(instants / crowded)) - 1);
        continue;
      }
      run_batch(std::min(end, bucket_end));
      if (end < bucket_end) {
        return false;  // the bucket's rest waits in its calendar
      }
      if (is_nearly_empty()) {
        close_calendar();
        return true;
      }
      ++buckets_;
      if (buckets_ >= 256 && strand_.events - fitted_at_ < 4 * buckets_ && width_ < widest &&
          may_change_width()) {
        set_width(width_ + 2);
      }
    }
  }

  // Moves the current bucket into the batch, in order. Returns how many instants it holds.
  std::size_t fill_batch() {
    const SimTime start = calendar_->window().start_of(calendar_->current());
    batch_.clear();
    keys_.clear();
    calendar_->drain([&](const Event& event) {
      const auto offset = static_cast<std::uint32_t>((event.time - start).count());
      keys_.push_back(BatchSorter::key(offset, static_cast<std::uint32_t>(batch_.size())));
      batch_.push_back(event);
    });
    sorter_.sort(keys_, std::uint64_t{1} << width_);
    std::size_t instants = keys_.size();
    BatchSorter::for_each_tie(keys_, [&](std::span<std::uint64_t> tie) {
      instants -= tie.size() - 1;
      BatchSorter::put_in_order(tie, batch_);
    });
    return instants;
  }

  const Event& event_at(std::size_t i) const { return batch_[BatchSorter::place_of(keys_[i])]; }

  void run_batch(SimTime end) {
    for (std::size_t i = 0; i < std::min(prefetch_distance, keys_.size()); ++i) {
      this->prefetch(event_at(i).target);
    }
    this->run_in_order(
        keys_.size(), [&](std::size_t i) -> const Event& { return event_at(i); }, end, strand_,
        [&](const Event& event) { calendar_->append(event); });
  }

  // A change of width moves every pending event: it has to pay for itself.
  bool may_change_width() const {
    return strand_.events - fitted_at_ >= calendar_->size() || fitted_at_ == 0;
  }

  void set_width(int bits) {
    bits = std::clamp(bits, 0, widest);
    Calendar other(width(bits));
    other.advance(other.window().window_of(calendar_->window().start_of(calendar_->current())));
    calendar_->for_each([&](const Event& event) { other.append(event); });
    calendar_ = std::move(other);
    width_ = bits;
    fitted_at_ = strand_.events;
    buckets_ = 0;
  }

  std::array<Event, most_few> few_{};  // a ring, in order
  std::size_t first_ = 0;
  std::size_t n_few_ = 0;
  std::optional<Calendar> calendar_;  // holds all events while there are more
  std::uint64_t opened_at_ = 0;
  int width_ = widest;
  typename ExecutorBase<W>::Strand strand_;
  std::vector<Event> batch_;
  std::vector<std::uint64_t> keys_;
  BatchSorter sorter_;
  std::uint64_t fitted_at_ = 0;
  std::uint64_t buckets_ = 0;
};

}  // namespace korus
