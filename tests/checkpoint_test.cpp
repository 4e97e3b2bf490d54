// A run that is saved and restored ends in the bits of the run that was left alone; a file that is
// not whole, or not of this run, is refused with a reason.
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <functional>

#include "small_network.hpp"
#include "tools/checkpoint/checkpoint_file.hpp"
#include "tools/ensemble/ensemble_run.hpp"
#include "tools/scenario/sha256.hpp"
#include "toy_world.hpp"

namespace korus {
namespace {

constexpr std::size_t actors = 200;
constexpr Duration lookahead{100};

// Runs to `end` and calls then(executor).
template <class Then>
void run_pairs(test::PairWorld& world, bool windowed, const ImageReader* from, SimTime end,
               Then&& then) {
  const auto run = [&](auto&& executor) {
    if (from != nullptr) {
      ImageReader image = *from;
      executor.load(image);
      image.expect_end();
    } else {
      test::start(executor, actors);
    }
    executor.run_until(end);
    then(executor);
  };
  const RandomSource random(7, 0);
  windowed ? run(WindowedExecutor<test::PairWorld>(world, world.rules(), random,
                                                   {.cells = 7, .parallel_events = 1}))
           : run(SequentialExecutor<test::PairWorld>(world, world.rules(), random));
}

BOOST_AUTO_TEST_CASE(an_executor_goes_on_from_an_image_of_either_kind) {
  const SimTime half{Duration{7'777}};
  const SimTime end{Duration{20'000}};
  test::PairWorld whole(actors, lookahead);
  std::uint64_t expected = 0;
  std::uint64_t events = 0;
  run_pairs(whole, false, nullptr, end, [&](const auto& executor) {
    expected = executor.digest();
    events = executor.events();
  });
  std::vector<std::vector<std::byte>> images;
  for (const bool saved_windowed : {false, true}) {
    test::PairWorld world(actors, lookahead);
    with_threads(2, [&] {
      run_pairs(world, saved_windowed, nullptr, half, [&](const auto& executor) {
        ImageWriter writer;
        executor.save(writer);
        images.push_back(writer.take());
      });
    });
    for (const bool restored_windowed : {false, true}) {
      test::PairWorld copy = world;
      const ImageReader image(images.back());
      with_threads(3, [&] {
        run_pairs(copy, restored_windowed, &image, end, [&](const auto& executor) {
          BOOST_TEST(executor.digest() == expected);
          BOOST_TEST(executor.events() == events);
        });
      });
    }
  }
  BOOST_TEST((images[0] == images[1]));
}

// How often a run of the small network, from `image` or from its first day, comes to a record after
// which it could be saved.
int records_of(std::span<const std::byte> image) {
  int records = 0;
  ReplicationSettings settings{.executor = ExecutorKind::windowed, .image = image};
  settings.checkpoints = {.due =
                              [&] {
                                ++records;
                                return false;
                              },
                          .keep = [](const std::vector<std::byte>&) {}};
  test::run(test::small_scenario(), settings);
  return records;
}

// Saves a run of the small network at its n-th record.
std::vector<std::byte> image_at(int record) {
  std::vector<std::byte> image;
  int seen = 0;
  ReplicationSettings settings{.executor = ExecutorKind::windowed};
  settings.checkpoints = {.due = [&] { return ++seen == record; },
                          .keep = [&](std::vector<std::byte> bytes) { image = std::move(bytes); }};
  test::run(test::small_scenario(), settings);
  return image;
}

BOOST_AUTO_TEST_CASE(a_network_goes_on_from_any_record) {
  const ReplicationResult expected = test::run(test::small_scenario());
  for (const int record : {1, 2, 17, 60}) {
    const std::vector<std::byte> image = image_at(record);
    BOOST_REQUIRE(!image.empty());
    BOOST_TEST(records_of(image) == records_of({}) - record);  // it does not begin anew
    for (const ExecutorKind kind : {ExecutorKind::sequential, ExecutorKind::windowed}) {
      const ReplicationResult restored =
          test::run(test::small_scenario(), {.executor = kind, .image = image});
      BOOST_TEST(restored.digest == expected.digest);
      BOOST_TEST(restored.events == expected.events);
      BOOST_TEST((restored.series == expected.series));
    }
  }
}

BOOST_AUTO_TEST_CASE(an_image_that_does_not_fit_is_refused) {
  std::vector<std::byte> image = image_at(5);
  for (const std::size_t size :
       {std::size_t{1}, std::size_t{40}, image.size() / 2, image.size() - 1}) {
    const std::span<const std::byte> cut(image.data(), size);
    BOOST_CHECK_THROW(test::run(test::small_scenario(), {.image = cut}), ImageError);
  }
  image.push_back(std::byte{0});
  BOOST_CHECK_THROW(test::run(test::small_scenario(), {.image = image}), ImageError);
}

BOOST_AUTO_TEST_CASE(an_ensemble_takes_over_what_was_done_and_goes_on_with_the_rest) {
  const Network network = test::network_of(test::small_scenario());
  const EnsembleSettings settings{.replications = 3};
  const Ensemble alone = run_ensemble(network, settings, [] {});
  ReplicationResult marked = alone.replications[0];
  marked.digest = 123;  // to be seen again
  CheckpointKeeper keeper(
      "never_written", {.finished = {marked, std::nullopt, std::nullopt}, .images = {{}, {}, {}}},
      std::chrono::hours{1});
  std::atomic<int> finished = 0;  // called from any thread
  const Ensemble resumed = run_ensemble(network, settings, [&] { ++finished; }, &keeper);
  BOOST_TEST(finished == 3);
  BOOST_TEST(resumed.replications[0].digest == 123U);
  for (const std::size_t i : {1U, 2U}) {
    BOOST_TEST(resumed.replications[i].digest == alone.replications[i].digest);
    BOOST_REQUIRE(keeper.checkpoint().finished[i].has_value());
    BOOST_TEST(keeper.checkpoint().finished[i]->digest == alone.replications[i].digest);
  }
}

BOOST_AUTO_TEST_CASE(an_ensemble_is_continued_as_if_it_had_been_run_at_once) {
  const Network network = test::network_of(test::small_scenario());
  const Ensemble whole = run_ensemble(network, {.seed = 7, .replications = 5}, [] {});
  Ensemble parts = run_ensemble(network, {.seed = 7, .replications = 2}, [] {});
  CheckpointKeeper keeper("never_written",
                          {.finished = std::vector<std::optional<ReplicationResult>>(5),
                           .images = std::vector<std::vector<std::byte>>(5)},
                          std::chrono::hours{1});
  append_replications(
      parts, run_ensemble(network, {.seed = 7, .first = 2, .replications = 3}, [] {}, &keeper));
  BOOST_TEST(parts.digest == whole.digest);
  BOOST_TEST(parts.events == whole.events);
  BOOST_REQUIRE(parts.replications.size() == 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    BOOST_TEST(parts.replications[i].digest == whole.replications[i].digest);
    BOOST_TEST((parts.replications[i].series == whole.replications[i].series));
    BOOST_TEST(keeper.checkpoint().finished[i].has_value() == (i >= 2));
  }
}

class InFile {
 public:
  InFile() { write_checkpoint(path, checkpoint); }
  ~InFile() { std::filesystem::remove(path); }

  // Why the file, altered by `change`, is refused.
  std::string refusal(const std::function<void(std::string&)>& change) const {
    std::ifstream in(path, std::ios::binary);
    std::string contents{std::istreambuf_iterator<char>(in), {}};
    change(contents);
    const std::filesystem::path altered = path.string() + ".altered";
    std::ofstream(altered, std::ios::binary) << contents;
    std::string reason;
    try {
      read_checkpoint(altered);
    } catch (const CheckpointError& error) {
      reason = error.what();
    }
    std::filesystem::remove(altered);
    return reason;
  }

  std::filesystem::path path = std::filesystem::temp_directory_path() /
                               ("korus_checkpoint_test_" + std::to_string(::getpid()));
  Checkpoint checkpoint{
      .run = {.scenario_path = "a.toml",
              .overrides = {"investment.x.amount_usd=0"},
              .scenario_sha256 = "abc",
              .seed = 9,
              .replications = 2,
              .series = "all",
              .output = "out.h5",
              .command_line = "korus run a.toml"},
      .finished = {ReplicationResult{
                       .digest = 5, .events = 6, .series = {1.5F, 2.5F}, .kpis = {{3.0, 4.0}}},
                   std::nullopt},
      .images = {{}, {std::byte{1}, std::byte{2}}}};
};

BOOST_AUTO_TEST_CASE(a_file_gives_back_what_was_written) {
  const InFile file;
  const Checkpoint read = read_checkpoint(file.path);
  BOOST_TEST(read.run.scenario_path == "a.toml");
  BOOST_TEST(read.run.overrides == file.checkpoint.run.overrides, boost::test_tools::per_element());
  BOOST_TEST(read.run.seed == 9U);
  BOOST_TEST(read.run.series == "all");
  BOOST_TEST(read.run.output == "out.h5");
  BOOST_REQUIRE(read.finished.size() == 2U);
  BOOST_REQUIRE(read.finished[0].has_value());
  BOOST_TEST(!read.finished[1].has_value());
  BOOST_TEST(read.finished[0]->digest == 5U);
  BOOST_TEST(read.finished[0]->series[1] == 2.5F);
  BOOST_TEST(read.finished[0]->kpis[0].denominator == 4.0);
  BOOST_TEST((read.images == file.checkpoint.images));
}

BOOST_AUTO_TEST_CASE(damaged_files_are_refused_with_a_reason) {
  const InFile file;
  BOOST_TEST(file.refusal([](std::string&) {}).empty());
  const std::size_t size = std::filesystem::file_size(file.path);
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{7}, std::size_t{30}, std::size_t{76}, size / 2, size - 1}) {
    const std::string reason = file.refusal([&](std::string& s) { s.resize(length); });
    BOOST_TEST(reason.find("cut short") != std::string::npos, length << ": " << reason);
  }
  for (std::size_t at = 0; at < size; at += 3) {
    const std::string reason =
        file.refusal([&](std::string& s) { s[at] = static_cast<char>(s[at] ^ (1 << (at % 8))); });
    const char* words = at < 8 ? "not a checkpoint" : at < 12 ? "format version" : "altered";
    BOOST_TEST(reason.find(words) != std::string::npos, at << ": " << reason);
  }
  const std::string other_layout = file.refusal([](std::string& s) {
    constexpr std::size_t header = 8 + 4 + 64;
    std::string body = s.substr(header);
    constexpr std::size_t column = 16;  // bytes before a text: sizes of a row and of the column
    const std::size_t at = column + std::string(KORUS_VERSION).size() + column;
    body[at] = body[at] == '0' ? '1' : '0';
    s = s.substr(0, header - 64) + sha256_hex(body) + body;
  });
  BOOST_TEST(other_layout.find("laid its state out otherwise") != std::string::npos, other_layout);
  BOOST_TEST(file.refusal([](std::string& s) { s += 'x'; }).find("altered") != std::string::npos);
}

}  // namespace
}  // namespace korus
