// Every broken scenario is told all that is wrong with it, at the right place, and nothing else.
//
// tests/broken/cases.txt lists the scenarios, tests/broken/expected.txt what is said of each. The
// last cases break sound files byte by byte: whatever the bytes, the answer is a scenario or a
// ScenarioError.
#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tools/scenario/scenario_reader.hpp"

namespace {

namespace fs = std::filesystem;
using korus::Diagnostic;

const std::string folder = KORUS_SOURCE_DIR "/tests/broken/";

std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

std::map<std::string, std::vector<std::string>> expected_by_case() {
  std::map<std::string, std::vector<std::string>> expected;
  std::string name;
  for (const std::string& line : lines_of(folder + "expected.txt")) {
    if (line.starts_with("== ")) {
      name = line.substr(3);
      expected[name];
    } else if (!line.empty() && !line.starts_with('#')) {
      expected[name].push_back(line);
    }
  }
  return expected;
}

std::vector<Diagnostic> diagnostics_of(const fs::path& path,
                                       const std::vector<std::string>& overrides = {}) {
  try {
    korus::read_scenario(path, overrides);
  } catch (const korus::ScenarioError& error) {
    return error.diagnostics;
  }
  return {};
}

// "file:line:column: ", the file as it stands in the folder.
std::string place(const Diagnostic& d) {
  const std::string file = d.file.starts_with(folder) ? d.file.substr(folder.size()) : d.file;
  return file + ':' + std::to_string(d.line) + ':' + std::to_string(d.column) + ": ";
}

void compare(const Diagnostic& found, const std::string& expected) {
  const std::string where = place(found);
  BOOST_TEST(expected.starts_with(where), expected << "\n  is told at " << where);
  // Messages name paths as the user gave them, here with the folder in front.
  std::string message = found.message;
  for (std::size_t at = message.find(folder); at != std::string::npos; at = message.find(folder)) {
    message.erase(at, folder.size());
  }
  const std::string part = expected.substr(expected.find(": ") + 2);
  BOOST_TEST(message.find(part) != std::string::npos, expected << "\n  is told as " << message);
}

void check_case(const std::string& name, const std::vector<std::string>& expected) {
  BOOST_TEST_CONTEXT(name) {
    const std::vector<Diagnostic> found = diagnostics_of(folder + name);
    BOOST_TEST(found.size() == expected.size());
    for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i) {
      compare(found[i], expected[i]);
    }
  }
}

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// A folder of this process that is gone afterwards.
struct Scratch {
  fs::path path = fs::temp_directory_path() / ("korus_broken_" + std::to_string(::getpid()));
  Scratch() { fs::create_directories(path); }
  ~Scratch() { fs::remove_all(path); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path / name, std::ios::binary) << text;
  }
};

// Numbers without meaning, the same on every machine (Steele, Lea and Flood 2014, splitmix64).
struct Noise {
  std::uint64_t state = 1;
  std::size_t below(std::size_t n) {
    state += 0x9e3779b97f4a7c15;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return static_cast<std::size_t>((z ^ (z >> 31)) % n);
  }
};

constexpr std::string_view nasty = "\"'[]{}=.,\n\r\t #\\-+e:*\x01\x7f\xff\xc3";

std::string damaged(std::string text, Noise& noise) {
  for (std::size_t n = 1 + noise.below(4); n > 0 && !text.empty(); --n) {
    const std::size_t at = noise.below(text.size());
    switch (noise.below(4)) {
      case 0:
        text[at] = nasty[noise.below(nasty.size())];
        break;
      case 1:
        text.insert(at, 1, nasty[noise.below(nasty.size())]);
        break;
      case 2:
        text.erase(at, 1 + noise.below(8));
        break;
      default:
        text[at] = static_cast<char>(noise.below(256));
        break;
    }
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_broken_scenario_is_told_what_is_wrong_and_where) {
  const auto expected = expected_by_case();
  const std::vector<std::string> cases = lines_of(folder + "cases.txt");
  BOOST_TEST(cases.size() >= 34U);
  BOOST_TEST(cases.size() == expected.size());
  for (const std::string& name : cases) {
    BOOST_REQUIRE_MESSAGE(expected.contains(name), name << " is not in expected.txt");
    BOOST_TEST(!expected.at(name).empty(), name << " has nothing wrong");
    check_case(name, expected.at(name));
  }
}

BOOST_AUTO_TEST_CASE(every_file_of_the_folder_is_a_case) {
  const std::vector<std::string> cases = lines_of(folder + "cases.txt");
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const bool listed = std::find(cases.begin(), cases.end(), name) != cases.end();
    BOOST_TEST((entry.path().extension() != ".toml" || listed), name << " is not in cases.txt");
  }
}

