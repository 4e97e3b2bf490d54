// One run of a network from its first day to its last.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/sequential_executor.hpp"
#include "engine/windowed_executor.hpp"
#include "models/balance.hpp"
#include "models/first_events.hpp"
#include "models/network_world.hpp"
#include "models/scorecard.hpp"
#include "models/series_recorder.hpp"

namespace korus {

enum class ExecutorKind : std::uint8_t { sequential, windowed };

struct ReplicationSettings {
  std::uint64_t seed = 1;
  std::uint64_t replication = 0;
  ExecutorKind executor = ExecutorKind::sequential;
  WindowedSettings windows;
  bool record_series = true;
  bool check_every_record = false;  // mass balance at every record, not at the end only
};

struct ReplicationResult {
  std::uint64_t digest = 0;  // of all that every actor saw, and of the figures
  std::uint64_t events = 0;
  std::vector<float> series;  // as SeriesLayout says; empty if not recorded
  std::vector<KpiValue> kpis;
};

// Runs `executor`, which has its first events, to the end; stops for records and snapshots.
template <class Executor>
ReplicationResult run_to_end(const Network& network, const SeriesLayout& layout,
                             const Scorecard& scorecard, const ReplicationSettings& settings,
                             NetworkState& state, Executor& executor) {
  SeriesRecorder recorder(network, layout);
  Scorecard::Reading reading(scorecard);
  auto record = layout.time_days.begin();
  auto snapshot = scorecard.snapshot_days().begin();
  while (snapshot != scorecard.snapshot_days().end()) {
    const bool is_record = record != layout.time_days.end() && *record <= *snapshot;
    const bool is_snapshot = !is_record || *record == *snapshot;
    const SimTime now = at_day(is_record ? *record : *snapshot);
    executor.run_until(now);
    if (is_record) {
      if (settings.record_series) {
        recorder.record(state);
      }
      if (settings.check_every_record) {
        check_balance(network, state, count_under_way(network, executor));
      }
      ++record;
    }
    if (is_snapshot) {
      reading.take(now, state);
      ++snapshot;
    }
  }
  check_balance(network, state, count_under_way(network, executor));
  ReplicationResult result{.events = executor.events(), .kpis = reading.values()};
  if (settings.record_series) {
    result.series = recorder.take();
  }
  Digest digest;
  digest.add(executor.digest());
  for (const KpiValue& kpi : result.kpis) {
    digest.add(kpi.numerator);
    digest.add(kpi.denominator);
  }
  result.digest = digest.value();
  return result;
}

// Throws Defect where the model breaks a promise.
template <class SiteHandlers = SiteActor>
ReplicationResult run_replication(const Network& network, const SeriesLayout& layout,
                                  const Scorecard& scorecard, const ReplicationSettings& settings) {
  NetworkState state(network);
  NetworkWorld<SiteHandlers> world(network, state);
  const RandomSource random(settings.seed, settings.replication);
  const Rules rules{.lookahead = network.lookahead};
  const auto run = [&](auto&& executor) {
    begin(network, random, state, executor);
    return run_to_end(network, layout, scorecard, settings, state, executor);
  };
  using W = NetworkWorld<SiteHandlers>;
  if (settings.executor == ExecutorKind::windowed) {
    return run(WindowedExecutor<W>(world, rules, random, settings.windows));
  }
  return run(SequentialExecutor<W>(world, rules, random));
}

}  // namespace korus
