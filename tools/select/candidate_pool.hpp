// Scenarios among which the best is looked for, as systems that can be observed: each is loaded when it
// is needed and stays while there is room for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "engine/executor_choice.hpp"
#include "models/scorecard.hpp"
#include "models/series.hpp"
#include "tools/scenario/loaded_network.hpp"
#include "tools/scenario/scenario_reader.hpp"
#include "tools/select/selection.hpp"

namespace korus {

struct Candidate {
  std::string name;
  std::string scenario;  // file
  std::vector<std::string>
      overrides;  // "kind.id.field=value"; of a point of a plan "factor = value"
  std::function<LoadedNetwork()> load;  // the same at every call; throws ScenarioError
};

// The figure that is asked for is not one, or has no value.
struct FigureError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class CandidatePool {
 public:
  // Loads each once, so that all that is wrong is told at once: ScenarioError, also where periods
  // differ; FigureError where not exactly one figure of every candidate matches `kpi`, * any
  // characters. At most `room` networks stay loaded.
  CandidatePool(std::vector<Candidate> candidates, const std::string& kpi, std::uint64_t seed,
                std::size_t room);

  const std::vector<Candidate>& candidates() const { return candidates_; }
  const Kpi& kpi() const { return kpi_; }
  std::uint64_t events() const { return events_; }

  // A figure's value in one replication; of a ratio that replication's own. All side by side on the
  // threads of the enclosing `with_threads`. FigureError where it has none (0 / 0).
  std::vector<double> observe(std::span<const WantedObservation> wanted);
  void drop(std::size_t candidate);

 private:
  struct Loaded {
    explicit Loaded(Network built) : network(std::move(built)), scorecard(network) {}
    Network network;
    Scorecard scorecard;
    SeriesLayout times;
    std::size_t figure = 0;  // its place
    ExecutorKind executor = ExecutorKind::sequential;
  };

  void load_first(const std::string& kpi, std::vector<Diagnostic>& diagnostics);
  std::unique_ptr<Loaded> load(std::size_t candidate, std::vector<Diagnostic>& diagnostics) const;
  void make_ready(std::span<const std::size_t> needed);
  void run(std::span<const WantedObservation> wanted, std::span<double> values);

  std::vector<Candidate> candidates_;
  std::uint64_t seed_;
  std::size_t room_;
  Settings settings_;  // of the first, whose period all have
  Kpi kpi_;
  std::uint64_t events_ = 0;
  std::vector<std::unique_ptr<Loaded>> loaded_;  // [n_candidates], none where not loaded
  std::vector<std::uint64_t> used_;              // [n_candidates], when last; 0: never
  std::uint64_t uses_ = 0;
};

}  // namespace korus
