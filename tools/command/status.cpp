// korus status: what a sweep's folder holds, what is missing, what failed and how long it took.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <fstream>

#include "engine/parallel.hpp"
#include "tools/command/exit_code.hpp"
#include "tools/command/json_line.hpp"
#include "tools/command/options.hpp"
#include "tools/sweep/sweep_folder.hpp"

namespace korus {
namespace {

namespace fs = std::filesystem;

// What the logs say of the parts that were written.
struct LogTotals {
  std::size_t processes = 0;
  std::size_t parts = 0;
  std::size_t points = 0;
  double seconds = 0;  // of computing
  double writing = 0;
  std::string last;  // time of the last entry
};

// The value behind "key": in a line that this program wrote.
std::string_view value_of(std::string_view line, std::string_view key) {
  const std::string name = fmt::format("\"{}\":", key);
  const std::size_t at = line.find(name);
  if (at == line.npos) {
    return "";
  }
  line.remove_prefix(at + name.size());
  line = line.substr(0, line.find_first_of(",}"));
  return line.size() > 1 && line.front() == '"' ? line.substr(1, line.size() - 2) : line;
}

double number_of(std::string_view line, std::string_view key) {
  const std::string_view text = value_of(line, key);
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

LogTotals read_logs(const fs::path& folder) {
  LogTotals totals;
  std::vector<fs::path> logs;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("log-") && name.ends_with(".jsonl")) {
      logs.push_back(entry.path());
    }
  }
  std::ranges::sort(logs);
  for (const fs::path& path : logs) {
    std::ifstream log(path);
    ++totals.processes;
    for (std::string line; std::getline(log, line);) {
      if (!value_of(line, "part").empty()) {
        ++totals.parts;
        totals.points += static_cast<std::size_t>(number_of(line, "points"));
        totals.seconds += number_of(line, "seconds");
        totals.writing += number_of(line, "writing_seconds");
        totals.last = std::max(totals.last, std::string(value_of(line, "at")));
      }
    }
  }
  return totals;
}

std::string span(const SweepPart& part) {
  return part.count == 1 ? fmt::format("{}", part.first)
                         : fmt::format("{} to {}", part.first, part.first + part.count - 1);
}

// Neighbouring parts as one.
std::string spans(const std::vector<FoundPart>& parts, PartState state) {
  std::vector<SweepPart> joined;
  for (const FoundPart& part : parts) {
    if (part.state == state) {
      if (!joined.empty() && joined.back().first + joined.back().count == part.part.first) {
        joined.back().count += part.part.count;
      } else {
        joined.push_back(part.part);
      }
    }
  }
  std::string text;
  constexpr std::size_t most = 20;
  for (std::size_t i = 0; i < std::min(joined.size(), most); ++i) {
    text += (i == 0 ? "" : ", ") + span(joined[i]);
  }
  return joined.size() > most ? fmt::format("{} and {} more runs", text, joined.size() - most)
                              : text;
}

}  // namespace

int status_command(const Options& options) {
  const fs::path folder = options.scenarios.front();
  std::vector<FoundPart> parts;
  with_threads(options.threads, [&] { parts = find_parts(folder); });
  const PlanFileSummary plan = read_plan_file(plan_file(folder));
  std::size_t done = 0;
  std::size_t damaged = 0;
  std::vector<PartFailure> failures;
  for (const FoundPart& part : parts) {
    done += part.state == PartState::sound ? part.part.count : 0;
    damaged += part.state == PartState::damaged ? part.part.count : 0;
    if (part.state == PartState::sound) {
      std::ranges::move(part_failures(part.path), std::back_inserter(failures));
    }
  }
  const std::size_t missing = plan.points - done - damaged;
  const LogTotals log = read_logs(folder);
  fmt::print("{}\n{} of {} points done ({:.1f} %), {} replications each\n", plan.title, done,
             plan.points, 100.0 * static_cast<double>(done) / static_cast<double>(plan.points),
             plan.replications);
  if (missing > 0) {
    fmt::print("missing: {} points ({})\n", missing, spans(parts, PartState::missing));
  }
  for (const FoundPart& part : parts) {
    if (part.state == PartState::damaged) {
      fmt::print("damaged: points {}: {}: {}\n", span(part.part), part.path.filename().string(),
                 part.damage);
    }
  }
  for (const PartFailure& failure : failures) {
    fmt::print("failed: point {}: {}\n", failure.point, failure.reason);
  }
  if (log.points > 0) {
    const double each = log.seconds / static_cast<double>(log.points);
    fmt::print(
        "{} logs: {} points written, {:.3g} s of one thread each, writing {:.3g} s in all, the "
        "last at {}\n",
        log.processes, log.points, each, log.writing, log.last);
    if (missing + damaged > 0) {
      fmt::print("left: about {:.3g} core-hours\n",
                 each * static_cast<double>(missing + damaged) / 3600);
    }
  }
  if (options.json) {
    fmt::print("{}\n",
               JsonLine()
                   .add("points", plan.points)
                   .add("done", done)
                   .add("missing", missing)
                   .add("damaged", damaged)
                   .add("failed", failures.size())
                   .add("seconds_a_point",
                        log.points > 0 ? log.seconds / static_cast<double>(log.points) : 0.0)
                   .text());
  }
  return missing + damaged > 0 ? exit_interrupted : exit_good;
}

}  // namespace korus
