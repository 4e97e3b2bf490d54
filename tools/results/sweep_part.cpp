#include <fmt/format.h>

#include "engine/ensure.hpp"
#include "tools/results/hdf5_attribute.hpp"
#include "tools/results/hdf5_image.hpp"
#include "tools/results/result_reader.hpp"
#include "tools/results/sweep_seal.hpp"
#include "tools/results/sweep_storage.hpp"
#include "tools/results/sweep_variables.hpp"
#include "tools/results/whole_file.hpp"

namespace korus {
namespace {

// What a part's seal says: its points and whose they are.
std::string contents_of(std::size_t first, std::size_t last, const std::string& identity) {
  return fmt::format("points {} to {} of plan {}", first, last, identity);
}

void make_groups(hid_t file, const std::vector<SweepVariable>& variables) {
  for (const SweepVariable& variable : variables) {
    if (H5Lexists(file, variable.group.c_str(), H5P_DEFAULT) <= 0) {
      const Hdf5Handle group(
          checked(H5Gcreate2(file, variable.group.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                  "create group", variable.group),
          H5Gclose);
    }
  }
}

void write_failures(const Hdf5Handle& file, const std::vector<SweepPoint>& points) {
  std::vector<std::int64_t> failed;
  std::vector<std::string> why;
  for (const SweepPoint& point : points) {
    if (!point.failure.empty()) {
      failed.push_back(static_cast<std::int64_t>(point.point));
      why.push_back(point.failure);
    }
  }
  if (!failed.empty()) {
    store_failures(file, failed, why);
  }
}

}  // namespace

std::string part_name(std::size_t first, std::size_t last) {
  return fmt::format("points-{:07}-{:07}.h5", first, last);
}

void write_part(const std::filesystem::path& path, const SweepHeader& header,
                const std::vector<SweepPoint>& points, const std::string& writer) {
  ensure(!points.empty(), "a part of a sweep holds points");
  const SilentHdf5 silence;
  const std::vector<SweepVariable> variables = sweep_variables(header);
  const Hdf5Image image;
  const hid_t file = image.file().id();
  write_attributes(file, {{"korus_format", "korus-sweep-part"}, {"identity", header.identity}});
  write_attribute(file, "first_point", static_cast<std::int64_t>(points.front().point));
  make_groups(file, variables);
  std::vector<Hdf5Handle> stored;
  for (const SweepVariable& variable : variables) {
    stored.push_back(create_sweep_variable(file, variable, points.size()));
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    ensure(points[i].point == points.front().point + i, "points of a part are neighbours");
    for (const SweepChunk& chunk : points[i].chunks) {
      std::vector<hsize_t> offset{i};
      offset.insert(offset.end(), chunk.offset.begin(), chunk.offset.end());
      write_raw_chunk(stored[chunk.variable], offset, chunk.filter_mask, chunk.bytes);
    }
  }
  write_failures(image.file(), points);
  stored.clear();
  const std::size_t first = points.front().point;
  const std::size_t last = points.back().point;
  write_whole_file(path, sealed(image.bytes(), contents_of(first, last, header.identity)), writer);
}

std::vector<PartFailure> part_failures(const std::filesystem::path& path) {
  const SilentHdf5 silence;
  try {
    const ResultReader file(path);
    std::vector<PartFailure> failures;
    if (file.has("failures")) {
      const std::vector<std::int64_t> points = file.whole_numbers("failures/point");
      const std::vector<std::string> reasons = file.words("failures/reason");
      for (std::size_t i = 0; i < points.size(); ++i) {
        failures.push_back({points[i], reasons.at(i)});
      }
    }
    return failures;
  } catch (const OutputError& error) {
    throw InputError(fmt::format("'{}' is no part of a sweep: {}", path.string(), error.what()));
  }
}

std::string part_damage(const std::filesystem::path& path, std::size_t first, std::size_t last,
                        const std::string& identity) {
  return seal_damage(path, contents_of(first, last, identity));
}

bool is_part_of(const std::filesystem::path& path, const std::string& identity) {
  return sealed_contents(path).ends_with(" of plan " + identity);
}

}  // namespace korus
