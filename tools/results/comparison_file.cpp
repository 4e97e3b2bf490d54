#include "tools/results/comparison_file.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

#include "tools/results/hdf5_image.hpp"
#include "tools/results/hdf5_step.hpp"
#include "tools/results/output_group.hpp"
#include "tools/results/result_file.hpp"
#include "tools/results/root_attributes.hpp"
#include "tools/results/whole_file.hpp"

namespace korus {
namespace {

constexpr int comparison_format_version = 1;
constexpr const char* method =
    "multiple comparisons with the best (Hsu 1984), constrained intervals, Student's t of paired "
    "differences by Bonferroni's inequality; right together for the scenarios of one indicator";

template <class T, class Of>
std::vector<T> column(const auto& rows, Of of) {
  std::vector<T> values;
  std::ranges::transform(rows, std::back_inserter(values),
                         [&](const auto& row) { return T(std::invoke(of, row)); });
  return values;
}

// `of(figure, scenario)`, figure after figure.
template <class T, class Of>
std::vector<T> table(const Comparison& comparison, Of of) {
  std::vector<T> values;
  for (const BestInFigure& figure : comparison.figures) {
    for (std::size_t i = 0; i < comparison.scenarios.size(); ++i) {
      values.push_back(static_cast<T>(of(figure, i)));
    }
  }
  return values;
}

void add_dimensions(OutputGroup& group, const Comparison& comparison) {
  const auto& scenarios = comparison.scenarios;
  group.add_dimension("scenario", column<std::string>(scenarios, &ComparedScenario::name),
                      {{"long_name", "Scenario, the baseline first"}});
  group.add_variable("path", {"scenario"}, column<std::string>(scenarios, &ComparedScenario::path),
                     {});
  group.add_variable("scenario_title", {"scenario"},
                     column<std::string>(scenarios, &ComparedScenario::title), {});
  group.add_variable("digest", {"scenario"},
                     column<std::string>(scenarios, &ComparedScenario::digest), {});
  if (comparison.figures.empty()) {
    return;
  }
  const auto& figures = comparison.figures;
  group.add_dimension(
      "kpi", column<std::string>(figures, [](const BestInFigure& f) { return f.kpi.name; }),
      {{"long_name", "Name of the indicator"}});
  group.add_variable(
      "units", {"kpi"},
      column<std::string>(figures, [](const BestInFigure& f) { return f.kpi.units; }), {});
  group.add_variable(
      "higher_is_better", {"kpi"},
      column<std::int8_t>(figures,
                          [](const BestInFigure& f) {
                            return static_cast<std::int8_t>(f.kpi.higher_is_better ? 1 : 0);
                          }),
      {{"long_name", "1 where a higher value is better"}});
}

void write_best_group(const Hdf5Handle& file, const Comparison& comparison) {
  OutputGroup group(file, "best", "Each scenario against the best of the others");
  group.add_attribute({"method", method});
  group.add_attribute("level", usual_level);
  group.add_attribute("replications", comparison.replications);
  add_dimensions(group, comparison);
  if (comparison.figures.empty()) {
    return;
  }
  const auto add = [&](const std::string& name, const std::string& long_name, auto of) {
    group.add_variable(name, {"kpi", "scenario"}, table<double>(comparison, of),
                       {{"long_name", long_name}, {"coordinates", "units higher_is_better"}});
  };
  using Figure = BestInFigure;
  add("mean", "Estimate", [](const Figure& f, std::size_t i) { return f.estimates[i].mean; });
  add("se", "Its standard error", [](const Figure& f, std::size_t i) { return f.estimates[i].se; });
  add("better_by_low", "Better than the best of the others by at least so much",
      [](const Figure& f, std::size_t i) { return f.comparisons[i].low; });
  add("better_by_high", "Better than the best of the others by at most so much",
      [](const Figure& f, std::size_t i) { return f.comparisons[i].high; });
  group.add_variable("may_be_best", {"kpi", "scenario"},
                     table<std::int8_t>(comparison,
                                        [](const Figure& f, std::size_t i) {
                                          return f.comparisons[i].may_be_best ? 1 : 0;
                                        }),
                     {{"long_name", "1 where it cannot be told from the best"},
                      {"coordinates", "units higher_is_better"}});
}

}  // namespace

void write_comparison_file(const std::filesystem::path& path, const Comparison& comparison) {
  const SilentHdf5 silence;
  try {
    const Hdf5Image image;
    write_table_attributes(image.file(), {.title = "Scenarios compared by Korus",
                                          .format = "korus-comparison",
                                          .format_version = comparison_format_version,
                                          .command_line = comparison.command_line,
                                          .seed = comparison.seed});
    write_best_group(image.file(), comparison);
    write_whole_file(path, image.bytes());
  } catch (const OutputError& error) {
    throw OutputError("cannot write the comparison to '" + path.string() + "': " + error.what());
  }
}

}  // namespace korus
