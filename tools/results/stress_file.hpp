// What `korus stress` found as a file of the same kind as a run's results: group `stress`, with the
// raw losses of every replication, and `stress_stock`. The layout is told in tools/results/README.md.
#pragma once

#include <filesystem>
#include <utility>
#include <vector>

#include "models/network.hpp"
#include "tools/results/result_file.hpp"
#include "tools/stress/stock_cover.hpp"

namespace korus {

// A cover and the row of StressTest::results that it is for.
using CoveredStop = std::pair<std::size_t, StockCover>;

// `about` says what was run; of it no figures and no series are written. Whole or not there; throws
// OutputError. There is at least one result and one replication.
void write_stress_file(const std::filesystem::path& path, const RunResult& about,
                       const Network& network, const StressSettings& settings,
                       const StressTest& test, const std::vector<CoveredStop>& covers);

}  // namespace korus
