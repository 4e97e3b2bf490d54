// The folder that a sweep's processes share: the plan's file, immutable parts, and a log of each
// process.
//
// A part under its final name is whole; what is missing is computed by whoever comes next. Processes
// need not know of each other, but for the log, which one process a shard may hold.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tools/results/sweep_file.hpp"
#include "tools/sweep/sweep_run.hpp"

namespace korus {

// Another process works at the same shard.
struct ShardTaken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// One process's hold on one shard, and its log: a line of JSON for every part it writes.
class ShardLog {
 public:
  // `shard` is part of file names: "3-of-8". Throws ShardTaken, OutputError.
  ShardLog(const std::filesystem::path& folder, const std::string& shard);
  ~ShardLog();
  ShardLog(const ShardLog&) = delete;
  ShardLog& operator=(const ShardLog&) = delete;

  // Files that killed writers had begun, of this shard and of every other that no process holds. Where
  // the file system has no locks, nobody knows, and they stay.
  void remove_leftovers() const;

  // A name of this process alone, which begins with the shard's.
  std::string writer() const;

  // Best effort: a log that can not be written does not stop a sweep.
  void add(const std::string& json_members);

 private:
  std::filesystem::path folder_;
  std::string shard_;
  int file_ = -1;
  bool locked_ = false;
};

// Makes the folder and the plan's file, or finds that it is the same plan's. Throws OutputError where
// it is another's. Returns why a damaged plan's file was written anew; "" where it was not.
std::string prepare_folder(const std::filesystem::path& folder, const SweepHeader& header,
                           const std::string& writer);

std::filesystem::path plan_file(const std::filesystem::path& folder);

enum class PartState : std::uint8_t { missing, sound, damaged };
struct FoundPart {
  SweepPart part;
  std::filesystem::path path;
  PartState state = PartState::missing;
  std::string damage;
};

// Reads the part to its last byte.
FoundPart find_part(const std::filesystem::path& folder, const SweepPart& part,
                    const std::string& identity);

// All parts of the plan that the folder is of. Throws InputError.
std::vector<FoundPart> find_parts(const std::filesystem::path& folder);

}  // namespace korus
