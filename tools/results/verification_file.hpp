// The verdicts of `korus verify` as a file of the same kind as a run's results: group `verification`.
// The layout is told in tools/results/README.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "tools/verify/verdicts.hpp"

namespace korus {

struct VerificationOrigin {
  std::uint64_t seed = 1;
  std::string command_line;
};

// As write_result_file: whole or not there, no clock and no host name in it; throws OutputError.
// There is at least one row.
void write_verification_file(const std::filesystem::path& path, const Verification& verification,
                             const VerificationOrigin& origin);

}  // namespace korus
