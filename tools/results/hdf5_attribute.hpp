// Attributes as every netCDF reader takes them: scalars; text of fixed length, NUL-terminated,
// UTF-8.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/results/hdf5_handle.hpp"
#include "tools/results/hdf5_step.hpp"
#include "tools/results/hdf5_types.hpp"

namespace korus {

// A piece of text about a variable or a group, e.g. {"units", "t"}.
struct TextAttribute {
  std::string name;
  std::string text;
};
using TextAttributes = std::vector<TextAttribute>;

void write_attribute(hid_t object, const TextAttribute& attribute);

// Those whose text is empty are left out: an absent `units` is not a unit "".
void write_attributes(hid_t object, const TextAttributes& attributes);

template <class T>
void write_attribute(hid_t object, const std::string& name, T value) {
  const Hdf5Handle space(checked(H5Screate(H5S_SCALAR), "describe attribute", name), H5Sclose);
  const Hdf5Handle attribute(checked(H5Acreate2(object, name.c_str(), Hdf5Type<T>::file(),
                                                space.id(), H5P_DEFAULT, H5P_DEFAULT),
                                     "create attribute", name),
                             H5Aclose);
  checked(H5Awrite(attribute.id(), Hdf5Type<T>::memory(), &value), "write attribute", name);
}

}  // namespace korus
