// The JSON line a bench prints: which bench, on which machine, of which commit, then its figures.
#pragma once

#include <fmt/core.h>

#include <string_view>

#include "tools/command/json_line.hpp"

namespace korus::bench {

JsonLine bench_line(std::string_view bench);

inline void print(const JsonLine& line) { fmt::print("{}\n", line.text()); }

}  // namespace korus::bench
