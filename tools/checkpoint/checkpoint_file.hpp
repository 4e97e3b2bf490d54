// A run of many replications, part of the way, as a file.
//
//   "KORUSRUN" | format version | SHA-256 of the rest | Korus version | layout hash | which run |
//   what is done
// It is written whole (PATH.part, fsync, rename), on a machine of the same byte order as it is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/replication.hpp"

namespace korus {

// A file that cannot be gone on from; the message names it and says why.
struct CheckpointError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// All that decides the results.
struct RunIdentity {
  std::string scenario_path;
  std::vector<std::string> overrides;
  std::string scenario_sha256;  // of the scenario as it is run, every default filled in
  std::uint64_t seed = 1;
  std::uint64_t replications = 0;  // with a precision: the most there may be
  std::uint64_t first_stage = 0;
  double precision = 0;  // 0: none, all replications are run
  std::vector<std::string> precision_of;
  std::string series;  // --series
  std::string output;
  std::string command_line;
};

struct Checkpoint {
  RunIdentity run;
  std::vector<std::optional<ReplicationResult>> finished;  // [n_replications]
  std::vector<std::vector<std::byte>> images;  // [n_replications], empty where it has not begun
};

// Throws OutputError.
void write_checkpoint(const std::filesystem::path& path, const Checkpoint& checkpoint);

// Throws CheckpointError.
Checkpoint read_checkpoint(const std::filesystem::path& path);

}  // namespace korus
