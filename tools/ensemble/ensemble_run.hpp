// Many replications of one network, side by side.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "models/replication.hpp"
#include "tools/checkpoint/checkpoint_keeper.hpp"

namespace korus {

struct EnsembleSettings {
  std::uint64_t seed = 1;
  int replications = 8;
  ExecutorKind executor = ExecutorKind::windowed;
  bool record_series = true;
};

struct Ensemble {
  SeriesLayout layout;
  std::vector<Kpi> kpis;
  std::vector<ReplicationResult> replications;
  std::uint64_t events = 0;
  std::string digest;  // 16 hexadecimal digits, of the replications in their order
};

// Runs replications 0 ... n-1 on the threads of the enclosing `with_threads`; the result does not
// depend on them. `finished` is called after each, from any thread.
// With a `keeper` it goes on from what that holds and keeps it up to date; ImageError where that is
// of another run.
Ensemble run_ensemble(const Network& network, const EnsembleSettings& settings,
                      const std::function<void()>& finished, CheckpointKeeper* keeper = nullptr);

}  // namespace korus
