#include "tools/select/candidate_pool.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/ensure.hpp"
#include "engine/parallel.hpp"
#include "models/network_placement.hpp"
#include "models/replication.hpp"
#include "tools/ensemble/ensemble_run.hpp"
#include "tools/ensemble/name_pattern.hpp"

namespace korus {
namespace {

Kpi only_match(const std::vector<Kpi>& kpis, const std::string& pattern) {
  const std::vector<std::size_t> found = matching_kpis(kpis, {pattern});
  if (found.empty()) {
    throw FigureError(fmt::format(
        "no figure is called '{}'; `korus schema --figures` lists what there is", pattern));
  }
  if (found.size() > 1) {
    constexpr std::size_t most = 5;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(most, found.size()); ++i) {
      names.push_back(kpis[found[i]].name);
    }
    throw FigureError(fmt::format("the best is found in one figure, and '{}' are {}: {}{}", pattern,
                                  found.size(), fmt::join(names, ", "),
                                  found.size() > most ? ", ..." : ""));
  }
  return kpis[found.front()];
}

// The systems of the observations, each once.
std::vector<std::size_t> systems_of(std::span<const WantedObservation> wanted) {
  std::vector<std::size_t> systems;
  for (const WantedObservation& one : wanted) {
    if (systems.empty() || systems.back() != one.system) {
      systems.push_back(one.system);
    }
  }
  return systems;
}

void add_new(std::vector<Diagnostic>& all, const std::vector<Diagnostic>& more) {
  for (const Diagnostic& found : more) {
    if (std::ranges::find(all, found.text(), &Diagnostic::text) == all.end()) {
      all.push_back(found);
    }
  }
}

}  // namespace

CandidatePool::CandidatePool(std::vector<Candidate> candidates, const std::string& kpi,
                             std::uint64_t seed, std::size_t room)
    : candidates_(std::move(candidates)),
      seed_(seed),
      room_(std::max<std::size_t>(room, 1)),
      loaded_(candidates_.size()),
      used_(candidates_.size(), 0) {
  std::vector<Diagnostic> diagnostics;
  load_first(kpi, diagnostics);
  std::vector<std::vector<Diagnostic>> found(candidates_.size());
  std::vector<std::string> without(candidates_.size());
  parallel_for(candidates_.size() - 1, [&](std::size_t i) {
    const std::size_t candidate = i + 1;
    std::unique_ptr<Loaded> one = load(candidate, found[candidate]);
    if (one && one->figure == one->scorecard.kpis().size()) {
      without[candidate] = candidates_[candidate].name;
    }
    if (candidate < room_) {
      loaded_[candidate] = std::move(one);
    }
  });
  for (const std::vector<Diagnostic>& of_one : found) {
    add_new(diagnostics, of_one);
  }
  if (!diagnostics.empty()) {
    throw ScenarioError(std::move(diagnostics));
  }
  std::erase(without, "");
  if (!without.empty()) {
    throw FigureError(fmt::format("no figure '{}' in {}", kpi_.name, fmt::join(without, ", ")));
  }
}

// What all others are held against.
void CandidatePool::load_first(const std::string& kpi, std::vector<Diagnostic>& diagnostics) {
  ensure(!candidates_.empty(), "the best is looked for among one candidate at least");
  kpi_.name = kpi;
  loaded_[0] = load(0, diagnostics);
  if (loaded_[0]) {
    settings_ = loaded_[0]->network.settings;
    kpi_ = only_match(loaded_[0]->scorecard.kpis(), kpi);
    loaded_[0]->figure = *find_kpi(loaded_[0]->scorecard.kpis(), kpi_.name);
  }
}

