#include "tools/verify/row_setup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "tools/scenario/wording.hpp"
#include "tools/verify/run_names.hpp"

namespace korus {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 4> ways{"figure", "function", "check", "skip"};
constexpr std::array<std::string_view, 7> figure_keys{"figure", "run",       "runs",    "scale",
                                                      "offset", "statistic", "relation"};
constexpr std::array<std::string_view, 6> function_keys{"function", "arguments", "scale",
                                                        "offset",   "statistic", "relation"};
constexpr std::array<std::string_view, 5> check_keys{"check", "run", "runs", "other", "relation"};
constexpr std::array<std::string_view, 1> skip_keys{"skip"};
constexpr std::array<std::string_view, 6> statistics{
    "mean",          "variance", "paired_difference", "paired_variance", "unpaired_variance",
    "variance_ratio"};
constexpr std::array<std::string_view, 10> checks{"digest_over_threads", "digest_over_executors",
                                                  "digest_over_resume",  "digest_alone",
                                                  "added_entity",        "mass_balance",
                                                  "ledger_residual",     "negative_stock",
                                                  "time_reversal",       "little_gap"};
constexpr std::array<std::string_view, 2> relations{"<=", ">="};

// Fewer give too poor a standard error to judge by: of a mean; of a variance, whose own is wide.
constexpr int fewest_for_means = 20;
constexpr int fewest_for_variances = 100;

class RowReader {
 public:
  RowReader(const TomlMember& table, const RowSurroundings& around, std::string_view way,
            Words keys, Diagnostics& diagnostics)
      : around_(around),
        way_(way),
        table_(table.node, "row." + table.key, keys, diagnostics),
        setup_{.origin = table.origin, .source = SkippedSource{}, .runs = {}} {}

  RowSetup read() {
    if (way_ == "figure") {
      read_figure();
    } else if (way_ == "function") {
      read_function();
    } else if (way_ == "check") {
      read_check();
    } else if (const auto reason = table_.text("skip")) {
      setup_.source = SkippedSource{reason->text};
    }
    if (way_ != "skip") {
      read_relation();
    }
    return std::move(setup_);
  }

 private:
  // The place of the key's word among `words`; the first where it is not there or not right.
  std::size_t word(std::string_view key, Words words) {
    const auto given = table_.text(key);
    if (!given) {
      return 0;
    }
    const auto found = std::ranges::find(words, given->text);
    if (found != words.end()) {
      return static_cast<std::size_t>(found - words.begin());
    }
    table_.complain(given->origin, key,
                    fmt::format("unknown word {}{}", in_quotes(given->text),
                                did_you_mean(given->text, {words.begin(), words.end()})));
    return 0;
  }

  void read_figure() {
    FigureSource source{.scale = table_.number("scale").value_or(1),
                        .offset = table_.number("offset").value_or(0),
                        .statistic = static_cast<Statistic>(word("statistic", statistics))};
    const TomlNode& node = *table_.find("figure");
    if (node.is_table() && !node.members.empty()) {
      read_weights(node, source);
    } else if (const auto name = table_.text("figure")) {
      source.figures.push_back({.name = *name});
    }
    setup_.runs =
        read_run_names(table_, setup_.origin, around_.setup.runs, needs_two_runs(source.statistic));
    expect_a_number();
    expect_replications(source.statistic);
    setup_.source = std::move(source);
  }

  void read_weights(const TomlNode& node, FigureSource& source) {
    std::vector<std::string_view> names;
    for (const TomlMember& member : node.members) {
      names.push_back(member.key);
    }
    TableReader weights(node, "figure", names, unheard_);
    for (const TomlMember& member : node.members) {
      const auto weight = weights.number(member.key);
      if (!weight) {
        table_.must_be(member.node, "figure", "a name or a table of names and finite weights");
      }
      source.figures.push_back({{member.key, member.origin}, weight.value_or(1)});
    }
  }

  void read_function() {
    FunctionSource source{.arguments = table_.numbers("arguments"),
                          .scale = table_.number("scale").value_or(1),
                          .offset = table_.number("offset").value_or(0),
                          .statistic = static_cast<Statistic>(word("statistic", statistics))};
    if (const auto name = table_.text("function")) {
      const auto found =
          std::ranges::find(around_.functions, name->text, &VerificationFunction::name);
      if (found == around_.functions.end()) {
        return unknown_function(*name);
      }
      source.function = &*found;
      expect_function_statistic(source);
    }
    setup_.source = std::move(source);
  }

  void unknown_function(const PlacedText& name) {
    std::vector<std::string_view> names;
    for (const VerificationFunction& function : around_.functions) {
      names.push_back(function.name);
    }
    table_.complain(
        name.origin, "function",
        fmt::format("no function {}{}", in_quotes(name.text), did_you_mean(name.text, names)));
  }

