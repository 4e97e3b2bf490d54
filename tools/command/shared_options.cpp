#include "tools/command/shared_options.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <string>

namespace korus {
namespace {

// CLI11 reads -1 and numbers beyond 64 bits as the largest number.
std::string whole_number_problem(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole ? "" : fmt::format("must be a whole number from 0 to 2^64 - 1, got {}", text);
}

}  // namespace

void add_seed(CLI::App& app, Options& options, const char* what) {
  app.add_option("--seed", options.seed, what)
      ->check(CLI::Validator(whole_number_problem, "UINT64"))
      ->capture_default_str();
}

void add_threads(CLI::App& app, Options& options) {
  app.add_option("--threads", options.threads,
                 "Threads; 0: all cores. The results do not depend on it")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
}

}  // namespace korus
