// Every mistake in a catalogue or a set-up is told with its place, all at once, and nothing is run.
#include <boost/test/unit_test.hpp>
#include <map>
#include <vector>

#include "verification_kit.hpp"

namespace korus {
namespace {

const std::filesystem::path broken = test::verification_folder / "broken";

// "== FILE" begins what is said of `FILE`, a line each.
std::vector<std::string> expected_of(const std::string& name) {
  std::ifstream in(broken / "expected.txt");
  std::vector<std::string> lines;
  bool here = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("== ")) {
      here = line == "== " + name;
    } else if (here && !line.empty()) {
      lines.push_back(line);
    }
  }
  return lines;
}

std::vector<std::string> said_of(const VerificationRequest& request) {
  const std::string root = test::verification_folder.string() + "/";
  std::vector<std::string> lines;
  try {
    verify(request);
  } catch (const ScenarioError& error) {
    for (const Diagnostic& diagnostic : error.diagnostics) {
      std::string line = diagnostic.text();
      for (std::size_t at = line.find(root); at != line.npos; at = line.find(root)) {
        line.erase(at, root.size());
      }
      lines.push_back(line);
    }
  }
  return lines;
}

void expect(const std::string& catalogue) {
  VerificationRequest request = test::request(broken / catalogue, broken);
  request.runner = [](const auto&, const auto&, const auto&, const auto&) -> ReplicationResult {
    throw Defect("nothing must be run");
  };
  const std::vector<std::string> expected = expected_of(catalogue);
  BOOST_REQUIRE(!expected.empty());
  BOOST_TEST(said_of(request) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_broken_catalogue_is_told_line_by_line) { expect("catalogue.csv"); }

BOOST_AUTO_TEST_CASE(broken_setups_are_told_all_at_once) { expect("cases.csv"); }

BOOST_AUTO_TEST_CASE(rows_that_are_left_out_are_not_held_against_a_setup) {
  VerificationRequest request = test::request(broken / "cases.csv", broken);
  request.only = {"F01.a"};
  for (const std::string& line : said_of(request)) {
    BOOST_TEST(line.find("missing [row.b]") == line.npos);
    BOOST_TEST(line.starts_with("broken/F01.toml:"));
  }
}

BOOST_AUTO_TEST_CASE(a_misspelt_key_of_a_row_is_named) {
  const test::TemporaryFolder folder;
  const auto path = folder.write("cases.csv", test::header + "A.a,q,1,,,exact\n");
  folder.write("A.toml", "[row.a]\nfigur = \"fill_rate.x\"\n");
  try {
    verify(test::request(path, folder.path()));
    BOOST_ERROR("it must be refused");
  } catch (const ScenarioError& error) {
    BOOST_REQUIRE(error.diagnostics.size() == 1U);
    BOOST_TEST(error.diagnostics[0].text().ends_with(
        "A.toml:2:1: error: row.a: unknown key \"figur\"; did you mean \"figure\"?"));
  }
}

BOOST_AUTO_TEST_CASE(an_empty_or_unreadable_catalogue_is_told) {
  const test::TemporaryFolder folder;
  const auto first = [&](const std::string& text) {
    const auto path = folder.write("cases.csv", text);
    try {
      verify(test::request(path, folder.path()));
    } catch (const ScenarioError& error) {
      return error.diagnostics.front().text().substr(path.string().size());
    }
    return std::string();
  };
  BOOST_TEST(first("") == ":1:1: error: missing required column \"expected\"");
  BOOST_TEST(first(test::header) == ":1:1: error: no rows");
  BOOST_TEST(first("id,quantity,kind\n") == ":1:1: error: missing required column \"expected\"");
  BOOST_TEST(first(test::header + "A.a,\xff,1,,,exact\n") == ":2:5: error: not UTF-8 text");
  BOOST_TEST(first("id,id,quantity,expected,kind\n") ==
             ":1:4: error: column \"id\" is there twice");
}

BOOST_AUTO_TEST_CASE(a_spreadsheets_catalogue_is_read_as_it_comes) {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "cases.csv",
      "\xef\xbb\xbfid,quantity,expected,kind\r\n\r\nW.a,square,9,exact (as always)\r\n");
  folder.write("W.toml", "[row.a]\nfunction = \"square\"\narguments = [3]\n");
  BOOST_TEST(verify(test::request(path, folder.path())).passed());
}

}  // namespace
}  // namespace korus
