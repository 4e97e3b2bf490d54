#include "tools/results/selection_file.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>

#include "tools/ensemble/estimate.hpp"
#include "tools/results/hdf5_image.hpp"
#include "tools/results/hdf5_step.hpp"
#include "tools/results/output_group.hpp"
#include "tools/results/result_file.hpp"
#include "tools/results/root_attributes.hpp"
#include "tools/results/whole_file.hpp"

namespace korus {
namespace {

constexpr int selection_format_version = 1;

template <class T, class Of>
std::vector<T> column(const auto& rows, Of of) {
  std::vector<T> values;
  std::ranges::transform(rows, std::back_inserter(values),
                         [&](const auto& row) { return static_cast<T>(std::invoke(of, row)); });
  return values;
}

void add_attributes(OutputGroup& group, const SelectionRecord& record) {
  const Selection& selection = record.selection;
  const bool by_kn = record.settings.method == SelectionMethod::kim_nelson;
  group.add_attribute({"kpi", record.kpi.name});
  group.add_attribute({"units", record.kpi.units});
  group.add_attribute({"method", by_kn ? "kim_nelson" : "ocba"});
  group.add_attribute({"best", record.candidates[selection.best].name});
  group.add_attribute("largest", static_cast<std::int8_t>(record.settings.largest ? 1 : 0));
  group.add_attribute("indifference", record.settings.indifference);
  group.add_attribute("level", record.settings.level);
  group.add_attribute("decided", static_cast<std::int8_t>(selection.decided ? 1 : 0));
  group.add_attribute("chance", selection.chance);
  group.add_attribute("replications_spent", selection.replications);
  group.add_attribute("replications_if_equal", selection.equal_replications);
}

void add_candidates(OutputGroup& group, const SelectionRecord& record) {
  group.add_dimension("candidate", column<std::string>(record.candidates, &Candidate::name),
                      {{"long_name", "Scenario"}});
  group.add_variable("path", {"candidate"},
                     column<std::string>(record.candidates, &Candidate::scenario), {});
  group.add_variable("overrides", {"candidate"},
                     column<std::string>(record.candidates,
                                         [](const Candidate& candidate) {
                                           return fmt::format("{}",
                                                              fmt::join(candidate.overrides, "; "));
                                         }),
                     {{"long_name", "Overrides, joined by '; '"}});
}

// Row after row, missing where a candidate was not run.
std::vector<double> values_of(const Selection& selection, std::size_t replications) {
  std::vector<double> values;
  for (const std::vector<double>& row : selection.observations) {
    values.insert(values.end(), row.begin(), row.end());
    values.insert(values.end(), replications - row.size(),
                  std::numeric_limits<double>::quiet_NaN());
  }
  return values;
}

void write_selection_group(const Hdf5Handle& file, const SelectionRecord& record) {
  OutputGroup group(file, "selection", "Which candidate is best in one figure");
  add_attributes(group, record);
  add_candidates(group, record);
  const auto& rows = record.selection.observations;
  const std::size_t most = std::ranges::max_element(rows, {}, &std::vector<double>::size)->size();
  group.add_numbered_dimension("replication", most, {{"long_name", "Number of the replication"}});
  group.add_variable(
      "value", {"candidate", "replication"}, values_of(record.selection, most),
      {{"long_name", "The figure; missing where it was not run"}, {"units", record.kpi.units}});
  const auto count = [&](const std::string& name, const std::string& long_name,
                         const std::vector<std::int64_t>& values) {
    group.add_variable(name, {"candidate"}, values, {{"long_name", long_name}, {"units", "1"}});
  };
  count("n", "Replications", column<std::int64_t>(rows, &std::vector<double>::size));
  count("dropped_after", "Replications after which it was dropped; 0: never",
        record.selection.dropped_after);
  const auto number = [&](const std::string& name, const std::string& long_name,
                          const std::vector<double>& values) {
    group.add_variable(name, {"candidate"}, values,
                       {{"long_name", long_name}, {"units", record.kpi.units}});
  };
  const auto estimates =
      column<Estimate>(rows, [](const std::vector<double>& row) { return estimate_mean(row); });
  number("mean", "Mean of the replications", column<double>(estimates, &Estimate::mean));
  number("sd", "Standard deviation of one replication", column<double>(estimates, &Estimate::sd));
  number("better_by_low", "Better than the best of the others by at least so much",
         column<double>(record.comparisons, &ComparisonWithBest::low));
  number("better_by_high", "Better than the best of the others by at most so much",
         column<double>(record.comparisons, &ComparisonWithBest::high));
  group.add_variable("may_be_best", {"candidate"},
                     column<std::int8_t>(record.comparisons, &ComparisonWithBest::may_be_best),
                     {{"long_name", "1 where it cannot be told from the best"}});
}

}  // namespace

void write_selection_file(const std::filesystem::path& path, const SelectionRecord& record) {
  const SilentHdf5 silence;
  try {
    const Hdf5Image image;
    write_table_attributes(image.file(), {.title = "The best of several scenarios by Korus",
                                          .format = "korus-selection",
                                          .format_version = selection_format_version,
                                          .command_line = record.command_line,
                                          .seed = record.seed});
    write_selection_group(image.file(), record);
    write_whole_file(path, image.bytes());
  } catch (const OutputError& error) {
    throw OutputError("cannot write the selection to '" + path.string() + "': " + error.what());
  }
}

}  // namespace korus
