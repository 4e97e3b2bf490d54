// Reads a scenario: TOML, the CSV tables it names, what it extends, and overrides from the command
// line.
//
// All that is wrong is collected and thrown at once as ScenarioError; nothing is half-read. No
// globals: calls may run side by side.
#pragma once

#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/records/scenario.hpp"
#include "tools/results/result_file.hpp"

namespace korus {

// One thing that is wrong, and where. Prints as "file:line:column: error: message".
struct Diagnostic {
  std::string file;
  int line = 0;
  int column = 0;
  std::string message;

  std::string text() const;
};

struct ScenarioError : std::runtime_error {
  explicit ScenarioError(std::vector<Diagnostic> found);
  std::vector<Diagnostic> diagnostics;
};

struct LoadedScenario {
  Scenario scenario;
  std::string resolved_text;  // canonical TOML of every record, defaults included; parses back to
                              // the same scenario
  std::string sha256;         // of resolved_text
  std::vector<InputFile> files;
  std::vector<InputNumber> inputs;  // every number of the scenario with its source

  // Where a field of a record was written, else where the record was; for messages of later checks.
  // No message yet.
  std::function<Diagnostic(const std::string& kind, const std::string& id,
                           const std::string& field)>
      locate;
};

// `overrides`: "kind.id.field=value", as given to --set.
LoadedScenario read_scenario(const std::filesystem::path& path,
                             const std::vector<std::string>& overrides = {});

}  // namespace korus
