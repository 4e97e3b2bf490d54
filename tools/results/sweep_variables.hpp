// The variables that every point of a sweep adds a row to.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tools/results/sweep_file.hpp"

namespace korus {

enum class SweepType : std::uint8_t { float64, float32, unsigned64, signed64, signed8 };

struct SweepVariable {
  std::string group;
  std::string name;
  SweepType type = SweepType::float64;
  std::vector<std::string> dimensions;  // behind `point`, scales of the group
  std::vector<hsize_t> shape;           // of those
  std::vector<hsize_t> chunk;           // of those
  TextAttributes about;

  std::string path() const { return group + "/" + name; }
};

std::vector<SweepVariable> sweep_variables(const SweepHeader& header);

// What `status` says.
inline constexpr std::int8_t status_missing = 0;
inline constexpr std::int8_t status_done = 1;
inline constexpr std::int8_t status_failed = 2;

}  // namespace korus
