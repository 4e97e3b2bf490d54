// A run's results on disk: HDF5 that is also valid netCDF-4, opened by xarray, h5py, R and ncdump
// without our code.
//
// `write_result_file` writes PATH.part, closes it, fsyncs it, renames it to PATH and fsyncs the
// folder, so that a file under its final name is whole. It throws OutputError where the machine
// refuses, and leaves nothing half-written. The layout of groups, dimensions and attributes is told
// in tools/results/README.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/kpi.hpp"
#include "models/records/change.hpp"
#include "models/series.hpp"
#include "tools/ensemble/cause_table.hpp"
#include "tools/ensemble/precision.hpp"

namespace korus {

enum class SeriesDetail { none, summary, all };

// One number of the scenario, with where it came from.
struct InputNumber {
  std::string path;  // "line.us_ss_s2.capacity_per_year"
  double value = 0;
  std::string unit;
  std::string quality;
  std::string source;
  std::string file;
  int line = 0;
};

// A file that the scenario was read from.
struct InputFile {
  std::string path;  // as written relative to the scenario's folder
  std::string text;
  std::string sha256;
};

struct RunResult {
  std::string title;
  std::string scenario_path;
  std::string resolved_scenario;  // canonical text of what was run, after extends and --set
  std::string scenario_sha256;    // of resolved_scenario
  std::string korus_version;
  std::string compiler;
  std::string executor;
  std::string command_line;
  std::uint64_t seed = 0;
  std::string digest;                              // 16 hexadecimal digits
  std::vector<std::uint64_t> replication_digests;  // [n_replications]
  std::vector<std::uint64_t> replication_events;   // [n_replications]

  SeriesDetail detail = SeriesDetail::summary;
  SeriesLayout layout;
  std::vector<std::vector<float>> series;  // [n_replications][layout.offsets().back()]

  std::vector<Kpi> kpis;
  std::vector<std::vector<KpiValue>> kpi_values;  // [n_replications][n_kpis]

  // What it was compared with, replication by replication; the file then has a group `paired`.
  struct Baseline {
    std::string scenario_path;
    std::string digest;
    std::vector<Kpi> kpis;
    std::vector<std::vector<KpiValue>> kpi_values;  // [n_replications][n_kpis]
  };
  std::optional<Baseline> baseline;

  // Of a run that went on until figures were precise: the rule, and which of `kpis` count. With a
  // baseline it is their differences that shall be.
  struct PrecisionAsked {
    PrecisionRule rule;
    std::vector<std::size_t> kpis;
  };
  std::optional<PrecisionAsked> precision;

  std::optional<CauseTable> causes;  // none: not kept

  std::vector<InputFile> files;
  std::vector<InputNumber> inputs;
  std::vector<SourceRecord> sources;
};

struct OutputError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A file that was given as a result is none.
struct InputError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Throws OutputError where a file could not be created at `path`; leaves nothing behind but the
// folder. Long runs call it first.
void check_writable(const std::filesystem::path& path);

void write_result_file(const std::filesystem::path& path, const RunResult& result);

}  // namespace korus
