#include "tools/command/sweep_wording.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "tools/command/figure_text.hpp"

namespace korus {
namespace {

std::string with_unit(std::string number, const std::string& unit) {
  return unit.empty() ? number : std::move(number) + " " + unit;
}

}  // namespace

AnalysisTable table_of(const SweepFigure& figure, std::string name, std::string title) {
  return {.name = std::move(name),
          .title = std::move(title),
          .kpi = figure.kpi,
          .policy = figure.policy,
          .units = figure.units};
}

std::string amount_text(const AnalysisTable& table, double value) {
  const Shown shown = shown_unit(table.units, std::max(table.largest_figure(), std::fabs(value)));
  return with_unit(figure_text(value * shown.factor), shown.unit);
}

std::string amount_text(const AnalysisTable& table, double value, const Interval& interval) {
  const Shown shown = shown_unit(table.units, std::max(table.largest_figure(), std::fabs(value)));
  return std::isnan(interval.low) ? amount_text(table, value)
                                  : fmt::format("{} [{}, {}]", amount_text(table, value),
                                                figure_text(interval.low * shown.factor),
                                                figure_text(interval.high * shown.factor));
}

std::string plain_text(double value, const Interval& interval) {
  return std::isnan(interval.low)
             ? fmt::format("{:.3f}", value)
             : fmt::format("{:.3f} [{:.3f}, {:.3f}]", value, interval.low, interval.high);
}

std::string percent_text(double share) {
  return std::isfinite(share) ? fmt::format("{:.1f} %", 100 * share) : "not known";
}

std::string percent_text(double share, const Interval& interval) {
  return std::isnan(interval.low) ? percent_text(share)
                                  : fmt::format("{} [{:.1f}, {:.1f}]", percent_text(share),
                                                100 * interval.low, 100 * interval.high);
}

std::string list_text(const std::vector<std::string>& names) {
  constexpr std::size_t most = 8;
  if (names.size() < 2) {
    return names.empty() ? "none" : names.front();
  }
  const std::size_t told = names.size() > most ? most : names.size() - 1;
  const std::vector<std::string> first(names.begin(),
                                       names.begin() + static_cast<std::ptrdiff_t>(told));
  return names.size() > most
             ? fmt::format("{} and {} others", fmt::join(first, ", "), names.size() - most)
             : fmt::format("{} and {}", fmt::join(first, ", "), names.back());
}

std::string criteria_text(const std::vector<Threshold>& thresholds) {
  return fmt::format(
      "{}", fmt::join(collected<std::string>(thresholds, [](const Threshold& t) { return t.text; }),
                      " and "));
}

void say_missing(AnalysisTable& table, std::size_t missing, std::size_t rows, const char* what) {
  if (missing > 0) {
    table.say(fmt::format("{} of {} {} are left out: a point is missing or has no such figure.",
                          missing, rows, what));
  }
}

SeedNoise noise_of(const SweepFigure& figure) {
  const std::vector<std::size_t> rows = figure.whole_rows();
  Points samples(rows.size(), figure.samples.dimensions());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::ranges::copy(figure.samples[rows[i]], samples[i].begin());
  }
  return seed_noise(samples);
}

void say_noise(AnalysisTable& table, const SeedNoise& noise, std::size_t replications) {
  table.about.push_back(
      {"replications", "Replications at each point", static_cast<double>(replications)});
  table.about.push_back({"seed_share_run",
                         "Share of the seed in the variance of one replication at a random point",
                         noise.of_run});
  table.about.push_back({"seed_share_mean",
                         "Share of the seeds in the variance of the mean over replications",
                         noise.of_mean});
  table.about.push_back({"seed_share_between",
                         "Share of the variance over points that is seed noise not common to them",
                         noise.between_points});
  if (replications < 2) {
    table.say(
        "One replication a point: what is said holds for this seed, and how much of it is chance "
        "is not known.");
  } else if (std::isfinite(noise.of_mean)) {
    table.say(fmt::format(
        "Seeds make {} of the variance of one replication and {} of that of the mean over {}. What "
        "they do to all points alike cancels; {} of the variance between points is noise.",
        percent_text(noise.of_run), percent_text(noise.of_mean), replications,
        percent_text(noise.between_points)));
  }
}

}  // namespace korus
