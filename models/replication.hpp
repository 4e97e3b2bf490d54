// One run of a network from its first day to its last.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "engine/executor_choice.hpp"
#include "engine/sequential_executor.hpp"
#include "engine/windowed_executor.hpp"
#include "models/balance.hpp"
#include "models/first_events.hpp"
#include "models/network_world.hpp"
#include "models/scorecard.hpp"
#include "models/series_recorder.hpp"

namespace korus {

// How a run is saved on its way, so that it can go on after a crash.
struct Checkpoints {
  std::function<bool()> due;  // asked at each record; none: never
  std::function<void(std::vector<std::byte> image)> keep;
};

struct ReplicationSettings {
  std::uint64_t seed = 1;
  std::uint64_t replication = 0;
  ExecutorKind executor = ExecutorKind::sequential;
  WindowedSettings windows;
  bool record_series = true;
  bool check_every_record = false;  // mass balance at every record, not at the end only
  Checkpoints checkpoints;
  std::span<const std::byte> image;  // of a run with the same scenario, seed and replication, to go
                                     // on from; empty: from the start
};

struct ReplicationResult {
  std::uint64_t digest = 0;  // of all that every actor saw, and of the figures
  std::uint64_t events = 0;
  std::vector<float> series;  // as SeriesLayout says; empty if not recorded
  std::vector<KpiValue> kpis;
  std::vector<CauseValue> causes;  // of demand that waited or was lost; empty if not kept
};

// One run on its way: where it stands, and what has been read off it so far.
template <class Executor>
class RunUnderWay {
 public:
  RunUnderWay(const Network& network, const SeriesLayout& layout, const Scorecard& scorecard,
              const ReplicationSettings& settings, NetworkState& state, Executor& executor)
      : network_(network),
        layout_(layout),
        scorecard_(scorecard),
        settings_(settings),
        state_(state),
        executor_(executor),
        reading_(scorecard) {
    if (settings.record_series) {
      recorder_.emplace(network, layout);
    }
  }

  // From the first day, or from where the image stands. Throws ImageError.
  void start(const RandomSource& random) {
    if (settings_.image.empty()) {
      return begin(network_, random, state_, executor_);
    }
    ImageReader image(settings_.image);
    image.value(next_record_);
    image.value(next_snapshot_);
    if (next_record_ > layout_.time_days.size() ||
        next_snapshot_ > scorecard_.snapshot_days().size()) {
      throw ImageError("it stands beyond the end of the run");
    }
    state_.load(image);
    executor_.load(image);
    if (recorder_) {
      recorder_->load(image);
    }
    reading_.load(image);
    image.expect_end();
  }

  // Stops for records and snapshots, and after a record for a checkpoint that is due.
  void run_to_end() {
    const std::vector<double>& records = layout_.time_days;
    const std::vector<double>& snapshots = scorecard_.snapshot_days();
    while (next_snapshot_ < snapshots.size()) {
      const double snapshot = snapshots[next_snapshot_];
      const bool is_record = next_record_ < records.size() && records[next_record_] <= snapshot;
      const bool is_snapshot = !is_record || records[next_record_] == snapshot;
      const SimTime now = at_day(is_record ? records[next_record_] : snapshot);
      executor_.run_until(now);
      if (is_record) {
        record();
        ++next_record_;
      }
      if (is_snapshot) {
        reading_.take(now, state_);
        ++next_snapshot_;
      }
      if (next_snapshot_ < snapshots.size() && settings_.checkpoints.due &&
          settings_.checkpoints.due()) {
        settings_.checkpoints.keep(save());
      }
    }
    check_balance(network_, state_, count_under_way(network_, executor_));
  }

  ReplicationResult result() {
    ReplicationResult result{.events = executor_.events(), .kpis = reading_.values()};
    if (recorder_) {
      result.series = recorder_->take();
    }
    Digest digest;
    digest.add(executor_.digest());
    for (const KpiValue& kpi : result.kpis) {
      digest.add(kpi.numerator);
      digest.add(kpi.denominator);
    }
    result.causes = read_causes(network_, state_, at_day(network_.days));
    for (const CauseValue& value : result.causes) {
      digest.add(value.waited);
      digest.add(value.lost + value.waiting);
    }
    result.digest = digest.value();
    return result;
  }

 private:
  void record() {
    if (recorder_) {
      recorder_->record(state_);
    }
    if (settings_.check_every_record) {
      check_balance(network_, state_, count_under_way(network_, executor_));
    }
  }

  std::vector<std::byte> save() const {
    ImageWriter image;
    image.value(next_record_);
    image.value(next_snapshot_);
    state_.save(image);
    executor_.save(image);
    if (recorder_) {
      recorder_->save(image);
    }
    reading_.save(image);
    return image.take();
  }

  const Network& network_;
  const SeriesLayout& layout_;
  const Scorecard& scorecard_;
  const ReplicationSettings& settings_;
  NetworkState& state_;
  Executor& executor_;
  std::optional<SeriesRecorder> recorder_;
  Scorecard::Reading reading_;
  std::size_t next_record_ = 0;
  std::size_t next_snapshot_ = 0;
};

// Throws Defect where the model breaks a promise, ImageError where the image is not of this run.
template <class SiteHandlers = SiteActor>
ReplicationResult run_replication(const Network& network, const SeriesLayout& layout,
                                  const Scorecard& scorecard, const ReplicationSettings& settings) {
  NetworkState state(network);
  NetworkWorld<SiteHandlers> world(network, state);
  const RandomSource random(settings.seed, settings.replication);
  const Rules& rules = network.placement.rules;
  const auto run = [&](auto&& executor) {
    RunUnderWay under_way(network, layout, scorecard, settings, state, executor);
    under_way.start(random);
    under_way.run_to_end();
    return under_way.result();
  };
  using W = NetworkWorld<SiteHandlers>;
  if (settings.executor == ExecutorKind::windowed) {
    return run(WindowedExecutor<W>(world, rules, random, settings.windows));
  }
  return run(SequentialExecutor<W>(world, rules, random));
}

// Compiled once, in replication.cpp: both executors over the whole model are much to compile.
extern template ReplicationResult run_replication<SiteActor>(const Network&, const SeriesLayout&,
                                                             const Scorecard&,
                                                             const ReplicationSettings&);

}  // namespace korus
