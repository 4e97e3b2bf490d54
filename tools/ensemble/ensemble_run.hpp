// Many replications of one network, side by side.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/replication.hpp"
#include "tools/checkpoint/checkpoint_keeper.hpp"

namespace korus {

struct EnsembleSettings {
  std::uint64_t seed = 1;
  std::size_t first = 0;  // number of the first replication
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

// Runs replications first ... first+n-1 on the threads of the enclosing `with_threads`; the result
// does not depend on them. `finished` is called after each, from any thread.
// With a `keeper` it goes on from what that holds and keeps it up to date; ImageError where that is
// of another run.
Ensemble run_ensemble(const Network& network, const EnsembleSettings& settings,
                      const std::function<void()>& finished, CheckpointKeeper* keeper = nullptr);

// The replications that follow those of `ensemble`, of the same network and settings: together they
// are, digest included, what one run of all would have been.
void append_replications(Ensemble& ensemble, Ensemble more);

// Every replication's value of one KPI, by its place in ensemble.kpis.
std::vector<KpiValue> values_of(const Ensemble& ensemble, std::size_t kpi);

std::optional<std::size_t> find_kpi(const std::vector<Kpi>& kpis, std::string_view name);

}  // namespace korus
