// The pages of fields and figures are what `korus schema` prints, and know every kind and field.
#include "tools/command/reference_page.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "models/scorecard.hpp"

namespace korus {
namespace {

std::string committed(const std::string& path) {
  std::ifstream in(KORUS_SOURCE_DIR "/" + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

// After a change: korus schema > models/records/FIELDS.md; korus schema --figures > models/FIGURES.md
BOOST_AUTO_TEST_CASE(the_committed_pages_are_what_the_program_prints) {
  BOOST_TEST((committed("models/records/FIELDS.md") == fields_page("")));
  BOOST_TEST((committed("models/FIGURES.md") == figures_page()));
}

BOOST_AUTO_TEST_CASE(a_kind_is_shown_with_type_unit_default_range_and_meaning) {
  const std::string lane = fields_page("lane");
  BOOST_TEST(lane.starts_with("## lane\n"));
  BOOST_TEST(lane.find("| `transit_days` | number or law | d | 14 | 0.5 to 365 |") !=
             std::string::npos);
  BOOST_TEST(lane.find("| `from` | text |  | required |") != std::string::npos);
  BOOST_TEST(lane.find("| `mode` | one of `sea`, `air`, `land` |  | `sea` |") != std::string::npos);
  BOOST_TEST(lane.find("## site") == std::string::npos);
  BOOST_TEST(fields_page("lanes").empty());
}

BOOST_AUTO_TEST_CASE(the_json_schema_knows_laws_and_refuses_what_is_unknown) {
  const std::string schema = fields_json_schema();
  BOOST_TEST(schema.find(R"("transit_days":{"anyOf":[{"type":"number","minimum":0.5,)"
                         R"("maximum":365},{"type":"string"}],"default":14)") != std::string::npos);
  BOOST_TEST(schema.find(R"("transit_days_low":{"type":"number")") != std::string::npos);
  BOOST_TEST(schema.find(R"("additionalProperties":false)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(no_entity_has_two_figures_of_one_name) {
  for (const FigureTable& table : figure_tables()) {
    std::set<std::string_view> names;
    for (const FigureKind& figure : table.figures) {
      BOOST_TEST(names.insert(figure.measure).second, figure.measure);
    }
  }
}

}  // namespace
}  // namespace korus
