#include "tools/verify/shipped_cases.hpp"

#include <system_error>
#include <vector>

namespace korus {

namespace fs = std::filesystem;

fs::path shipped_cases() {
  std::error_code error;
  std::vector<fs::path> places{"."};
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  for (fs::path folder = program.parent_path(); folder.has_relative_path();
       folder = folder.parent_path()) {
    places.push_back(folder);
    places.push_back(folder / "share" / "korus");
  }
  for (const fs::path& place : places) {
    const fs::path cases = (place / "scenarios" / "verification").lexically_normal();
    if (fs::exists(cases / "cases.csv", error)) {
      return cases;
    }
  }
  return {};
}

}  // namespace korus
