// The whole of it: a catalogue, the set-ups of its cases, their runs, and a verdict a row.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "tools/verify/case_runs.hpp"
#include "tools/verify/verdicts.hpp"

namespace korus {

struct VerificationRequest {
  std::filesystem::path catalogue;
  std::filesystem::path setups;   // the folder of CASE.toml
  std::vector<std::string> only;  // ids of rows or of cases; empty: all
  bool full = false;
  std::uint64_t seed = 1;
  int threads = 0;
  std::span<const VerificationFunction> functions = verification_functions();
  Runner runner = [](const Network& network, const SeriesLayout& layout, const Scorecard& scorecard,
                     const ReplicationSettings& settings) {
    return run_replication(network, layout, scorecard, settings);
  };
  // Before anything is run: how many tasks there are, and every file that was read.
  std::function<void(std::size_t tasks, const std::vector<std::filesystem::path>& files)> planned =
      [](std::size_t, const std::vector<std::filesystem::path>&) {};
  std::function<void()> done = [] {};  // after each task, from any thread
};

// An id of `only` that the catalogue does not have.
struct UnknownRow : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Every case has its own seed, so that the z's of different cases are independent; all runs of a case
// share it, so that they are paired. Below 2^48: any number of JSON holds it.
std::uint64_t case_seed(std::uint64_t seed, std::string_view case_id);

// Throws ScenarioError with all that is wrong with the catalogue, or with all set-ups and their
// scenarios; UnknownRow. The result does not depend on the number of threads.
Verification verify(const VerificationRequest& request);

}  // namespace korus
