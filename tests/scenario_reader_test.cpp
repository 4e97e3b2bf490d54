// A sound scenario is read as written: layers over layers, laws, dates, tables as spreadsheets
// save them; and its canonical text reads back as itself.
#include "tools/scenario/scenario_reader.hpp"

#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tools/scenario/each_field.hpp"
#include "tools/scenario/sha256.hpp"

namespace {

namespace fs = std::filesystem;
using namespace korus;

constexpr const char* base_text = R"(title = "Base"

[product.cell]
unit = "Wh"

[site.plant]
country = "KR"

[site.shop]
country = "US"
role = "market"

[process.make_cell]
product = "cell"
lot_size = 25

[line.l1]
site = "plant"
process = "make_cell"
capacity_per_year = 1000
quality = "sourced"

[lane.sea]
from = "KR"
to = "US"
transit_days = 30

[market.us]
site = "shop"
product = "cell"
demand_per_year = 900
)";

// A folder with a base scenario in it, gone after the test.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("korus_scenario_" + std::to_string(::getpid()));

  Folder() {
    fs::remove_all(path);
    write("base.toml", base_text);
  }
  ~Folder() { fs::remove_all(path); }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name, std::ios::binary) << text;
  }

  // Reads `text` as s.toml, on top of the base.
  LoadedScenario read(const std::string& text,
                      const std::vector<std::string>& overrides = {}) const {
    write("s.toml", "extends = \"base.toml\"\n" + text);
    return read_scenario(path / "s.toml", overrides);
  }
};

template <class Record>
const Record& row(const std::vector<Record>& records, const std::string& id) {
  const auto found = std::ranges::find(records, id, &Record::id);
  BOOST_REQUIRE_MESSAGE(found != records.end(), "no " << Record::kind << ' ' << id);
  return *found;
}

const InputNumber* input(const LoadedScenario& loaded, const std::string& path) {
  const auto found = std::ranges::find(loaded.inputs, path, &InputNumber::path);
  return found == loaded.inputs.end() ? nullptr : &*found;
}

std::string ids(const auto& records) {
  std::string text;
  for (const auto& record : records) {
    text += record.id + ' ';
  }
  return text;
}

