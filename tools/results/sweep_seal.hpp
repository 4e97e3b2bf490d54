// The 512 bytes before the HDF5 of a sweep's file: what it holds, and the SHA-256 of what follows.
//
// Any damage, and a file under another's name, is seen without reading it as HDF5, which looks for a
// file's beginning at byte 512 too.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace korus {

// `contents`: a line of words that tells this file from all others, e.g. with its plan's identity.
std::vector<std::byte> sealed(const std::vector<std::byte>& image, const std::string& contents);

// Why the file at `path` is not the one that was sealed with these contents; "" where it is.
std::string seal_damage(const std::filesystem::path& path, const std::string& contents);

// What the seal says without a look at what follows; "" where there is none.
std::string sealed_contents(const std::filesystem::path& path);
std::string sealed_sha256(const std::filesystem::path& path);

// What follows the seal.
std::vector<std::byte> unsealed(const std::filesystem::path& path);

}  // namespace korus
