// korus sweep: the points of a plan, or a shard of them, into a folder of parts.
#include <fmt/core.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <deque>
#include <fstream>

#include "engine/parallel.hpp"
#include "tools/command/exit_code.hpp"
#include "tools/command/exit_code_of.hpp"
#include "tools/command/json_line.hpp"
#include "tools/command/options.hpp"
#include "tools/command/part_dispatch.hpp"
#include "tools/command/progress.hpp"
#include "tools/sweep/part_writer.hpp"
#include "tools/sweep/sweep_folder.hpp"

namespace korus {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::atomic<int> stop_signal = 0;
static_assert(std::atomic<int>::is_always_lock_free);

// The parts under way are finished; a second signal ends it at once.
class StopOnSignal {
 public:
  StopOnSignal() {
    for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) {  // mpirun hands on only the last
      struct sigaction action{};
      action.sa_handler = [](int got) { stop_signal = got; };
      action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
      sigaction(signal, &action, nullptr);
    }
  }
  static bool asked() { return stop_signal != 0; }
};

// [MB]
double resident_memory() {
  std::ifstream file("/proc/self/statm");
  double pages = 0;
  double resident = 0;
  file >> pages >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

struct Tally {
  std::size_t parts = 0;
  std::size_t points = 0;
  std::size_t failed = 0;
  double computing = 0;  // [s] over threads
  double writing = 0;    // [s]
  double seconds = 0;    // [s] of the whole

  Tally over(const MpiJob& job) const {
    const auto count = [&](std::size_t n) {
      return static_cast<std::size_t>(job.sum(static_cast<double>(n)));
    };
    return {.parts = count(parts),
            .points = count(points),
            .failed = count(failed),
            .computing = job.sum(computing),
            .writing = job.sum(writing),
            .seconds = seconds};
  }
};

class SweepProcess {
 public:
  SweepProcess(const Sweep& sweep, const SweepHeader& header, const Options& options,
               const std::string& shard)
      : sweep_(sweep), header_(header), options_(options), log_(options.output, shard) {}

  void prepare() {
    log_.remove_leftovers();
    if (const std::string damage = prepare_folder(options_.output, header_, log_.writer());
        !damage.empty()) {
      spdlog::warn("the plan's file is written anew: {}", damage);
    }
  }

  // Of those numbers the parts that are not there yet, or not as they were written.
  std::deque<std::size_t> open_parts(const std::vector<std::size_t>& numbers) {
    std::vector<FoundPart> found(numbers.size());
    parallel_for(numbers.size(), [&](std::size_t i) {
      found[i] = find_part(options_.output, part_at(sweep_, numbers[i]), header_.identity);
    });
    std::deque<std::size_t> open;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (found[i].state == PartState::damaged) {
        spdlog::warn("'{}' is computed anew: {}", found[i].path.string(), found[i].damage);
      }
      if (found[i].state != PartState::sound) {
        open.push_back(numbers[i]);
      }
    }
    return open;
  }

  void run(const std::function<std::optional<std::size_t>()>& next, std::size_t points) {
    const auto start = Clock::now();
    Progress progress(sweep_.plan.path, static_cast<int>(points));
    PartWriter writer([&](const FinishedPart& part) { write(part, progress); });
    run_parts(sweep_, header_, next, [&](FinishedPart part) { writer.put(std::move(part)); });
    writer.finish();
    tally_.seconds = seconds_since(start);
  }

  const Tally& tally() const { return tally_; }

 private:
  void write(const FinishedPart& part, Progress& progress) {
    const auto start = Clock::now();
    const std::string name = part_name(part.part.first, part.part.first + part.part.count - 1);
    write_part(options_.output / name, header_, part.points, log_.writer());
    const double writing = seconds_since(start);
    const auto failed = static_cast<std::size_t>(std::ranges::count_if(
        part.points, [](const SweepPoint& point) { return !point.failure.empty(); }));
    ++tally_.parts;
    tally_.points += part.part.count;
    tally_.failed += failed;
    tally_.computing += part.seconds;
    tally_.writing += writing;
    log_.add(
        fmt::format("\"part\":\"{}\",\"points\":{},\"failed\":{},\"seconds\":{:.3f},\"writing_"
                    "seconds\":{:.4f},\"memory_mb\":{:.1f}",
                    name, part.part.count, failed, part.seconds, writing, resident_memory()));
    for (std::size_t i = 0; i < part.part.count; ++i) {
      progress.advance();
    }
  }

  const Sweep& sweep_;
  const SweepHeader& header_;
  const Options& options_;
  ShardLog log_;
  Tally tally_;
};

