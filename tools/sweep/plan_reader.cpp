#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include "tools/scenario/cell_value.hpp"
#include "tools/scenario/csv_table.hpp"
#include "tools/scenario/text_file.hpp"
#include "tools/scenario/wording.hpp"
#include "tools/sweep/plan.hpp"

namespace korus {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 10> file_keys{
    "title", "scenario",        "replications", "seed",   "series",
    "set",   "points_per_file", "design",       "factor", "policy"};
constexpr std::array<std::string_view, 5> design_keys{"kind", "samples", "levels", "seed", "file"};
constexpr std::array<std::string_view, 11> factor_keys{
    "name", "fields", "how", "low", "high", "values", "levels", "unit", "doc", "source", "quality"};
constexpr std::array<std::string_view, 5> policy_keys{"name", "title", "scenario", "set",
                                                      "cost_usd"};
constexpr std::array<std::string_view, 3> actions{"set", "times", "plus"};
constexpr std::array<std::string_view, 3> details{"none", "summary", "all"};
constexpr std::array<std::string_view, 3> qualities{"sourced", "derived", "estimate"};
constexpr std::array<std::string_view, 14> taken_names{
    "point",   "statistic", "kpi",   "value",     "policy_name",      "measure",  "chain",
    "country", "group",     "units", "long_name", "higher_is_better", "is_ratio", "replication"};
constexpr std::int64_t most_replications = 1'000'000;
constexpr std::int64_t most_samples = 1 << 22;
constexpr std::int64_t most_seed = std::numeric_limits<std::int64_t>::max();

std::string text_of(const Cell& cell) {
  if (const auto* number = std::get_if<double>(&cell.value)) {
    return number_text(*number);
  }
  if (const auto* date = std::get_if<Date>(&cell.value)) {
    return date_text(*date);
  }
  if (const auto* whole = std::get_if<std::int64_t>(&cell.value)) {
    return std::to_string(*whole);
  }
  if (const auto* flag = std::get_if<bool>(&cell.value)) {
    return *flag ? "true" : "false";
  }
  return as_text(cell).value_or("");
}

class PlanReader {
 public:
  PlanReader(const std::filesystem::path& path, const TomlNode& root, Diagnostics& diagnostics)
      : folder_(path.parent_path()),
        root_(root),
        file_(root, "", file_keys, diagnostics),
        diagnostics_(diagnostics) {
    plan_.path = path.string();
  }

