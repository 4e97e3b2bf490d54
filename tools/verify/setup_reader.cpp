#include "tools/verify/setup_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tools/scenario/text_file.hpp"
#include "tools/scenario/wording.hpp"
#include "tools/verify/row_setup.hpp"

namespace korus {
namespace {

constexpr std::array<std::string_view, 6> file_keys{"scenario", "replications", "short",
                                                    "set",      "run",          "row"};
constexpr std::array<std::string_view, 2> short_keys{"replications", "set"};
constexpr std::array<std::string_view, 3> run_keys{"name", "scenario", "set"};
constexpr std::int64_t most_replications = 1'000'000;

std::vector<PlacedText> joined(std::vector<PlacedText> first, const std::vector<PlacedText>& more) {
  first.insert(first.end(), more.begin(), more.end());
  return first;
}

class SetupReader {
 public:
  SetupReader(const std::filesystem::path& path, const TomlNode& root, const SetupOptions& options,
              Diagnostics& diagnostics)
      : folder_(path.parent_path()),
        root_(root),
        file_(root, "", file_keys, diagnostics),
        options_(options),
        diagnostics_(diagnostics) {
    setup_.file = path.string();
  }

  CaseSetup read(std::span<const CatalogueRow* const> rows, std::span<const std::string> known) {
    read_lengths();
    read_runs();
    read_rows(rows, known);
    return std::move(setup_);
  }

 private:
  void read_lengths() {
    set_ = file_.texts("set");
    setup_.replications = static_cast<int>(
        file_.whole("replications", 1, most_replications).value_or(setup_.replications));
    const TomlNode* brief = root_.find("short");
    if (brief == nullptr) {
      return;
    }
    if (!brief->is_table()) {
      return file_.must_be(*brief, "short", "a table");
    }
    TableReader table(*brief, "short", short_keys, diagnostics_);
    const auto replications = table.whole("replications", 1, most_replications);
    const auto set = table.texts("set");
    if (!options_.full) {
      setup_.replications = static_cast<int>(replications.value_or(setup_.replications));
      short_set_ = set;
    }
  }

  void read_runs() {
    const auto scenario = file_.text("scenario");
    const TomlNode* runs = root_.find("run");
    if (runs == nullptr) {
      if (scenario) {
        setup_.runs.push_back({.scenario = placed(*scenario), .set = joined(set_, short_set_)});
      }
      return;
    }
    if (!runs->is_array()) {
      return file_.must_be(*runs, "run", "tables [[run]]");
    }
    for (const TomlNode& run : runs->elements) {
      run.is_table() ? read_run(run, scenario) : file_.must_be(run, "run", "tables [[run]]");
    }
  }

  void read_run(const TomlNode& node, const std::optional<PlacedText>& scenario) {
    TableReader table(node, "run", run_keys, diagnostics_);
    const auto name = table.text("name");
    const auto own = table.text("scenario");
    RunSetup run{.set = joined(joined(set_, table.texts("set")), short_set_)};
    if (!table.has("name")) {
      table.complain(node.cell.origin, "", "missing required key \"name\"");
    } else if (name &&
               std::ranges::find(setup_.runs, name->text, &RunSetup::name) != setup_.runs.end()) {
      table.complain(name->origin, "name", fmt::format("{} is there twice", in_quotes(name->text)));
    }
    if (!table.has("scenario") && !file_.has("scenario")) {
      table.complain(node.cell.origin, "", "no scenario, neither here nor for all runs");
    }
    run.name = name ? name->text : "";
    if (own || scenario) {
      run.scenario = placed(own ? *own : *scenario);
    }
    setup_.runs.push_back(std::move(run));
  }

  PlacedText placed(const PlacedText& path) const {
    return {(folder_ / path.text).lexically_normal().string(), path.origin};
  }

  void read_rows(std::span<const CatalogueRow* const> rows, std::span<const std::string> known) {
    const TomlNode* tables = root_.find("row");
    if (tables != nullptr && !tables->is_table()) {
      return file_.must_be(*tables, "row", "tables [row.X]");
    }
    for (const CatalogueRow* row : rows) {
      if (tables == nullptr || tables->find(row->letter) == nullptr) {
        diagnostics_.add(
            {setup_.file, 1, 1},
            fmt::format("missing [row.{}], for {} of the catalogue", row->letter, row->id));
      }
    }
    for (const TomlMember& table :
         tables == nullptr ? std::vector<TomlMember>{} : tables->members) {
      read_row(table, rows, known);
    }
  }

  void read_row(const TomlMember& table, std::span<const CatalogueRow* const> rows,
                std::span<const std::string> known) {
    if (std::ranges::find(known, table.key) == known.end()) {
      diagnostics_.add(
          table.origin,
          fmt::format("row.{}: the catalogue has no such row of this case", table.key));
      return;
    }
    const auto row = std::ranges::find(rows, table.key, &CatalogueRow::letter);
    if (row != rows.end()) {
      const RowSurroundings around{**row, setup_, folder_, options_.functions};
      setup_.rows.emplace(table.key, read_row_setup(table, around, diagnostics_));
    }
  }

  std::filesystem::path folder_;
  const TomlNode& root_;
  TableReader file_;
  const SetupOptions& options_;
  Diagnostics& diagnostics_;
  CaseSetup setup_;
  std::vector<PlacedText> set_, short_set_;
};

}  // namespace

std::optional<CaseSetup> read_setup(const std::filesystem::path& path,
                                    std::span<const CatalogueRow* const> rows,
                                    std::span<const std::string> known, const SetupOptions& options,
                                    Diagnostics& diagnostics) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    return std::nullopt;
  }
  CaseSetup broken{.file = path.string()};
  const TextFile file = read_text_file(path);
  if (!file.trouble.empty()) {
    diagnostics.add({path.string(), 1, 1}, "can not be read: " + file.trouble);
    return broken;
  }
  if (const auto bad = first_bad_byte(file.text, path.string())) {
    diagnostics.add(*bad, "not UTF-8 text");
    return broken;
  }
  const auto root = read_toml_tree(file.text, path.string(), diagnostics);
  return root ? SetupReader(path, *root, options, diagnostics).read(rows, known) : broken;
}

}  // namespace korus
