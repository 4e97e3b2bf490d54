// SHA-256 (FIPS 180-4), to name the content of inputs and scenarios. Not for secrets.
#pragma once

#include <string>
#include <string_view>

namespace korus {

// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace korus
