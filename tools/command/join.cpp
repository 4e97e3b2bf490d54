// korus index, merge: what a sweep's folder holds, as one file.
#include <fmt/core.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "engine/parallel.hpp"
#include "tools/command/exit_code.hpp"
#include "tools/command/json_line.hpp"
#include "tools/command/options.hpp"
#include "tools/results/sweep_seal.hpp"
#include "tools/sweep/sweep_folder.hpp"

namespace korus {
namespace {

std::vector<FoundPart> parts_of(const Options& options) {
  std::vector<FoundPart> parts;
  with_threads(options.threads, [&] { parts = find_parts(options.scenarios.front()); });
  return parts;
}

std::size_t points_in(const std::vector<FoundPart>& parts, PartState state) {
  std::size_t points = 0;
  for (const FoundPart& part : parts) {
    points += part.state == state ? part.part.count : 0;
  }
  return points;
}

// At most so many are named.
constexpr std::size_t most_named = 10;

void tell_of(const std::vector<FoundPart>& parts, PartState state, const char* what) {
  std::size_t told = 0;
  for (const FoundPart& part : parts) {
    if (part.state == state && ++told <= most_named) {
      fmt::print(stderr, "{}: {}{}{}\n", part.path.string(), what, part.damage.empty() ? "" : ": ",
                 part.damage);
    }
  }
  if (told > most_named) {
    fmt::print(stderr, "and {} more\n", told - most_named);
  }
}

// Throws OutputError where the joined file would take the place of one it is made from.
void check_output(const std::filesystem::path& folder, const std::vector<FoundPart>& parts,
                  const std::filesystem::path& output) {
  const auto same = [&](const std::filesystem::path& file) {
    std::error_code error;
    return std::filesystem::equivalent(file, output, error);
  };
  const bool taken =
      same(plan_file(folder)) ||
      std::ranges::any_of(parts, [&](const FoundPart& part) { return same(part.path); });
  if (taken) {
    throw OutputError(
        fmt::format("'{}' belongs to the sweep; take another name for -o", output.string()));
  }
}

int join_command(const Options& options, JoinKind kind) {
  const std::filesystem::path folder = options.scenarios.front();
  const std::vector<FoundPart> parts = parts_of(options);
  tell_of(parts, PartState::damaged, "damaged");
  tell_of(parts, PartState::missing, "missing");
  const std::size_t there = points_in(parts, PartState::sound);
  const std::size_t lacking =
      points_in(parts, PartState::damaged) + points_in(parts, PartState::missing);
  if (there == 0 || (lacking > 0 && !options.partial)) {
    spdlog::error(
        "{} of {} points are not there; run the sweep again{}", lacking, there + lacking,
        there == 0 ? "" : ", or join what there is with --partial (the rest is missing values)");
    return exit_bad_scenario;
  }
  std::vector<JoinedPart> joined;
  for (const FoundPart& part : parts) {
    if (part.state == PartState::sound) {
      joined.push_back({part.path, part.part.first, part.part.count, sealed_sha256(part.path)});
    }
  }
  const std::filesystem::path output = !options.output.empty()           ? options.output
                                       : kind == JoinKind::virtual_views ? folder / "index.h5"
                                                                         : folder / "sweep.h5";
  check_output(folder, parts, output);
  join_parts(plan_file(folder), joined, output, kind);
  fmt::print("{} points of {} parts, every checksum good{}\nwrote {}\n", there, joined.size(),
             lacking > 0 ? fmt::format("; {} points are missing", lacking) : "", output.string());
  if (options.json) {
    fmt::print("{}\n", JsonLine()
                           .add("points", there)
                           .add("missing", lacking)
                           .add("parts", joined.size())
                           .add("output", output.string())
                           .text());
  }
  return exit_good;
}

}  // namespace

int index_command(const Options& options) { return join_command(options, JoinKind::virtual_views); }
int merge_command(const Options& options) { return join_command(options, JoinKind::copied); }

}  // namespace korus