  void expect_function_statistic(const FunctionSource& source) {
    if (needs_two_runs(source.statistic)) {
      table_.complain(table_.origin("statistic"), "statistic",
                      "a function has no runs: mean or variance");
    } else if (source.function->stochastic) {
      expect_replications(source.statistic);
    } else if (source.statistic != Statistic::mean) {
      table_.complain(table_.origin("statistic"), "statistic",
                      "this function is not stochastic: mean");
    }
  }

  void read_check() {
    CheckSource source{.check = static_cast<CheckKind>(word("check", checks)), .other = {}};
    const auto other = table_.text("other");
    if (source.check == CheckKind::added_entity && !table_.has("other")) {
      table_.complain(table_.origin("check"), "",
                      "missing required key \"other\": the scenario with more in it");
    } else if (source.check != CheckKind::added_entity && table_.has("other")) {
      table_.complain(table_.origin("other"), "other", "is for the check added_entity alone");
    }
    if (other) {
      source.other = {(around_.folder / other->text).lexically_normal().string(), other->origin};
    }
    if (!is_of_all_runs(source.check)) {
      setup_.runs = read_run_names(table_, setup_.origin, around_.setup.runs, false);
    } else if (table_.has("run") || table_.has("runs")) {
      table_.complain(setup_.origin, "", "this check is of all runs of the call, and names none");
    }
    expect_a_number();
    setup_.source = std::move(source);
  }

  void read_relation() {
    const RowKind kind = around_.row.kind;
    const bool needed = kind == RowKind::inequality || kind == RowKind::bound;
    const std::size_t which = word("relation", relations);
    if (needed && !table_.has("relation")) {
      table_.complain(setup_.origin, "",
                      fmt::format("missing required key \"relation\": {} is of kind {}",
                                  around_.row.id, name_of(kind)));
    } else if (!needed && table_.has("relation")) {
      table_.complain(table_.origin("relation"), "relation",
                      fmt::format("is for an inequality or a bound; {} is of kind {}",
                                  around_.row.id, name_of(kind)));
    }
    if (needed) {
      setup_.relation = which == 0 ? Relation::at_most : Relation::at_least;
    }
  }

  void expect_a_number() {
    if (around_.row.is_text()) {
      table_.complain(
          setup_.origin, "",
          fmt::format("{} expects a text, which only a function gives", around_.row.id));
    }
  }

  void expect_replications(Statistic statistic) {
    const int fewest = is_of_variances(statistic) ? fewest_for_variances : fewest_for_means;
    if (around_.row.kind == RowKind::stochastic && around_.setup.replications < fewest) {
      table_.complain(setup_.origin, "",
                      fmt::format("a stochastic row needs at least {} replications, got {}", fewest,
                                  around_.setup.replications));
    }
  }

  const RowSurroundings& around_;
  std::string_view way_;
  TableReader table_;
  Diagnostics unheard_;
  RowSetup setup_;
};

Words keys_of(std::string_view way) {
  return way == "figure"     ? Words(figure_keys)
         : way == "function" ? Words(function_keys)
         : way == "check"    ? Words(check_keys)
                             : Words(skip_keys);
}

// Of a row that says in no known way where its value comes from: what was meant by it.
bool tell_unknown_keys(const TomlMember& table, const std::string& path, Diagnostics& diagnostics) {
  std::vector<std::string_view> known;
  for (const std::string_view way : ways) {
    const Words keys = keys_of(way);
    known.insert(known.end(), keys.begin(), keys.end());
  }
  bool told = false;
  for (const TomlMember& member : table.node.members) {
    if (std::ranges::find(known, member.key) == known.end()) {
      diagnostics.add(member.origin,
                      fmt::format("{}: unknown key {}{}", path, in_quotes(member.key),
                                  did_you_mean(member.key, known)));
      told = true;
    }
  }
  return told;
}

}  // namespace

RowSetup read_row_setup(const TomlMember& table, const RowSurroundings& around,
                        Diagnostics& diagnostics) {
  const std::string path = "row." + table.key;
  std::vector<std::string_view> found;
  for (const std::string_view way : ways) {
    if (table.node.is_table() && table.node.find(way) != nullptr) {
      found.push_back(way);
    }
  }
  if (found.size() == 1) {
    return RowReader(table, around, found.front(), keys_of(found.front()), diagnostics).read();
  }
  if (tell_unknown_keys(table, path, diagnostics)) {
    return {.origin = table.origin, .source = SkippedSource{}, .runs = {}};
  }
  diagnostics.add(
      table.origin,
      fmt::format("{}: must be a table with one of figure, function, check and skip", path));
  return {.origin = table.origin, .source = SkippedSource{}, .runs = {}};
}

}  // namespace korus
