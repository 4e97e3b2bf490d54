#include "tools/scenario/loaded_network.hpp"

#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <map>

#include "models/project.hpp"

namespace korus {
namespace {

// The network holds what a run needs of them; of a million sites they take gigabytes, which the
// allocator keeps in pieces unless it is told to give them back.
void forget_records(Scenario& scenario) {
  Scenario::for_each_table(scenario, []<class Record>(std::vector<Record>& records) {
    if (Record::kind != SourceRecord::kind) {
      std::vector<Record>().swap(records);
    }
  });
  malloc_trim(0);
}

}  // namespace

LoadedNetwork read_network(const std::string& path, const std::vector<std::string>& overrides) {
  LoadedNetwork result{.loaded = read_scenario(path, overrides)};
  std::vector<BuildProblem> problems;
  result.network = build_network(result.loaded.scenario, problems);
  std::vector<Diagnostic> diagnostics;
  for (const BuildProblem& problem : problems) {
    Diagnostic diagnostic = result.loaded.locate(problem.kind, problem.id, problem.field);
    diagnostic.message = problem.kind;
    for (const std::string& part : {problem.id, problem.field}) {  // the settings have no id
      diagnostic.message += part.empty() ? "" : "." + part;
    }
    diagnostic.message += ": " + problem.message;
    diagnostics.push_back(std::move(diagnostic));
  }
  if (!diagnostics.empty()) {
    throw ScenarioError(std::move(diagnostics));
  }
  forget_records(result.loaded.scenario);
  return result;
}

void check_period(const LoadedNetwork& loaded, const Settings& other, const std::string& whose,
                  std::vector<Diagnostic>& diagnostics) {
  const Settings& own = loaded.network.settings;
  if (own.start != other.start || own.end != other.end) {
    const char* field = own.start != other.start ? "start" : "end";
    Diagnostic found = loaded.loaded.locate(std::string(Settings::kind), "", field);
    found.message = fmt::format("{}.{}: differs from {}; what is compared needs one period",
                                Settings::kind, field, whose);
    diagnostics.push_back(std::move(found));
  }
}

bool has_record(const LoadedScenario& loaded, const std::string& override_text) {
  const std::size_t dot = override_text.find('.');
  const std::size_t second = override_text.find('.', dot + 1);
  const std::string kind = override_text.substr(0, dot);
  if (dot == std::string::npos || second == std::string::npos || kind == Settings::kind) {
    return true;
  }
  const std::string id = override_text.substr(dot + 1, second - dot - 1);
  bool found = false;
  Scenario::for_each_table(loaded.scenario, [&]<class Record>(const std::vector<Record>& table) {
    found =
        found || (Record::kind == kind && std::ranges::find(table, id, &Record::id) != table.end());
  });
  return found;
}

std::vector<std::string> doubts(const LoadedNetwork& loaded) {
  std::vector<std::string> result;
  const Network& network = loaded.network;
  for (const Project& project : network.projects) {
    const InvestmentRecord& record = project.record;
    const Line& line = network.lines[project.line];
    const double bought = bought_capacity_per_year(project, record.usd_per_unit.typical(), 1.0);
    const bool paid = record.amount_usd + record.partner_usd > 0;
    if (paid && bought < static_cast<double>(line.lot_size)) {
      result.push_back(fmt::format(
          "investment.{}: {} USD buy less than one lot a year; are the amounts in dollars?",
          record.id, record.amount_usd + record.partner_usd));
    }
    if (project.announced_day >= network.days) {
      result.push_back(fmt::format("investment.{}: announced after the scenario's end", record.id));
    }
  }
  for (const Outage& outage : network.outages) {
    if (outage.start_day >= network.days) {
      result.push_back(fmt::format("outage.{}: starts after the scenario's end", outage.id));
    }
  }
  return result;
}

std::map<std::string, int> quality_marks(const LoadedScenario& loaded) {
  std::map<std::string, int> marks;
  for (const InputNumber& input : loaded.inputs) {
    ++marks[input.quality.empty() ? "without a quality mark" : input.quality];
  }
  return marks;
}

}  // namespace korus
