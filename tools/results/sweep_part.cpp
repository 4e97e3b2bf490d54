#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <numeric>

#include "engine/ensure.hpp"
#include "tools/results/hdf5_attribute.hpp"
#include "tools/results/hdf5_image.hpp"
#include "tools/results/result_reader.hpp"
#include "tools/results/sweep_storage.hpp"
#include "tools/results/sweep_variables.hpp"
#include "tools/results/whole_file.hpp"
#include "tools/scenario/sha256.hpp"

namespace korus {
namespace {

constexpr std::size_t preamble =
    512;  // HDF5 looks for a file's beginning at powers of two from here
constexpr std::string_view preamble_text =
    "Korus, part of a sweep; SHA-256 of what follows these 512 "
    "bytes: ";
constexpr std::size_t sha256_length = 64;

std::vector<std::byte> sealed(const std::vector<std::byte>& image) {
  std::string head(preamble_text);
  head += sha256_hex({reinterpret_cast<const char*>(image.data()), image.size()});
  head += '\n';
  std::vector<std::byte> bytes(preamble + image.size());
  std::memcpy(bytes.data(), head.data(), head.size());
  std::ranges::copy(image, bytes.begin() + preamble);
  return bytes;
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
  write_whole_file(path, sealed(image.bytes()), writer);
}

std::string part_sha256(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string head(preamble_text.size() + sha256_length, '\0');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  return file ? head.substr(preamble_text.size()) : "";
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

std::string part_damage(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  if (!file.good() && !file.eof()) {
    return "it can not be read";
  }
  if (bytes.size() < preamble || !bytes.starts_with(preamble_text)) {
    return fmt::format("it has {} bytes and no checksum at its beginning", bytes.size());
  }
  const std::string_view told(bytes.data() + preamble_text.size(), sha256_length);
  if (sha256_hex(std::string_view(bytes).substr(preamble)) != told) {
    return fmt::format("its {} bytes are not those that were written (SHA-256)", bytes.size());
  }
  return "";
}

}  // namespace korus
