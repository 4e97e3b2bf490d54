// Every call of HDF5 is a step that may fail: a failed one becomes an OutputError that names the
// step and the reason.
#pragma once

#include <hdf5.h>

#include <string_view>

namespace korus {

// Returns `result` where it is not negative. Otherwise throws OutputError "cannot VERB WHAT:
// reason", with the innermost reason of HDF5's error stack.
hid_t checked(hid_t result, std::string_view verb, std::string_view what);

// While it lives, HDF5 prints nothing to stderr in this thread: we report in our own words.
class SilentHdf5 {
 public:
  SilentHdf5();
  ~SilentHdf5();
  SilentHdf5(const SilentHdf5&) = delete;
  SilentHdf5& operator=(const SilentHdf5&) = delete;

 private:
  H5E_auto2_t print_ = nullptr;
  void* print_data_ = nullptr;
};

}  // namespace korus
