// One group of a file under construction, as netCDF-4 sees it: dimensions with their labels, and
// variables along them.
//
// Self-contained: every dimension is a dimension scale of its own name in this very group, attached
// to every axis of every variable; scales elsewhere break netCDF readers. Variables name dimensions
// that were added before. Steps that the machine refuses throw OutputError.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "tools/results/hdf5_attribute.hpp"
#include "tools/results/hdf5_handle.hpp"

namespace korus {

// Where a rectangle of values lies in a variable, an element a dimension.
struct Hyperslab {
  std::vector<hsize_t> start;
  std::vector<hsize_t> count;
};

// Of a chunked dataset behind shuffle and deflate.
Hdf5Handle compressed_properties(const std::string& name, const std::vector<hsize_t>& chunk);

void attach_scale(const Hdf5Handle& variable, const Hdf5Handle& scale, unsigned axis);

class OutputGroup {
 public:
  OutputGroup(const Hdf5Handle& file, std::string name, const std::string& title);

  // A dimension and its labels, at least one.
  void add_dimension(const std::string& name, std::span<const std::string> labels,
                     const TextAttributes& about);
  void add_dimension(const std::string& name, std::span<const double> places,
                     const TextAttributes& about);
  // Labels 0 ... length-1.
  void add_numbered_dimension(const std::string& name, std::size_t length,
                              const TextAttributes& about);

  // A variable with all its values, row after row. Numbers of floating point are missing where NaN.
  void add_variable(const std::string& name, const std::vector<std::string>& dimensions,
                    std::span<const std::string> values, const TextAttributes& about);
  void add_variable(const std::string& name, const std::vector<std::string>& dimensions,
                    std::span<const double> values, const TextAttributes& about);
  void add_variable(const std::string& name, const std::vector<std::string>& dimensions,
                    std::span<const std::int64_t> values, const TextAttributes& about);
  void add_variable(const std::string& name, const std::vector<std::string>& dimensions,
                    std::span<const std::int8_t> values, const TextAttributes& about);

  void add_attribute(const TextAttribute& attribute) { write_attribute(group_.id(), attribute); }
  template <class T>
  void add_attribute(const std::string& name, T number) {
    write_attribute(group_.id(), name, number);
  }

  // A compressed variable without values yet, for `write`; every chunk must be written.
  Hdf5Handle add_compressed(const std::string& name, const std::vector<std::string>& dimensions,
                            const std::vector<hsize_t>& chunk, const TextAttributes& about);
  void write(const Hdf5Handle& variable, const Hyperslab& where, std::span<const float> values);

 private:
  struct Dimension {
    hsize_t length;
    Hdf5Handle scale;
  };

  std::string path_of(const std::string& name) const { return name_ + "/" + name; }
  Hdf5Handle create(const std::string& name, hid_t type, const std::vector<hsize_t>& shape,
                    hid_t properties);
  void make_dimension(const std::string& name, hsize_t length, Hdf5Handle scale,
                      const TextAttributes& about);
  std::vector<hsize_t> shape_of(const std::vector<std::string>& dimensions) const;
  void attach(const Hdf5Handle& variable, const std::vector<std::string>& dimensions);
  Hdf5Handle store(const std::string& name, const std::vector<hsize_t>& shape,
                   std::span<const std::string> values);
  template <class T>
  Hdf5Handle store(const std::string& name, const std::vector<hsize_t>& shape,
                   std::span<const T> values);
  template <class T>
  void store_variable(const std::string& name, const std::vector<std::string>& dimensions,
                      std::span<const T> values, const TextAttributes& about);

  std::string name_;
  Hdf5Handle group_;
  std::map<std::string, Dimension> dimensions_;
};

}  // namespace korus
