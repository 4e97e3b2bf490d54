#include "tools/sweep/sweep_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>

#include "engine/parallel.hpp"

namespace korus {
namespace {

namespace fs = std::filesystem;

std::string reason(int error) { return std::generic_category().message(error); }

std::string host() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

fs::path log_path(const fs::path& folder, const std::string& shard) {
  return folder / fmt::format("log-{}.jsonl", shard);
}

// Some file systems of clusters have no locks.
enum class Lock : std::uint8_t { taken, held_by_another, not_known };

Lock try_lock(int file) {
  return flock(file, LOCK_EX | LOCK_NB) == 0 ? Lock::taken
         : errno == EWOULDBLOCK              ? Lock::held_by_another
                                             : Lock::not_known;
}

// As above, but a second is granted to one who only looks whether the writer lives.
Lock lock_within_a_second(int file) {
  Lock lock = try_lock(file);
  for (int i = 0; i < 50 && lock == Lock::held_by_another; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    lock = try_lock(file);
  }
  return lock;
}

// "3-of-8" of "points-0000008-0000015.h5.3-of-8.node7-1234.part"; "" of any other name.
std::string shard_of_leftover(const std::string& name) {
  constexpr std::string_view before = ".h5.";
  const std::size_t begin = name.find(before) + before.size();
  const std::size_t end = name.find('.', begin);
  return name.find(before) != name.npos && end != name.npos && name.ends_with(".part")
             ? name.substr(begin, end - begin)
             : "";
}

// Removes what a dead writer has begun. Its log is held meanwhile, so that it does not come to life.
void remove_if_dead(const fs::path& leftover, const fs::path& log) {
  const int file = open(log.c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) {
    return;
  }
  if (try_lock(file) == Lock::taken) {
    unlink(leftover.c_str());
  }
  close(file);
}

// Throws OutputError where the folder holds points of another plan.
void check_parts_of(const fs::path& folder, const std::string& identity,
                    const std::string& damage) {
  std::error_code none;  // there may be no folder yet
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, none)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("points-") && name.ends_with(".h5") &&
        !is_part_of(entry.path(), identity)) {
      throw OutputError(
          fmt::format("{}; it can not be written anew, for '{}' is no part of this plan: remove "
                      "that or take another folder",
                      damage, entry.path().string()));
    }
  }
}

void check_plan(const fs::path& folder, const PlanFileSummary& known, const std::string& identity) {
  if (known.identity != identity) {
    throw OutputError(fmt::format(
        "'{}' holds the points of another plan, \"{}\" (identity {:.12}, not {:.12}): the plan, a "
        "scenario it draws on or this program has changed; take another folder",
        folder.string(), known.title, known.identity, identity));
  }
}

void remove_plan_file(const fs::path& path) {
  std::error_code error;
  if (!fs::remove(path, error) && error) {
    throw OutputError(fmt::format("cannot remove '{}': {}", path.string(), error.message()));
  }
}

}  // namespace

ShardLog::ShardLog(const fs::path& folder, const std::string& shard)
    : folder_(folder), shard_(shard) {
  std::error_code error;
  fs::create_directories(folder, error);
  const fs::path path = log_path(folder, shard);
  file_ = open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) {
    throw OutputError(fmt::format("cannot open '{}': {}", path.string(), reason(errno)));
  }
  const Lock lock = lock_within_a_second(file_);
  locked_ = lock == Lock::taken;
  if (lock == Lock::held_by_another) {
    close(file_);
    throw ShardTaken(fmt::format(
        "another process works at this shard in '{}' (its log '{}' is held; the log's last lines "
        "name it)",
        folder.string(), path.filename().string()));
  }
}

ShardLog::~ShardLog() { close(file_); }

void ShardLog::remove_leftovers() const {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_, error)) {
    const std::string shard = shard_of_leftover(entry.path().filename().string());
    if (shard == shard_ && locked_) {
      unlink(entry.path().c_str());
    } else if (!shard.empty() && shard != shard_) {
      remove_if_dead(entry.path(), log_path(folder_, shard));
    }
  }
}

std::string ShardLog::writer() const { return fmt::format("{}.{}-{}", shard_, host(), getpid()); }

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

std::string prepare_folder(const fs::path& folder, const SweepHeader& header,
                           const std::string& writer) {
  const fs::path path = plan_file(folder);
  if (std::error_code error; fs::exists(path, error)) {
    try {
      check_plan(folder, read_plan_file(path), header.identity);
      return "";
    } catch (const InputError& damage) {
      check_parts_of(folder, header.identity, damage.what());
      remove_plan_file(path);
      write_plan_file(path, header, writer);
      check_plan(folder, read_plan_file(path), header.identity);
      return damage.what();
    }
  }
  check_parts_of(folder, header.identity, fmt::format("'{}' has no plan.h5", folder.string()));
  write_plan_file(path, header, writer);
  check_plan(folder, read_plan_file(path), header.identity);  // another process may have been first
  return "";
}

FoundPart find_part(const fs::path& folder, const SweepPart& part, const std::string& identity) {
  const std::size_t last = part.first + part.count - 1;
  FoundPart found{.part = part, .path = folder / part_name(part.first, last)};
  if (std::error_code error; fs::exists(found.path, error)) {
    found.damage = part_damage(found.path, part.first, last, identity);
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
    parts[i] = find_part(folder, {first, std::min(plan.points_per_file, plan.points - first)},
                         plan.identity);
  });
  return parts;
}

}  // namespace korus
