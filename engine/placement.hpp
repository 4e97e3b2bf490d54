// Which actors share a group and in which order the groups lie, so that a window is long and the
// cells of a window carry about the same load.
//
//   ties, the shortest first:   5 min ... 2 h | 6 h ... 3 d
//                               one group     | a message to another group takes 6 h: the window
//
// It decides no result: an actor sees the same events in the same order under any placement.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/context.hpp"
#include "engine/id.hpp"
#include "engine/time.hpp"

namespace korus {

// No message between these two actors, either way, takes less than `least`.
struct Tie {
  ActorId a;
  ActorId b;
  Duration least{};
};

struct Placement {
  Rules rules;
  std::size_t groups = 0;
  double largest_share = 0;  // of all load, in one group

  std::string reason() const;  // for the user, with the figures it rests on
};

// Where a window may go on growing by joining groups: none that was joined may carry more of the
// load than this. One group is one task, so it bounds what threads can gain.
inline constexpr double most_of_one_group = 1.0 / 64;

// Places actors that carry `load` ([n_actors], events expected of each, in any unit), in O(n log n)
// of the ties. `ties` lists, in any order, all pairs between which a message may take less than
// `longest`. The window is the shortest tie that is left between two groups, at most `longest`. Ties
// of 0 are always joined; of the others, the shortest first, as many as `most_of_one_group` allows.
// Throws Defect where `longest` is not above 0, or a tie is below 0 or names an actor that does not
// exist.
Placement place(std::span<const std::uint32_t> load, std::vector<Tie> ties, Duration longest);

}  // namespace korus