std::size_t points_of(const Sweep& sweep, const std::deque<std::size_t>& parts) {
  std::size_t points = 0;
  for (const std::size_t part : parts) {
    points += part_at(sweep, part).count;
  }
  return points;
}

// The first parts with as many points, the last of them whole; 0: all.
std::deque<std::size_t> limited(const Sweep& sweep, const std::deque<std::size_t>& parts,
                                std::int64_t points) {
  std::deque<std::size_t> first;
  std::int64_t taken = 0;
  for (const std::size_t part : parts) {
    if (points > 0 && taken >= points) {
      break;
    }
    first.push_back(part);
    taken += static_cast<std::int64_t>(part_at(sweep, part).count);
  }
  return first;
}

void print_plan(const Sweep& sweep) {
  std::size_t fields = 0;
  for (const auto& factor : sweep.fields.front()) {
    fields += factor.size();
  }
  fmt::print(
      "{}\n{} points: {} rows ({}) x {} polic{}; {} replications each; {} factors on {} "
      "fields; {} files of up to {} points\n",
      sweep.plan.title, sweep.points(), sweep.design.unit.size(),
      design_names[static_cast<std::size_t>(sweep.plan.design.kind)], sweep.plan.policies.size(),
      sweep.plan.policies.size() == 1 ? "y" : "ies", sweep.plan.replications,
      sweep.plan.factors.size(), fields, part_count(sweep), sweep.plan.points_per_file);
}

// Every point is built, of very many some, evenly spread, the last among them.
int check_points(const Sweep& sweep) {
  constexpr std::size_t most_built = 1000;
  constexpr std::size_t most_told = 10;
  const std::size_t step = (sweep.points() + most_built - 1) / most_built;
  const std::size_t built = (sweep.points() + step - 1) / step;
  std::vector<std::string> troubles(built);
  parallel_for(built, [&](std::size_t i) {
    network_at(sweep, sweep.points() - 1 - i * step, troubles[built - 1 - i]);
  });
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < built; ++i) {
    wrong += troubles[i].empty() ? 0 : 1;
    if (!troubles[i].empty() && wrong <= most_told) {
      spdlog::error("point {}: {}", sweep.points() - 1 - (built - 1 - i) * step, troubles[i]);
    }
  }
  if (wrong > 0) {
    spdlog::error("{} of {} points that were tried cannot be built", wrong, built);
    return exit_bad_scenario;
  }
  fmt::print("{} can be built\n",
             step == 1 ? "every point" : fmt::format("{} points, evenly spread,", built));
  return exit_good;
}

void print_tally(const Tally& tally, std::size_t left, const Options& options, int processes = 1) {
  const double capacity = tally.seconds * processes;
  fmt::print("{} points in {:.1f} s", tally.points, tally.seconds);
  if (tally.points > 0) {
    fmt::print("; {:.3g} s a point; threads {:.1f} % busy computing, writing {:.2f} % of the time",
               tally.computing / static_cast<double>(tally.points),
               100 * tally.computing / (capacity * thread_limit()), 100 * tally.writing / capacity);
  }
  fmt::print("\n");
  if (tally.failed > 0) {
    fmt::print("{} points could not be run; korus status {} says why\n", tally.failed,
               options.output.string());
  }
  if (left > 0) {
    fmt::print("{} points left: the same command goes on\n", left);
  } else if (options.shard.count == 1) {
    fmt::print("korus merge {} makes one file of it\n", options.output.string());
  }
  if (options.json) {
    fmt::print("{}\n", JsonLine()
                           .add("points", tally.points)
                           .add("failed", tally.failed)
                           .add("left", left)
                           .add("wall_seconds", tally.seconds)
                           .add("computing_seconds", tally.computing)
                           .add("writing_seconds", tally.writing)
                           .add("output", options.output.string())
                           .text());
  }
}

