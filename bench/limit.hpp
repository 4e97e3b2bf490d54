// What this machine's memory can do with as many bytes as a bench holds: the yardstick of its
// results.
#pragma once

#include <cstddef>

#include "bench/bench_line.hpp"

namespace korus::bench {

// [ns] to read and write back one row of 64 bytes, of a table of so many bytes.
struct Limit {
  double stream = 0;      // row after row
  double random = 0;      // any row, its place known only when its turn comes
  double prefetched = 0;  // any row, fetched eight ahead
};

Limit measure_limit(std::size_t bytes);

// The limit beside a bench's ns an event: how many random rows an event is worth.
void describe_limit(JsonLine& line, std::size_t bytes, double ns_per_event);

}  // namespace korus::bench