Date day(int year, unsigned month, unsigned dom) {
  return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(dom);
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(what_is_not_written_has_its_default, Folder) {
  const Scenario scenario = read_scenario(path / "base.toml").scenario;
  BOOST_TEST(scenario.title == "Base");
  BOOST_TEST((scenario.simulation.end == day(2031, 1, 1)));
  BOOST_TEST(row(scenario.markets, "us").unmet == "backorder");
  BOOST_TEST(row(scenario.processes, "make_cell").lot_size == 25);
  BOOST_TEST((row(scenario.processes, "make_cell").yield == Law(1)));
}

BOOST_FIXTURE_TEST_CASE(each_layer_wins_over_the_one_before_field_by_field, Folder) {
  write("t/line.csv", "id,capacity_per_year,growth_per_year\nl1,2000,0.01\n");
  write("base2.toml",
        "extends = \"base.toml\"\ntables = [\"t\"]\n[line.l1]\nreference_per_year = 7\n");
  write("u/line.csv", "id,growth_per_year,note\nl1,0.03,from a table\n");
  write("s.toml",
        "title = \"Top\"\nextends = \"base2.toml\"\ntables = [\"u\"]\n[line.l1]\nnote = \"own\"\n");
  const LoadedScenario loaded = read_scenario(path / "s.toml", {"line.l1.reference_per_year=8"});
  const LineRecord& line = row(loaded.scenario.lines, "l1");
  BOOST_TEST(loaded.scenario.title == "Top");
  BOOST_TEST(line.site == "plant");            // base.toml
  BOOST_TEST(line.capacity_per_year == 2000);  // t/line.csv over base.toml
  BOOST_TEST(line.growth_per_year == 0.03);    // u/line.csv over t/line.csv
  BOOST_TEST(line.reference_per_year == 8);    // --set over base2.toml
  BOOST_TEST(line.provenance.note == "own");   // s.toml over u/line.csv
  BOOST_TEST(line.provenance.quality == "sourced");
}

BOOST_FIXTURE_TEST_CASE(paths_are_relative_to_the_file_that_names_them, Folder) {
  write("deep/t/site.csv", "id,country\nport,JP\n");
  write("deep/mid.toml", "extends = \"../base.toml\"\ntables = [\"t\"]\n");
  write("top/s.toml", "extends = \"../deep/mid.toml\"\n");
  const LoadedScenario loaded = read_scenario(path / "top/s.toml");
  BOOST_TEST(row(loaded.scenario.sites, "port").country == "JP");
  std::vector<std::string> files;
  for (const InputFile& file : loaded.files) {
    files.push_back(file.path);
    BOOST_TEST(file.sha256 == sha256_hex(file.text));
  }
  const std::vector<std::string> expected = {"s.toml", "../deep/mid.toml", "../base.toml",
                                             "../deep/t/site.csv"};
  BOOST_TEST(files == expected, boost::test_tools::per_element());
  BOOST_TEST(loaded.files[2].text == base_text);
}

BOOST_FIXTURE_TEST_CASE(overrides_reach_the_title_the_settings_and_any_field, Folder) {
  const Scenario scenario = read("", {"title=A = b", "simulation.end=2025-06-30",
                                      "lane.sea.transit_days_high=45", "market.us.unmet=lost",
                                      "line.l1.capacity_per_year=1", "line.l1.capacity_per_year=2"})
                                .scenario;
  BOOST_TEST(scenario.title == "A = b");
  BOOST_TEST((scenario.simulation.end == day(2025, 6, 30)));
  BOOST_TEST((row(scenario.lanes, "sea").transit_days == Law(30, 30, 45)));
  BOOST_TEST(row(scenario.markets, "us").unmet == "lost");
  BOOST_TEST(row(scenario.lines, "l1").capacity_per_year == 2);
}

BOOST_FIXTURE_TEST_CASE(a_law_widens_from_its_mode, Folder) {
  const Scenario scenario = read(
                                "[lane.sea]\ncustoms_days = 3\ncustoms_days_high = 5\n"
                                "[process.make_cell]\nyield = 0.9\nyield_low = 0.5\n"
                                "yield_high = 1\ncycle_days_low = 0\n")
                                .scenario;
  BOOST_TEST((row(scenario.lanes, "sea").transit_days == Law(30)));
  BOOST_TEST((row(scenario.lanes, "sea").customs_days == Law(3, 3, 5)));
  BOOST_TEST((row(scenario.processes, "make_cell").yield == Law(0.5, 0.9, 1)));
  BOOST_TEST((row(scenario.processes, "make_cell").cycle_days == Law(0, 1, 1)));
}

BOOST_FIXTURE_TEST_CASE(a_law_may_be_written_in_words_in_text_tables_and_overrides, Folder) {
  write("t/demand.csv",
        "market,year,quantity\nus,2021,\"uniform(800, 1e3)\"\nus,2022,poisson(900)\n");
  const Scenario scenario =
      read(
          "tables = [\"t\"]\n[lane.sea]\ntransit_days = \"lognormal(mean=4, "
          "scv=0.5)\"\n[process.make_cell]\nyield = \" beta( 90 , b = 10 ) \"\n",
          {"lane.sea.customs_days=exponential(4)",
           "process.make_cell.cycle_days=\"erlang(3, mean=6)\""})
          .scenario;
  BOOST_TEST((row(scenario.lanes, "sea").transit_days == Law::lognormal_of(4, 0.5)));
  BOOST_TEST((row(scenario.lanes, "sea").customs_days == Law::exponential(4)));
  BOOST_TEST((row(scenario.processes, "make_cell").yield == Law::beta(90, 10)));
  BOOST_TEST((row(scenario.processes, "make_cell").cycle_days == Law::erlang(3, 6)));
  BOOST_TEST((row(scenario.demands, "us:2021").quantity == Law::uniform(800, 1000)));
  BOOST_TEST((row(scenario.demands, "us:2022").quantity == Law::poisson(900)));
}

BOOST_FIXTURE_TEST_CASE(words_of_a_later_layer_take_the_place_of_a_number_and_its_ends, Folder) {
  write("mid.toml",
        "extends = \"base.toml\"\n[lane.sea]\ntransit_days_low = 20\ntransit_days_high = 40\n");
  const auto transit = [&](const std::string& text, const std::vector<std::string>& overrides) {
    write("s.toml", "extends = \"mid.toml\"\n" + text);
    return row(read_scenario(path / "s.toml", overrides).scenario.lanes, "sea").transit_days;
  };
  BOOST_TEST((transit("", {}) == Law(20, 30, 40)));
  BOOST_TEST(
      (transit("[lane.sea]\ntransit_days = \"exponential(9)\"\n", {}) == Law::exponential(9)));
  BOOST_TEST((transit("", {"lane.sea.transit_days=exponential(9)"}) == Law::exponential(9)));
  // And a number that of words.
  BOOST_TEST(
      (transit("[lane.sea]\ntransit_days = \"exponential(9)\"\n",
               {"lane.sea.transit_days=5", "lane.sea.transit_days_high=8"}) == Law(5, 5, 8)));
}

BOOST_FIXTURE_TEST_CASE(the_canonical_text_spells_each_law_in_one_way, Folder) {
  const auto lines = [&](const std::string& law) {
    const std::string text = read("", {"lane.sea.transit_days=" + law}).resolved_text;
    const std::size_t from = text.find("transit_days = ");
    return text.substr(from, text.find("customs_days") - from);
  };
  BOOST_TEST(lines("30") ==
             "transit_days = 30.0\ntransit_days_low = 30.0\n"
             "transit_days_high = 30.0\n");
  BOOST_TEST(lines("triangular(1, 4, 10)") ==
             "transit_days = 4.0\ntransit_days_low = 1.0\ntransit_days_high = 10.0\n");
  BOOST_TEST(lines("normal(30, 0)") == lines("30"));
  BOOST_TEST(lines("gamma(mean=6, scv=0.25)") == "transit_days = \"gamma(shape=4, scale=1.5)\"\n");
  BOOST_TEST(lines("uniform(0.6, 1)") == "transit_days = \"uniform(low=0.6, high=1)\"\n");
}

BOOST_FIXTURE_TEST_CASE(every_law_reads_back_from_the_canonical_text, Folder) {
  for (const char* law :
       {"uniform(0.6, 1)", "triangular(1, 4, 10)", "exponential(4)", "erlang(3, 6)",
        "gamma(0.7, 2)", "gamma(mean=30, scv=0.3)", "lognormal(mean=4, scv=0.5)",
        "lognormal(mu=1, sigma=0.2)", "weibull(1.5, 10)", "normal(20, 3)", "beta(2, 5)",
        "pert(1, 4, 10)", "poisson(12.5)", "geometric(0.3)", "integers(2, 9)",
        "rounded_normal(4.3, 0.4)"}) {
    const LoadedScenario first = read("", {std::string("lane.sea.customs_days=") + law});
    write("again.toml", first.resolved_text);
    const LoadedScenario again = read_scenario(path / "again.toml");
    BOOST_TEST((row(again.scenario.lanes, "sea").customs_days ==
                row(first.scenario.lanes, "sea").customs_days),
               law);
    BOOST_TEST(again.sha256 == first.sha256, law);
  }
}

BOOST_FIXTURE_TEST_CASE(the_arguments_of_a_law_are_numbers_of_the_scenario, Folder) {
  const LoadedScenario loaded = read(
      "[lane.sea]\nquality = \"estimate\"\ntransit_days = \"lognormal(mean=4, scv=0.5)\"\n"
      "customs_days = \"lognormal(mu=1, sigma=0.2)\"\n");
  const InputNumber* mean = input(loaded, "lane.sea.transit_days.mean");
  BOOST_REQUIRE(mean != nullptr);
  BOOST_TEST(mean->value == 4);
  BOOST_TEST(mean->unit == "d");
  BOOST_TEST(mean->quality == "estimate");
  BOOST_TEST(mean->line == 4);
  BOOST_TEST(input(loaded, "lane.sea.transit_days.scv")->value == 0.5);
  BOOST_TEST(input(loaded, "lane.sea.transit_days.scv")->unit == "1");
  BOOST_TEST(input(loaded, "lane.sea.customs_days.mu")->unit == "ln(d)");
  BOOST_TEST(input(loaded, "lane.sea.transit_days") == nullptr);
}

BOOST_FIXTURE_TEST_CASE(a_date_is_a_toml_date_or_its_text, Folder) {
  write("t/outage.csv", "id,target,start\nthird,plant,2024-02-29\n");
  const Scenario scenario = read(
                                "tables = [\"t\"]\n"
                                "[outage.first]\ntarget = \"plant\"\nstart = 2021-02-16\n"
                                "[outage.second]\ntarget = \"sea\"\nstart = \"2021-03-23\"\n")
                                .scenario;
  BOOST_TEST((row(scenario.outages, "first").start == day(2021, 2, 16)));
  BOOST_TEST((row(scenario.outages, "second").start == day(2021, 3, 23)));
  BOOST_TEST((row(scenario.outages, "third").start == day(2024, 2, 29)));
}

BOOST_FIXTURE_TEST_CASE(whole_numbers_may_be_written_as_decimals, Folder) {
  write("t/product.csv", "id,units_per_display\nfoil,1e6\nsalt,1000.0\nacid,+12\n");
  const Scenario scenario =
      read("tables = [\"t\"]\n[process.make_cell]\nlot_size = 1e3\n").scenario;
  BOOST_TEST(row(scenario.products, "foil").units_per_display == 1000000);
  BOOST_TEST(row(scenario.products, "salt").units_per_display == 1000);
  BOOST_TEST(row(scenario.products, "acid").units_per_display == 12);
  BOOST_TEST(row(scenario.processes, "make_cell").lot_size == 1000);
}

BOOST_FIXTURE_TEST_CASE(a_table_is_read_as_spreadsheets_save_it, Folder) {
  write("t/site.csv",
        "\xEF\xBB\xBFid,country,name,latitude,note\r\n"
        "a,KR,\"Plant \"\"A\"\", Icheon\",37.25,\r\n"
        "\r\n"
        " b , KR ,  two words ,\t-1e1\t,\" kept \"\r\n"
        ",,,,\r\n"
        "c,JP,,,\"S\xC3\xA9oul, \xEC\x84\x9C\xEC\x9A\xB8\"");
  write("t/readme.txt", "no table");
  const Scenario scenario = read("tables = [\"t\"]\n").scenario;
  BOOST_TEST(ids(scenario.sites) == "a b c plant shop ");
  BOOST_TEST(row(scenario.sites, "a").name == "Plant \"A\", Icheon");
  BOOST_TEST(row(scenario.sites, "b").name == "two words");
  BOOST_TEST(row(scenario.sites, "b").latitude == -10);
  BOOST_TEST(row(scenario.sites, "b").provenance.note == " kept ");
  BOOST_TEST(row(scenario.sites, "c").name == "");
  BOOST_TEST(row(scenario.sites, "c").provenance.note == "S\xC3\xA9oul, \xEC\x84\x9C\xEC\x9A\xB8");
}

BOOST_FIXTURE_TEST_CASE(an_empty_cell_leaves_what_an_earlier_layer_says, Folder) {
  write("t/line.csv", "id,site,capacity_per_year\nl1,,\"\"\n");
  const Scenario scenario = read("tables = [\"t\"]\n").scenario;
  BOOST_TEST(row(scenario.lines, "l1").site == "plant");
  BOOST_TEST(row(scenario.lines, "l1").capacity_per_year == 1000);
}

BOOST_FIXTURE_TEST_CASE(some_ids_follow_from_other_columns, Folder) {
  write("t/product.csv", "id\nfoil\n");
  write("t/input.csv", "process,product,quantity\nmake_cell,foil,0.5\n");
  write("t/capacity.csv", "line,year,capacity_per_year\nl1,2022,1200\nl1,2023,1300\n");
  write("t/demand.csv", "market,year,quantity\nus,2021,900\n");
  write("t/stock.csv", "site,product,cover_days\nshop,cell,20\n");
  write(
      "t/supply.csv",
      "id,product,supplier,buyer,share\n,cell,plant,,1\n,cell,plant,US,1\nown,cell,plant,shop,2\n");
  const Scenario scenario =
      read("tables = [\"t\"]\n[demand.\"us:2021\"]\nquantity_high = 950\n").scenario;
  BOOST_TEST(ids(scenario.inputs) == "make_cell:foil ");
  BOOST_TEST(ids(scenario.capacities) == "l1:2022 l1:2023 ");
  BOOST_TEST(ids(scenario.stocks) == "shop:cell ");
  BOOST_TEST(ids(scenario.supplies) == "cell:plant:* cell:plant:US own ");
  BOOST_TEST((row(scenario.demands, "us:2021").quantity == Law(900, 900, 950)));
}

BOOST_FIXTURE_TEST_CASE(records_come_sorted_by_id, Folder) {
  write("t/site.csv", "id,country\nz,KR\nB,KR\na,KR\n");
  BOOST_TEST(ids(read("tables = [\"t\"]\n").scenario.sites) == "B a plant shop z ");
}

BOOST_FIXTURE_TEST_CASE(every_number_written_is_listed_with_its_place_and_source, Folder) {
  write("t/line.csv", "id,growth_per_year,source,quality\nl1,0.02,book,derived\n");
  const LoadedScenario loaded = read(
      "tables = [\"t\"]\n[source.book]\ntitle = \"A book\"\n[lane.sea]\ntransit_days_low = 25\n",
      {"simulation.record_days=14"});
  const InputNumber* capacity = input(loaded, "line.l1.capacity_per_year");
  BOOST_REQUIRE(capacity != nullptr);
  BOOST_TEST(capacity->value == 1000);
  BOOST_TEST(capacity->unit == "display units started per year");
  BOOST_TEST(capacity->quality == "sourced");
  BOOST_TEST(capacity->file == "base.toml");
  BOOST_TEST(capacity->line == 20);
  BOOST_TEST(input(loaded, "line.l1.growth_per_year")->file == "t/line.csv");
  BOOST_TEST(input(loaded, "line.l1.growth_per_year")->line == 2);
  BOOST_TEST(input(loaded, "line.l1.growth_per_year")->source == "book");
  BOOST_TEST(input(loaded, "line.l1.growth_per_year")->quality == "derived");
  BOOST_TEST(input(loaded, "lane.sea.transit_days_low")->value == 25);
  BOOST_TEST(input(loaded, "simulation.record_days")->file == "--set");
  BOOST_TEST(input(loaded, "lane.sea.transit_days_high") == nullptr);
  BOOST_TEST(input(loaded, "line.l1.reference_per_year") == nullptr);
}

BOOST_FIXTURE_TEST_CASE(a_changed_number_does_not_inherit_the_citation_of_the_old_one, Folder) {
  write("t/line.csv", "id,growth_per_year,source,quality\nl1,0.02,book,derived\n");
  const std::string base = "tables = [\"t\"]\n[source.book]\ntitle = \"A book\"\n";
  const std::string growth = "line.l1.growth_per_year";
  const LoadedScenario set = read(base, {growth + "=0.5"});
  BOOST_TEST(input(set, growth)->source == "");
  BOOST_TEST(input(set, growth)->quality == "");
  const LoadedScenario own = read(base, {growth + "=0.5", "line.l1.quality=estimate"});
  BOOST_TEST(input(own, growth)->quality == "estimate");
  // And the numbers left as they were keep theirs.
  BOOST_TEST(input(own, "line.l1.capacity_per_year")->quality == "sourced");
  const LoadedScenario later = read(base + "[line.l1]\ngrowth_per_year = 0.3\n");
  BOOST_TEST(input(later, growth)->quality == "");
}

BOOST_FIXTURE_TEST_CASE(a_later_check_can_ask_where_a_field_was_written, Folder) {
  const LoadedScenario loaded = read("[simulation]\nend = 2030-01-01\n");
  const std::string base = (path / "base.toml").string();
  BOOST_TEST(loaded.locate("line", "l1", "process").text() == base + ":19:11: error: ");
  BOOST_TEST(loaded.locate("line", "l1", "growth_per_year").text() == base + ":17:7: error: ");
  BOOST_TEST(loaded.locate("simulation", "", "end").line == 3);
  BOOST_TEST(loaded.locate("line", "none", "").text() ==
             (path / "s.toml").string() + ":1:1: error: ");
}

BOOST_FIXTURE_TEST_CASE(the_canonical_text_reads_back_as_itself, Folder) {
  write("t/site.csv",
        "id,country,name,latitude,note\na:b*,KR,\"quote \"\" backslash \\\",0.1,\"x\ty\"\n");
  const LoadedScenario first = read(
      "tables = [\"t\"]\n[process.make_cell]\nyield = 0.30000000000000004\nyield_low = 1e-3\n"
      "lot_size = 1000000000000\n[site.plant]\nname = \"bell \\u0007 del \\u007f line\\nend "
      "\\U0001F600\"\n"
      "[line.l1]\ncapacity_per_year = 123456789012.34567\ngrowth_per_year = -0.0\n");
  write("again.toml", first.resolved_text);
  const LoadedScenario again = read_scenario(path / "again.toml");
  BOOST_TEST(again.resolved_text == first.resolved_text);
  BOOST_TEST(again.sha256 == first.sha256);
  BOOST_TEST(first.sha256 == sha256_hex(first.resolved_text));
  BOOST_TEST(row(again.scenario.sites, "plant").name ==
             "bell \x07 del \x7f line\nend \xF0\x9F\x98\x80");
  BOOST_TEST(row(again.scenario.sites, "a:b*").name == "quote \" backslash \\");
  BOOST_TEST(row(again.scenario.processes, "make_cell").yield.typical() == 0.30000000000000004);
  BOOST_TEST(row(again.scenario.lines, "l1").capacity_per_year == 123456789012.34567);
}

BOOST_FIXTURE_TEST_CASE(the_canonical_text_does_not_depend_on_how_it_was_written, Folder) {
  write("t/line.csv", "id,capacity_per_year\nl1,1500\n");
  const LoadedScenario by_table = read("tables = [\"t\"]\n");
  const LoadedScenario by_text = read("[line]\nl1 = {capacity_per_year = 1.5e3}\n");
  const LoadedScenario by_override = read("", {"line.l1.capacity_per_year=1500.0"});
  BOOST_TEST(by_table.resolved_text == by_text.resolved_text);
  BOOST_TEST(by_table.resolved_text == by_override.resolved_text);
  BOOST_TEST(by_table.sha256 != read("").sha256);
}

BOOST_FIXTURE_TEST_CASE(every_field_of_every_kind_is_in_the_canonical_text, Folder) {
  const LoadedScenario loaded = read("[outage.o]\ntarget = \"plant\"\nstart = 2021-02-16\n");
  for_each_field(loaded.scenario.outages[0], [&](const Field& field, const auto&) {
    const std::string line = '\n' + std::string(field.name) + " = ";
    BOOST_TEST(loaded.resolved_text.find(line, loaded.resolved_text.find("[outage.o]")) !=
               std::string::npos);
  });
}
