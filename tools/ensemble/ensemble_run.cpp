#include "tools/ensemble/ensemble_run.hpp"

#include <fmt/format.h>

#include <limits>

#include "engine/parallel.hpp"

namespace korus {

Ensemble run_ensemble(const Network& network, const EnsembleSettings& settings,
                      const std::function<void()>& finished) {
  const Scorecard scorecard(network);
  Ensemble ensemble{.layout = series_layout(network), .kpis = scorecard.kpis()};
  ensemble.replications.resize(static_cast<std::size_t>(settings.replications));
  // With enough replications to keep every thread busy, each runs its windows on one.
  WindowedSettings windows;
  if (settings.replications >= thread_limit()) {
    windows.parallel_events = std::numeric_limits<std::size_t>::max();
  }
  parallel_for(ensemble.replications.size(), [&](std::size_t i) {
    ensemble.replications[i] = run_replication(network, ensemble.layout, scorecard,
                                               {.seed = settings.seed,
                                                .replication = i,
                                                .executor = settings.executor,
                                                .windows = windows,
                                                .record_series = settings.record_series});
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
