// How a network's actors are divided into groups that threads can work on, and how much there is
// to do.
#pragma once

#include "engine/executor_choice.hpp"
#include "engine/placement.hpp"
#include "models/network.hpp"

namespace korus {

// No message between two actors takes less than the network's lookahead, so there are no ties to
// join; sites with many lines and links are kept apart.
Placement place_actors(const Network& network);

// About one event a day for each site, line and link: a rough count, within a factor of two in the
// shipped scenarios.
double events_a_day(const Network& network);

// By how many events a window of its lookahead holds.
ExecutorChoice choose_executor(const Network& network);

}  // namespace korus
