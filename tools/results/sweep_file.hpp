// The files of a sweep: one that holds the plan, immutable parts that hold the points, and what joins
// them. Layout: tools/results/README.md.
//
// The plan's file and the parts are sealed (sweep_seal.hpp): damage and mix-ups are seen before they
// are read as HDF5. A part's bytes follow from the plan alone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "models/kpi.hpp"
#include "models/series.hpp"
#include "tools/analysis/sweep_data.hpp"
#include "tools/results/hdf5_attribute.hpp"
#include "tools/results/result_file.hpp"

namespace korus {

// All of a sweep but its results.
struct SweepHeader {
  SweepData data;                             // without outcomes
  std::vector<std::string> fields;            // [n_factors] "times market.*.growth_per_year"
  std::vector<std::string> titles;            // [n_policies]
  std::vector<std::string> scenario_paths;    // [n_policies]
  std::vector<std::string> scenario_sha256s;  // [n_policies]
  std::vector<std::string> resolved_texts;    // [n_policies]
  std::vector<double> costs_usd;              // [n_policies], NaN: unknown
  std::string plan_path;
  std::string plan_text;
  std::string identity;
  std::string korus_version;
  std::uint64_t seed = 1;
  std::size_t points_per_file = 1;
  SeriesDetail detail = SeriesDetail::none;
  SeriesLayout layout;
  std::vector<InputFile> files;       // of all policies
  std::vector<InputNumber> inputs;    // of the first policy
  std::vector<SourceRecord> sources;  // of all policies

  std::size_t points() const { return data.rows() * data.policies.size(); }
};

// A rectangle of values of one variable at one point: shuffled, deflated.
struct SweepChunk {
  std::size_t variable = 0;           // place in sweep_variables()
  std::vector<std::uint64_t> offset;  // behind the point's own
  std::vector<std::byte> bytes;
  std::uint32_t filter_mask = 0;  // filters that were left out
};

// One point, ready to be written.
struct SweepPoint {
  std::size_t point = 0;
  std::string failure;  // why there are no values; empty: there are
  std::vector<SweepChunk> chunks;
};

// What one point of a sweep has yielded.
struct PointOutcome {
  std::string failure;
  std::vector<std::uint64_t> digests;             // [n_replications]
  std::vector<std::uint64_t> events;              // [n_replications]
  std::vector<std::vector<KpiValue>> kpi_values;  // [n_replications, n_kpis] of the header's kpis
  std::vector<std::vector<float>> series;         // [n_replications] as the layout says; or empty
};

// To be called from any thread: it does not touch HDF5.
SweepPoint encode_point(const SweepHeader& header, std::size_t point, const PointOutcome& outcome);

// "points-0000008-0000015.h5"; first and last point.
std::string part_name(std::size_t first, std::size_t last);

// `points` are neighbours, in their order. Throws OutputError. `writer` is that of no other process, for
// several may write the same part at once.
void write_part(const std::filesystem::path& path, const SweepHeader& header,
                const std::vector<SweepPoint>& points, const std::string& writer);

// Why the file is not that part of that plan, as it was written; "" where it is.
std::string part_damage(const std::filesystem::path& path, std::size_t first, std::size_t last,
                        const std::string& identity);

// Whether it says that it is one of that plan's.
bool is_part_of(const std::filesystem::path& path, const std::string& identity);

// The points of a sound part that could not be run. Throws InputError.
struct PartFailure {
  std::int64_t point = 0;
  std::string reason;
};
std::vector<PartFailure> part_failures(const std::filesystem::path& path);

// Where there is none. Throws OutputError.
void write_plan_file(const std::filesystem::path& path, const SweepHeader& header,
                     const std::string& writer);

// What the folder of a sweep is about. Throws InputError where `path` is no such file, or damaged.
struct PlanFileSummary {
  std::string title;
  std::string identity;
  std::size_t points = 0;
  std::size_t replications = 0;
  std::size_t points_per_file = 1;
};
PlanFileSummary read_plan_file(const std::filesystem::path& path);

// One file of all points. Every part was found sound. Throws OutputError.
struct JoinedPart {
  std::filesystem::path path;
  std::size_t first = 0;
  std::size_t count = 0;
  std::string sha256;
};
enum class JoinKind { copied, virtual_views };
void join_parts(const std::filesystem::path& plan_file, const std::vector<JoinedPart>& parts,
                const std::filesystem::path& output, JoinKind kind);

// A joined file, read back. Throws InputError.
SweepData read_sweep(const std::filesystem::path& path);

}  // namespace korus