  SweepPlan read() {
    plan_.title = text(file_, "title").value_or(std::filesystem::path(plan_.path).stem().string());
    plan_.replications = static_cast<int>(
        file_.whole("replications", 1, most_replications).value_or(plan_.replications));
    plan_.seed = static_cast<std::uint64_t>(file_.whole("seed", 0, most_seed).value_or(1));
    plan_.series = static_cast<SeriesDetail>(choice(file_, "series", details).value_or(0));
    plan_.points_per_file =
        static_cast<std::size_t>(file_.whole("points_per_file", 1, 100'000).value_or(0));
    each("factor", [&](const TomlNode& node) { read_factor(node); });
    read_policies();
    read_design();
    return std::move(plan_);
  }

 private:
  std::optional<std::string> text(TableReader& table, std::string_view key) {
    const auto found = table.text(key);
    return found ? std::optional(found->text) : std::nullopt;
  }

  // The place of the word among those allowed.
  std::optional<std::size_t> choice(TableReader& table, std::string_view key, Words words) {
    const auto found = table.text(key);
    if (!found) {
      return std::nullopt;
    }
    const auto place = std::ranges::find(words, found->text);
    if (place == words.end()) {
      table.complain(
          found->origin, key,
          fmt::format("must be {}, got {}{}", fmt::join(words, "|"), in_quotes(found->text),
                      did_you_mean(found->text, {words.begin(), words.end()})));
      return std::nullopt;
    }
    return static_cast<std::size_t>(place - words.begin());
  }

  template <class Read>
  void each(std::string_view key, Read read) {
    const TomlNode* tables = root_.find(key);
    if (tables == nullptr) {
      return;
    }
    const std::string what = fmt::format("tables [[{}]]", key);
    if (!tables->is_array()) {
      return file_.must_be(*tables, key, what);
    }
    for (const TomlNode& node : tables->elements) {
      node.is_table() ? read(node) : file_.must_be(node, key, what);
    }
  }

  std::string name_of(TableReader& table, const TomlNode& node, std::set<std::string>& known) {
    const auto name = table.text("name");
    if (!table.has("name")) {
      table.complain(node.cell.origin, "", "missing required key \"name\"");
    } else if (name && !known.insert(name->text).second) {
      table.complain(name->origin, "name", fmt::format("{} is there twice", in_quotes(name->text)));
    }
    return name ? name->text : "";
  }

  // It becomes a variable of the result file beside those that are there.
  static void check_name(TableReader& table, const std::string& name) {
    constexpr std::string_view letters =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    const bool bare = name.find_first_not_of(letters) == std::string::npos &&
                      (name.empty() || name.find_first_of("0123456789_") != 0);
    if (!bare || std::ranges::find(taken_names, name) != taken_names.end()) {
      table.complain(table.origin("name"), "name",
                     fmt::format("must be letters, digits and _, a letter first, and none of {}, "
                                 "got {}",
                                 fmt::join(taken_names, ", "), in_quotes(name)));
    }
  }

  void read_factor(const TomlNode& node) {
    TableReader table(node, "factor", factor_keys, diagnostics_);
    PlanFactor factor{.origin = node.cell.origin};
    factor.about.name = name_of(table, node, factor_names_);
    check_name(table, factor.about.name);
    factor.about.unit = text(table, "unit").value_or("");
    factor.about.doc = text(table, "doc").value_or("");
    factor.about.source = text(table, "source").value_or("");
    if (const auto quality = choice(table, "quality", qualities)) {
      factor.about.quality = qualities[*quality];
    }
    factor.action = static_cast<FactorAction>(choice(table, "how", actions).value_or(0));
    factor.levels = static_cast<std::size_t>(table.whole("levels", 2, 10'000).value_or(0));
    factor.fields = table.texts("fields");
    if (factor.fields.empty()) {
      table.complain(node.cell.origin, "",
                     "no fields; give kind.id.field, such as [\"market.us.growth_per_year\"]");
    }
    read_range(table, node, factor);
    plan_.factors.push_back(std::move(factor));
  }

  void read_range(TableReader& table, const TomlNode& node, PlanFactor& factor) {
    const bool list = table.has("values");
    if (!list && !table.has("low") && !table.has("high")) {
      return;  // of a design that is a list: what stands there
    }
    if (list == (table.has("low") || table.has("high")) || table.has("low") != table.has("high")) {
      return table.complain(node.cell.origin, "", "must have either low and high, or values");
    }
    if (!list) {
      const auto low = table.number("low");
      const auto high = table.number("high");
      factor.about.low = low.value_or(0);
      factor.about.high = high.value_or(1);
      if (low && high && !(*low < *high)) {
        table.complain(
            table.origin("high"), "high",
            fmt::format("must be above low = {}, got {}", number_text(*low), number_text(*high)));
      }
      return;
    }
    const TomlNode& values = *table.find("values");
    if (!values.is_array() || values.elements.empty()) {
      return table.must_be(values, "values", "an array of numbers or texts, not empty");
    }
    for (const TomlNode& value : values.elements) {
      const std::string text = value.shape == TomlShape::value ? text_of(value.cell) : "";
      if (text.empty() ||
          text.find('|') != text.npos) {  // which stands between them in the results
        table.must_be(value, "values", "numbers or texts, none of them empty or with a | in it");
      }
      factor.about.values.push_back(text);
    }
  }

  void read_policies() {
    const auto scenario = file_.text("scenario");
    const std::vector<PlacedText> set = file_.texts("set");
    std::set<std::string> known;
    each("policy", [&](const TomlNode& node) {
      TableReader table(node, "policy", policy_keys, diagnostics_);
      PlanPolicy policy{.name = name_of(table, node, known)};
      policy.title = text(table, "title").value_or("");
      const auto own = table.text("scenario");
      if (!table.has("scenario") && !file_.has("scenario")) {
        table.complain(node.cell.origin, "", "no scenario, neither here nor for all policies");
      }
      policy.cost_usd = table.number("cost_usd").value_or(policy.cost_usd);
      add_policy(std::move(policy), own ? own : scenario, set, table.texts("set"));
    });
    if (root_.find("policy") == nullptr) {
      if (!scenario) {
        return file_.complain({plan_.path, 1, 1}, "scenario",
                              "a scenario is required, for all points or in each [[policy]]");
      }
      add_policy({.name = std::filesystem::path(scenario->text).stem().string()}, scenario, set,
                 {});
    }
  }

  void add_policy(PlanPolicy policy, const std::optional<PlacedText>& scenario,
                  const std::vector<PlacedText>& set, const std::vector<PlacedText>& own) {
    if (scenario) {
      const auto path = (folder_ / scenario->text).lexically_normal();
      policy.scenario = {path.string(), scenario->origin};
      if (std::error_code error; !std::filesystem::exists(path, error)) {
        diagnostics_.add(scenario->origin, fmt::format("no such file: {}", path.string()));
      }
    }
    for (const auto& texts : {set, own}) {
      std::ranges::transform(texts, std::back_inserter(policy.set), &PlacedText::text);
    }
    plan_.policies.push_back(std::move(policy));
  }

  void read_design() {
    const TomlNode* node = root_.find("design");
    if (node == nullptr || !node->is_table()) {
      return file_.complain(node == nullptr ? Origin{plan_.path, 1, 1} : node->cell.origin,
                            "design", "a table [design] is required");
    }
    TableReader table(*node, "design", design_keys, diagnostics_);
    PlanDesign& design = plan_.design;
    design.origin = node->cell.origin;
    if (!table.has("kind")) {
      table.complain(node->cell.origin, "", "missing required key \"kind\"");
    }
    const auto kind = choice(table, "kind", design_names);
    const auto samples = table.whole("samples", 1, most_samples);
    design.samples = static_cast<std::size_t>(samples.value_or(0));
    design.levels = static_cast<std::size_t>(table.whole("levels", 2, 10'000).value_or(4));
    design.seed = static_cast<std::uint64_t>(table.whole("seed", 0, most_seed).value_or(1));
    if (!kind) {
      return;
    }
    design.kind = static_cast<DesignKind>(*kind);
    check_design(table, *node);
    if (design.kind == DesignKind::list) {
      return plan_.factors.empty() ? void() : read_list(table, *node);
    }
    for (const PlanFactor& factor : plan_.factors) {
      if (factor.is_open()) {
        diagnostics_.add(factor.origin, "factor: must have either low and high, or values");
      }
    }
  }

  void check_design(TableReader& table, const TomlNode& node) {
    const PlanDesign& design = plan_.design;
    const bool sampled = design.kind != DesignKind::grid && design.kind != DesignKind::list;
    if (sampled && !table.has("samples")) {
      table.complain(node.cell.origin, "", "missing required key \"samples\"");
    }
    const bool binary = design.kind == DesignKind::sobol || design.kind == DesignKind::saltelli;
    if (binary && (design.samples & (design.samples - 1)) != 0) {
      table.complain(table.origin("samples"), "samples",
                     fmt::format("must be a power of two for this design, got {}", design.samples));
    }
    if (design.kind == DesignKind::morris && design.levels % 2 != 0) {
      table.complain(table.origin("levels"), "levels",
                     fmt::format("must be even for this design, got {}", design.levels));
    }
    if (design.kind == DesignKind::latin_hypercube && design.samples > 500'000) {
      table.complain(table.origin("samples"), "samples",
                     fmt::format("must be at most 500000 for this design, got {}", design.samples));
    }
    const std::size_t most = design.kind == DesignKind::sobol      ? 128
                             : design.kind == DesignKind::saltelli ? 64
                                                                   : 1000;
    if (plan_.factors.size() > most || (sampled && plan_.factors.empty())) {
      table.complain(table.origin("kind"), "kind",
                     fmt::format("takes 1 to {} factors, got {}", most, plan_.factors.size()));
    }
  }

  void read_list(TableReader& table, const TomlNode& node) {
    const auto named = table.text("file");
    if (!named) {
      return table.has("file")
                 ? void()
                 : table.complain(node.cell.origin, "", "missing required key \"file\" of a list");
    }
    const std::filesystem::path path = (folder_ / named->text).lexically_normal();
    const TextFile file = read_text_file(path);
    if (!file.trouble.empty()) {
      return table.complain(named->origin, "file",
                            fmt::format("{} can not be read: {}", path.string(), file.trouble));
    }
    if (const auto bad = first_bad_byte(file.text, path.string())) {
      return diagnostics_.add(*bad, "not UTF-8 text");
    }
    std::vector<std::string_view> columns;
    for (const PlanFactor& factor : plan_.factors) {
      columns.emplace_back(factor.about.name);
    }
    const CsvTable list = read_csv_table(file.text, path.string(), columns, {}, diagnostics_);
    for (const std::vector<Cell>& row : list.rows) {
      add_row(list, row);
    }
    if (list.rows.empty()) {
      table.complain(named->origin, "file", fmt::format("{} has no rows", path.string()));
    }
    for (std::size_t f = 0; f < plan_.factors.size(); ++f) {
      if (plan_.factors[f].is_open()) {
        close_range(plan_.factors[f].about, f);
      }
    }
    plan_.text += fmt::format("\n# {}\n{}", named->text, file.text);
  }

  void add_row(const CsvTable& list, const std::vector<Cell>& row) {
    std::vector<std::string> values;
    for (const PlanFactor& factor : plan_.factors) {
      const auto column = list.column(factor.about.name);
      if (!column) {
        return;
      }
      const Cell& cell = row[*column];
      const std::string value = text_of(cell);
      check_listed(factor, cell, value);
      values.push_back(value);
    }
    plan_.design.rows.push_back(std::move(values));
  }

  // A column of numbers is a range from its least to its greatest, any other a list of its words.
  void close_range(SweepFactor& about, std::size_t column) {
    for (const std::vector<std::string>& row : plan_.design.rows) {
      const auto number = as_number({Raw{row[column]}, {}});
      if (!number || !std::isfinite(*number)) {
        about.values.clear();
        for (const std::vector<std::string>& other : plan_.design.rows) {
          if (std::ranges::find(about.values, other[column]) == about.values.end()) {
            about.values.push_back(other[column]);
          }
        }
        about.low = about.high = std::numeric_limits<double>::quiet_NaN();
        return;
      }
      about.low = std::fmin(about.low, *number);
      about.high = std::fmax(about.high, *number);
    }
  }

  void check_listed(const PlanFactor& factor, const Cell& cell, const std::string& value) {
    const SweepFactor& about = factor.about;
    if (factor.is_open()) {
      return;
    }
    if (factor.is_list()) {
      if (std::ranges::find(about.values, value) == about.values.end()) {
        diagnostics_.add(cell.origin, fmt::format("{}: must be one of its values, got {}",
                                                  about.name, in_quotes(value)));
      }
      return;
    }
    const auto number = as_number(cell);
    if (!number || !(*number >= about.low && *number <= about.high)) {
      diagnostics_.add(cell.origin,
                       fmt::format("{}: must be a number from {} to {}, got {}", about.name,
                                   number_text(about.low), number_text(about.high), shown(cell)));
    }
  }

  std::filesystem::path folder_;
  const TomlNode& root_;
  TableReader file_;
  Diagnostics& diagnostics_;
  SweepPlan plan_;
  std::set<std::string> factor_names_;
};

}  // namespace

std::string_view action_name(FactorAction action) {
  return actions[static_cast<std::size_t>(action)];
}

SweepPlan read_plan(const std::filesystem::path& path) {
  Diagnostics diagnostics;
  SweepPlan plan;
  const TextFile file = read_text_file(path);
  if (!file.trouble.empty()) {
    diagnostics.add({path.string(), 1, 1}, "can not be read: " + file.trouble);
  } else if (const auto bad = first_bad_byte(file.text, path.string())) {
    diagnostics.add(*bad, "not UTF-8 text");
  } else if (const auto root = read_toml_tree(file.text, path.string(), diagnostics)) {
    plan = PlanReader(path, *root, diagnostics).read();
    plan.text = file.text + plan.text;
  }
  diagnostics.throw_if_any();
  return plan;
}

}  // namespace korus
