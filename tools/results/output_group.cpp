#include "tools/results/output_group.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <concepts>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/ensure.hpp"

namespace korus {
namespace {

constexpr unsigned ordered = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

Hdf5Handle create_group(const Hdf5Handle& file, const std::string& name) {
  const Hdf5Handle properties(checked(H5Pcreate(H5P_GROUP_CREATE), "describe group", name),
                              H5Pclose);
  checked(H5Pset_link_creation_order(properties.id(), ordered), "describe group", name);
  checked(H5Pset_attr_creation_order(properties.id(), ordered), "describe group", name);
  checked(H5Pset_obj_track_times(properties.id(), false), "describe group", name);
  return {checked(H5Gcreate2(file.id(), name.c_str(), H5P_DEFAULT, properties.id(), H5P_DEFAULT),
                  "create group", name),
          H5Gclose};
}

// Without order of attributes a scale fails after 4085 attachments; without times the same run
// gives the same bytes.
Hdf5Handle dataset_properties(const std::string& name) {
  Hdf5Handle properties(checked(H5Pcreate(H5P_DATASET_CREATE), "describe", name), H5Pclose);
  checked(H5Pset_attr_creation_order(properties.id(), ordered), "describe", name);
  checked(H5Pset_obj_track_times(properties.id(), false), "describe", name);
  return properties;
}

template <class T>
void set_missing_value(hid_t properties, const std::string& name) {
  if constexpr (std::floating_point<T>) {
    const T missing = std::numeric_limits<T>::quiet_NaN();
    checked(H5Pset_fill_value(properties, Hdf5Type<T>::memory(), &missing), "describe", name);
  }
}

Hdf5Handle text_type(const std::string& name) {
  Hdf5Handle type(checked(H5Tcopy(H5T_C_S1), "describe", name), H5Tclose);
  checked(H5Tset_size(type.id(), H5T_VARIABLE), "describe", name);
  checked(H5Tset_cset(type.id(), H5T_CSET_UTF8), "describe", name);
  return type;
}

hsize_t size_of(const std::vector<hsize_t>& shape) {
  return std::accumulate(shape.begin(), shape.end(), hsize_t{1}, std::multiplies<>());
}

}  // namespace

Hdf5Handle compressed_properties(const std::string& name, const std::vector<hsize_t>& chunk) {
  Hdf5Handle properties = dataset_properties(name);
  checked(H5Pset_chunk(properties.id(), static_cast<int>(chunk.size()), chunk.data()), "describe",
          name);
  checked(H5Pset_shuffle(properties.id()), "describe", name);
  checked(H5Pset_deflate(properties.id(), 1), "describe", name);
  return properties;
}

void attach_scale(const Hdf5Handle& variable, const Hdf5Handle& scale, unsigned axis) {
  checked(H5DSattach_scale(variable.id(), scale.id(), axis), "attach a dimension to", "a variable");
}

OutputGroup::OutputGroup(const Hdf5Handle& file, std::string name, const std::string& title)
    : name_(std::move(name)), group_(create_group(file, name_)) {
  write_attribute(group_.id(), {"title", title});
}

void OutputGroup::add_dimension(const std::string& name, std::span<const std::string> labels,
                                const TextAttributes& about) {
  make_dimension(name, labels.size(), store(name, {labels.size()}, labels), about);
}

void OutputGroup::add_dimension(const std::string& name, std::span<const double> places,
                                const TextAttributes& about) {
  make_dimension(name, places.size(), store(name, {places.size()}, places), about);
}

void OutputGroup::add_numbered_dimension(const std::string& name, std::size_t length,
                                         const TextAttributes& about) {
  std::vector<std::int64_t> numbers(length);
  std::iota(numbers.begin(), numbers.end(), 0);
  make_dimension(name, length, store(name, {length}, std::span<const std::int64_t>(numbers)),
                 about);
}

void OutputGroup::add_variable(const std::string& name, const std::vector<std::string>& dimensions,
                               std::span<const std::string> values, const TextAttributes& about) {
  const Hdf5Handle variable = store(name, shape_of(dimensions), values);
  write_attributes(variable.id(), about);
  attach(variable, dimensions);
}

void OutputGroup::add_variable(const std::string& name, const std::vector<std::string>& dimensions,
                               std::span<const double> values, const TextAttributes& about) {
  store_variable(name, dimensions, values, about);
}

void OutputGroup::add_variable(const std::string& name, const std::vector<std::string>& dimensions,
                               std::span<const std::int64_t> values, const TextAttributes& about) {
  store_variable(name, dimensions, values, about);
}

void OutputGroup::add_variable(const std::string& name, const std::vector<std::string>& dimensions,
                               std::span<const std::int8_t> values, const TextAttributes& about) {
  store_variable(name, dimensions, values, about);
}

template <class T>
void OutputGroup::store_variable(const std::string& name,
                                 const std::vector<std::string>& dimensions,
                                 std::span<const T> values, const TextAttributes& about) {
  const Hdf5Handle variable = store(name, shape_of(dimensions), values);
  if constexpr (std::floating_point<T>) {
    write_attribute(variable.id(), "_FillValue", std::numeric_limits<T>::quiet_NaN());
  }
  write_attributes(variable.id(), about);
  attach(variable, dimensions);
}

Hdf5Handle OutputGroup::add_compressed(const std::string& name,
                                       const std::vector<std::string>& dimensions,
                                       const std::vector<hsize_t>& chunk,
                                       const TextAttributes& about) {
  const std::string path = path_of(name);
  const Hdf5Handle properties = compressed_properties(path, chunk);
  set_missing_value<float>(properties.id(), path);
  checked(H5Pset_fill_time(properties.id(), H5D_FILL_TIME_NEVER), "describe", path);
  Hdf5Handle variable =
      create(name, Hdf5Type<float>::file(), shape_of(dimensions), properties.id());
  write_attribute(variable.id(), "_FillValue", std::numeric_limits<float>::quiet_NaN());
  write_attributes(variable.id(), about);
  attach(variable, dimensions);
  return variable;
}

void OutputGroup::write(const Hdf5Handle& variable, const Hyperslab& where,
                        std::span<const float> values) {
  ensure(values.size() == size_of(where.count), "a rectangle of values has its shape's size");
  const Hdf5Handle file_space(checked(H5Dget_space(variable.id()), "write to", name_), H5Sclose);
  checked(H5Sselect_hyperslab(file_space.id(), H5S_SELECT_SET, where.start.data(), nullptr,
                              where.count.data(), nullptr),
          "write to", name_);
  const hsize_t length = values.size();
  const Hdf5Handle memory_space(checked(H5Screate_simple(1, &length, nullptr), "write to", name_),
                                H5Sclose);
  checked(H5Dwrite(variable.id(), Hdf5Type<float>::memory(), memory_space.id(), file_space.id(),
                   H5P_DEFAULT, values.data()),
          "write to", name_);
}

Hdf5Handle OutputGroup::create(const std::string& name, hid_t type,
                               const std::vector<hsize_t>& shape, hid_t properties) {
  const std::string path = path_of(name);
  const Hdf5Handle space(checked(shape.empty() ? H5Screate(H5S_SCALAR)
                                               : H5Screate_simple(static_cast<int>(shape.size()),
                                                                  shape.data(), nullptr),
                                 "describe", path),
                         H5Sclose);
  return {checked(H5Dcreate2(group_.id(), name.c_str(), type, space.id(), H5P_DEFAULT, properties,
                             H5P_DEFAULT),
                  "create", path),
          H5Dclose};
}

void OutputGroup::make_dimension(const std::string& name, hsize_t length, Hdf5Handle scale,
                                 const TextAttributes& about) {
  ensure(length > 0, "a dimension of a result file has labels");
  checked(H5DSset_scale(scale.id(), name.c_str()), "make a dimension of", path_of(name));
  write_attributes(scale.id(), about);
  dimensions_.emplace(name, Dimension{length, std::move(scale)});
}

std::vector<hsize_t> OutputGroup::shape_of(const std::vector<std::string>& dimensions) const {
  std::vector<hsize_t> shape(dimensions.size());
  std::ranges::transform(dimensions, shape.begin(),
                         [&](const std::string& name) { return dimensions_.at(name).length; });
  return shape;
}

void OutputGroup::attach(const Hdf5Handle& variable, const std::vector<std::string>& dimensions) {
  for (unsigned axis = 0; axis < dimensions.size(); ++axis) {
    attach_scale(variable, dimensions_.at(dimensions[axis]).scale, axis);
  }
}

Hdf5Handle OutputGroup::store(const std::string& name, const std::vector<hsize_t>& shape,
                              std::span<const std::string> values) {
  ensure(values.size() == size_of(shape), "a variable has as many values as its dimensions say");
  const std::string path = path_of(name);
  const Hdf5Handle type = text_type(path);
  Hdf5Handle dataset = create(name, type.id(), shape, dataset_properties(path).id());
  std::vector<const char*> texts(values.size());
  std::ranges::transform(values, texts.begin(),
                         [](const std::string& value) { return value.c_str(); });
  const void* start = static_cast<const void*>(texts.data());
  checked(H5Dwrite(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, start), "write", path);
  return dataset;
}

template <class T>
Hdf5Handle OutputGroup::store(const std::string& name, const std::vector<hsize_t>& shape,
                              std::span<const T> values) {
  ensure(values.size() == size_of(shape), "a variable has as many values as its dimensions say");
  const std::string path = path_of(name);
  const Hdf5Handle properties = dataset_properties(path);
  set_missing_value<T>(properties.id(), path);
  Hdf5Handle dataset = create(name, Hdf5Type<T>::file(), shape, properties.id());
  checked(
      H5Dwrite(dataset.id(), Hdf5Type<T>::memory(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
      "write", path);
  return dataset;
}

}  // namespace korus
