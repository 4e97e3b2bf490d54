// A result file holds what was handed over, appears under its name only when whole, and a refusal
// is told and leaves nothing. What other tools make of the file is tested in tests/interop.
#include <hdf5.h>
#include <sys/resource.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "engine/ensure.hpp"
#include "tests/interop/sample_result.hpp"
#include "tools/ensemble/series_summary.hpp"
#include "tools/results/hdf5_handle.hpp"

namespace korus {
namespace {

namespace fs = std::filesystem;

// A folder of its own for each test.
struct Folder {
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "korus_results_XXXXXX").string();
    BOOST_REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path = pattern;
  }
  ~Folder() { fs::remove_all(path); }

  fs::path path;
};

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

std::string refusal(const fs::path& path, const RunResult& result) {
  try {
    write_result_file(path, result);
  } catch (const OutputError& error) {
    return error.what();
  }
  return "not refused";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

template <class T>
std::vector<T> read(const fs::path& path, const char* name, hid_t type,
                    std::vector<hsize_t> shape) {
  const Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
  const Hdf5Handle dataset(H5Dopen2(file.id(), name, H5P_DEFAULT), H5Dclose);
  BOOST_REQUIRE(dataset.id() >= 0);
  const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose);
  std::vector<hsize_t> stored(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space.id())));
  H5Sget_simple_extent_dims(space.id(), stored.data(), nullptr);
  BOOST_TEST(stored == shape, boost::test_tools::per_element());
  hsize_t size = 1;
  for (const hsize_t length : shape) {
    size *= length;
  }
  std::vector<T> values(size);
  BOOST_REQUIRE(H5Dread(dataset.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >= 0);
  return values;
}

bool has(const fs::path& path, const char* name) {
  const Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
  return H5Lexists(file.id(), name, H5P_DEFAULT) > 0;
}

BOOST_AUTO_TEST_CASE(the_file_holds_the_bands_of_the_series) {
  const Folder folder;
  const RunResult result = test::sample_result(SeriesDetail::summary);
  write_result_file(folder.path / "r.h5", result);
  const auto expected = summarise_series(result.layout, result.series,
                                         {.variable = 1, .first_entity = 0, .entities = 40});
  const auto stored =
      read<float>(folder.path / "r.h5", "series/line_output", H5T_NATIVE_FLOAT, {7, 10, 40});
  BOOST_TEST(stored == expected, boost::test_tools::per_element());
  BOOST_TEST(!has(folder.path / "r.h5", "series_all"));
}

