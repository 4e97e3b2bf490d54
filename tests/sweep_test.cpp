// A sweep: the same parts whoever computes them, damage that is found, failures that are kept, and one
// file of all points that reads back as what was run.
#include <algorithm>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <deque>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

#include "engine/parallel.hpp"
#include "plan_folder.hpp"
#include "tools/ensemble/ensemble_run.hpp"
#include "tools/results/result_reader.hpp"
#include "tools/results/sweep_seal.hpp"
#include "tools/sweep/part_writer.hpp"
#include "tools/sweep/sweep_folder.hpp"

using namespace korus;

namespace {

const std::string plan = R"(
scenario = "s.toml"
replications = 3
points_per_file = 4
set = ["market.us_chips.noise_cv=0.3"]
[design]
kind = "sobol"
samples = 16
[[factor]]
name = "demand"
fields = ["market.*.demand_per_year"]
how = "times"
low = 0.5
high = 3
[[factor]]
name = "slip"
fields = ["outage.fire.start"]
how = "plus"
low = 0
high = 60
)";

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Runs those parts into a folder.
void run_into(const std::filesystem::path& folder, const Sweep& sweep,
              std::deque<std::size_t> parts, int threads) {
  const SweepHeader header = header_of(sweep);
  prepare_folder(folder, header, "test");
  with_threads(threads, [&] {
    PartWriter writer([&](const FinishedPart& part) {
      const SweepPart& where = part.part;
      write_part(folder / part_name(where.first, where.first + where.count - 1), header,
                 part.points, "test");
    });
    run_parts(
        sweep, header,
        [&]() -> std::optional<std::size_t> {
          if (parts.empty()) {
            return std::nullopt;
          }
          const std::size_t next = parts.front();
          parts.pop_front();
          return next;
        },
        [&](FinishedPart part) { writer.put(std::move(part)); });
    writer.finish();
  });
}

std::filesystem::path joined(const std::filesystem::path& folder, JoinKind kind) {
  std::vector<JoinedPart> parts;
  for (const FoundPart& part : find_parts(folder)) {
    BOOST_TEST(part.damage == "");
    if (part.state == PartState::sound) {
      parts.push_back({part.path, part.part.first, part.part.count, sealed_sha256(part.path)});
    }
  }
  const auto output = folder / (kind == JoinKind::copied ? "sweep.h5" : "index.h5");
  join_parts(plan_file(folder), parts, output, kind);
  return output;
}

}  // namespace

BOOST_AUTO_TEST_CASE(parts_are_the_same_bytes_in_any_order_on_any_threads) {
  const PlanFolder folder("sweep_order");
  const Sweep sweep = load_sweep(folder.read(plan));
  BOOST_TEST(part_count(sweep) == 4U);
  run_into(folder.path() / "a", sweep, {0, 1, 2, 3}, 1);
  run_into(folder.path() / "b", sweep, {3, 1, 0, 2}, 4);
  for (const FoundPart& part : find_parts(folder.path() / "a")) {
    const std::string name = part.path.filename().string();
    BOOST_TEST((bytes_of(folder.path() / "a" / name) == bytes_of(folder.path() / "b" / name)),
               name);
  }
  BOOST_TEST(
      (bytes_of(folder.path() / "a" / "plan.h5") == bytes_of(folder.path() / "b" / "plan.h5")));
}