// Of the shard.
std::vector<std::size_t> parts_of(const Sweep& sweep, const Options::Shard& shard) {
  std::vector<std::size_t> parts;
  for (std::size_t part = shard.number - 1; part < part_count(sweep); part += shard.count) {
    parts.push_back(part);
  }
  return parts;
}

int run_shard(const Sweep& sweep, const SweepHeader& header, const Options& options) {
  const Options::Shard& shard = options.shard;
  SweepProcess process(sweep, header, options, fmt::format("{}-of-{}", shard.number, shard.count));
  process.prepare();
  const std::vector<std::size_t> mine = parts_of(sweep, shard);
  const std::deque<std::size_t> open = process.open_parts(mine);
  if (mine.empty()) {
    fmt::print("no part falls to shard {} of {}: there are {} parts\n", shard.number, shard.count,
               part_count(sweep));
  } else if (open.empty()) {
    fmt::print("all {} parts of this shard are there\n", mine.size());
  }
  std::deque<std::size_t> todo = limited(sweep, open, options.points);
  const std::size_t points = points_of(sweep, todo);
  process.run(
      [&]() -> std::optional<std::size_t> {
        if (todo.empty() || StopOnSignal::asked()) {
          return std::nullopt;
        }
        const std::size_t part = todo.front();
        todo.pop_front();
        return part;
      },
      points);
  const std::size_t left = points_of(sweep, open) - process.tally().points;
  print_tally(process.tally(), left, options);
  return left > 0 ? exit_interrupted : exit_good;
}

// Rank 0 looks what is missing; every rank writes the parts it computes.
int run_ranks(MpiJob& job, const Sweep& sweep, const SweepHeader& header, const Options& options) {
  SweepProcess process(sweep, header, options, fmt::format("mpi-{}", job.rank()));
  std::deque<std::size_t> open;
  if (job.rank() == 0) {
    process.prepare();
    open = process.open_parts(parts_of(sweep, {}));
  }
  job.wait_for_all();
  const std::deque<std::size_t> todo = limited(sweep, open, options.points);
  const std::size_t points = points_of(sweep, todo);
  job.share(todo, StopOnSignal::asked,
            [&](const std::function<std::optional<std::size_t>()>& next) {
              with_threads(options.threads, [&] { process.run(next, points); });
            });
  const Tally total = process.tally().over(job);
  if (job.rank() != 0) {
    return exit_good;
  }
  const std::size_t left = points_of(sweep, open) - total.points;
  with_threads(options.threads, [&] { print_tally(total, left, options, job.size()); });
  return left > 0 ? exit_interrupted : exit_good;
}

// What goes wrong on one rank ends all, for nobody would wait for the others.
int run_mpi(const Options& options) {
  MpiJob job;
  bool ended = false;
  const int code = exit_code_of([&] {
    const Sweep sweep = load_sweep(read_plan(options.scenarios.front()));
    if (job.rank() == 0) {
      print_plan(sweep);
    }
    const int answer = run_ranks(job, sweep, header_of(sweep), options);
    ended = true;
    return answer;
  });
  if (!ended) {
    job.abort(code);
  }
  return code;
}

}  // namespace

int sweep_command(const Options& options) {
  const StopOnSignal stop_on_signal;
  if (options.mpi) {
    if (!has_mpi()) {
      spdlog::error(
          "--mpi: this korus was built without MPI; build it where MPI is installed "
          "(Debian: libopenmpi-dev)");
      return exit_usage;
    }
    return run_mpi(options);
  }
  const Sweep sweep = load_sweep(read_plan(options.scenarios.front()));
  print_plan(sweep);
  int code = exit_good;
  with_threads(options.threads, [&] {
    code = options.check ? check_points(sweep) : run_shard(sweep, header_of(sweep), options);
  });
  return code;
}

}  // namespace korus
