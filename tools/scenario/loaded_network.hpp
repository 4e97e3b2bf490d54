// A scenario file on its way to a run: read, checked, built.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "models/network_builder.hpp"
#include "tools/scenario/scenario_reader.hpp"

namespace korus {

struct LoadedNetwork {
  LoadedScenario loaded;  // of its records only the settings and the sources
  Network network;
};

// Throws ScenarioError with all that is wrong, positions included.
LoadedNetwork read_network(const std::string& path, const std::vector<std::string>& overrides);

// A longer run differs by its length, not by its policy: adds what is wrong where the period is not
// that of `other`, called `whose`.
void check_period(const LoadedNetwork& loaded, const Settings& other, const std::string& whose,
                  std::vector<Diagnostic>& diagnostics);

// Whether an override "kind.id.field=value" names a record of the scenario, or a setting that every
// scenario has.
bool has_record(const LoadedScenario& loaded, const std::string& override_text);

// What is allowed and yet probably a slip: an investment that buys next to nothing, a date after
// the end.
std::vector<std::string> doubts(const LoadedNetwork& loaded);

// How many of the scenario's numbers bear each quality mark.
std::map<std::string, int> quality_marks(const LoadedScenario& loaded);
}  // namespace korus
