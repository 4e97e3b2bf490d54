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
  int replications = 32;                  // with a precision: of the first stage
  double precision = 0;                   // share that figures shall be precise to; 0: any
  int max_replications = 1000;            // at which it is given up
  std::vector<std::string> precision_of;  // names of figures, * any characters; empty: the headline
  std::vector<std::string> best;          // `compare`: figures to find the best in; empty: unmet
  std::uint64_t seed = 1;
  bool seed_is_given = false;  // a plan's own gives way to it
  int threads = 0;             // 0: all
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
  std::vector<std::string> stop;       // `stress`: kinds of stops; empty: all
  std::vector<int> days;               // `stress`: of a stop; empty: by time_to_recover
  std::string start;                   // `stress`: date of the stop; empty: a sensible one
  int horizon = 0;                     // `stress`: days after a stop; 0: a year, or what there is
  int stress_replications = 8;
  int most_stops = 10;                  // `stress`: rows of the ranking; 0: all
  std::vector<std::string> kpis;        // `analyze`: names, * for any characters; empty: it chooses
  std::vector<std::string> policies;    // `analyze`: of the sweep; empty: the first, or all
  std::string against;                  // `analyze`: a policy to take differences to; empty: none
  std::vector<std::string> thresholds;  // `analyze`: "name<=number", all must hold
  int most_rows = 15;                   // `analyze`: rows shown of a table; 0: all
  struct Shard {
    std::size_t number = 1;  // from 1
    std::size_t count = 1;
  };
  Shard shard;                  // `sweep`
  std::int64_t points = 0;      // `sweep`: stop after so many; 0: all
  bool mpi = false;             // `sweep`
  bool check = false;           // `sweep`: read the plan and stop
  bool partial = false;         // `index`, `merge`: join what there is
  std::string kpi;              // `select`: the figure
  std::string method = "auto";  // `select`: kn or ocba; `analyze`: morris, sobol, ...
  double indifference = 0;      // `select`: smallest difference that matters, in its unit
  int first_stage = 10;         // `select`: replications of each to begin with
  double level = 0.95;          // `select`: chance to be right
  std::int64_t budget = 0;      // `select`: replications of all together; 0: 30 of each
  int networks = 200;           // `select`: kept in memory
  bool largest = false;         // `select`: the best is the largest
  bool smallest = false;        // neither: as the figure says
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
int select_command(const Options&);
int generate_command(const Options&);
int verify_command(const Options&);
int explain_command(const Options&);
int schema_command(const Options&);
int stress_command(const Options&);
int sweep_command(const Options&);
int index_command(const Options&);
int merge_command(const Options&);
int status_command(const Options&);
int analyze_command(const Options&);

}  // namespace korus
