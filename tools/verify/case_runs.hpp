// All runs of all cases: each scenario is loaded once per variant, its replications run side by side
// with all others, and rows share what they yield.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "models/replication.hpp"
#include "tools/scenario/diagnostics.hpp"
#include "tools/scenario/loaded_network.hpp"
#include "tools/verify/case_setup.hpp"

namespace korus {

// Runs one replication; tests put a faulty one in the model's place.
using Runner = std::function<ReplicationResult(const Network&, const SeriesLayout&,
                                               const Scorecard&, const ReplicationSettings&)>;

// Which promise a run broke.
enum class Breach : std::uint8_t { none, balance, negative_stock, time_order, other };

struct Outcome {
  std::vector<KpiValue> kpis;  // empty where the run broke a promise
  Breach breach = Breach::none;
  double residual = 0;  // of a broken balance [base units]
  std::string defect;   // what it said
};

// A scenario with its overrides and its seed, and what its replications yielded.
struct Variant {
  RunSetup setup;
  std::uint64_t seed = 1;
  int replications = 0;
  std::unique_ptr<LoadedNetwork> loaded;  // nullptr where it could not be
  std::unique_ptr<Scorecard> scorecard;
  SeriesLayout times;             // of its records, without series
  std::vector<Outcome> outcomes;  // [n_replications]

  const Kpi* kpi(std::string_view name) const;
  // Of the first n replications, in their order; none may have broken a promise.
  std::vector<KpiValue> values(std::string_view name, std::size_t n) const;
};

class CaseRuns {
 public:
  explicit CaseRuns(Runner runner) : runner_(std::move(runner)) {}

  // Loads it unless it is there already; its replications are then the larger number. Returns its
  // place. What is wrong with it is told where the set-up file names it.
  std::size_t add(const RunSetup& setup, std::uint64_t seed, int replications,
                  Diagnostics& diagnostics);

  const Variant& operator[](std::size_t place) const { return variants_[place]; }
  const std::vector<Variant>& all() const { return variants_; }
  const Runner& runner() const { return runner_; }

  // One task a replication, each independent of the others and of the thread that runs it.
  std::vector<std::function<void()>> tasks();

 private:
  void run(Variant& variant, std::size_t replication) const;

  Runner runner_;
  std::vector<Variant> variants_;
};

// What `body` yields, or which promise it broke.
Outcome guarded(const std::function<ReplicationResult()>& body);

}  // namespace korus
