#include "tools/sweep/sweep_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "engine/parallel.hpp"

namespace korus {
namespace {

namespace fs = std::filesystem;

std::string reason(int error) { return std::generic_category().message(error); }

std::string host() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

}  // namespace

ShardLog::ShardLog(const fs::path& folder, const std::string& shard) {
  std::error_code error;
  fs::create_directories(folder, error);
  const fs::path path = folder / fmt::format("log-{}.jsonl", shard);
  file_ = open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) {
    throw OutputError(fmt::format("cannot open '{}': {}", path.string(), reason(errno)));
  }
  // Some file systems of clusters have no locks; two processes then compute the same twice.
  if (flock(file_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    close(file_);
    throw ShardTaken(fmt::format(
        "another process works at this shard in '{}' (its log '{}' is held; the log's last lines "
        "name it)",
        folder.string(), path.filename().string()));
  }
}

ShardLog::~ShardLog() { close(file_); }

void ShardLog::add(const std::string& json_members) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(now - day);
  const std::string line = fmt::format(
      "{{\"at\":\"{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z\",\"host\":\"{}\",\"pid\":{},{}}}\n",
      static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
      static_cast<unsigned>(date.day()), time.hours().count(), time.minutes().count(),
      time.seconds().count(), host(), getpid(), json_members);
  [[maybe_unused]] const ssize_t written = write(file_, line.data(), line.size());
}

fs::path plan_file(const fs::path& folder) { return folder / "plan.h5"; }

void prepare_folder(const fs::path& folder, const SweepHeader& header, const std::string& writer) {
  const fs::path path = plan_file(folder);
  if (std::error_code error; !fs::exists(path, error)) {
    write_plan_file(path, header, writer);
    return;
  }
  const PlanFileSummary known = read_plan_file(path);
  if (known.identity != header.identity) {
    throw OutputError(fmt::format(
        "'{}' holds the points of another plan, \"{}\" (identity {:.12}, not {:.12}): the plan, a "
        "scenario it draws on or this program has changed; take another folder",
        folder.string(), known.title, known.identity, header.identity));
  }
}

FoundPart find_part(const fs::path& folder, const SweepPart& part) {
  FoundPart found{.part = part,
                  .path = folder / part_name(part.first, part.first + part.count - 1)};
  if (std::error_code error; fs::exists(found.path, error)) {
    found.damage = part_damage(found.path);
    found.state = found.damage.empty() ? PartState::sound : PartState::damaged;
  }
  return found;
}

std::vector<FoundPart> find_parts(const fs::path& folder) {
  const fs::path path = plan_file(folder);
  if (std::error_code error; !fs::exists(path, error)) {
    throw InputError(
        fmt::format("'{}' is no folder of a sweep: it has no plan.h5", folder.string()));
  }
  const PlanFileSummary plan = read_plan_file(path);
  std::vector<FoundPart> parts((plan.points + plan.points_per_file - 1) / plan.points_per_file);
  parallel_for(parts.size(), [&](std::size_t i) {
    const std::size_t first = i * plan.points_per_file;
    parts[i] = find_part(folder, {first, std::min(plan.points_per_file, plan.points - first)});
  });
  return parts;
}

void remove_part(const FoundPart& part) {
  std::error_code error;
  if (!fs::remove(part.path, error) && error) {
    throw OutputError(
        fmt::format("cannot remove the damaged '{}': {}", part.path.string(), error.message()));
  }
}

}  // namespace korus
