#include "tools/results/result_reader.hpp"

#include <algorithm>
#include <utility>

#include "tools/results/hdf5_types.hpp"

namespace korus {
namespace {

Hdf5Handle open_attribute(hid_t file, const std::string& object, const std::string& name) {
  return {checked(H5Aopen_by_name(file, object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT),
                  "read", name),
          H5Aclose};
}

}  // namespace

ResultReader::ResultReader(const std::filesystem::path& path)
    : file_(checked(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), "open", "it"), H5Fclose) {}

bool ResultReader::has(const std::string& name) const {
  return H5Lexists(file_.id(), name.c_str(), H5P_DEFAULT) > 0;
}

std::string ResultReader::attribute(const std::string& name) const {
  return text_attribute("/", name);
}

std::string ResultReader::text_attribute(const std::string& object, const std::string& name) const {
  const Hdf5Handle attribute = open_attribute(file_.id(), object, name);
  const Hdf5Handle type(checked(H5Aget_type(attribute.id()), "read", name), H5Tclose);
  std::string text(H5Tget_size(type.id()), '\0');
  checked(H5Aread(attribute.id(), type.id(), text.data()), "read", name);
  text.resize(std::min(text.find('\0'), text.size()));  // it is stored with its end
  return text;
}

std::int64_t ResultReader::whole_attribute(const std::string& object,
                                           const std::string& name) const {
  const Hdf5Handle attribute = open_attribute(file_.id(), object, name);
  std::int64_t value = 0;
  checked(H5Aread(attribute.id(), Hdf5Type<std::int64_t>::memory(), &value), "read", name);
  return value;
}

std::size_t ResultReader::length(const std::string& name) const {
  const Opened opened = open(name);
  return static_cast<std::size_t>(H5Sget_simple_extent_npoints(opened.space.id()));
}

std::vector<std::size_t> ResultReader::shape(const std::string& name) const {
  const Opened opened = open(name);
  std::vector<hsize_t> extents(
      static_cast<std::size_t>(H5Sget_simple_extent_ndims(opened.space.id())));
  H5Sget_simple_extent_dims(opened.space.id(), extents.data(), nullptr);
  return {extents.begin(), extents.end()};
}

std::vector<double> ResultReader::numbers(const std::string& name) const {
  std::vector<double> values(length(name));
  checked(H5Dread(open(name).data.id(), Hdf5Type<double>::memory(), H5S_ALL, H5S_ALL, H5P_DEFAULT,
                  values.data()),
          "read", name);
  return values;
}

std::vector<std::int64_t> ResultReader::whole_numbers(const std::string& name) const {
  std::vector<std::int64_t> values(length(name));
  checked(H5Dread(open(name).data.id(), Hdf5Type<std::int64_t>::memory(), H5S_ALL, H5S_ALL,
                  H5P_DEFAULT, values.data()),
          "read", name);
  return values;
}

std::vector<std::string> ResultReader::words(const std::string& name) const {
  const Opened opened = open(name);
  const Hdf5Handle type(checked(H5Dget_type(opened.data.id()), "read", name), H5Tclose);
  std::vector<char*> texts(length(name));
  checked(H5Dread(opened.data.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT,
                  static_cast<void*>(texts.data())),
          "read", name);
  std::vector<std::string> values(texts.begin(), texts.end());
  H5Dvlen_reclaim(type.id(), opened.space.id(), H5P_DEFAULT, static_cast<void*>(texts.data()));
  return values;
}

ResultReader::Opened ResultReader::open(const std::string& name) const {
  Hdf5Handle data(checked(H5Dopen2(file_.id(), name.c_str(), H5P_DEFAULT), "read", name), H5Dclose);
  Hdf5Handle space(checked(H5Dget_space(data.id()), "read", name), H5Sclose);
  return {std::move(data), std::move(space)};
}

}  // namespace korus
