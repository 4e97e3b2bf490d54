#include "tools/results/analysis_file.hpp"

#include <algorithm>
#include <functional>
#include <limits>

#include "tools/results/hdf5_image.hpp"
#include "tools/results/hdf5_step.hpp"
#include "tools/results/output_group.hpp"
#include "tools/results/result_file.hpp"
#include "tools/results/whole_file.hpp"

namespace korus {
namespace {

constexpr std::int32_t analysis_format_version = 1;

using Tables = std::vector<const AnalysisTable*>;  // of one name, so with the same columns

// Of each row of all tables what `of` says of its table.
template <class Of>
std::vector<std::string> row_words(const Tables& tables, Of of) {
  std::vector<std::string> words;
  for (const AnalysisTable* table : tables) {
    words.insert(words.end(), table->rows(), std::invoke(of, *table));
  }
  return words;
}

// A column of all tables, one below the other.
struct Stacked {
  std::vector<std::string> words;
  std::vector<double> numbers;
  std::vector<double> low;
  std::vector<double> high;
};

Stacked stacked(const Tables& tables, std::size_t column) {
  Stacked all;
  for (const AnalysisTable* table : tables) {
    const AnalysisColumn& part = table->columns[column];
    all.words.insert(all.words.end(), part.words.begin(), part.words.end());
    all.numbers.insert(all.numbers.end(), part.numbers.begin(), part.numbers.end());
    for (const Interval& interval : part.intervals) {
      all.low.push_back(interval.low);
      all.high.push_back(interval.high);
    }
  }
  return all;
}

void write_column(OutputGroup& group, const AnalysisColumn& column, const Stacked& all) {
  if (column.kind == ColumnKind::words) {
    group.add_variable(column.name, {"row"}, all.words, {{"long_name", column.meaning}});
    return;
  }
  const char* unit = column.kind == ColumnKind::figure ? "" : "1";
  const TextAttributes about{{"units", unit}, {"long_name", column.meaning}};
  group.add_variable(column.name, {"row"}, all.numbers, about);
  if (!all.low.empty()) {
    group.add_variable(column.name + "_ci_low", {"row"}, all.low,
                       {{"units", unit}, {"long_name", "Lower end of the interval"}});
    group.add_variable(column.name + "_ci_high", {"row"}, all.high,
                       {{"units", unit}, {"long_name", "Upper end of the interval"}});
  }
}

void write_rows(const Hdf5Handle& file, const Tables& tables) {
  const AnalysisTable& first = *tables.front();
  OutputGroup group(file, "analysis/" + first.name, first.title);
  const std::vector<std::string> kpis = row_words(tables, &AnalysisTable::kpi);
  if (kpis.empty()) {
    return;
  }
  group.add_numbered_dimension("row", kpis.size(), {{"long_name", "Row of the table"}});
  group.add_variable("kpi", {"row"}, kpis, {{"long_name", "Indicator, or criteria"}});
  group.add_variable("policy", {"row"}, row_words(tables, &AnalysisTable::policy),
                     {{"long_name", "Policy, or difference of two; empty: see the table's own"}});
  group.add_variable("units", {"row"}, row_words(tables, &AnalysisTable::units),
                     {{"long_name", "Units of numbers that name none"}});
  for (std::size_t column = 0; column < first.columns.size(); ++column) {
    write_column(group, first.columns[column], stacked(tables, column));
  }
}

std::string sentences_of(const AnalysisTable& table) {
  std::string text;
  for (const std::string& sentence : table.sentences) {
    text += (text.empty() ? "" : "\n") + sentence;
  }
  return text;
}

template <class Of>
std::vector<std::string> table_words(const Tables& tables, Of of) {
  return collected<std::string>(tables, [&](const auto* table) { return std::invoke(of, *table); });
}

void write_about(const Hdf5Handle& file, const Tables& tables) {
  const AnalysisTable& first = *tables.front();
  OutputGroup group(file, "analysis/" + first.name + "_about", "About: " + first.title);
  group.add_numbered_dimension("table", tables.size(), {{"long_name", "Number of the table"}});
  group.add_variable("kpi", {"table"}, table_words(tables, &AnalysisTable::kpi),
                     {{"long_name", "Indicator, or criteria"}});
  group.add_variable("policy", {"table"}, table_words(tables, &AnalysisTable::policy),
                     {{"long_name", "Policy, or difference of two; empty: all"}});
  group.add_variable("says", {"table"}, table_words(tables, sentences_of),
                     {{"long_name", "What the table means and how sure it is"}});
  for (std::size_t i = 0; i < first.about.size(); ++i) {
    group.add_variable(
        first.about[i].name, {"table"},
        collected<double>(tables, [i](const auto* table) { return table->about[i].value; }),
        {{"long_name", first.about[i].meaning}});
  }
}

void write_root(const Hdf5Handle& file, const AnalysisOrigin& origin) {
  const std::string version = KORUS_VERSION;
  write_attributes(file.id(),
                   {{"Conventions", "CF-1.10"},
                    {"title", "Analysis of a sweep: " + origin.title},
                    {"source", "Korus " + version + ", a discrete-event supply-chain simulator"},
                    {"history", "korus " + version + ": " + origin.command_line},
                    {"korus_format", "korus-analysis"}});
  write_attribute(file.id(), "korus_format_version", analysis_format_version);
  write_attributes(file.id(), {{"korus_version", version},
                               {"compiler", __VERSION__},
                               {"command_line", origin.command_line},
                               {"sweep_path", origin.sweep_path}});
}

// In the order in which their names come up.
std::vector<Tables> by_name(const std::vector<AnalysisTable>& tables) {
  std::vector<Tables> groups;
  for (const AnalysisTable& table : tables) {
    const auto found = std::ranges::find_if(
        groups, [&](const Tables& group) { return group.front()->name == table.name; });
    if (found == groups.end()) {
      groups.push_back({&table});
    } else {
      found->push_back(&table);
    }
  }
  return groups;
}

}  // namespace

void write_analysis_file(const std::filesystem::path& path,
                         const std::vector<AnalysisTable>& tables, const AnalysisOrigin& origin) {
  const SilentHdf5 silence;
  try {
    const Hdf5Image image;
    write_root(image.file(), origin);
    {
      const OutputGroup parent(image.file(), "analysis", "What the sweep answers");
      for (const Tables& group : by_name(tables)) {
        write_rows(image.file(), group);
        if (!group.front()->about.empty() || !group.front()->sentences.empty()) {
          write_about(image.file(), group);
        }
      }
    }
    write_whole_file(path, image.bytes());
  } catch (const OutputError& error) {
    throw OutputError("cannot write the analysis to '" + path.string() + "': " + error.what());
  }
}

}  // namespace korus
