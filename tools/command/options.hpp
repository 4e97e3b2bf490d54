// What the command line asks for.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace korus {

struct Options {
  std::vector<std::string> scenarios;  // `compare`: the baseline first
  std::vector<std::string> overrides;
  int replications = 32;
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
  std::vector<std::string> countries;   // `explain`: of the markets; empty: all
  int most = 8;                         // `explain`: causes of a place; 0: all
  std::vector<std::string> kpis;        // `analyze`: names, * for any characters; empty: it chooses
  std::vector<std::string> policies;    // `analyze`: of the sweep; empty: the first, or all
  std::string against;                  // `analyze`: a policy to take differences to; empty: none
  std::vector<std::string> thresholds;  // `analyze`: "name<=number", all must hold
  std::string method = "auto";          // `analyze`
  int most_rows = 15;                   // `analyze`: rows shown of a table; 0: all
  std::string kind;                     // `schema`: of records; empty: all
  bool figures = false;                 // `schema`
  struct Shard {
    std::size_t number = 1;  // from 1
    std::size_t count = 1;
  };
  Shard shard;              // `sweep`
  std::int64_t points = 0;  // `sweep`: stop after so many; 0: all
  bool mpi = false;         // `sweep`
  bool check = false;       // `sweep`: read the plan and stop
  bool partial = false;     // `index`, `merge`: join what there is
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
int sweep_command(const Options&);
int index_command(const Options&);
int merge_command(const Options&);
int status_command(const Options&);
int analyze_command(const Options&);

}  // namespace korus
