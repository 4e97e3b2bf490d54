// What the command line asks for.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace korus {

// What is asked for does not fit the scenario: a figure it does not have.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Options {
  std::vector<std::string> scenarios;  // `compare`: the baseline first
  std::vector<std::string> overrides;
  int replications = 32;                  // with a precision: of the first stage
  double precision = 0;                   // share that figures shall be precise to; 0: any
  int max_replications = 1000;            // at which it is given up
  std::vector<std::string> precision_of;  // names of figures, * any characters; empty: the headline
  std::vector<std::string> best;          // `compare`: figures to find the best in; empty: unmet
  std::uint64_t seed = 1;
  int threads = 0;  // 0: all
  std::string executor = "auto";
  std::string series = "summary";
  std::filesystem::path output;
  double checkpoint_every = 0;    // [s] of wall time; 0: never
  std::filesystem::path resume;   // a checkpoint to go on from; empty: start anew
  int sites = 0;                  // `generate`
  int years = 1;                  // `generate`
  std::filesystem::path setups;   // `verify`: folder of the cases' set-ups; empty: the shipped one
  std::vector<std::string> only;  // `verify`: ids of rows or cases; empty: all
  bool full = false;              // `verify`
  std::string by = "group";       // `explain`: or market
  std::vector<std::string> countries;  // `explain`: of the markets; empty: all
  int most = 8;                        // `explain`: causes of a place; 0: all
  std::string kind;                    // `schema`: of records; empty: all
  bool figures = false;                // `schema`
  bool json = false;
  bool verbose = false;
  bool resolved = false;
  bool sources = false;
  std::string command_line;
};

// Each returns an ExitCode and prints its answer to stdout, all else to stderr.
int run_command(const Options&);
int validate_command(const Options&);
int show_command(const Options&);
int compare_command(const Options&);
int generate_command(const Options&);
int verify_command(const Options&);
int explain_command(const Options&);
int schema_command(const Options&);

}  // namespace korus
