// The verdicts as people read them, and as programs do.
#pragma once

#include "tools/verify/verdicts.hpp"

namespace korus {

// A line a row, then the counts, the z's and what was skipped or went wrong, with reasons.
void print_verification(const Verification& verification);

// One JSON object a row and a last one for all; numbers that are not there are null.
void print_verification_json(const Verification& verification);

}  // namespace korus
