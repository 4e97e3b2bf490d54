// The command korus: reads the command line, calls one command, turns what goes wrong into exit
// codes.
#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <utility>

#include "tools/command/exit_code.hpp"
#include "tools/command/exit_code_of.hpp"
#include "tools/command/number_range.hpp"
#include "tools/command/options.hpp"
#include "tools/command/shared_options.hpp"
#include "tools/command/sweep_options.hpp"
#include "tools/ensemble/precision.hpp"
#include "tools/generate/synthetic_network.hpp"

namespace korus {
namespace {

void add_run_options(CLI::App& app, Options& options) {
  app.add_option("-r,--replications", options.replications, "Replications")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  add_seed(app, options, "Seed; the same seed gives the same draws in every scenario");
  add_threads(app, options);
  app.add_option(
         "--executor", options.executor,
         "How one replication runs; auto: by the network's size and lookahead. The results do "
         "not depend on it")
      ->check(CLI::IsMember({"auto", "sequential", "windowed"}))
      ->capture_default_str();
  app.add_option("--series", options.series,
                 "Series in the file: none, mean and quantiles, or every replication's")
      ->check(CLI::IsMember({"none", "summary", "all"}))
      ->capture_default_str();
  app.add_flag("-v,--verbose", options.verbose, "Say on stderr what was chosen and why");
  app.add_flag("--json", options.json, "End with one JSON object on the last line of stdout");
}

void add_precision(CLI::App& app, Options& options, const char* what) {
  auto* precision =
      app.add_option("--precision", options.precision, what)->transform(share_up_to(0.5));
  app.add_option("--max-replications", options.max_replications,
                 "With --precision: replications at which it is given up")
      ->check(CLI::Range(PrecisionRule::fewest_first, 1'000'000))
      ->capture_default_str()
      ->needs(precision);
  app.add_option("--precision-of", options.precision_of,
                 "With --precision: the figures it is asked of, * for any characters "
                 "(may be repeated); the headline if not given")
      ->allow_extra_args(false)
      ->needs(precision);
}

// With a precision the replications are those before the first look: enough for quantiles, unless
// asked otherwise. Empty where all is well.
std::string settle_precision(const CLI::App& command, Options& options) {
  if (options.precision == 0) {
    return "";
  }
  if (command.count("--replications") == 0) {
    options.replications = PrecisionRule::fewest_for_quantiles;
  }
  if (options.replications < PrecisionRule::fewest_first) {
    return fmt::format("--precision: at least {} replications before the first look, got {}",
                       PrecisionRule::fewest_first, options.replications);
  }
  return options.max_replications < options.replications
             ? fmt::format(
                   "--max-replications: at least the {} replications before the first look "
                   "(--replications), got {}",
                   options.replications, options.max_replications)
             : "";
}

void add_overrides(CLI::App& app, Options& options) {
  app.add_option("--set", options.overrides, "Override: kind.id.field=value (may be repeated)")
      ->allow_extra_args(false);
}

// A run that goes on is the run that was begun: nothing that decides its results may be asked for
// anew.
void add_checkpoints(CLI::App& run, Options& options) {
  run.add_option("--checkpoint-every", options.checkpoint_every,
                 "Save the run every so many seconds, to <output>.checkpoint; 0: never")
      ->check(number_from(0, 1e6))
      ->capture_default_str();
  auto* resume = run.add_option("--resume", options.resume,
                                "Go on from a checkpoint, on any number of threads");
  run.get_option("scenario")->required(false);
  for (const char* name :
       {"scenario", "--set", "--replications", "--precision", "--max-replications",
        "--precision-of", "--seed", "--series", "--output"}) {
    resume->excludes(run.get_option(name));
  }
}

CLI::App* add_command(CLI::App& app, const char* name, const char* what, Options& options,
                      bool several) {
  CLI::App* command = app.add_subcommand(name, what);
  auto* scenario =
      command
          ->add_option("scenario", options.scenarios,
                       several ? "Baseline, then the policies" : "Scenario file (TOML)")
          ->required();
  several ? scenario->expected(2, 1000) : scenario->expected(1);
  add_overrides(*command, options);
  return command;
}

CLI::App* add_generate(CLI::App& app, Options& options) {
  CLI::App* generate = app.add_subcommand(
      "generate",
      "Write a synthetic network of any size as a scenario, to measure and to test with");
  generate->add_option("--sites", options.sites, "Sites")
      ->check(CLI::Range(SyntheticSettings::fewest_sites, SyntheticSettings::most_sites))
      ->required();
  add_seed(*generate, options, "Seed; the same sites, seed and years give the same bytes");
  generate->add_option("--years", options.years, "Years from its start to its end")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  generate
      ->add_option("-o,--output", options.output,
                   "Folder to make; one that is not empty is refused")
      ->required();
  return generate;
}

CLI::App* add_verify(CLI::App& app, Options& options) {
  CLI::App* verify = app.add_subcommand(
      "verify", "Judge the simulator by a catalogue of cases with known answers");
  verify
      ->add_option("cases", options.scenarios,
                   "Catalogue of cases (CSV); the one that comes with Korus if not given")
      ->expected(0, 1);
  verify->add_option(
      "--setups", options.setups,
      "Folder of the cases' set-ups, CASE.toml; if not given, the catalogue's own if a "
      "set-up lies there, else the one that comes with Korus");
  verify->add_flag("--full", options.full, "Run the long version of every case");
  verify->add_option("--only", options.only, "Rows or cases: Q01.a,L02 (may be repeated)")
      ->delimiter(',')
      ->allow_extra_args(false);
  verify->add_option("-o,--output", options.output, "Write the table to this HDF5 file as well");
  verify->add_flag("--json", options.json, "Print JSON lines in place of the table");
  add_seed(*verify, options, "Seed from which that of each case follows");
  add_threads(*verify, options);
  return verify;
}

CLI::App* add_select(CLI::App& app, Options& options) {
  CLI::App* select = app.add_subcommand(
      "select",
      "Find the best of up to 1,000 scenarios, or points of a plan, in one figure, with a stated "
      "chance to be right and few replications");
  select
      ->add_option("scenarios", options.scenarios,
                   "The candidates (TOML); or one plan, whose points they are")
      ->required()
      ->expected(1, 1000);
  add_overrides(*select, options);
  select->add_option("--kpi", options.kpi, "The figure, * for any characters")->required();
  select
      ->add_option("--method", options.method,
                   "kn: Kim-Nelson, drops what is behind until one is left; ocba: spreads a budget "
                   "of replications; auto: kn up to 20 candidates")
      ->check(CLI::IsMember({"auto", "kn", "ocba"}))
      ->capture_default_str();
  select
      ->add_option("--indifference", options.indifference,
                   "Smallest difference that matters, in the figure's unit (of a share 0.01 is a "
                   "point); required with kn")
      ->check(number_from(std::numeric_limits<double>::min(), 1e300));
  select->add_option("--level", options.level, "Chance to be right")
      ->check(number_from(0.5, 0.9999))
      ->capture_default_str();
  select
      ->add_option("--budget", options.budget,
                   "ocba: replications of all together; 30 of each if not given")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000'000}));
  select
      ->add_option("--max-replications", options.max_replications,
                   "kn: replications of a candidate at which it is given up")
      ->check(CLI::Range(2, 1'000'000))
      ->capture_default_str();
  auto* largest = select->add_flag("--largest", options.largest,
                                   "The best is the largest; if not given, as the figure says");
  select->add_flag("--smallest", options.smallest, "The best is the smallest")->excludes(largest);
  select->add_option("-r,--replications", options.first_stage, "Replications of each to begin with")
      ->check(CLI::Range(2, 100'000))
      ->capture_default_str();
  select
      ->add_option("--networks", options.networks,
                   "Scenarios kept in memory; others are read again when needed")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  add_seed(*select, options, "Seed; the candidates share their random numbers");
  add_threads(*select, options);
  select->add_option("-o,--output", options.output,
                     "Result file; results/selection.h5 if not given");
  select->add_flag("-v,--verbose", options.verbose, "Say on stderr what is run");
  select->add_flag("--json", options.json, "End with one JSON object on the last line of stdout");
  return select;
}

CLI::App* add_explain(CLI::App& app, Options& options) {
  CLI::App* explain = app.add_subcommand(
      "explain", "Say why demand was not met, cause by cause, from the file of a run");
  explain->add_option("result", options.scenarios, "File that `run` or `compare` wrote (HDF5)")
      ->required()
      ->expected(1);
  explain->add_option("--by", options.by, "Places: groups of products in a country, or markets")
      ->check(CLI::IsMember({"group", "market"}))
      ->capture_default_str();
  explain
      ->add_option("--country", options.countries,
                   "Countries of the markets: US,KR; all if "
                   "not given")
      ->delimiter(',')
      ->allow_extra_args(false);
  explain->add_option("--most", options.most, "Causes shown of a place; 0: all")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  explain->add_flag("--json", options.json, "Print JSON lines in place of the tables");
  return explain;
}

CLI::App* add_stress(CLI::App& app, Options& options) {
  CLI::App* stress = add_command(
      app, "stress", "Stop each site, lane, port, country and material in turn and rank the losses",
      options, false);
  stress
      ->add_option("--stop", options.stop,
                   "What is stopped: site,lane,port,country,material; all if not given")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"site", "lane", "port", "country", "material"}));
  stress->add_option("--only", options.only, "Ids of stops: kr_fab,US:sea (may be repeated)")
      ->delimiter(',')
      ->allow_extra_args(false);
  stress
      ->add_option("--days", options.days,
                   "Days of a stop: 30,90; by the table time_to_recover if not given")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::Range(1, 36500));
  stress->add_option("--start", options.start,
                     "First day of the stop, YYYY-MM-DD; if not given, a month from which no dated "
                     "outage is felt");
  stress
      ->add_option("--horizon", options.horizon,
                   "Days simulated after a stop; if not given a year, or what the scenario has")
      ->check(CLI::Range(1, 36500));
  stress->add_option("-r,--replications", options.stress_replications, "Replications of each stop")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  add_seed(*stress, options, "Seed; the same seed gives the same draws with every stop");
  add_threads(*stress, options);
  stress->add_option("--most", options.most_stops, "Rows of the ranking that are shown; 0: all")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  stress->add_option("-o,--output", options.output,
                     "Write every replication's losses to this HDF5 file as well");
  stress->add_flag("--json", options.json, "Print JSON lines in place of the tables");
  return stress;
}

