// Properties of a case's runs that take runs of their own: the same bits by every way of running,
// and an entity that moves no other.
#pragma once

#include <cstddef>

#include "tools/verify/case_runs.hpp"
#include "tools/verify/observed.hpp"

namespace korus {

// How many distinct digests of all that the run's replications show, series and figures included,
// there are over the ways of running that the check names. Not to be called inside `with_threads`:
// it asks for threads of its own.
Observed count_digests(CheckKind check, const Variant& variant, std::size_t replications,
                       const Runner& runner);

// The greatest |difference| between figures of one name of the two, replication by replication.
Observed compare_figures(const Variant& one, const Variant& other, std::size_t replications);

}  // namespace korus
