// A file that is whole or not there.
//
// Writes PATH.part, fsyncs it, renames it to PATH and fsyncs the folder: after a crash PATH is the
// old file, the new one or absent, never a half. Folders that PATH lies in are created. Where the
// machine refuses, an OutputError names step, path and reason, and PATH.part is removed. One writer
// a path.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace korus {

// Throws what `write_whole_file` would, as far as can be known without contents. Leaves nothing but
// folders.
void check_whole_file(const std::filesystem::path& path);

// `writer` becomes part of the name of PATH.part, where several processes may write one path.
void write_whole_file(const std::filesystem::path& path, std::span<const std::byte> contents,
                      const std::string& writer = "");

// Of several processes that write one path the first wins, and its file stays as it is.
void write_first_file(const std::filesystem::path& path, std::span<const std::byte> contents,
                      const std::string& writer);

// Of a file that was written under `part` by other means: fsync, rename, fsync of the folder.
void finish_whole_file(const std::filesystem::path& part, const std::filesystem::path& path);
std::filesystem::path part_path(const std::filesystem::path& path, const std::string& writer = "");

// And its part; what is not there is not missed.
void remove_whole_file(const std::filesystem::path& path);

}  // namespace korus
