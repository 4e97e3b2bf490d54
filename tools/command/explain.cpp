// korus explain: why demand was not met, from a run's file.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "tools/command/exit_code.hpp"
#include "tools/command/figure_text.hpp"
#include "tools/command/json_line.hpp"
#include "tools/command/options.hpp"
#include "tools/results/cause_groups.hpp"

namespace korus {
namespace {

using Causes = std::span<const CauseSummary>;  // of one place

double total(Causes causes, Estimate CauseSummary::* amount) {
  double sum = 0;
  for (const CauseSummary& cause : causes) {
    sum += (cause.*amount).mean;
  }
  return sum;
}

std::string percent(double share) {
  return std::isfinite(share) ? fmt::format("{:.1f} %", 100 * share) : "-";
}

std::string percent_interval(const Estimate& share) {
  return std::isfinite(share.low)
             ? fmt::format("[{:.1f}, {:.1f}]", 100 * share.low, 100 * share.high)
             : "";
}

void print_cause(const Estimate& unmet, const Estimate& waited, const std::string& name) {
  fmt::print("  {:>10}  {:<16}{:>10}  {:<16}{}\n", percent(unmet.mean), percent_interval(unmet),
             percent(waited.mean), percent_interval(waited), name);
}

// The `most` largest, and the others in one line; 0: all.
void print_place(Causes causes, std::size_t most, std::size_t replications) {
  const CauseSummary& first = causes.front();
  fmt::print("\n{}, {}: on average {} {} not met, {} {} d of waiting; in {} of {} replications\n",
             first.place, first.country, figure_text(total(causes, &CauseSummary::unmet)),
             first.units, figure_text(total(causes, &CauseSummary::waited)), first.units,
             first.runs, replications);
  fmt::print("  {:>10}  {:<16}{:>10}  {:<16}{}\n", "of unmet", "95 % interval", "of waiting",
             "95 % interval", "cause");
  const std::size_t shown = most == 0 ? causes.size() : std::min(most, causes.size());
  for (const CauseSummary& cause : causes.first(shown)) {
    print_cause(cause.unmet_share, cause.waited_share,
                fmt::format("{} {}{}", cause.kind, cause.id,
                            cause.cause_country.empty() ? "" : ", " + cause.cause_country));
  }
  if (shown < causes.size()) {
    const Causes others = causes.subspan(shown);
    print_cause({.mean = total(others, &CauseSummary::unmet_share)},
                {.mean = total(others, &CauseSummary::waited_share)},
                fmt::format("{} other causes", others.size()));
  }
}

void print_json(const CauseSummary& cause) {
  JsonLine line;
  line.add("place", cause.place)
      .add("chain", cause.chain)
      .add("country", cause.country)
      .add("units", cause.units)
      .add("kind", cause.kind)
      .add("id", cause.id)
      .add("cause_country", cause.cause_country);
  const std::pair<const char*, const Estimate&> estimates[] = {
      {"unmet", cause.unmet},
      {"unmet_share", cause.unmet_share},
      {"waited", cause.waited},
      {"waited_share", cause.waited_share}};
  for (const auto& [name, estimate] : estimates) {
    line.add(name, estimate.mean);
    line.add(fmt::format("{}_ci_low", name), estimate.low);
    line.add(fmt::format("{}_ci_high", name), estimate.high);
  }
  fmt::print("{}\n", line.text());
}

// Empty where each is a country of the run.
std::string unknown_country(const CauseTable& table, const std::vector<std::string>& asked) {
  std::set<std::string> known;
  for (const CauseTable::Row& row : table.rows) {
    known.insert(row.country);
  }
  for (const std::string& country : asked) {
    if (!known.contains(country)) {
      return fmt::format("--country: demand was short in no market of a country '{}'; it was in {}",
                         country,
                         known.empty() ? "none" : fmt::format("{}", fmt::join(known, ", ")));
    }
  }
  return "";
}

bool is_asked_for(const CauseSummary& cause, const Options& options) {
  const bool here = options.countries.empty() ||
                    std::ranges::find(options.countries, cause.country) != options.countries.end();
  return here && (cause.unmet.mean > 0 || cause.waited.mean > 0);
}

}  // namespace

int explain_command(const Options& options) {
  const ToldCauses told = read_causes(options.scenarios.front());
  if (!told.kept) {
    spdlog::error("the run of {} kept no account of causes: simulation.causes was no",
                  options.scenarios.front());
    return exit_bad_scenario;
  }
  if (const std::string wrong = unknown_country(told.table, options.countries); !wrong.empty()) {
    spdlog::error("{}", wrong);
    return exit_usage;
  }
  std::vector<CauseSummary> causes =
      summarise_causes(told.table, options.by == "market" ? CausePlace::market : CausePlace::group);
  std::erase_if(causes, [&](const CauseSummary& cause) { return !is_asked_for(cause, options); });
  if (options.json) {
    std::ranges::for_each(causes, print_json);
    return exit_good;
  }
  fmt::print(
      "{}\nWhy demand was not met: shares of what was lost or waits at the end, and of the "
      "time that demand waited, {} replications\n",
      told.title, told.table.amounts.size());
  if (causes.empty()) {
    fmt::print("\nAll demand was met on the day it was wanted.\n");
  }
  for (std::size_t begin = 0; begin < causes.size();) {
    std::size_t end = begin + 1;
    while (end < causes.size() && causes[end].country == causes[begin].country &&
           causes[end].place == causes[begin].place) {
      ++end;
    }
    print_place(Causes(causes).subspan(begin, end - begin), static_cast<std::size_t>(options.most),
                told.table.amounts.size());
    begin = end;
  }
  return exit_good;
}

}  // namespace korus
