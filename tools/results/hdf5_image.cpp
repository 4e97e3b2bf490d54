#include "tools/results/hdf5_image.hpp"

#include "tools/results/hdf5_step.hpp"

namespace korus {
namespace {

// Readers of netCDF-4 want the order in which things were created.
Hdf5Handle create_file() {
  constexpr unsigned ordered = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  constexpr std::size_t growth = 1 << 20;
  const Hdf5Handle creation(checked(H5Pcreate(H5P_FILE_CREATE), "describe", "file"), H5Pclose);
  checked(H5Pset_link_creation_order(creation.id(), ordered), "describe", "file");
  checked(H5Pset_attr_creation_order(creation.id(), ordered), "describe", "file");
  checked(H5Pset_obj_track_times(creation.id(), false), "describe", "file");
  const Hdf5Handle access(checked(H5Pcreate(H5P_FILE_ACCESS), "describe", "file"), H5Pclose);
  checked(H5Pset_fapl_core(access.id(), growth, false), "describe", "file");
  return {checked(H5Fcreate("korus-results", H5F_ACC_TRUNC, creation.id(), access.id()), "create",
                  "file"),
          H5Fclose};
}

}  // namespace

Hdf5Image::Hdf5Image() : file_(create_file()) {}

std::vector<std::byte> Hdf5Image::bytes() const {
  checked(H5Fflush(file_.id(), H5F_SCOPE_GLOBAL), "complete", "file");
  const ssize_t size = H5Fget_file_image(file_.id(), nullptr, 0);
  checked(size, "measure", "file");
  std::vector<std::byte> image(static_cast<std::size_t>(size));
  checked(H5Fget_file_image(file_.id(), image.data(), image.size()), "copy", "file");
  return image;
}

}  // namespace korus
