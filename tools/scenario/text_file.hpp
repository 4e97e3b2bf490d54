// A file's bytes, or why there are none.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "tools/scenario/value.hpp"

namespace korus {

struct TextFile {
  std::string text;
  std::string trouble;  // "" where it was read: "No such file or directory", "is a folder"
};

TextFile read_text_file(const std::filesystem::path& path);

// The place of the first byte that is no UTF-8 text (a NUL is none either).
std::optional<Origin> first_bad_byte(std::string_view text, const std::string& file);

}  // namespace korus
