#include "tools/results/sweep_storage.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <limits>

#include "tools/results/output_group.hpp"

namespace korus {
namespace {

hid_t file_type(SweepType type) {
  switch (type) {
    case SweepType::float64:
      return Hdf5Type<double>::file();
    case SweepType::float32:
      return Hdf5Type<float>::file();
    case SweepType::unsigned64:
      return Hdf5Type<std::uint64_t>::file();
    case SweepType::signed64:
      return Hdf5Type<std::int64_t>::file();
    case SweepType::signed8:
      return Hdf5Type<std::int8_t>::file();
  }
  return H5I_INVALID_HID;
}

template <class T>
void set_missing(hid_t properties, const std::string& path) {
  const T missing = std::numeric_limits<T>::quiet_NaN();
  checked(H5Pset_fill_value(properties, Hdf5Type<T>::memory(), &missing), "describe", path);
}

}  // namespace

Hdf5Handle create_sweep_variable(hid_t file, const SweepVariable& variable, hsize_t points) {
  const std::string path = variable.path();
  std::vector<hsize_t> shape{points};
  std::vector<hsize_t> chunk{1};
  shape.insert(shape.end(), variable.shape.begin(), variable.shape.end());
  chunk.insert(chunk.end(), variable.chunk.begin(), variable.chunk.end());
  const Hdf5Handle properties = compressed_properties(path, chunk);
  if (variable.type == SweepType::float64) {
    set_missing<double>(properties.id(), path);
  } else if (variable.type == SweepType::float32) {
    set_missing<float>(properties.id(), path);
  }
  const Hdf5Handle space(
      checked(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), "describe",
              path),
      H5Sclose);
  Hdf5Handle stored(checked(H5Dcreate2(file, path.c_str(), file_type(variable.type), space.id(),
                                       H5P_DEFAULT, properties.id(), H5P_DEFAULT),
                            "create", path),
                    H5Dclose);
  if (variable.type == SweepType::float64) {
    write_attribute(stored.id(), "_FillValue", std::numeric_limits<double>::quiet_NaN());
  } else if (variable.type == SweepType::float32) {
    write_attribute(stored.id(), "_FillValue", std::numeric_limits<float>::quiet_NaN());
  }
  write_attributes(stored.id(), variable.about);
  write_attribute(stored.id(),
                  {"dimensions", fmt::format("{}", fmt::join(variable.dimensions, " "))});
  return stored;
}

void write_raw_chunk(const Hdf5Handle& variable, const std::vector<hsize_t>& offset,
                     std::uint32_t filter_mask, std::span<const std::byte> bytes) {
  checked(H5Dwrite_chunk(variable.id(), H5P_DEFAULT, filter_mask, offset.data(), bytes.size(),
                         bytes.data()),
          "write", "a chunk");
}

void store_failures(const Hdf5Handle& file, const std::vector<std::int64_t>& points,
                    const std::vector<std::string>& why) {
  OutputGroup group(file, "failures", "Points that could not be run, and why");
  group.add_numbered_dimension("failure", points.size(), {{"long_name", "Number of the failure"}});
  group.add_variable("point", {"failure"}, points, {{"long_name", "Number of the point"}});
  group.add_variable("reason", {"failure"}, why, {{"long_name", "What was told of it"}});
}

}  // namespace korus
