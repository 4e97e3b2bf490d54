// Owner of one HDF5 identifier: closes it with the function that belongs to its kind. Movable, not
// copyable.
#pragma once

#include <hdf5.h>

#include <utility>

namespace korus {

class Hdf5Handle {
 public:
  using Close = herr_t (*)(hid_t);

  // Takes over `id`, which is valid (see `checked` in hdf5_step.hpp).
  Hdf5Handle(hid_t id, Close closer) : id_(id), close_(closer) {}
  Hdf5Handle(Hdf5Handle&& other) noexcept
      : id_(std::exchange(other.id_, H5I_INVALID_HID)), close_(other.close_) {}
  Hdf5Handle& operator=(Hdf5Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  ~Hdf5Handle() {
    if (id_ >= 0) {
      close_(id_);
    }
  }

  hid_t id() const { return id_; }

 private:
  hid_t id_;
  Close close_;
};

}  // namespace korus
