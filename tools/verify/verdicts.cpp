#include "tools/verify/verdicts.hpp"

#include <algorithm>

namespace korus {

std::int64_t Verification::count(Verdict verdict) const {
  return std::ranges::count_if(
      rows, [verdict](const JudgedRow& row) { return row.judgement.verdict == verdict; });
}

bool Verification::passed() const {
  return count(Verdict::failed) == 0 && count(Verdict::missing) == 0 && z.normal();
}

}  // namespace korus
