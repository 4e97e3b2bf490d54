#include "tools/sweep/sweep_run.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <map>
#include <utility>

#include "engine/parallel.hpp"
#include "models/network_placement.hpp"
#include "models/shop.hpp"
#include "tools/ensemble/ensemble_run.hpp"

namespace korus {
namespace {

// The figures of one network in the order of the sweep's; NaN where it has none.
class Columns {
 public:
  Columns(const std::vector<Kpi>& wanted, const std::vector<Kpi>& found) {
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < found.size(); ++i) {
      places.emplace(found[i].name, i);
    }
    for (const Kpi& kpi : wanted) {
      const auto place = places.find(kpi.name);
      places_.push_back(place == places.end() ? nowhere : place->second);
    }
  }

  std::vector<KpiValue> of(const std::vector<KpiValue>& values) const {
    constexpr double missing = std::numeric_limits<double>::quiet_NaN();
    std::vector<KpiValue> result;
    std::ranges::transform(places_, std::back_inserter(result), [&](std::size_t place) {
      return place == nowhere ? KpiValue{missing, missing} : values[place];
    });
    return result;
  }

 private:
  static constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> places_;
};

PointOutcome run_point(const Sweep& sweep, std::size_t point) {
  PointOutcome outcome;
  const Network network = network_at(sweep, point, outcome.failure);
  if (!outcome.failure.empty()) {
    return outcome;
  }
  try {
    Ensemble ensemble = run_ensemble(network,
                                     {.seed = sweep.plan.seed,
                                      .replications = sweep.plan.replications,
                                      .executor = choose_executor(network).kind,
                                      .record_series = sweep.plan.series != SeriesDetail::none},
                                     [] {});
    if (sweep.plan.series != SeriesDetail::none && ensemble.layout != sweep.layout) {
      outcome.failure =
          "its series are not those of the first policy: other times, or other sites, stocks, "
          "lines "
          "...; a plan that varies them needs series = \"none\"";
      return outcome;
    }
    const Columns columns(sweep.kpis, ensemble.kpis);
    for (ReplicationResult& replication : ensemble.replications) {
      outcome.digests.push_back(replication.digest);
      outcome.events.push_back(replication.events);
      outcome.kpi_values.push_back(columns.of(replication.kpis));
      if (sweep.plan.series != SeriesDetail::none) {
        outcome.series.push_back(std::move(replication.series));
      }
    }
  } catch (const Gridlock& gridlock) {
    outcome.failure = gridlock.what();
  }
  return outcome;
}

struct Task {
  std::size_t part = 0;
  std::size_t point = 0;
  SweepPoint result{};
  double seconds = 0;
};

}  // namespace

SweepPart part_at(const Sweep& sweep, std::size_t number) {
  const std::size_t first = number * sweep.plan.points_per_file;
  return {first, std::min(sweep.plan.points_per_file, sweep.points() - first)};
}

std::size_t part_count(const Sweep& sweep) {
  return (sweep.points() + sweep.plan.points_per_file - 1) / sweep.plan.points_per_file;
}

void run_parts(const Sweep& sweep, const SweepHeader& header,
               const std::function<std::optional<std::size_t>()>& next,
               const std::function<void(FinishedPart)>& take) {
  SweepPart asked;
  std::size_t given = 0;  // of its points
  FinishedPart part;
  parallel_in_order<Task>(
      [&]() -> std::optional<Task> {
        if (given == asked.count) {
          const auto number = next();
          if (!number) {
            return std::nullopt;
          }
          asked = part_at(sweep, *number);
          given = 0;
        }
        return Task{.part = asked.first, .point = asked.first + given++};
      },
      [&](Task& task) {
        const auto start = std::chrono::steady_clock::now();
        task.result = encode_point(header, task.point, run_point(sweep, task.point));
        task.seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      },
      [&](Task task) {
        part.points.push_back(std::move(task.result));
        part.seconds += task.seconds;
        const SweepPart whole = part_at(sweep, task.part / sweep.plan.points_per_file);
        if (part.points.size() == whole.count) {
          part.part = whole;
          take(std::exchange(part, {}));
        }
      });
}

}  // namespace korus
