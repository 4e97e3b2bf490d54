#include "tools/ensemble/ensemble_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "engine/parallel.hpp"

namespace korus {
namespace {

std::string digest_of(const std::vector<ReplicationResult>& replications) {
  Digest digest;
  for (const ReplicationResult& replication : replications) {
    digest.add(replication.digest);
  }
  return fmt::format("{:016x}", digest.value());
}

}  // namespace

Ensemble run_ensemble(const Network& network, const EnsembleSettings& settings,
                      const std::function<void()>& finished, CheckpointKeeper* keeper) {
  const Scorecard scorecard(network);
  Ensemble ensemble{
      .layout = settings.record_series ? series_layout(network) : series_times(network),
      .kpis = scorecard.kpis()};
  ensemble.replications.resize(static_cast<std::size_t>(settings.replications));
  // With enough replications to keep every thread busy, each runs its windows on one.
  WindowedSettings windows;
  if (settings.replications >= thread_limit()) {
    windows.parallel_events = std::numeric_limits<std::size_t>::max();
  }
  // What an earlier run has done is taken over before the keeper changes.
  std::vector<std::vector<std::byte>> images(ensemble.replications.size());
  std::vector<bool> done(ensemble.replications.size(), false);
  for (std::size_t i = 0; keeper != nullptr && i < images.size(); ++i) {
    images[i] = keeper->checkpoint().images[settings.first + i];
    if (const auto& result = keeper->checkpoint().finished[settings.first + i]) {
      ensemble.replications[i] = *result;
      done[i] = true;
    }
  }
  parallel_for(ensemble.replications.size(), [&](std::size_t i) {
    const std::size_t replication = settings.first + i;
    if (!done[i]) {
      ensemble.replications[i] = run_replication(
          network, ensemble.layout, scorecard,
          {.seed = settings.seed,
           .replication = replication,
           .executor = settings.executor,
           .windows = windows,
           .record_series = settings.record_series,
           .checkpoints = keeper != nullptr ? keeper->of(replication) : Checkpoints{},
           .image = images[i]});
      if (keeper != nullptr) {
        keeper->finish(replication, ensemble.replications[i]);
      }
    }
    finished();
  });
  for (const ReplicationResult& replication : ensemble.replications) {
    ensemble.events += replication.events;
  }
  ensemble.digest = digest_of(ensemble.replications);
  return ensemble;
}

void append_replications(Ensemble& ensemble, Ensemble more) {
  std::ranges::move(more.replications, std::back_inserter(ensemble.replications));
  ensemble.events += more.events;
  ensemble.digest = digest_of(ensemble.replications);
}

std::vector<KpiValue> values_of(const Ensemble& ensemble, std::size_t kpi) {
  std::vector<KpiValue> values(ensemble.replications.size());
  std::ranges::transform(
      ensemble.replications, values.begin(),
      [&](const ReplicationResult& replication) { return replication.kpis[kpi]; });
  return values;
}

std::optional<std::size_t> find_kpi(const std::vector<Kpi>& kpis, std::string_view name) {
  const auto found = std::ranges::find(kpis, name, &Kpi::name);
  return found == kpis.end() ? std::nullopt
                             : std::optional(static_cast<std::size_t>(found - kpis.begin()));
}

}  // namespace korus
