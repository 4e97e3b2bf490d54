#include "tools/verify/case_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/digest.hpp"
#include "engine/ensure.hpp"
#include "engine/parallel.hpp"

namespace korus {
namespace {

constexpr int some_threads = 4;

std::uint64_t digest_of(const ReplicationResult& result) {
  Digest digest;
  digest.add(result.digest);
  digest.add(result.events);
  for (const float value : result.series) {
    digest.add(value);
  }
  return digest.value();
}

class WaysOfRunning {
 public:
  WaysOfRunning(const Variant& variant, std::size_t replications, const Runner& runner)
      : network_(variant.loaded->network),
        layout_(series_layout(network_)),
        scorecard_(*variant.scorecard),
        seed_(variant.seed),
        replications_(replications),
        runner_(runner) {}

  std::size_t over_threads() const {
    std::set<std::uint64_t> found;
    for (const int threads : {1, 2, 8}) {
      found.insert(all(threads, settings(ExecutorKind::windowed)));
    }
    return found.size();
  }

  std::size_t over_executors() const {
    std::set<std::uint64_t> found;
    for (const ExecutorKind kind : {ExecutorKind::sequential, ExecutorKind::windowed}) {
      found.insert(all(some_threads, settings(kind)));
    }
    return found.size();
  }

  std::size_t over_resume() const {
    Digest straight;
    Digest resumed;
    for (std::size_t i = 0; i < replications_; ++i) {
      ReplicationSettings chosen = settings(ExecutorKind::sequential);
      chosen.replication = i;
      straight.add(digest_of(run(chosen)));
      const std::vector<std::byte> image = image_at_half(chosen);
      chosen.image = image;
      resumed.add(digest_of(run(chosen)));
    }
    return std::set{straight.value(), resumed.value()}.size();
  }

  // Of any one replication, by itself and among the others.
  std::size_t alone() const {
    std::vector<std::uint64_t> among(replications_);
    with_threads(some_threads,
                 [&] { parallel_for(replications_, [&](std::size_t i) { among[i] = one(i); }); });
    std::size_t most = 1;
    for (std::size_t i = 0; i < replications_; ++i) {
      with_threads(1, [&] { most = std::max(most, std::set{among[i], one(i)}.size()); });
    }
    return most;
  }

 private:
  // Every window runs on all threads, however few its events.
  ReplicationSettings settings(ExecutorKind executor) const {
    return {.seed = seed_, .executor = executor, .windows = {.parallel_events = 1}};
  }

  ReplicationResult run(const ReplicationSettings& chosen) const {
    return runner_(network_, layout_, scorecard_, chosen);
  }

  std::uint64_t one(std::size_t replication) const {
    ReplicationSettings chosen = settings(ExecutorKind::sequential);
    chosen.replication = replication;
    return digest_of(run(chosen));
  }

  // One replication after the other, so that the threads are the windows'.
  std::uint64_t all(int threads, ReplicationSettings chosen) const {
    Digest digest;
    with_threads(threads, [&] {
      for (chosen.replication = 0; chosen.replication < replications_; ++chosen.replication) {
        digest.add(digest_of(run(chosen)));
      }
    });
    return digest.value();
  }

  std::vector<std::byte> image_at_half(ReplicationSettings chosen) const {
    std::vector<std::byte> image;
    std::size_t asked = 0;
    const std::size_t half = std::max<std::size_t>(1, layout_.time_days.size() / 2);
    chosen.checkpoints = {.due = [&] { return ++asked == half; },
                          .keep = [&](std::vector<std::byte> bytes) { image = std::move(bytes); }};
    run(chosen);
    ensure(!image.empty(), "a run can be saved on its way");
    return image;
  }

  const Network& network_;
  SeriesLayout layout_;
  const Scorecard& scorecard_;
  std::uint64_t seed_;
  std::size_t replications_;
  const Runner& runner_;
};

// 0 where both are one number, infinite ones too, or both are none.
double gap(const KpiValue& a, const KpiValue& b) {
  const double one = a.numerator / a.denominator;
  const double other = b.numerator / b.denominator;
  const bool same = one == other || (std::isnan(one) && std::isnan(other));
  return same ? 0 : std::abs(one - other);
}

}  // namespace

Observed count_digests(CheckKind check, const Variant& variant, std::size_t replications,
                       const Runner& runner) {
  Observed result{.replications = static_cast<std::int64_t>(replications)};
  try {
    const WaysOfRunning ways(variant, replications, runner);
    const std::size_t distinct = check == CheckKind::digest_over_threads     ? ways.over_threads()
                                 : check == CheckKind::digest_over_executors ? ways.over_executors()
                                 : check == CheckKind::digest_over_resume    ? ways.over_resume()
                                                                             : ways.alone();
    result.value = static_cast<double>(distinct);
  } catch (const Defect& defect) {
    result.trouble = defect.what();
  }
  return result;
}

Observed compare_figures(const Variant& one, const Variant& other, std::size_t replications) {
  Observed result{.replications = static_cast<std::int64_t>(replications)};
  std::size_t compared = 0;
  double greatest = 0;
  for (const Kpi& kpi : one.scorecard->kpis()) {
    if (other.kpi(kpi.name) == nullptr) {
      continue;
    }
    ++compared;
    const auto before = one.values(kpi.name, replications);
    const auto after = other.values(kpi.name, replications);
    for (std::size_t i = 0; i < replications; ++i) {
      const double found = gap(before[i], after[i]);
      if (std::isnan(found)) {
        result.trouble = fmt::format("{} is a number in one of the two alone", kpi.name);
      }
      greatest = std::max(greatest, found);
    }
  }
  if (compared == 0) {
    result.trouble = "the two scenarios share no figure";
  } else if (result.trouble.empty()) {
    result.value = greatest;
  }
  return result;
}

}  // namespace korus
