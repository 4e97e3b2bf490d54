// korus verify: the simulator judged by cases with known answers.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>
#include <set>
#include <vector>

#include "tools/command/exit_code.hpp"
#include "tools/command/options.hpp"
#include "tools/command/progress.hpp"
#include "tools/command/verification_table.hpp"
#include "tools/results/verification_file.hpp"
#include "tools/scenario/text_file.hpp"
#include "tools/verify/catalogue.hpp"
#include "tools/verify/shipped_cases.hpp"
#include "tools/verify/verification.hpp"

namespace korus {
namespace {

std::set<std::string> cases_of(const std::filesystem::path& catalogue) {
  Diagnostics unheard;  // what is wrong with the catalogue is told when it is judged by
  std::set<std::string> cases;
  for (const CatalogueRow& row : read_catalogue(catalogue, unheard)) {
    cases.insert(row.case_id);
  }
  return cases;
}

// Where the set-ups lie that are not asked for: beside a catalogue that has one of its own there.
std::filesystem::path setups_beside(const std::filesystem::path& catalogue) {
  const std::filesystem::path folder =
      catalogue.has_parent_path() ? catalogue.parent_path() : std::filesystem::path(".");
  const std::set<std::string> cases = cases_of(catalogue);
  const bool there = std::ranges::any_of(cases, [&](const std::string& id) {
    std::error_code error;
    return std::filesystem::exists(folder / (id + ".toml"), error);
  });
  return there ? folder : std::filesystem::path();
}

// A set-up by a name that the catalogue lacks is never run: most likely the name is wrong.
void tell_unused_setups(const VerificationRequest& request) {
  const std::set<std::string> cases = cases_of(request.catalogue);
  std::set<std::filesystem::path> unused;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(request.setups, error)) {
    const std::filesystem::path& path = entry.path();
    if (path.extension() == ".toml" && !cases.contains(path.stem().string()) &&
        ("\n" + read_text_file(path).text).find("\n[row.") != std::string::npos) {
      unused.insert(path);
    }
  }
  for (const std::filesystem::path& path : unused) {
    spdlog::warn("{}: a set-up, but the catalogue has no case {}", path.string(),
                 path.stem().string());
  }
}

// The catalogue and the folder of set-ups that are given; the shipped ones in place of those that
// are not. Empty where there are none.
VerificationRequest request_of(const Options& options) {
  VerificationRequest request{.setups = options.setups,
                              .only = options.only,
                              .full = options.full,
                              .seed = options.seed,
                              .threads = options.threads};
  const std::filesystem::path shipped = shipped_cases();
  if (!options.scenarios.empty()) {
    request.catalogue = options.scenarios.front();
  } else if (!shipped.empty()) {
    request.catalogue = shipped / "cases.csv";
  }
  if (request.setups.empty() && !options.scenarios.empty()) {
    request.setups = setups_beside(request.catalogue);
  }
  if (request.setups.empty()) {
    request.setups = shipped;
  }
  return request;
}

void refuse_to_replace(const std::vector<std::filesystem::path>& files,
                       const std::filesystem::path& output) {
  for (const std::filesystem::path& file : files) {
    std::error_code error;
    if (std::filesystem::equivalent(file, output, error)) {
      throw OutputError("the table would replace " + output.string() + ", a file it is made from");
    }
  }
}

}  // namespace

int verify_command(const Options& options) {
  VerificationRequest request = request_of(options);
  if (request.catalogue.empty() || request.setups.empty()) {
    spdlog::error("the cases that come with Korus are not found; give CASES.csv and --setups DIR");
    return exit_usage;
  }
  if (!options.output.empty()) {
    check_writable(options.output);
  }
  if (std::error_code error; !std::filesystem::equivalent(request.setups, shipped_cases(), error)) {
    tell_unused_setups(request);
  }
  std::unique_ptr<Progress> progress;
  request.planned = [&](std::size_t tasks, const std::vector<std::filesystem::path>& files) {
    refuse_to_replace(files, options.output);
    progress = std::make_unique<Progress>("verify", static_cast<int>(tasks));
  };
  request.done = [&] { progress->advance(); };
  const Verification verification = verify(request);
  progress.reset();
  if (!options.output.empty()) {
    write_verification_file(options.output, verification,
                            {.seed = options.seed, .command_line = options.command_line});
  }
  options.json ? print_verification_json(verification) : print_verification(verification);
  return verification.passed() ? exit_good : exit_failed;
}

}  // namespace korus
