// An HDF5 file that is built in memory.
//
// HDF5 never touches the disk: one that fills up while HDF5 closes a file leaves the library in a
// state that crashes the process at exit (1.10.8). We write the bytes ourselves. For a moment that
// takes twice the memory of the compressed file.
#pragma once

#include <cstddef>
#include <vector>

#include "tools/results/hdf5_handle.hpp"

namespace korus {

class Hdf5Image {
 public:
  Hdf5Image();

  const Hdf5Handle& file() const { return file_; }

  // The file as it would lie on disk. All objects in it are closed.
  std::vector<std::byte> bytes() const;

 private:
  Hdf5Handle file_;
};

}  // namespace korus