BOOST_AUTO_TEST_CASE(the_file_holds_every_replication_where_asked) {
  const Folder folder;
  const RunResult result = test::sample_result(SeriesDetail::all);
  write_result_file(folder.path / "r.h5", result);
  const auto stored =
      read<float>(folder.path / "r.h5", "series_all/line_lots", H5T_NATIVE_FLOAT, {5, 10, 40});
  const std::size_t offset = result.layout.offsets()[4];
  for (std::size_t r = 0; r < 5; ++r) {
    for (std::size_t i = 0; i < 400; ++i) {
      BOOST_REQUIRE(stored[r * 400 + i] == result.series[r][offset + i]);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_file_holds_the_indicators) {
  const Folder folder;
  const RunResult result = test::sample_result(SeriesDetail::none);
  write_result_file(folder.path / "r.h5", result);
  const auto numerators =
      read<double>(folder.path / "r.h5", "kpi/numerator", H5T_NATIVE_DOUBLE, {5, 3});
  BOOST_TEST(numerators[2 * 3 + 1] == result.kpi_values[2][1].numerator);
  const auto events = read<std::int64_t>(folder.path / "r.h5", "kpi/events", H5T_NATIVE_INT64, {5});
  BOOST_TEST(events[4] == 10'000'000'004);
  const auto means = read<double>(folder.path / "r.h5", "summary/mean", H5T_NATIVE_DOUBLE, {3});
  BOOST_TEST(means[1] == 20.0 / 400.0, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(!has(folder.path / "r.h5", "series"));
}

BOOST_AUTO_TEST_CASE(axes_without_entities_are_left_out_with_their_variables) {
  const Folder folder;
  write_result_file(folder.path / "r.h5", test::sample_result(SeriesDetail::all));
  BOOST_TEST(!has(folder.path / "r.h5", "series/stock"));
  BOOST_TEST(!has(folder.path / "r.h5", "series/stock_on_hand"));
  BOOST_TEST(has(folder.path / "r.h5", "series/line_output"));
}

BOOST_AUTO_TEST_CASE(a_result_of_nothing_is_a_file) {
  const Folder folder;
  RunResult result = test::bare_result();
  write_result_file(folder.path / "r.h5", result);
  BOOST_TEST(
      read<std::int64_t>(folder.path / "r.h5", "kpi/replication", H5T_NATIVE_INT64, {1})[0] == 0);
  result.layout = {};
  result.series = {{}};
  write_result_file(folder.path / "no_layout.h5", result);
  BOOST_TEST(has(folder.path / "no_layout.h5", "series_all"));
}

BOOST_AUTO_TEST_CASE(only_the_whole_file_is_left_and_missing_folders_are_made) {
  const Folder folder;
  write_result_file(folder.path / "a" / "b" / "r.h5", test::bare_result());
  BOOST_TEST(files_in(folder.path / "a" / "b") == 1U);
  BOOST_TEST(fs::exists(folder.path / "a" / "b" / "r.h5"));
}

BOOST_AUTO_TEST_CASE(a_stale_part_and_an_older_file_are_replaced) {
  const Folder folder;
  std::ofstream(folder.path / "r.h5.part") << "left by a crash";
  std::ofstream(folder.path / "r.h5") << "older";
  write_result_file(folder.path / "r.h5", test::bare_result());
  BOOST_TEST(files_in(folder.path) == 1U);
  BOOST_TEST(has(folder.path / "r.h5", "kpi"));
}

BOOST_AUTO_TEST_CASE(the_same_result_gives_the_same_bytes) {
  const Folder folder;
  write_result_file(folder.path / "first.h5", test::sample_result(SeriesDetail::all));
  sleep(1);  // a time of day anywhere in the file would show
  write_result_file(folder.path / "second.h5", test::sample_result(SeriesDetail::all));
  BOOST_TEST((bytes_of(folder.path / "first.h5") == bytes_of(folder.path / "second.h5")));
}

BOOST_AUTO_TEST_CASE(a_command_line_of_any_length_fits) {
  const Folder folder;
  RunResult result = test::bare_result();
  result.command_line = std::string(200'000, 'x');
  write_result_file(folder.path / "r.h5", result);
  BOOST_TEST(has(folder.path / "r.h5", "kpi"));
}

BOOST_AUTO_TEST_CASE(a_path_under_a_regular_file_is_refused_with_its_name) {
  const Folder folder;
  std::ofstream(folder.path / "plain") << "text";
  const std::string words = refusal(folder.path / "plain" / "r.h5", test::bare_result());
  BOOST_TEST(contains(words, (folder.path / "plain" / "r.h5").string()), words);
  BOOST_TEST(contains(words, "Not a directory"), words);
  BOOST_TEST(bytes_of(folder.path / "plain") == "text");
}

BOOST_AUTO_TEST_CASE(a_path_is_tried_before_a_long_run_and_nothing_is_left_of_it) {
  const Folder folder;
  check_writable(folder.path / "a" / "r.h5");
  BOOST_TEST(files_in(folder.path / "a") == 0U);
  std::ofstream(folder.path / "plain") << "text";
  BOOST_CHECK_THROW(check_writable(folder.path / "plain" / "r.h5"), OutputError);
  BOOST_CHECK_THROW(check_writable(folder.path / "a"), OutputError);
  BOOST_CHECK_THROW(check_writable("/proc/self/r.h5"), OutputError);
}

BOOST_AUTO_TEST_CASE(a_folder_in_the_place_of_the_file_is_refused) {
  const Folder folder;
  fs::create_directory(folder.path / "r.h5");
  BOOST_TEST(contains(refusal(folder.path / "r.h5", test::bare_result()), "Is a directory"));
  BOOST_TEST(files_in(folder.path) == 1U);
}

BOOST_AUTO_TEST_CASE(a_folder_that_takes_no_files_is_refused) {
  const std::string words = refusal("/proc/self/r.h5", test::bare_result());
  BOOST_TEST(
      contains(
          words,
          "cannot write results to '/proc/self/r.h5': cannot open '/proc/self/r.h5.part': No such "
          "file or directory"),
      words);
}

BOOST_AUTO_TEST_CASE(a_disk_that_takes_no_more_leaves_the_older_file_and_no_part) {
  const Folder folder;
  std::ofstream(folder.path / "r.h5") << "older";
  rlimit before{};
  BOOST_REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  for (const rlim_t room : {100U, 20'000U, 150'000U}) {
    const rlimit small{.rlim_cur = room, .rlim_max = before.rlim_max};
    BOOST_REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    const std::string words = refusal(folder.path / "r.h5", test::sample_result(SeriesDetail::all));
    BOOST_REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
    BOOST_TEST(contains(words, "File too large"), words);
    BOOST_TEST(files_in(folder.path) == 1U);
    BOOST_TEST(bytes_of(folder.path / "r.h5") == "older");
  }
  std::signal(SIGXFSZ, handler);
  write_result_file(folder.path / "r.h5", test::sample_result(SeriesDetail::all));
  BOOST_TEST(has(folder.path / "r.h5", "series_all"));
}

BOOST_AUTO_TEST_CASE(tables_of_unequal_length_are_a_defect) {
  const Folder folder;
  RunResult result = test::sample_result(SeriesDetail::summary);
  result.series.pop_back();
  BOOST_CHECK_THROW(write_result_file(folder.path / "r.h5", result), Defect);
  result = test::sample_result(SeriesDetail::none);
  result.kpi_values[3].pop_back();
  BOOST_CHECK_THROW(write_result_file(folder.path / "r.h5", result), Defect);
  BOOST_TEST(files_in(folder.path) == 0U);
}

}  // namespace
}  // namespace korus
