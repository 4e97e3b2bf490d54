// korus verify: the simulator judged by cases with known answers.
#include <spdlog/spdlog.h>

#include <memory>
#include <vector>

#include "tools/command/exit_code.hpp"
#include "tools/command/options.hpp"
#include "tools/command/progress.hpp"
#include "tools/command/verification_table.hpp"
#include "tools/results/verification_file.hpp"
#include "tools/verify/shipped_cases.hpp"
#include "tools/verify/verification.hpp"

namespace korus {
namespace {

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