BOOST_AUTO_TEST_CASE(the_joined_file_reads_back_as_what_each_point_yields_alone) {
  const PlanFolder folder("sweep_join");
  const Sweep sweep = load_sweep(folder.read(plan));
  run_into(folder.path() / "a", sweep, {0, 1, 2, 3}, 2);
  for (const JoinKind kind : {JoinKind::copied, JoinKind::virtual_views}) {
    const SweepData data = read_sweep(joined(folder.path() / "a", kind));
    BOOST_TEST((data.design == DesignKind::sobol));
    BOOST_TEST(data.rows() == 16U);
    BOOST_TEST(data.factors[1].name == "slip");
    BOOST_TEST(data.kpis.size() == sweep.kpis.size());
    for (const std::size_t point : {std::size_t{0}, std::size_t{5}, std::size_t{15}}) {
      BOOST_TEST(data.values[point][0] == sweep.design.values[point][0]);
      std::string trouble;
      const Network network = network_at(sweep, point, trouble);
      const Ensemble alone = run_ensemble(network, {.seed = 1, .replications = 3}, [] {});
      for (std::size_t r = 0; r < 3; ++r) {
        for (std::size_t k = 0; k < data.kpis.size(); ++k) {
          const KpiValue& value = data.outcome(point, 0, r, k);
          const KpiValue& expected = alone.replications[r].kpis[k];
          BOOST_TEST(
              (value.numerator == expected.numerator || expected.numerator != expected.numerator));
          BOOST_TEST((value.denominator == expected.denominator ||
                      expected.denominator != expected.denominator));
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(damage_is_found_wherever_it_is) {
  const PlanFolder folder("sweep_damage");
  const Sweep sweep = load_sweep(folder.read(plan));
  run_into(folder.path() / "a", sweep, {0}, 1);
  const FoundPart whole = find_part(folder.path() / "a", part_at(sweep, 0), sweep.identity);
  BOOST_TEST((whole.state == PartState::sound));
  BOOST_TEST((find_part(folder.path() / "a", part_at(sweep, 1), sweep.identity).state ==
              PartState::missing));
  const std::string good = bytes_of(whole.path);
  const auto damaged = [&](const std::string& bytes) {
    std::ofstream(whole.path, std::ios::binary | std::ios::trunc) << bytes;
    return find_part(folder.path() / "a", part_at(sweep, 0), sweep.identity).state ==
           PartState::damaged;
  };
  for (const std::size_t at : {std::size_t{0}, std::size_t{100}, std::size_t{511}, std::size_t{600},
                               good.size() / 2, good.size() - 1}) {
    std::string bytes = good;
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    BOOST_TEST(damaged(bytes), "byte " << at);
  }
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{511}, std::size_t{512}, good.size() / 2, good.size() - 1}) {
    BOOST_TEST(damaged(good.substr(0, length)), "length " << length);
  }
  BOOST_TEST(damaged(good + "x"));
  BOOST_TEST(!damaged(good));
}

BOOST_AUTO_TEST_CASE(parts_under_a_wrong_name_or_of_another_plan_are_found) {
  const PlanFolder folder("sweep_foreign");
  const Sweep sweep = load_sweep(folder.read(plan));
  const Sweep other = load_sweep(folder.read("seed = 2\n" + plan));
  run_into(folder.path() / "a", sweep, {0, 1}, 1);
  run_into(folder.path() / "b", other, {0}, 1);
  const auto copy = [&](const FoundPart& from, const FoundPart& to) {
    using enum std::filesystem::copy_options;
    std::filesystem::copy_file(from.path, to.path, overwrite_existing);
    return find_part(folder.path() / "a", to.part, sweep.identity);
  };
  const FoundPart first = find_part(folder.path() / "a", part_at(sweep, 0), sweep.identity);
  const FoundPart second = find_part(folder.path() / "a", part_at(sweep, 1), sweep.identity);
  const FoundPart foreign = find_part(folder.path() / "b", part_at(other, 0), other.identity);
  BOOST_TEST((first.state == PartState::sound && foreign.state == PartState::sound));
  const FoundPart misplaced = copy(first, second);
  BOOST_TEST((misplaced.state == PartState::damaged));
  BOOST_TEST(misplaced.damage == "it holds points 0 to 3 of plan " + sweep.identity +
                                     ", not points 4 to 7 of plan " + sweep.identity);
  const FoundPart mixed = copy(foreign, first);
  BOOST_TEST((mixed.state == PartState::damaged));
  BOOST_TEST(mixed.damage == "it holds points 0 to 3 of plan " + other.identity +
                                 ", not points 0 to 3 of plan " + sweep.identity);
}

BOOST_AUTO_TEST_CASE(a_damaged_plan_file_is_written_anew_unless_other_points_lie_there) {
  const PlanFolder folder("sweep_plan_damage");
  const Sweep sweep = load_sweep(folder.read(plan));
  const auto a = folder.path() / "a";
  run_into(a, sweep, {0}, 1);
  const std::string good = bytes_of(plan_file(a));
  for (const std::size_t length : {std::size_t{0}, std::size_t{700}, good.size() - 1}) {
    std::ofstream(plan_file(a), std::ios::binary | std::ios::trunc) << good.substr(0, length);
    BOOST_CHECK_THROW(find_parts(a), InputError);
    BOOST_TEST(prepare_folder(a, header_of(sweep), "test") != "");
    BOOST_TEST((bytes_of(plan_file(a)) == good));
    BOOST_TEST(prepare_folder(a, header_of(sweep), "test") == "");
  }
  std::string bytes = good;
  bytes[good.size() / 2] = static_cast<char>(bytes[good.size() / 2] ^ 1);
  std::ofstream(plan_file(a), std::ios::binary | std::ios::trunc) << bytes;
  const Sweep other = load_sweep(folder.read("seed = 2\n" + plan));
  BOOST_CHECK_THROW(prepare_folder(a, header_of(other), "test"), OutputError);
  BOOST_TEST((bytes_of(plan_file(a)) == bytes));
}

BOOST_AUTO_TEST_CASE(a_point_that_can_not_be_run_is_kept_with_its_reason) {
  const PlanFolder folder("sweep_failure");
  // Alone each factor stays in the range, together they leave it.
  const Sweep sweep = load_sweep(folder.read(R"(
scenario = "s.toml"
replications = 2
[design]
kind = "grid"
levels = 2
[[factor]]
name = "a"
fields = ["market.*.noise_cv"]
how = "plus"
low = 0
high = 2
[[factor]]
name = "b"
fields = ["market.*.noise_cv"]
how = "plus"
low = 0
high = 2
)"));
  run_into(folder.path() / "a", sweep, {0, 1, 2, 3}, 2);
  const std::vector<FoundPart> parts = find_parts(folder.path() / "a");
  BOOST_TEST(part_failures(parts[2].path).empty());
  const std::vector<PartFailure> failures = part_failures(parts[3].path);
  BOOST_REQUIRE(failures.size() == 1U);
  BOOST_TEST(failures[0].point == 3);
  BOOST_TEST(failures[0].reason ==
             "factor b at 2: market.us_chips.noise_cv: must be 0 to 3, becomes 4");
  const SweepData data = read_sweep(joined(folder.path() / "a", JoinKind::copied));
  BOOST_TEST(data.outcome(2, 0, 1, 0).numerator == data.outcome(2, 0, 1, 0).numerator);
  BOOST_TEST(data.outcome(3, 0, 1, 0).numerator != data.outcome(3, 0, 1, 0).numerator);  // NaN
}

BOOST_AUTO_TEST_CASE(a_folder_belongs_to_one_plan_and_a_shard_to_one_process) {
  const PlanFolder folder("sweep_folder");
  const Sweep sweep = load_sweep(folder.read(plan));
  prepare_folder(folder.path() / "a", header_of(sweep), "test");
  prepare_folder(folder.path() / "a", header_of(sweep), "test");
  const Sweep other =
      load_sweep(folder.read(std::string(plan).replace(plan.find("high = 60"), 9, "high = 61")));
  BOOST_CHECK_THROW(prepare_folder(folder.path() / "a", header_of(other), "test"), OutputError);
  {
    const ShardLog log(folder.path() / "a", "1-of-2");
    BOOST_CHECK_THROW(ShardLog(folder.path() / "a", "1-of-2"), ShardTaken);
    const ShardLog neighbour(folder.path() / "a", "2-of-2");
  }
  const ShardLog again(folder.path() / "a", "1-of-2");
}

BOOST_AUTO_TEST_CASE(series_are_kept_where_the_plan_asks_for_them) {
  const PlanFolder folder("sweep_series");
  const Sweep sweep = load_sweep(folder.read("series = \"all\"\n" + plan));
  run_into(folder.path() / "a", sweep, {0, 1, 2, 3}, 2);
  const auto file = joined(folder.path() / "a", JoinKind::copied);
  std::string trouble;
  const Network network = network_at(sweep, 7, trouble);
  const Ensemble alone = run_ensemble(network, {.seed = 1, .replications = 3}, [] {});
  const Variable& variable = alone.layout.variables.front();
  const ResultReader reader(file);
  const std::vector<std::size_t> shape = reader.shape("series_all/" + variable.name);
  BOOST_REQUIRE(shape.size() == 4U);
  BOOST_TEST(shape[0] == 16U);
  BOOST_TEST(shape[1] == 3U);
  BOOST_TEST(shape[2] == alone.layout.time_days.size());
  const std::vector<double> values = reader.numbers("series_all/" + variable.name);
  const std::size_t length = shape[2] * shape[3];
  for (std::size_t i = 0; i < length; ++i) {
    BOOST_TEST(values[(7 * 3 + 2) * length + i] ==
               static_cast<double>(alone.replications[2].series[i]));
  }
}

// Of policies with other sites, and of points with another period, the series have no place in the file.
BOOST_AUTO_TEST_CASE(series_of_another_layout_are_refused) {
  const PlanFolder folder("sweep_layouts");
  folder.write("two.toml", R"toml(
extends = "s.toml"
[site.kiosk]
country = "US"
role = "market"
[market.kiosk]
site = "kiosk"
product = "chip"
demand_per_year = 3650
)toml");
  const std::string policies = "series = \"summary\"\n" + plan + R"(
[[policy]]
name = "one"
[[policy]]
name = "two"
scenario = "two.toml"
)";
  BOOST_TEST(folder.errors(policies).find("policy two: its series are not those of one") !=
             std::string::npos);
  BOOST_TEST(folder.errors("series = \"none\"\n" + policies.substr(policies.find('\n') + 1)) == "");
  const Sweep longer = load_sweep(folder.read(R"(
scenario = "s.toml"
replications = 1
series = "all"
[design]
kind = "grid"
[[factor]]
name = "weeks"
fields = ["simulation.end"]
how = "plus"
values = [0, 70]
)"));
  run_into(folder.path() / "a", longer, {0, 1}, 1);
  const std::vector<FoundPart> parts = find_parts(folder.path() / "a");
  BOOST_TEST(part_failures(parts[0].path).empty());
  BOOST_TEST(part_failures(parts[1].path)
                 .at(0)
                 .reason.starts_with("its series are not those of the first policy"));
}

BOOST_AUTO_TEST_CASE(without_its_plan_a_folder_is_taken_for_no_other) {
  const PlanFolder folder("sweep_no_plan");
  const Sweep sweep = load_sweep(folder.read(plan));
  const auto a = folder.path() / "a";
  run_into(a, sweep, {0}, 1);
  std::filesystem::remove(plan_file(a));
  const Sweep other = load_sweep(folder.read("seed = 2\n" + plan));
  BOOST_CHECK_THROW(prepare_folder(a, header_of(other), "test"), OutputError);
  BOOST_TEST(!std::filesystem::exists(plan_file(a)));
  prepare_folder(a, header_of(sweep), "test");
  BOOST_TEST(find_parts(a)[0].damage == "");
}

// Two that begin at once: the second finds the first's file in place of its own.
BOOST_AUTO_TEST_CASE(the_first_plan_in_a_folder_stays) {
  const PlanFolder folder("sweep_first_plan");
  const Sweep sweep = load_sweep(folder.read(plan));
  const Sweep other = load_sweep(folder.read("seed = 2\n" + plan));
  const auto file = folder.path() / "plan.h5";
  write_plan_file(file, header_of(sweep), "one");
  write_plan_file(file, header_of(other), "two");
  BOOST_TEST(read_plan_file(file).identity == sweep.identity);
  BOOST_TEST(std::ranges::distance(std::filesystem::directory_iterator(folder.path())) ==
             3);  // with the scenario and the plan's text
}

BOOST_AUTO_TEST_CASE(an_index_finds_its_parts_under_any_name) {
  const PlanFolder folder("sweep_names");
  const Sweep sweep = load_sweep(folder.read(plan));
  const auto a = folder.path() / "100%b" / "a";
  run_into(a, sweep, {0, 1, 2, 3}, 1);
  const auto index = folder.path() / "index.h5";
  std::vector<JoinedPart> parts;
  for (const FoundPart& part : find_parts(a)) {
    parts.push_back({part.path, part.part.first, part.part.count, sealed_sha256(part.path)});
  }
  join_parts(plan_file(a), parts, index, JoinKind::virtual_views);
  const KpiValue last = read_sweep(index).outcome(15, 0, 2, 0);
  BOOST_TEST(last.numerator == last.numerator);
  std::filesystem::rename(a, folder.path() / "elsewhere");
  BOOST_CHECK_EXCEPTION(read_sweep(index), InputError, [](const InputError& error) {
    return std::string(error.what()).find("the parts are not where it looks") != std::string::npos;
  });
}

// The least index is told, and no other loop is cut short.
BOOST_AUTO_TEST_CASE(a_loop_that_fails_leaves_the_loops_beside_it_whole) {
  for (int i = 0; i < 20; ++i) {
    with_threads(4, [] {
      std::atomic<int> begun = 0;
      std::atomic<int> whole = 0;
      const auto loop = [&] {
        parallel_for(8, [&](std::size_t outer) {
          ++begun;
          std::atomic<int> inner = 0;
          parallel_for(64, [&](std::size_t) {
            std::this_thread::sleep_for(std::chrono::microseconds(outer < 5 ? 5 : 20));
            ++inner;
          });
          whole += inner == 64 ? 1 : 0;
          if (outer >= 3 && outer <= 5) {
            throw OutputError("body " + std::to_string(outer));
          }
        });
      };
      BOOST_CHECK_EXCEPTION(loop(), OutputError, [](const OutputError& error) {
        return error.what() == std::string("body 3");
      });
      BOOST_TEST(whole == begun);
    });
  }
}

BOOST_AUTO_TEST_CASE(a_line_that_fails_leaves_no_work_half_done) {
  with_threads(4, [] {
    std::atomic<int> begun = 0;
    std::atomic<int> whole = 0;
    int next = 0;
    const auto line = [&] {
      parallel_in_order<int>(
          [&]() -> std::optional<int> { return next < 200 ? std::optional(next++) : std::nullopt; },
          [&](int&) {
            ++begun;
            std::atomic<int> loops = 0;
            parallel_for(64, [&](std::size_t) {
              std::this_thread::sleep_for(std::chrono::microseconds(20));
              ++loops;
            });
            whole += loops == 64 ? 1 : 0;
          },
          [&](int item) {
            if (item == 20) {
              throw OutputError("no room");
            }
          });
    };
    BOOST_CHECK_THROW(line(), OutputError);
    BOOST_TEST(whole == begun);
    BOOST_TEST(begun < 200);
  });
}
