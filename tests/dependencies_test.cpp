// The tree is the architecture: engine <- models <- tools, and each third party is named where it
// may be.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
const fs::path root = KORUS_SOURCE_DIR;

struct Include {
  std::string file;  // relative to the root
  std::string header;
};

bool is_code(const fs::path& path) {
  return path.extension() == ".cpp" || path.extension() == ".hpp";
}

// The header that a line includes; empty where it includes none.
std::string header_of(const std::string& line) {
  const std::size_t hash = line.find_first_not_of(" \t");
  if (hash == std::string::npos || line.compare(hash, 8, "#include") != 0) {
    return "";
  }
  const std::size_t open = line.find_first_of("<\"", hash);
  const std::size_t close = line.find_first_of(">\"", open + 1);
  return open == std::string::npos ? "" : line.substr(open + 1, close - open - 1);
}

std::vector<Include> all_includes() {
  std::vector<Include> includes;
  for (const char* folder : {"engine", "models", "tools", "tests", "bench"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      std::ifstream file(entry.path());
      for (std::string line; is_code(entry.path()) && std::getline(file, line);) {
        if (const std::string header = header_of(line); !header.empty()) {
          includes.push_back({fs::relative(entry.path(), root).string(), header});
        }
      }
    }
  }
  return includes;
}

bool below(const std::string& path, const std::string& folder) {
  return path.rfind(folder, 0) == 0;
}

BOOST_AUTO_TEST_CASE(lower_layers_know_nothing_of_higher_ones) {
  const std::map<std::string, std::set<std::string>> may_see{
      {"engine", {"engine"}},
      {"models", {"engine", "models"}},
      {"tools", {"engine", "models", "tools"}}};
  const std::set<std::string> layers{"engine", "models", "tools", "tests", "bench"};
  const auto includes = all_includes();
  BOOST_REQUIRE(includes.size() > 200);
  for (const Include& include : includes) {
    const std::string from = include.file.substr(0, include.file.find('/'));
    const std::string to = include.header.substr(0, include.header.find('/'));
    const auto seen = may_see.find(from);
    if (layers.contains(to) && seen != may_see.end()) {
      BOOST_TEST(seen->second.contains(to), include.file << " includes " << include.header);
    }
  }
}

// The command knows all other tools, and none of them knows the command.
BOOST_AUTO_TEST_CASE(no_tool_knows_the_command_line) {
  for (const Include& include : all_includes()) {
    if (below(include.file, "tools/") && !below(include.file, "tools/command/")) {
      BOOST_TEST(!below(include.header, "tools/command/"),
                 include.file << " includes " << include.header);
    }
  }
}

BOOST_AUTO_TEST_CASE(each_third_party_is_named_in_its_own_place) {
  struct Rule {
    std::string header;               // beginning of the header's name
    std::vector<std::string> places;  // files or folders that may include it
  };
  const std::vector<Rule> rules{
      {"tbb/", {"engine/parallel.cpp"}},
      {"oneapi/", {"engine/parallel.cpp"}},
      {"Random123/", {"engine/random.cpp", "tools/verify/reference_generators.cpp"}},
      {"Eigen/", {"models/", "tools/analysis/", "tests/"}},
      {"hdf5", {"tools/results/", "tests/"}},
      {"H5", {"tools/results/", "tests/"}},
      {"toml++/", {"tools/scenario/"}},
      {"libfccp/", {"tools/scenario/"}},
      {"CLI/", {"tools/command/", "bench/"}},
      {"spdlog/", {"tools/"}},
      {"fmt/", {"tools/", "bench/", "tests/"}},
      {"boost/", {"tests/"}},
  };
  std::set<std::string> used;
  for (const Include& include : all_includes()) {
    for (const Rule& rule : rules) {
      if (below(include.header, rule.header)) {
        used.insert(rule.header);
        BOOST_TEST(
            std::ranges::any_of(
                rule.places, [&](const std::string& place) { return below(include.file, place); }),
            include.file << " includes " << include.header);
      }
    }
  }
  for (const char* header : {"oneapi/", "Random123/", "Eigen/", "hdf5", "toml++/", "libfccp/",
                             "CLI/", "spdlog/", "fmt/", "boost/"}) {
    BOOST_TEST(used.contains(header), header << " is used");
  }
}

BOOST_AUTO_TEST_CASE(the_top_level_holds_what_the_design_names) {
  const std::set<std::string> allowed{"engine",    "models",  "scenarios",      "tools",
                                      "tests",     "bench",   "CMakeLists.txt", "CMakePresets.json",
                                      "README.md", "LICENSE", "CHANGELOG.md",   "build",
                                      "results"};
  for (const auto& entry : fs::directory_iterator(root)) {
    const std::string name = entry.path().filename().string();
    BOOST_TEST((allowed.contains(name) || name.front() == '.'), name << " lies at the top level");
  }
  for (const char* folder : {"engine", "models", "scenarios", "tools", "tests", "bench"}) {
    BOOST_TEST(fs::exists(root / folder / "README.md"), folder << " has a README");
  }
}

}  // namespace
