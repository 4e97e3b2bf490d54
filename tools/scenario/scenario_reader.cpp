#include "tools/scenario/scenario_reader.hpp"

#include <utility>

#include "tools/scenario/canonical_text.hpp"
#include "tools/scenario/diagnostics.hpp"
#include "tools/scenario/input_numbers.hpp"
#include "tools/scenario/layers.hpp"
#include "tools/scenario/overrides.hpp"
#include "tools/scenario/record_reader.hpp"
#include "tools/scenario/references.hpp"
#include "tools/scenario/sha256.hpp"
#include "tools/scenario/structure.hpp"

namespace korus {

LoadedScenario read_scenario(const std::filesystem::path& path,
                             const std::vector<std::string>& overrides) {
  const Schema schema;
  Diagnostics diagnostics;
  Layers layers(schema, diagnostics);
  Document document = layers.read(path);
  apply_overrides(overrides, schema, document, diagnostics);

  LoadedScenario loaded;
  loaded.scenario = read_records(document, diagnostics);
  if (document.complete) {  // else names would seem unknown that a file which failed may hold
    check_references(document, loaded.scenario, diagnostics);
    check_structure(document, loaded.scenario, diagnostics);
  }
  diagnostics.throw_if_any();

  loaded.resolved_text = canonical_text(loaded.scenario);
  loaded.sha256 = sha256_hex(loaded.resolved_text);
  loaded.files = layers.files();
  loaded.inputs = list_input_numbers(document, loaded.scenario);
  for (InputNumber& input : loaded.inputs) {
    input.file = layers.relative(input.file);
  }
  loaded.locate = [document = std::move(document)](const std::string& kind, const std::string& id,
                                                   const std::string& field) {
    const Origin where = document.origin(kind, id, field);
    return Diagnostic{where.file, where.line, where.column, ""};
  };
  return loaded;
}

}  // namespace korus
