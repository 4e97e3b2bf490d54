#include "tools/results/hdf5_step.hpp"

#include <string>

#include "tools/results/result_file.hpp"

namespace korus {
namespace {

herr_t take_innermost(unsigned depth, const H5E_error2_t* error, void* text) {
  if (depth == 0 && error->desc != nullptr) {
    *static_cast<std::string*>(text) = error->desc;
  }
  return 0;
}

// Where the machine refused, what it said, without names and addresses of HDF5's own.
std::string machines_words(const std::string& description) {
  constexpr std::string_view mark = "error message = '";
  const std::size_t begin = description.find(mark);
  if (begin == std::string::npos) {
    return description;
  }
  const std::size_t end = description.find('\'', begin + mark.size());
  return description.substr(begin + mark.size(), end - begin - mark.size());
}

std::string reason() {
  std::string description;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take_innermost, &description);
  return description.empty() ? "HDF5 gives no reason" : machines_words(description);
}

}  // namespace

hid_t checked(hid_t result, std::string_view verb, std::string_view what) {
  if (result < 0) {
    const std::string why = reason();
    throw OutputError("cannot " + std::string(verb) + " " + std::string(what) + ": " + why);
  }
  return result;
}

SilentHdf5::SilentHdf5() {
  // 1.10.8 crashes where it tidies up after a disk that was full; what we keep we have flushed.
  [[maybe_unused]] static const herr_t no_tidying_at_exit = H5dont_atexit();
  H5Eget_auto2(H5E_DEFAULT, &print_, &print_data_);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

SilentHdf5::~SilentHdf5() { H5Eset_auto2(H5E_DEFAULT, print_, print_data_); }

}  // namespace korus
