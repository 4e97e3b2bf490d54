#include "tools/command/sweep_options.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string>

#include "tools/command/shared_options.hpp"

namespace korus {
namespace {

// "i/n"
std::optional<Options::Shard> shard_of(const std::string& text) {
  constexpr std::size_t most = 1'000'000;
  Options::Shard shard{};
  const char* end = text.data() + text.size();
  const auto [slash, wrong] = std::from_chars(text.data(), end, shard.number);
  if (wrong != std::errc{} || slash == end || *slash != '/') {
    return std::nullopt;
  }
  const auto [last, wrong_count] = std::from_chars(slash + 1, end, shard.count);
  return wrong_count == std::errc{} && last == end && shard.number >= 1 &&
                 shard.number <= shard.count && shard.count <= most
             ? std::optional(shard)
             : std::nullopt;
}

std::string shard_problem(std::string& text) {
  return shard_of(text)
             ? ""
             : fmt::format("must be i/n with i from 1 to n, n up to a million, got {}", text);
}

}  // namespace

CLI::App* add_sweep(CLI::App& app, Options& options) {
  CLI::App* sweep = app.add_subcommand(
      "sweep",
      "Run the points of a plan, or a shard of them; what is there already is not run again");
  sweep->add_option("plan", options.scenarios, "Plan file (TOML)")->required()->expected(1);
  auto* shard =
      sweep
          ->add_option_function<std::string>(
              "--shard", [&options](const std::string& text) { options.shard = *shard_of(text); },
              "Part of the work: i/n, i from 1 to n")
          ->check(CLI::Validator(shard_problem, "i/n"));
  auto* points =
      sweep
          ->add_option(
              "--points", options.points,
              "Stop after so many points, rounded up to whole files, with exit code 75; 0: "
              "all of the shard")
          ->check(CLI::Range(std::int64_t{0}, std::int64_t{1} << 40))
          ->capture_default_str();
  auto* mpi =
      sweep->add_flag("--mpi", options.mpi, "Share the points out among the ranks of mpirun")
          ->excludes(shard);
  auto* check = sweep->add_flag(
      "--check", options.check,
      "Only read the plan and its scenarios, build the points, and say what it would do");
  auto* json = sweep->add_flag("--json", options.json,
                               "End with one JSON object on the last line of stdout");
  check->excludes(shard)->excludes(points)->excludes(mpi)->excludes(json);
  sweep
      ->add_option("-o,--output", options.output,
                   "Folder of the parts; results/<plan> if not given")
      ->excludes(check);
  add_threads(*sweep, options);
  return sweep;
}

CLI::App* add_folder_command(CLI::App& app, Options& options, const char* name, const char* what) {
  CLI::App* command = app.add_subcommand(name, what);
  command->add_option("folder", options.scenarios, "Folder of a sweep")->required()->expected(1);
  add_threads(*command, options);
  command->add_flag("--json", options.json, "End with one JSON object on the last line of stdout");
  return command;
}

CLI::App* add_join(CLI::App& app, Options& options, const char* name, const char* what,
                   const char* file) {
  CLI::App* join = add_folder_command(app, options, name, what);
  join->add_option("-o,--output", options.output, fmt::format("File; {} if not given", file));
  join->add_flag("--partial", options.partial, "Join what there is; the rest is missing values");
  return join;
}

CLI::App* add_analyze(CLI::App& app, Options& options) {
  CLI::App* analyze = app.add_subcommand(
      "analyze",
      "Say what drives a sweep's figures, which policy to regret least, and when a policy fails");
  analyze->add_option("sweep", options.scenarios, "Result of a sweep (HDF5)")
      ->required()
      ->expected(1);
  analyze
      ->add_option("--kpi", options.kpis,
                   "Figures, * for any characters: 'unmet_share.US.*' (may be repeated); if not "
                   "given, those of --threshold, else the four unmet_share that vary most over the "
                   "points, else the four figures that do")
      ->allow_extra_args(false);
  analyze
      ->add_option("--policy", options.policies,
                   "Policies, * for any characters (may be repeated); if not given, the first is "
                   "explained, and regret and boxes are of all")
      ->allow_extra_args(false);
  analyze->add_option("--against", options.against,
                      "Explain what a policy changes against this one, replication by replication");
  analyze
      ->add_option("--threshold", options.thresholds,
                   "What is good enough: 'unmet_share.US.memory<=0.02' (may be repeated, all must "
                   "hold)")
      ->allow_extra_args(false);
  analyze
      ->add_option("--method", options.method,
                   "auto: by the design (morris, saltelli: sobol, else regression and kriging), "
                   "regret where there are policies, prim where there are thresholds")
      ->check(CLI::IsMember({"auto", "morris", "sobol", "regression", "kriging", "regret", "prim"}))
      ->capture_default_str();
  analyze->add_option("--most", options.most_rows, "Rows shown of a table; 0: all")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  analyze->add_option("-o,--output", options.output, "Write the tables to this HDF5 file as well");
  analyze->add_flag("--json", options.json, "Print JSON lines in place of the tables");
  return analyze;
}

}  // namespace korus
