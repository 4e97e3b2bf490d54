#include "tools/results/result_file.hpp"

#include <algorithm>
#include <string>

#include "engine/ensure.hpp"
#include "tools/results/cause_groups.hpp"
#include "tools/results/hdf5_image.hpp"
#include "tools/results/hdf5_step.hpp"
#include "tools/results/kpi_groups.hpp"
#include "tools/results/paired_group.hpp"
#include "tools/results/provenance_groups.hpp"
#include "tools/results/root_attributes.hpp"
#include "tools/results/series_groups.hpp"
#include "tools/results/whole_file.hpp"

namespace korus {
namespace {

// What the caller promises: tables of equally many replications, rows of the right length.
void check_shapes(const RunResult& result) {
  const std::size_t replications = result.replication_digests.size();
  ensure(replications > 0, "a result file holds at least one replication");
  ensure(result.replication_events.size() == replications,
         "every replication has its count of events");
  ensure(result.kpi_values.size() == replications, "every replication has its indicators");
  ensure(std::ranges::all_of(result.kpi_values,
                             [&](const auto& row) { return row.size() == result.kpis.size(); }),
         "a replication has a value of every indicator");
  if (result.detail != SeriesDetail::none) {
    const std::size_t length = result.layout.offsets().back();
    ensure(result.series.size() == replications, "every replication has its series");
    ensure(std::ranges::all_of(result.series,
                               [&](const auto& values) { return values.size() == length; }),
           "a replication's series are as long as their layout says");
  }
}

void write_contents(const Hdf5Handle& file, const RunResult& result) {
  write_root_attributes(file, result);
  if (result.detail != SeriesDetail::none) {
    write_series_group(file, result);
  }
  if (result.detail == SeriesDetail::all) {
    write_series_all_group(file, result);
  }
  write_kpi_group(file, result);
  write_summary_group(file, result);
  write_paired_group(file, result);
  write_cause_groups(file, result);
  write_scenario_group(file, result);
  write_inputs_group(file, result);
  write_sources_group(file, result);
}

// Every refusal starts with what was asked for.
template <class Action>
void naming(const std::filesystem::path& path, Action action) {
  try {
    action();
  } catch (const OutputError& error) {
    throw OutputError("cannot write results to '" + path.string() + "': " + error.what());
  }
}

}  // namespace

void check_writable(const std::filesystem::path& path) {
  naming(path, [&] { check_whole_file(path); });
}

void write_result_file(const std::filesystem::path& path, const RunResult& result) {
  check_shapes(result);
  const SilentHdf5 silence;
  naming(path, [&] {
    const Hdf5Image image;
    write_contents(image.file(), result);
    write_whole_file(path, image.bytes());
  });
}

}  // namespace korus
