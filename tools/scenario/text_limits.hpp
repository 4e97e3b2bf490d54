// How long a text may be: names and notes fit in many times over, and what a user can write stays
// readable by TOML.
#pragma once

#include <cstddef>

namespace korus {

inline constexpr std::size_t longest_text = 4096;  // [bytes]; also the dots of one TOML line

}  // namespace korus
