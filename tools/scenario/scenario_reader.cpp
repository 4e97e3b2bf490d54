#include "tools/scenario/scenario_reader.hpp"

#include <map>
#include <optional>
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

namespace {

Document read_document(const std::filesystem::path& path, const std::vector<std::string>& overrides,
                       const Schema& schema, Layers& layers, Diagnostics& diagnostics) {
  Document document = layers.read(path);
  apply_overrides(overrides, schema, document, diagnostics);
  return document;
}

// Finds places in the document, read again when the first is asked for: it is larger than all that is
// made of it, and a scenario that is sound asks for none.
class Locator {
 public:
  Locator(std::filesystem::path path, std::vector<std::string> overrides)
      : path_(std::move(path)), overrides_(std::move(overrides)) {}

  Diagnostic operator()(const std::string& kind, const std::string& id, const std::string& field) {
    if (!document_) {
      const Schema schema;
      Diagnostics told;
      Layers layers(schema, told);
      document_ = read_document(path_, overrides_, schema, layers, told);
    }
    const Origin where = document_->origin(kind, id, field);
    return {where.file, where.line, where.column, ""};
  }

 private:
  std::filesystem::path path_;
  std::vector<std::string> overrides_;
  std::optional<Document> document_;
};

}  // namespace

LoadedScenario read_scenario(const std::filesystem::path& path,
                             const std::vector<std::string>& overrides) {
  const Schema schema;
  Diagnostics diagnostics;
  Layers layers(schema, diagnostics);
  LoadedScenario loaded;
  {
    Document document = read_document(path, overrides, schema, layers, diagnostics);
    loaded.scenario = read_records(document, diagnostics);
    if (document.complete) {  // else names would seem unknown that a file which failed may hold
      check_references(document, loaded.scenario, diagnostics);
      check_structure(document, loaded.scenario, diagnostics);
    }
    diagnostics.throw_if_any();
    loaded.inputs = list_input_numbers(document, loaded.scenario);
  }
  std::map<std::string, std::string> relative;  // few files, millions of numbers
  for (InputNumber& input : loaded.inputs) {
    const auto [name, fresh] = relative.try_emplace(input.file);
    if (fresh) {
      name->second = layers.relative(input.file);
    }
    input.file = name->second;
  }
  loaded.resolved_text = canonical_text(loaded.scenario);
  loaded.sha256 = sha256_hex(loaded.resolved_text);
  loaded.files = layers.take_files();
  loaded.locate = Locator(path, overrides);
  return loaded;
}

}  // namespace korus