BOOST_AUTO_TEST_CASE(the_base_they_share_is_sound) {
  BOOST_TEST(diagnostics_of(folder + "base/good.toml").empty());
}

BOOST_AUTO_TEST_CASE(a_file_that_can_not_be_read_says_why) {
  check_case("absent.toml", {"absent.toml:1:1: can not be read: No such file or directory"});
  check_case("base", {"base:1:1: can not be read: is a folder"});
  check_case("base/good.toml/x.toml", {"base/good.toml/x.toml:1:1: can not be read: "});
}

BOOST_AUTO_TEST_CASE(an_override_that_is_wrong_is_told_by_its_number_and_column) {
  const std::vector<Diagnostic> found = diagnostics_of(
      folder + "base/good.toml",
      {"line.l1.capacity_per_year=-5", "line.l2.capacity_per_year=5", "lines.l1.site=plant",
       "line.l1.capacity=5", "line.l1", "simulation.end=soon", "market.us.site=shopp",
       "simulation.stop=2030-01-01", "line.l1=5", "title=\xff"});
  const std::vector<std::string> expected = {
      "--set:1:27: line.l1.capacity_per_year: must be >= 0, got -5",
      "--set:2:6: no line \"l2\"; did you mean \"l1\"?",
      "--set:3:1: unknown kind of record \"lines\"; did you mean \"line\"?",
      "--set:4:9: line.l1: unknown key \"capacity\"",
      "--set:5:1: must be kind.id.field=value",
      "--set:6:16: simulation.end: must be a date YYYY-MM-DD, got \"soon\"",
      "--set:7:16: market.us.site: no site \"shopp\"; did you mean \"shop\"?",
      "--set:8:12: simulation: unknown key \"stop\"",
      "--set:9:1: must be kind.id.field=value",
      "--set:10:7: not UTF-8 text"};
  BOOST_TEST(found.size() == expected.size());
  for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i) {
    compare(found[i], expected[i]);
  }
}

BOOST_AUTO_TEST_CASE(what_is_wrong_prints_as_file_line_column) {
  const Diagnostic diagnostic{"a.toml", 6, 48, "line.l1.site: no site \"x\""};
  BOOST_TEST(diagnostic.text() == "a.toml:6:48: error: line.l1.site: no site \"x\"");
}

BOOST_AUTO_TEST_CASE(any_damage_to_a_toml_file_is_an_error_or_a_scenario) {
  const Scratch scratch;
  Noise noise;
  const std::string good = text_of(folder + "base/good.toml");
  for (int i = 0; i < 500; ++i) {
    scratch.write("damaged.toml", damaged(good, noise));
    BOOST_CHECK_NO_THROW(diagnostics_of(scratch.path / "damaged.toml"));
  }
}

BOOST_AUTO_TEST_CASE(any_damage_to_a_csv_table_is_an_error_or_a_scenario) {
  const Scratch scratch;
  Noise noise;
  scratch.write("s.toml", "extends = \"" + folder + "base/good.toml\"\ntables = [\".\"]\n");
  const std::string good =
      "market,year,quantity_low,quantity,quantity_high,note\n"
      "us,2021,800,900,1e3,\"a \"\"note\"\", quoted\"\nus,2022,,950,,plain\n";
  for (int i = 0; i < 500; ++i) {
    scratch.write("demand.csv", damaged(good, noise));
    BOOST_CHECK_NO_THROW(diagnostics_of(scratch.path / "s.toml"));
  }
}
