// The runs that a row of a set-up names, by `run` or `runs`.
#pragma once

#include <cstddef>
#include <vector>

#include "tools/scenario/table_reader.hpp"
#include "tools/verify/case_setup.hpp"

namespace korus {

// Their places in `runs`; all of them where the row, which lies at `row`, names none. Names that are
// unknown or there twice are told, and a row that compares two runs and does not have two.
std::vector<std::size_t> read_run_names(TableReader& table, const Origin& row,
                                        const std::vector<RunSetup>& runs, bool compares_two);

}  // namespace korus
