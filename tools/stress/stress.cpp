#include "tools/stress/stress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

#include "engine/digest.hpp"
#include "engine/parallel.hpp"
#include "tools/stress/survival.hpp"

namespace korus {
namespace {

// Of the values that are there.
Estimate estimate_known(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  return estimate_mean(values);
}

std::vector<double> each(const std::vector<StressLosses>& losses, double StressLosses::* of) {
  std::vector<double> values(losses.size());
  std::ranges::transform(losses, values.begin(), of);
  return values;
}

void summarise(const StressAccounts& accounts, StressResult& result) {
  const std::vector<double> survive = each(result.losses, &StressLosses::time_to_survive);
  const std::vector<double> recover = each(result.losses, &StressLosses::time_to_recover);
  const auto missing = [](double value) { return std::isnan(value); };
  result.loss = loss_of(accounts, result.losses);
  result.worst = worst_of(result.losses);
  result.output_usd = estimate_mean(each(result.losses, &StressLosses::output_usd));
  result.time_to_survive = estimate_known(survive);
  result.time_to_recover = estimate_known(recover);
  result.hit =
      static_cast<int>(survive.size()) - static_cast<int>(std::ranges::count_if(survive, missing));
  result.unrecovered = static_cast<int>(std::ranges::count_if(recover, missing));
  result.reaches_focus = std::ranges::any_of(result.analytic_survival,
                                             [](double days) { return std::isfinite(days); });
}

void rank(StressTest& test) {
  test.ranking.resize(test.results.size());
  std::iota(test.ranking.begin(), test.ranking.end(), std::size_t{0});
  std::ranges::sort(test.ranking, {}, [&](std::size_t i) {
    return std::tuple(-test.results[i].loss.mean, -test.results[i].worst.mean, i);
  });
  const double most = test.ranking.empty() ? 0 : test.results[test.ranking.front()].loss.mean;
  for (StressResult& result : test.results) {
    result.index = most > 0 ? std::max(result.loss.mean, 0.0) / most : 0;
  }
}

std::string digest_of(const StressTest& test) {
  Digest digest;
  for (const StressResult& result : test.results) {
    for (const StressLosses& losses : result.losses) {
      for (const auto* values : {&losses.unmet, &losses.waited, &losses.missing, &losses.output}) {
        std::ranges::for_each(*values, [&](double value) { digest.add(value); });
      }
      for (const double value : {losses.time_to_survive, losses.time_to_recover}) {
        digest.add(std::isnan(value) ? -1.0 : value);  // a NaN has several bit patterns
      }
    }
  }
  return fmt::format("{:016x}", digest.value());
}

// Days since the start on which dated outages are felt, by the means of their laws.
bool is_quiet(const Network& network, double from, double to) {
  return std::ranges::none_of(network.outages, [&](const Outage& row) {
    const double end = row.start_day + row.stop_days.mean() + row.recovery_days.mean();
    return row.hazard == nobody && std::isfinite(row.start_day) && row.start_day < to && end > from;
  });
}

}  // namespace

Estimate loss_of(const StressAccounts& accounts, const std::vector<StressLosses>& losses) {
  std::vector<double> values(losses.size());
  std::ranges::transform(losses, values.begin(),
                         [&](const StressLosses& l) { return l.loss(accounts); });
  return estimate_mean(values);
}

Estimate worst_of(const std::vector<StressLosses>& losses) {
  return estimate_mean(each(losses, &StressLosses::worst));
}

StressStart sensible_start(const Network& network, int days) {
  constexpr int settled = 90;
  const double last = network.days - days;
  const std::chrono::sys_days first = network.settings.start;
  const std::chrono::year_month_day date(first + std::chrono::days{settled});
  std::chrono::year_month month = date.year() / date.month();
  for (;; month += std::chrono::months{1}) {
    const auto day = (std::chrono::sys_days{month / 1} - first).count();
    if (static_cast<double>(day) > last) {
      break;
    }
    const auto from = static_cast<double>(day);
    if (day >= settled && is_quiet(network, from - settled, from + days)) {
      return {static_cast<int>(day), true};
    }
  }
  const int day = settled <= last ? settled : 0;
  return {day, false};
}

std::vector<Undisturbed> run_undisturbed(const StoppableNetwork& stoppable,
                                         const StressSettings& settings,
                                         const std::set<int>& stop_days,
                                         const std::function<void()>& finished) {
  std::vector<Undisturbed> result(static_cast<std::size_t>(settings.replications));
  parallel_for(result.size(), [&](std::size_t r) {
    result[r] = run_undisturbed(stoppable, settings.seed, r, settings.period, stop_days);
    finished();
  });
  return result;
}

std::vector<StressLosses> run_case(const StoppableNetwork& stoppable,
                                   const StressAccounts& accounts,
                                   const std::vector<Undisturbed>& undisturbed,
                                   const StressCase& stopped, const StressSettings& settings) {
  std::vector<StressLosses> losses(undisturbed.size());
  parallel_for(losses.size(), [&](std::size_t r) {
    const Course course =
        run_stopped(stoppable, settings.seed, r, settings.period, undisturbed[r].image, stopped);
    losses[r] = compare_courses(accounts, undisturbed[r].standing, undisturbed[r].course, course,
                                stopped.days);
  });
  return losses;
}

StressTest run_stress(const StoppableNetwork& stoppable, const std::vector<StressCase>& cases,
                      const StressSettings& settings, const std::function<void()>& finished) {
  StressTest test{.accounts = StressAccounts(stoppable.network),
                  .results = std::vector<StressResult>(cases.size()),
                  .ranking = {},
                  .undisturbed = {},
                  .digest = ""};
  std::set<int> stop_days;
  for (const StressCase& one : cases) {
    stop_days.insert(one.days);
  }
  test.undisturbed = run_undisturbed(stoppable, settings, stop_days, finished);
  const auto replications = static_cast<std::size_t>(settings.replications);
  for (std::size_t c = 0; c < cases.size(); ++c) {
    test.results[c].what = cases[c];
    test.results[c].losses.resize(replications);
    test.results[c].analytic_survival.resize(replications);
  }
  parallel_for(cases.size() * replications, [&](std::size_t i) {
    StressResult& result = test.results[i / replications];
    const std::size_t r = i % replications;
    const Undisturbed& base = test.undisturbed[r];
    const Course course =
        run_stopped(stoppable, settings.seed, r, settings.period, base.image, result.what);
    result.losses[r] =
        compare_courses(test.accounts, base.standing, base.course, course, result.what.days);
    result.analytic_survival[r] = analytic_survival(stoppable.network, base.standing,
                                                    result.what.stop, test.accounts.in_focus);
    finished();
  });
  for (StressResult& result : test.results) {
    summarise(test.accounts, result);
  }
  rank(test);
  test.digest = digest_of(test);
  return test;
}

}  // namespace korus
