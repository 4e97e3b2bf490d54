#include "tools/results/sweep_seal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <span>

#include "engine/ensure.hpp"
#include "tools/scenario/sha256.hpp"

namespace korus {
namespace {

constexpr std::size_t seal_size = 512;
constexpr std::string_view opening = "Korus sweep: ";
constexpr std::string_view before_sum = "; SHA-256 of what follows these 512 bytes: ";
constexpr std::size_t sum_size = 64;

std::string seal_of(const std::string& contents, std::string_view image) {
  std::string seal = fmt::format("{}{}{}{}\n", opening, contents, before_sum, sha256_hex(image));
  ensure(seal.size() <= seal_size, "a seal has room for what it says");
  seal.resize(seal_size, '\0');
  return seal;
}

// At most `most` bytes of it.
std::string read_bytes(const std::filesystem::path& path, std::size_t most) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(most, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(most));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

std::string told_contents(std::string_view seal) {
  const std::size_t end = seal.find(before_sum);
  return seal.starts_with(opening) && end != seal.npos
             ? std::string(seal.substr(opening.size(), end - opening.size()))
             : "";
}

}  // namespace

std::vector<std::byte> sealed(const std::vector<std::byte>& image, const std::string& contents) {
  const std::string seal =
      seal_of(contents, {reinterpret_cast<const char*>(image.data()), image.size()});
  std::vector<std::byte> bytes(seal_size + image.size());
  std::memcpy(bytes.data(), seal.data(), seal_size);
  std::ranges::copy(image, bytes.begin() + seal_size);
  return bytes;
}

std::string seal_damage(const std::filesystem::path& path, const std::string& contents) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  const std::string bytes = error ? "" : read_bytes(path, size);
  if (error || bytes.size() != size) {
    return "it can not be read";
  }
  const std::string_view seal = std::string_view(bytes).substr(0, seal_size);
  const std::string told = told_contents(seal);
  if (told.empty()) {
    return fmt::format("it has {} bytes and no checksum at its beginning", bytes.size());
  }
  const std::string_view image = std::string_view(bytes).substr(seal.size());
  if (seal == seal_of(contents, image)) {
    return "";
  }
  return told != contents && seal == seal_of(told, image)
             ? fmt::format("it holds {}, not {}", told, contents)
             : fmt::format("its {} bytes are not those that were written (SHA-256)", bytes.size());
}

std::string sealed_contents(const std::filesystem::path& path) {
  return told_contents(read_bytes(path, seal_size));
}

std::string sealed_sha256(const std::filesystem::path& path) {
  const std::string seal = read_bytes(path, seal_size);
  const std::size_t at = seal.find(before_sum);
  return at == seal.npos ? "" : seal.substr(at + before_sum.size(), sum_size);
}

std::vector<std::byte> unsealed(const std::filesystem::path& path) {
  const std::string bytes = read_bytes(path, std::filesystem::file_size(path));
  const auto view = std::as_bytes(std::span(bytes)).subspan(std::min(seal_size, bytes.size()));
  return {view.begin(), view.end()};
}

}  // namespace korus
