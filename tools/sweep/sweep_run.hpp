// Runs the points of a sweep side by side and hands whole parts to the one that writes them.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "tools/results/sweep_file.hpp"
#include "tools/sweep/sweep.hpp"

namespace korus {

struct SweepPart {
  std::size_t first = 0;  // point
  std::size_t count = 0;
};

// The part of this number; all but the last are equally long.
SweepPart part_at(const Sweep& sweep, std::size_t number);
std::size_t part_count(const Sweep& sweep);

struct FinishedPart {
  SweepPart part;
  std::vector<SweepPoint> points;
  double seconds = 0;  // of computing, over all its points
};

// Asks `next` for numbers of parts until there is none, runs their points on the threads of the
// enclosing `with_threads`, and gives each part to `take` once it is whole, in the order in which they
// were asked for. Neither is called twice at a time. Points in work, and with them memory, are bounded
// by the number of threads.
void run_parts(const Sweep& sweep, const SweepHeader& header,
               const std::function<std::optional<std::size_t>()>& next,
               const std::function<void(FinishedPart)>& take);

}  // namespace korus
