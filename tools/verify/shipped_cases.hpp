// Where the catalogue and the set-ups that come with Korus lie.
#pragma once

#include <filesystem>

namespace korus {

// The first folder scenarios/verification with a cases.csv in it: below the working folder, then
// below the folders that the program lies in, the nearest first (a build in its source tree), with
// share/korus between for an installation. Empty where there is none.
std::filesystem::path shipped_cases();

}  // namespace korus
