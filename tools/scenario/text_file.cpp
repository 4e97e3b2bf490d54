#include "tools/scenario/text_file.hpp"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

namespace korus {
namespace {

// Length of the UTF-8 character that `text` starts with, 0 where there is none (RFC 3629, table of
// well-formed sequences).
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) {
    return lead == 0 ? 0 : 1;
  }
  const std::size_t length = lead < 0xc2   ? 0
                             : lead < 0xe0 ? 2
                             : lead < 0xf0 ? 3
                             : lead < 0xf5 ? 4
                                           : 0;
  if (length == 0 || text.size() < length) {
    return 0;
  }
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) {
      return 0;
    }
  }
  const bool overlong = (lead == 0xe0 && byte(1) < 0xa0) || (lead == 0xf0 && byte(1) < 0x90);
  const bool surrogate = lead == 0xed && byte(1) > 0x9f;
  const bool too_high = lead == 0xf4 && byte(1) > 0x8f;
  return overlong || surrogate || too_high ? 0 : length;
}

std::string why_not_a_file(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found || error) {
    return error ? error.message() : "No such file or directory";
  }
  if (std::filesystem::is_directory(status)) {
    return "is a folder, not a file";
  }
  return std::filesystem::is_regular_file(status) ? "" : "is no regular file";
}

}  // namespace

TextFile read_text_file(const std::filesystem::path& path) {
  if (std::string trouble = why_not_a_file(path); !trouble.empty()) {
    return {.text = "", .trouble = std::move(trouble)};
  }
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in.is_open() || in.bad()) {
    return {.text = "", .trouble = std::generic_category().message(errno)};
  }
  return {.text = std::move(text), .trouble = ""};
}

std::optional<Origin> first_bad_byte(std::string_view text, const std::string& file) {
  Origin place{file, 1, 1};
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text.substr(at));
    if (length == 0) {
      return place;
    }
    const bool new_line = text[at] == '\n';
    place.line += new_line ? 1 : 0;
    place.column = new_line ? 1 : place.column + 1;
    at += length;
  }
  return std::nullopt;
}

}  // namespace korus
