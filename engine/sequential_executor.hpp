// One pending-event set, one thread, one order in time over all actors: for worlds whose lookahead
// is too short for windows.
//
// The set is a calendar of buckets, each sorted when its time comes. Their width follows the
// events: narrow enough that a sort is short, wide enough that few are empty.
#pragma once

#include <algorithm>
#include <bit>
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
    pending_.append(this->first_event(target, time, message));
  }

  // Handles every event before `end`.
  void run_until(SimTime end) {
    while (true) {
      const std::uint64_t bucket = pending_.lower_bound();
      if (bucket == Calendar::never || pending_.window().start_of(bucket) >= end) {
        break;
      }
      pending_.advance(bucket);
      if (pending_.current_size() == 0) {
        continue;
      }
      const SimTime bucket_end = pending_.window().start_of(bucket + 1);
      const std::size_t instants = fill_batch();
      if (instants > crowded && may_change_width()) {
        std::for_each(batch_.begin(), batch_.end(),
                      [&](const Event& event) { pending_.append(event); });
        set_width(width_ - static_cast<int>(std::bit_width(instants / crowded)) - 1);
        continue;
      }
      run_batch(std::min(end, bucket_end));
      if (end < bucket_end) {
        break;  // the bucket's rest waits in its calendar
      }
      ++buckets_;
      if (buckets_ >= 256 && strand_.events - fitted_at_ < 4 * buckets_ && width_ < widest &&
          may_change_width()) {
        set_width(width_ + 2);
      }
    }
    this->reached_ = std::max(this->reached_, end);
  }

  std::uint64_t events() const { return strand_.events; }

  // In no particular order.
  template <class Visit>
  void for_each_pending(Visit&& visit) const {
    pending_.for_each(visit);
  }

  // Between two calls of run_until.
  void save(ImageWriter& image) const { this->save_image(*this, image); }

  // Into an executor that has run nothing yet. Throws ImageError.
  void load(ImageReader& image) {
    strand_.events = this->load_image(image, [&](const Event& event) { pending_.append(event); });
  }

 private:
  static constexpr int widest = 32;  // log2 of ticks: a sort's key has 32 bits for the time
  static constexpr std::size_t crowded = 64;  // instants in a bucket that is too wide
  static constexpr std::size_t prefetch_distance = 32;
  static Duration width(int bits) { return Duration{std::int64_t{1} << bits}; }

  // Moves the current bucket into the batch, in order. Returns how many instants it holds.
  std::size_t fill_batch() {
    const SimTime start = pending_.window().start_of(pending_.current());
    batch_.clear();
    keys_.clear();
    pending_.drain([&](const Event& event) {
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
        [&](const Event& event) { pending_.append(event); });
  }

  // A change of width moves every pending event: it has to pay for itself.
  bool may_change_width() const {
    return strand_.events - fitted_at_ >= pending_.size() || fitted_at_ == 0;
  }

  void set_width(int bits) {
    bits = std::clamp(bits, 0, widest);
    Calendar other(width(bits));
    other.advance(other.window().window_of(pending_.window().start_of(pending_.current())));
    pending_.for_each([&](const Event& event) { other.append(event); });
    pending_ = std::move(other);
    width_ = bits;
    fitted_at_ = strand_.events;
    buckets_ = 0;
  }

  Calendar pending_{width(widest)};
  int width_ = widest;
  typename ExecutorBase<W>::Strand strand_;
  std::vector<Event> batch_;
  std::vector<std::uint64_t> keys_;
  BatchSorter sorter_;
  std::uint64_t fitted_at_ = 0;
  std::uint64_t buckets_ = 0;
};

}  // namespace korus
