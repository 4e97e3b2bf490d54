#include "tools/select/selection.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ranges>

#include "engine/ensure.hpp"
#include "engine/statistics.hpp"
#include "tools/analysis/kim_nelson.hpp"
#include "tools/analysis/ocba.hpp"

namespace korus {
namespace {

// So many replications at a time keep the cores of a machine busy; not as many as it has, or what is
// spent would hang on them.
constexpr std::size_t at_a_time = 32;
constexpr std::int64_t most_equal = 1'000'000;  // of each

class Search {
 public:
  Search(std::size_t n_systems, const SelectionSettings& settings, const Observer& observer)
      : settings_(settings), observer_(observer) {
    ensure(n_systems > 0, "the best is selected of one system at least");
    selection_.observations.resize(n_systems);
    selection_.dropped_after.assign(n_systems, 0);
  }

  Selection by_kim_nelson() {
    const std::size_t n = selection_.observations.size();
    KimNelson procedure(n, {.indifference = settings_.indifference,
                            .level = settings_.level,
                            .first_stage = settings_.first_stage});
    std::size_t stage = settings_.first_stage;
    while (!procedure.decided() && procedure.replications() < settings_.most) {
      const std::vector<std::size_t> in(procedure.candidates().begin(),
                                        procedure.candidates().end());
      const auto room = static_cast<std::size_t>(settings_.most - procedure.replications());
      extend(in, std::min(stage, room));
      feed(procedure, std::min(stage, room));
      for (const std::size_t system : in) {
        selection_.dropped_after[system] = procedure.dropped_after()[system];
        if (selection_.dropped_after[system] > 0) {
          observer_.drop(system);
        }
      }
      stage = std::max<std::size_t>(at_a_time / procedure.candidates().size(), 1);
    }
    selection_.best = procedure.best();
    selection_.decided = procedure.decided();
    selection_.chance = selection_.decided ? settings_.level : 0;
    selection_.equal_replications =
        static_cast<std::int64_t>(n * selection_.observations[selection_.best].size());
    return std::move(selection_);
  }

  Selection by_ocba() {
    const std::size_t n = selection_.observations.size();
    const std::vector<std::size_t> all = first_to(n);
    extend(all, settings_.first_stage);
    std::vector<SampledSystem> systems = sampled();
    const auto at_once = static_cast<std::int64_t>(std::max(at_a_time, n / 10));
    while (n > 1 && ocba_chance(systems, settings_.indifference) < settings_.level &&
           selection_.replications < settings_.budget) {
      const auto more =
          ocba_allocation(systems, settings_.indifference,
                          std::min(at_once, settings_.budget - selection_.replications));
      if (std::ranges::all_of(more, [](std::int64_t each) { return each == 0; })) {
        break;  // nothing varies, and what is the same stays so
      }
      extend(more);
      systems = sampled();
    }
    selection_.best = leader(systems);
    selection_.chance = n > 1 ? ocba_chance(systems, settings_.indifference) : 1;
    selection_.decided = selection_.chance >= settings_.level;
    selection_.equal_replications =
        static_cast<std::int64_t>(n) *
        (n > 1 ? equal_replications(systems, settings_.indifference, selection_.chance, most_equal)
               : static_cast<std::int64_t>(settings_.first_stage));
    return std::move(selection_);
  }

 private:
  static std::vector<std::size_t> first_to(std::size_t n) {
    std::vector<std::size_t> all;
    std::ranges::copy(std::views::iota(std::size_t{0}, n), std::back_inserter(all));
    return all;
  }

  void extend(const std::vector<std::size_t>& systems, std::size_t replications) {
    std::vector<std::int64_t> more(selection_.observations.size(), 0);
    for (const std::size_t system : systems) {
      more[system] = static_cast<std::int64_t>(replications);
    }
    extend(more);
  }

  // more [n_systems]
  void extend(const std::vector<std::int64_t>& more) {
    std::vector<WantedObservation> wanted;
    for (std::size_t system = 0; system < more.size(); ++system) {
      const std::size_t done = selection_.observations[system].size();
      for (std::size_t i = 0; i < static_cast<std::size_t>(more[system]); ++i) {
        wanted.push_back({.system = system, .replication = done + i});
      }
    }
    const std::vector<double> values = observer_.observe(wanted);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      selection_.observations[wanted[i].system].push_back(values[i]);
    }
    selection_.replications += static_cast<std::int64_t>(wanted.size());
  }

  double better(double value) const { return settings_.largest ? value : -value; }

  // One replication after the other, as the procedure wants them.
  void feed(KimNelson& procedure, std::size_t replications) {
    const std::size_t n = selection_.observations.size();
    std::vector<double> row(n, 0);
    for (std::size_t i = 0; i < replications && !procedure.decided(); ++i) {
      const auto at = static_cast<std::size_t>(procedure.replications());
      for (const std::size_t system : procedure.candidates()) {
        row[system] = better(selection_.observations[system][at]);
      }
      procedure.add(row);
    }
  }

  std::vector<SampledSystem> sampled() const {
    std::vector<SampledSystem> systems;
    for (const std::vector<double>& values : selection_.observations) {
      Welford sums;
      for (const double value : values) {
        sums.add(better(value));
      }
      systems.push_back({.mean = sums.mean(), .sd = sums.standard_deviation(), .n = sums.count()});
    }
    return systems;
  }

  SelectionSettings settings_;
  const Observer& observer_;
  Selection selection_;
};

}  // namespace

Selection select_best(std::size_t n_systems, const SelectionSettings& settings,
                      const Observer& observer) {
  Search search(n_systems, settings, observer);
  return settings.method == SelectionMethod::kim_nelson ? search.by_kim_nelson() : search.by_ocba();
}

std::vector<ComparisonWithBest> compare_with_best(const Selection& selection,
                                                  const SelectionSettings& settings) {
  const std::size_t n = selection.observations.size();
  if (n == 1) {
    return {{.low = 0, .high = 0, .may_be_best = true}};
  }
  return compare_with_best(
      n,
      [&](std::size_t i, std::size_t j) {
        PairDifference pair = pair_difference(selection.observations[i], selection.observations[j]);
        pair.mean = settings.largest ? pair.mean : -pair.mean;
        return pair;
      },
      settings.level);
}

}  // namespace korus
