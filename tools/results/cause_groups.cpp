#include "tools/results/cause_groups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "tools/results/hdf5_step.hpp"
#include "tools/results/hdf5_types.hpp"
#include "tools/results/output_group.hpp"
#include "tools/results/result_reader.hpp"

namespace korus {
namespace {

constexpr const char* kinds =
    "outage: a dated one; hazard: a strike of it; capacity: a line makes less than is wanted; "
    "investment: capacity that should stand by its plan; transport: a lane's vehicles are full; "
    "station: lots queue there; level: the stock's own level or policy ordered too little";

// The one list of a row's words: name, member, meaning.
struct RowWord {
  const char* name;
  std::string CauseTable::Row::* member;
  const char* meaning;
};
constexpr RowWord row_words[] = {
    {"market", &CauseTable::Row::market, "Market whose demand was not met"},
    {"country", &CauseTable::Row::country, "Country of the market"},
    {"chain", &CauseTable::Row::chain, "Chain of its product"},
    {"group", &CauseTable::Row::group, "Group of its product"},
    {"units", &CauseTable::Row::units, "Unit of the amounts"},
    {"kind", &CauseTable::Row::kind, kinds},
    {"id", &CauseTable::Row::id, "The outage, line, investment ... that is the cause"},
    {"cause_country", &CauseTable::Row::cause_country, "Where it is; empty: in several"}};

struct AmountColumn {
  const char* name;
  double CauseTable::Amount::* member;
  const char* meaning;
};
constexpr AmountColumn amount_columns[] = {
    {"lost", &CauseTable::Amount::lost, "Demand lost over the run [units]"},
    {"waiting", &CauseTable::Amount::waiting, "Demand that waits at the end [units]"},
    {"waited", &CauseTable::Amount::waited, "Waiting demand integrated over the run [units d]"}};

std::string joined_names(const auto& words) {
  std::string names;
  for (const auto& word : words) {
    names += fmt::format("{}{}", names.empty() ? "" : " ", word.name);
  }
  return names;
}

void write_rows(const Hdf5Handle& file, const CauseTable& table) {
  OutputGroup group(file, "causes", "Why demand was not met, by market, cause and replication");
  group.add_attribute({"comment",
                       "Over the causes of a market the amounts add up to all that was lost, waits "
                       "and waited there"});
  group.add_numbered_dimension("replication", table.amounts.size(),
                               {{"long_name", "Number of the replication"}});
  if (table.rows.empty()) {
    return;
  }
  std::vector<std::string> labels;
  for (const CauseTable::Row& row : table.rows) {
    labels.push_back(fmt::format("{}<-{}.{}", row.market, row.kind, row.id));
  }
  group.add_dimension("cause", labels, {{"long_name", "A market and a cause"}});
  for (const RowWord& word : row_words) {
    std::vector<std::string> values;
    for (const CauseTable::Row& row : table.rows) {
      values.push_back(row.*word.member);
    }
    group.add_variable(word.name, {"cause"}, values, {{"long_name", word.meaning}});
  }
  for (const AmountColumn& column : amount_columns) {
    std::vector<double> values;
    for (const auto& replication : table.amounts) {
      for (const CauseTable::Amount& amount : replication) {
        values.push_back(amount.*column.member);
      }
    }
    group.add_variable(column.name, {"replication", "cause"}, values,
                       {{"long_name", column.meaning}, {"coordinates", joined_names(row_words)}});
  }
}

void write_summary(const Hdf5Handle& file, const CauseTable& table) {
  OutputGroup group(file, "shortage",
                    "Why demand was not met, by country and group of products, over replications");
  group.add_attribute({"method",
                       "amounts: mean of replications, interval of Student's t; shares: sum over "
                       "replications / sum of all causes, standard error by jackknife"});
  const std::vector<CauseSummary> summaries = summarise_causes(table, CausePlace::group);
  if (summaries.empty()) {
    return;
  }
  std::vector<std::string> labels;
  for (const CauseSummary& s : summaries) {
    labels.push_back(fmt::format("{}.{}<-{}.{}", s.country, s.place, s.kind, s.id));
  }
  group.add_dimension("cause", labels,
                      {{"long_name", "A country, a group of products and a cause"}});
  const auto words = [&](const char* name, const char* meaning, auto of) {
    std::vector<std::string> values;
    for (const CauseSummary& summary : summaries) {
      values.push_back(std::invoke(of, summary));
    }
    group.add_variable(name, {"cause"}, values, {{"long_name", meaning}});
  };
  words("country", "Country of the markets", &CauseSummary::country);
  words("chain", "Chain of the products", &CauseSummary::chain);
  words("group", "Group of products", &CauseSummary::place);
  words("units", "Unit of the amounts", &CauseSummary::units);
  words("kind", kinds, &CauseSummary::kind);
  words("id", "The outage, line, investment ... that is the cause", &CauseSummary::id);
  words("cause_country", "Where it is; empty: in several", &CauseSummary::cause_country);
  const std::pair<const char*, Estimate CauseSummary::*> estimates[] = {
      {"unmet", &CauseSummary::unmet},
      {"unmet_share", &CauseSummary::unmet_share},
      {"waited", &CauseSummary::waited},
      {"waited_share", &CauseSummary::waited_share}};
  const std::pair<const char*, double Estimate::*> ends[] = {
      {"", &Estimate::mean}, {"_ci_low", &Estimate::low}, {"_ci_high", &Estimate::high}};
  const std::string coordinates = "country chain group units kind id cause_country";
  for (const auto& [name, estimate] : estimates) {
    for (const auto& [end, member] : ends) {
      std::vector<double> values;
      for (const CauseSummary& summary : summaries) {
        values.push_back(summary.*estimate.*member);
      }
      group.add_variable(
          std::string(name) + end, {"cause"}, values,
          {{"long_name", name == std::string("unmet")    ? "Lost, or waiting at the end [units]"
                         : name == std::string("waited") ? "Waiting demand, integrated [units d]"
                                                         : "Share of the group's in its country"},
           {"coordinates", coordinates}});
    }
  }
}

CauseTable table_of(const ResultReader& file) {
  CauseTable table;
  table.amounts.resize(file.length("causes/replication"));
  if (!file.has("causes/cause")) {
    return table;
  }
  table.rows.resize(file.length("causes/cause"));
  for (const RowWord& word : row_words) {
    const std::vector<std::string> values = file.words(std::string("causes/") + word.name);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      table.rows[i].*word.member = values.at(i);
    }
  }
  for (auto& replication : table.amounts) {
    replication.resize(table.rows.size());
  }
  for (const AmountColumn& column : amount_columns) {
    const std::vector<double> values = file.numbers(std::string("causes/") + column.name);
    for (std::size_t r = 0; r < table.amounts.size(); ++r) {
      for (std::size_t i = 0; i < table.rows.size(); ++i) {
        table.amounts[r][i].*column.member = values.at(r * table.rows.size() + i);
      }
    }
  }
  return table;
}

}  // namespace

void write_cause_groups(const Hdf5Handle& file, const RunResult& result) {
  if (result.causes) {
    write_rows(file, *result.causes);
    write_summary(file, *result.causes);
  }
}

ToldCauses read_causes(const std::filesystem::path& path) {
  const SilentHdf5 silence;
  try {
    const ResultReader file(path);
    if (file.attribute("korus_format") != "korus-results") {
      throw InputError(
          fmt::format("'{}' is a file of Korus, but no result of a run", path.string()));
    }
    ToldCauses told{.title = file.attribute("title"), .table = {}, .kept = file.has("causes")};
    if (told.kept) {
      told.table = table_of(file);
    }
    return told;
  } catch (const OutputError& error) {
    throw InputError(fmt::format("'{}' is no result of a run: {}", path.string(), error.what()));
  } catch (const std::out_of_range&) {
    throw InputError(
        fmt::format("'{}' is no result of a run: its group 'causes' is not whole", path.string()));
  }
}

}  // namespace korus
