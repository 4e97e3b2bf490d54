#include "tools/results/series_groups.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

#include "tools/ensemble/series_summary.hpp"
#include "tools/results/cf_time.hpp"
#include "tools/results/output_group.hpp"

namespace korus {
namespace {

// One series is read over all times and few of its neighbours: a chunk holds all times of 32
// entities (at most 1 MiB).
constexpr std::size_t entities_per_chunk = 32;
constexpr std::size_t times_per_chunk = 8192;

void add_time(OutputGroup& group, const SeriesLayout& layout) {
  group.add_dimension("time", layout.time_days,
                      {{"standard_name", "time"},
                       {"long_name", "End of the interval"},
                       {"units", cf_days_since(layout.start)},
                       {"calendar", "standard"},
                       {"axis", "T"}});
}

void add_axis(OutputGroup& group, const Axis& axis) {
  group.add_dimension(axis.name, axis.labels, {{"long_name", "Id of the " + axis.name}});
  for (const AuxiliaryCoordinate& auxiliary : axis.auxiliary) {
    if (auxiliary.words.empty()) {
      group.add_variable(auxiliary.name, {axis.name}, auxiliary.numbers,
                         {{"units", auxiliary.units}});
    } else {
      group.add_variable(auxiliary.name, {axis.name}, auxiliary.words, {});
    }
  }
}

std::string auxiliary_names(const Axis& axis) {
  std::string names;
  for (const AuxiliaryCoordinate& auxiliary : axis.auxiliary) {
    names += (names.empty() ? "" : " ") + auxiliary.name;
  }
  return names;
}

void write_summary(OutputGroup& group, const RunResult& result, std::size_t v) {
  const SeriesLayout& layout = result.layout;
  const Variable& variable = layout.variables[v];
  const Hdf5Handle stored =
      group.add_compressed(variable.name, {"statistic", "time", layout.axes[variable.axis].name},
                           series_chunk(layout, variable), about_series(layout, variable));
  const std::size_t width = layout.entities(variable);
  for (std::size_t first = 0; first < width; first += entities_per_chunk) {
    const std::size_t count = std::min(entities_per_chunk, width - first);
    group.write(stored,
                {.start = {0, 0, first},
                 .count = {series_statistics.size(), layout.time_days.size(), count}},
                summarise_series(layout, result.series,
                                 {.variable = v, .first_entity = first, .entities = count}));
  }
}

void write_all(OutputGroup& group, const RunResult& result, std::size_t v) {
  const SeriesLayout& layout = result.layout;
  const Variable& variable = layout.variables[v];
  const Hdf5Handle stored =
      group.add_compressed(variable.name, {"replication", "time", layout.axes[variable.axis].name},
                           series_chunk(layout, variable), about_series(layout, variable));
  const std::size_t times = layout.time_days.size();
  const std::size_t width = layout.entities(variable);
  for (std::size_t r = 0; r < result.series.size(); ++r) {
    group.write(stored, {.start = {r, 0, 0}, .count = {1, times, width}},
                std::span(result.series[r]).subspan(layout.offsets()[v], times * width));
  }
}

}  // namespace

std::vector<hsize_t> series_chunk(const SeriesLayout& layout, const Variable& variable) {
  return {1, std::min(layout.time_days.size(), times_per_chunk),
          std::min(layout.entities(variable), entities_per_chunk)};
}

void add_series_axes(OutputGroup& group, const SeriesLayout& layout) {
  if (layout.time_days.empty()) {
    return;
  }
  add_time(group, layout);
  for (const Axis& axis : layout.axes) {
    if (!axis.labels.empty()) {
      add_axis(group, axis);
    }
  }
}

TextAttributes about_series(const SeriesLayout& layout, const Variable& variable) {
  return {{"long_name", variable.long_name},
          {"units", variable.units},
          {"cell_methods", variable.cell_methods},
          {"coordinates", auxiliary_names(layout.axes[variable.axis])}};
}

bool has_values(const SeriesLayout& layout, const Variable& variable) {
  return !layout.time_days.empty() && layout.entities(variable) > 0;
}

void write_series_group(const Hdf5Handle& file, const RunResult& result) {
  OutputGroup group(file, "series", "Series over time, as bands over replications");
  group.add_dimension(
      "statistic", std::vector<std::string>(series_statistics.begin(), series_statistics.end()),
      {{"long_name",
        "Statistic over replications: mean, standard deviation (n - 1), quantiles (type 7)"}});
  add_series_axes(group, result.layout);
  for (std::size_t v = 0; v < result.layout.variables.size(); ++v) {
    if (has_values(result.layout, result.layout.variables[v])) {
      write_summary(group, result, v);
    }
  }
}

void write_series_all_group(const Hdf5Handle& file, const RunResult& result) {
  OutputGroup group(file, "series_all", "Series over time, every replication");
  group.add_numbered_dimension("replication", result.series.size(),
                               {{"long_name", "Number of the replication"}});
  add_series_axes(group, result.layout);
  for (std::size_t v = 0; v < result.layout.variables.size(); ++v) {
    if (has_values(result.layout, result.layout.variables[v])) {
      write_all(group, result, v);
    }
  }
}

}  // namespace korus