std::unique_ptr<CandidatePool::Loaded> CandidatePool::load(
    std::size_t candidate, std::vector<Diagnostic>& diagnostics) const {
  try {
    LoadedNetwork read = candidates_[candidate].load();
    if (loaded_[0] && candidate > 0) {
      check_period(read, settings_, "the first candidate's", diagnostics);
    }
    auto loaded = std::make_unique<Loaded>(std::move(read.network));
    loaded->network.causes = false;  // nobody asks for them, and they take their time
    loaded->times = series_times(loaded->network);
    loaded->figure =
        find_kpi(loaded->scorecard.kpis(), kpi_.name).value_or(loaded->scorecard.kpis().size());
    loaded->executor = choose_executor(loaded->network).kind;
    return loaded;
  } catch (const ScenarioError& error) {
    add_new(diagnostics, error.diagnostics);
    return nullptr;
  }
}

std::vector<double> CandidatePool::observe(std::span<const WantedObservation> wanted) {
  std::vector<double> values(wanted.size());
  std::size_t begin = 0;
  while (begin < wanted.size()) {
    // As many candidates at a time as there is room for.
    std::size_t end = begin;
    std::size_t systems = 0;
    while (end < wanted.size()) {
      const bool is_next = end == begin || wanted[end].system != wanted[end - 1].system;
      if (is_next && ++systems > room_) {
        break;
      }
      ++end;
    }
    const auto part = wanted.subspan(begin, end - begin);
    make_ready(systems_of(part));
    run(part, std::span(values).subspan(begin, end - begin));
    begin = end;
  }
  return values;
}

void CandidatePool::drop(std::size_t candidate) { loaded_[candidate].reset(); }

// Those that were not needed for longest make room.
void CandidatePool::make_ready(std::span<const std::size_t> needed) {
  std::vector<std::size_t> missing;
  for (const std::size_t candidate : needed) {
    used_[candidate] = ++uses_;
    if (!loaded_[candidate]) {
      missing.push_back(candidate);
    }
  }
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < loaded_.size(); ++i) {
    if (loaded_[i] && std::ranges::find(needed, i) == needed.end()) {
      others.push_back(i);
    }
  }
  std::ranges::sort(others, {}, [&](std::size_t i) { return used_[i]; });
  const std::size_t wanted = needed.size() + others.size();
  const std::size_t too_many = wanted > room_ ? wanted - room_ : 0;
  for (std::size_t i = 0; i < std::min(too_many, others.size()); ++i) {
    drop(others[i]);
  }
  parallel_for(missing.size(), [&](std::size_t i) {
    std::vector<Diagnostic> diagnostics;
    loaded_[missing[i]] = load(missing[i], diagnostics);
    if (!diagnostics.empty()) {  // it was sound when the search began
      throw ScenarioError(std::move(diagnostics));
    }
  });
}

void CandidatePool::run(std::span<const WantedObservation> wanted, std::span<double> values) {
  // With enough replications to keep every thread busy, each runs its windows on one.
  WindowedSettings windows;
  if (wanted.size() >= static_cast<std::size_t>(thread_limit())) {
    windows.parallel_events = std::numeric_limits<std::size_t>::max();
  }
  std::vector<std::uint64_t> events(wanted.size());
  parallel_for(wanted.size(), [&](std::size_t i) {
    const Loaded& one = *loaded_[wanted[i].system];
    const ReplicationResult result = run_replication(one.network, one.times, one.scorecard,
                                                     {.seed = seed_,
                                                      .replication = wanted[i].replication,
                                                      .executor = one.executor,
                                                      .windows = windows,
                                                      .record_series = false});
    const KpiValue& value = result.kpis[one.figure];
    values[i] = value.numerator / value.denominator;
    events[i] = result.events;
  });
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    events_ += events[i];
    if (!std::isfinite(values[i])) {
      throw FigureError(fmt::format("'{}' has no value in replication {} of {}: {} / 0", kpi_.name,
                                    wanted[i].replication, candidates_[wanted[i].system].name,
                                    std::isnan(values[i]) ? "0" : "something"));
    }
  }
}

}  // namespace korus
