#include "tools/ensemble/ensemble_run.hpp"

#include <fmt/format.h>

#include <limits>

#include "engine/parallel.hpp"

namespace korus {

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
    images[i] = keeper->checkpoint().images[i];
    if (const auto& result = keeper->checkpoint().finished[i]) {
      ensemble.replications[i] = *result;
      done[i] = true;
    }
  }
  parallel_for(ensemble.replications.size(), [&](std::size_t i) {
    if (!done[i]) {
      ensemble.replications[i] =
          run_replication(network, ensemble.layout, scorecard,
                          {.seed = settings.seed,
                           .replication = i,
                           .executor = settings.executor,
                           .windows = windows,
                           .record_series = settings.record_series,
                           .checkpoints = keeper != nullptr ? keeper->of(i) : Checkpoints{},
                           .image = images[i]});
      if (keeper != nullptr) {
        keeper->finish(i, ensemble.replications[i]);
      }
    }
    finished();
  });
  Digest digest;
  for (const ReplicationResult& replication : ensemble.replications) {
    digest.add(replication.digest);
    ensemble.events += replication.events;
  }
  ensemble.digest = fmt::format("{:016x}", digest.value());
  return ensemble;
}

}  // namespace korus