CLI::App* add_schema(CLI::App& app, Options& options) {
  CLI::App* schema =
      app.add_subcommand("schema", "List what a scenario may hold, or what figures a run gives");
  auto* kind = schema->add_option("kind", options.kind, "Kind of record; all if not given");
  auto* json = schema->add_flag("--json", options.json, "Print a JSON Schema, for editors of TOML");
  schema->add_flag("--figures", options.figures, "List the figures")
      ->excludes(kind)
      ->excludes(json);
  json->excludes(kind);
  return schema;
}

int call(int (*command)(const Options&), const Options& options) {
  return exit_code_of([&]() -> int {
    std::vector<std::string> inputs = options.scenarios;
    for (const std::filesystem::path& input : {options.resume, options.setups}) {
      if (!input.empty()) {
        inputs.push_back(input);
      }
    }
    for (const std::string& input : inputs) {
      if (std::error_code error; !std::filesystem::exists(input, error)) {
        spdlog::error("no such file: {}", input);
        return exit_no_input;
      }
    }
    return command(options);
  });
}

int run_app(int argc, char** argv) {
  CLI::App app("Korus simulates supply chains event by event and says what a policy changes.",
               "korus");
  app.set_version_flag("--version", "korus " KORUS_VERSION);
  app.require_subcommand(1);
  Options options;
  for (int i = 0; i < argc; ++i) {
    options.command_line += (i == 0 ? "korus" : fmt::format(" {}", argv[i]));
  }
  CLI::App* run = add_command(app, "run", "Run one scenario and write its results", options, false);
  add_run_options(*run, options);
  run->add_option("-o,--output", options.output, "Result file; results/<scenario>.h5 if not given");
  add_precision(*run, options,
                "Add replications until the half-widths of the figures' 95 % intervals are at most "
                "this share of the figures (1% or 0.01), of shares so many points; --replications "
                "are then those before the first look, 20 if not given");
  add_checkpoints(*run, options);
  CLI::App* compare = add_command(
      app, "compare", "Run policies against a baseline, paired, and say what they change", options,
      true);
  add_run_options(*compare, options);
  compare->add_option("-o,--output", options.output,
                      "Folder of the result files; results if not given");
  compare
      ->add_option("--best", options.best,
                   "With several policies: the figures in which the best is looked for, * for any "
                   "characters (may be repeated); the unmet demand of the headline if not given, "
                   "or the outputs of the last year where that does not differ")
      ->allow_extra_args(false);
  add_precision(*compare, options,
                "Add replications until the half-widths of the differences' 95 % intervals are at "
                "most this share of the figures (1% or 0.01), of shares so many points; "
                "--replications are then those before the first look, 20 if not given");
  const CLI::App* select = add_select(app, options);
  CLI::App* validate = add_command(
      app, "validate", "Check a scenario and say all that is wrong with it", options, false);
  CLI::App* show = add_command(
      app, "show", "Show what a scenario holds and how busy its lines are on the first day",
      options, false);
  show->add_flag("--resolved", options.resolved,
                 "Print the scenario as it would be run, every default filled in");
  show->add_flag("--sources", options.sources, "Print the sources behind the numbers");
  const CLI::App* generate = add_generate(app, options);
  const CLI::App* verify = add_verify(app, options);
  const CLI::App* explain = add_explain(app, options);
  const CLI::App* analyze = add_analyze(app, options);
  const CLI::App* schema = add_schema(app, options);
  const CLI::App* stress = add_stress(app, options);
  const CLI::App* sweep = add_sweep(app, options);
  const CLI::App* index =
      add_join(app, options, "index",
               "Check a sweep's parts and write one file that looks into them", "FOLDER/index.h5");
  const CLI::App* merge =
      add_join(app, options, "merge", "Check a sweep's parts and copy them into one file",
               "FOLDER/sweep.h5");
  const CLI::App* status = add_folder_command(
      app, options, "status", "Say what a sweep has done, what is missing and what failed");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_good : exit_usage;
  }
  for (const CLI::App* command : {run, compare}) {
    if (const std::string problem = *command ? settle_precision(*command, options) : "";
        !problem.empty()) {
      spdlog::error("{}", problem);
      return exit_usage;
    }
  }
  if (*run && options.scenarios.empty() && options.resume.empty()) {
    spdlog::error("a scenario is required, or --resume FILE");
    return exit_usage;
  }
  options.seed_is_given = select->count("--seed") > 0;
  if (*sweep && options.output.empty()) {
    options.output =
        std::filesystem::path("results") / std::filesystem::path(options.scenarios.front()).stem();
  }
  const std::pair<const CLI::App*, int (*)(const Options&)> commands[] = {
      {run, run_command},           {compare, compare_command}, {select, select_command},
      {validate, validate_command}, {show, show_command},       {generate, generate_command},
      {verify, verify_command},     {explain, explain_command}, {analyze, analyze_command},
      {schema, schema_command},     {stress, stress_command},   {sweep, sweep_command},
      {index, index_command},       {merge, merge_command},     {status, status_command},
  };
  const auto asked =
      std::ranges::find_if(commands, [](const auto& command) { return command.first->parsed(); });
  return call(asked->second, options);
}

}  // namespace
}  // namespace korus

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on files then is a reason like a full disk
  // Files are written whole under another name, so that nobody reads one that changes; where a file
  // system has no locks, HDF5 would refuse to open it.
  setenv("HDF5_USE_FILE_LOCKING", "FALSE", 0);
  spdlog::set_default_logger(spdlog::stderr_color_mt("korus"));
  spdlog::set_pattern("%^%l%$: %v");
  return korus::run_app(argc, argv);
}
