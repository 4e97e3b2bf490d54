#include "tools/results/hdf5_attribute.hpp"

namespace korus {

void write_attribute(hid_t object, const TextAttribute& given) {
  const std::string& name = given.name;
  const Hdf5Handle type(checked(H5Tcopy(H5T_C_S1), "describe attribute", name), H5Tclose);
  checked(H5Tset_size(type.id(), given.text.size() + 1), "describe attribute", name);
  checked(H5Tset_strpad(type.id(), H5T_STR_NULLTERM), "describe attribute", name);
  checked(H5Tset_cset(type.id(), H5T_CSET_UTF8), "describe attribute", name);
  const Hdf5Handle space(checked(H5Screate(H5S_SCALAR), "describe attribute", name), H5Sclose);
  const Hdf5Handle attribute(
      checked(H5Acreate2(object, name.c_str(), type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT),
              "create attribute", name),
      H5Aclose);
  checked(H5Awrite(attribute.id(), type.id(), given.text.c_str()), "write attribute", name);
}

void write_attributes(hid_t object, const TextAttributes& attributes) {
  for (const TextAttribute& attribute : attributes) {
    if (!attribute.text.empty()) {
      write_attribute(object, attribute);
    }
  }
}

}  // namespace korus
