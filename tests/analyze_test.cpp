// What is asked of a sweep is found in it or refused with a reason, and the answer says how sure it is.
#include "tools/command/analyze.hpp"

#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <filesystem>
#include <numbers>
#include <numeric>

#include "engine/portable_math.hpp"
#include "tools/analysis/blocks.hpp"
#include "tools/analysis/morris.hpp"
#include "tools/analysis/sobol_indices.hpp"
#include "tools/command/exit_code.hpp"
#include "tools/command/sweep_question.hpp"
#include "tools/command/sweep_tables.hpp"
#include "tools/results/result_reader.hpp"

namespace korus {
namespace {

namespace tt = boost::test_tools;

double sine(double u) { return portable::cos_turn(u - 0.75); }

// The Ishigami function on a Saltelli design, two policies of which the second is one better.
SweepData ishigami_sweep(std::uint32_t samples) {
  SweepData data;
  data.title = "Ishigami";
  data.design = DesignKind::saltelli;
  data.samples = samples;
  for (const char* name : {"x1", "x2", "x3"}) {
    data.factors.push_back({.name = name, .unit = "1", .low = 0, .high = 1});
  }
  data.unit = sobol_design(samples, 3, RandomSource(3, 0));
  data.values = data.unit;
  data.policies = {"base", "better"};
  data.replications = 2;
  data.kpis = {{.name = "output.US", .units = "t"},
               {.name = "unmet_share.US", .units = "1", .higher_is_better = false}};
  for (std::size_t row = 0; row < data.rows(); ++row) {
    const auto u = data.unit[row];
    const double third = std::numbers::pi * (2 * u[2] - 1);
    const double y =
        sine(u[0]) * (1 + 0.1 * third * third * third * third) + 7 * sine(u[1]) * sine(u[1]);
    for (const double gain : {0.0, 1.0}) {
      for (const double seed : {-0.5, 0.5}) {
        data.outcomes.push_back({y + gain + seed, 1});
        data.outcomes.push_back({u[0], 1});
      }
    }
  }
  return data;
}

bool has(const std::vector<std::string>& sentences, const std::string& part) {
  return std::ranges::any_of(
      sentences, [&](const std::string& text) { return text.find(part) != std::string::npos; });
}

// Closed form: first order 0.314, 0.442, 0; total 0.558, 0.442, 0.244. Seeds move all points alike, by a
// variance of 1/2 of one replication beside the function's 13.84.
BOOST_AUTO_TEST_CASE(indices_of_a_sweep_are_those_of_its_function) {
  const SweepData data = ishigami_sweep(2048);
  const AnalysisTable table = sobol_tables(data, sweep_figure(data, 0, 0)).front();
  BOOST_TEST(table.columns[0].words == (std::vector<std::string>{"x1", "x2", "x3"}),
             tt::per_element());
  BOOST_TEST(table.columns[1].numbers[0] == 0.3139, tt::tolerance(0.1));
  BOOST_TEST(table.columns[1].numbers[1] == 0.4424, tt::tolerance(0.1));
  BOOST_TEST(table.columns[2].numbers[0] == 0.5576, tt::tolerance(0.1));
  BOOST_TEST(table.columns[2].numbers[2] == 0.2437, tt::tolerance(0.1));
  BOOST_TEST(table.columns[2].intervals[2].holds(0.2437));
  const auto about = [&](const std::string& name) {
    return std::ranges::find(table.about, name, &AnalysisNumber::name)->value;
  };
  BOOST_TEST(about("seed_share_run") == 0.5 / (0.5 + 13.84), tt::tolerance(0.05));
  BOOST_TEST(about("seed_share_between") < 1e-12);
  BOOST_TEST(has(table.sentences, "widest 95 % interval"));
}

BOOST_AUTO_TEST_CASE(a_sample_with_a_missing_point_is_left_out_and_told) {
  SweepData data = ishigami_sweep(64);
  data.outcomes[0].numerator = std::nan("");
  const AnalysisTable table = sobol_tables(data, sweep_figure(data, 0, 0)).front();
  BOOST_TEST(has(table.sentences, "1 of 64 samples are left out"));
  for (KpiValue& value : data.outcomes) {
    value.numerator = std::nan("");
  }
  BOOST_TEST(sobol_tables(data, sweep_figure(data, 0, 0)).front().rows() == 0u);
}

BOOST_AUTO_TEST_CASE(criteria_are_read_and_the_rest_is_refused) {
  const auto percent = read_criterion("unmet_share.US.advanced chips <= 2 %");
  BOOST_REQUIRE(percent.has_value());
  BOOST_TEST(percent->name == "unmet_share.US.advanced chips");
  BOOST_TEST(percent->limit == 0.02);
  BOOST_TEST((percent->comparison == Comparison::at_most));
  BOOST_TEST((read_criterion("a>1e3")->comparison == Comparison::above));
  for (const char* wrong : {"a=1", "a<=", "<=1", "a<=x", "a<=1 2", "a<=inf"}) {
    BOOST_TEST(!read_criterion(wrong).has_value(), wrong);
  }
}

BOOST_AUTO_TEST_CASE(all_that_cannot_be_answered_is_told_at_once) {
  const SweepData data = ishigami_sweep(8);
  Options options;
  options.kpis = {"unmet_shere.US"};
  options.policies = {"beter"};
  options.thresholds = {"nothing like it<=1"};
  options.method = "morris";
  const SweepQuestion question = sweep_question(data, options);
  BOOST_TEST(question.errors.size() == 4u);
  BOOST_TEST(has(question.errors, "did you mean \"unmet_share.US\"?"));
  BOOST_TEST(has(question.errors, "did you mean \"better\"?"));
  BOOST_TEST(has(question.errors, "the design of the sweep is saltelli"));
  options.scenarios = {"sweep.h5"};
  BOOST_TEST(answer_sweep(data, options) == exit_bad_scenario);
}

BOOST_AUTO_TEST_CASE(what_is_not_asked_is_chosen_by_design_policies_and_thresholds) {
  const SweepData data = ishigami_sweep(8);
  SweepQuestion question = sweep_question(data, {});
  BOOST_TEST(question.methods == (std::vector<std::string>{"sobol", "regret"}), tt::per_element());
  BOOST_TEST(question.kpis == std::vector<std::size_t>{1}, tt::per_element());  // unmet_share
  Options options;
  options.kpis = {"output.*"};
  options.against = "base";
  options.thresholds = {"output.US>=3"};
  question = sweep_question(data, options);
  BOOST_TEST(question.errors.empty());
  BOOST_TEST(question.kpis == std::vector<std::size_t>{0}, tt::per_element());
  BOOST_TEST(question.policies == std::vector<std::size_t>{1}, tt::per_element());
  BOOST_TEST(
      question.methods == (std::vector<std::string>{"sobol", "regret", "satisficing", "prim"}),
      tt::per_element());
}

// The first policy gives away 1 in every row, beyond any doubt.
BOOST_AUTO_TEST_CASE(regret_and_boxes_are_told_in_words) {
  const SweepData data = ishigami_sweep(64);
  const AnalysisTable regret = regret_tables(data, 0, {0, 1}).front();
  BOOST_TEST(has(regret.sentences, "Least mean regret: better, 0 t"));
  BOOST_TEST(has(regret.sentences, "All others have more"));
  const std::vector<Threshold> threshold{{.kpi = 1, .limit = 0.7, .text = "unmet_share.US <= 0.7"}};
  const AnalysisTable box = prim_tables(data, 0, threshold).front();
  BOOST_TEST(has(box.sentences, "base fails unmet_share.US <= 0.7 when x1 is above 70 %"));
  BOOST_TEST(has(box.sentences, "100.0 % density"));
  const AnalysisTable never = prim_tables(data, 0, 0, 1).front();
  BOOST_TEST(has(never.sentences, "base is no better than better in output.US in 320 of 320 rows"));
}

// A figure that is not smooth, of all factors together.
SweepData sweep_of(DesignKind design, Points unit) {
  SweepData data{.title = "Blocks", .design = design, .design_seed = 1};
  for (std::size_t k = 0; k < unit.dimensions(); ++k) {
    data.factors.push_back({.name = "x" + std::to_string(k + 1), .unit = "1", .low = 0, .high = 1});
  }
  data.values = unit;
  data.unit = std::move(unit);
  data.policies = {"base"};
  data.replications = 1;
  data.kpis = {{.name = "output.US", .units = "t"}};
  for (std::size_t row = 0; row < data.rows(); ++row) {
    double y = 0;
    for (const double u : data.unit[row]) {
      y += sine(u) + y * u;
    }
    data.outcomes.push_back({y, 1});
  }
  return data;
}

double number_of(const AnalysisTable& table, const std::string& name) {
  return std::ranges::find(table.about, name, &AnalysisNumber::name)->value;
}

// A trajectory's other rows tell a row by all but one factor: what they predict, they do not elsewhere.
BOOST_AUTO_TEST_CASE(what_is_left_out_is_whole_and_is_told) {
  SweepData morris = sweep_of(DesignKind::morris, morris_design(12, 5, 4, RandomSource(1, 0)));
  const AnalysisTable blocks = surrogate_tables(morris, sweep_figure(morris, 0, 0)).front();
  BOOST_TEST(has(blocks.sentences, "of the variance of whole trajectories left out (Q2 "));
  BOOST_TEST(number_of(blocks, "left_out_rows") == 6.0);
  BOOST_TEST(has(regression_tables(morris, sweep_figure(morris, 0, 0)).front().sentences,
                 "whole trajectories left out"));
  morris.design = DesignKind::list;
  const AnalysisTable points = surrogate_tables(morris, sweep_figure(morris, 0, 0)).front();
  BOOST_TEST(has(points.sentences, "of the variance of points left out (Q2 "));
  BOOST_TEST(number_of(blocks, "q2") < number_of(points, "q2"));
  const SweepData saltelli = ishigami_sweep(16);
  BOOST_TEST(has(surrogate_tables(saltelli, sweep_figure(saltelli, 0, 0)).front().sentences,
                 "of the variance of whole base samples left out (Q2 "));
  BOOST_TEST(saltelli.block_of(4) == 0u);
  BOOST_TEST(saltelli.block_of(5) == 1u);
}

// The last factor of a grid changes from row to row: every second row would hold one of its levels.
BOOST_AUTO_TEST_CASE(halves_hold_all_levels_and_whole_blocks) {
  std::vector<std::size_t> rows(256);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const std::vector<bool> half = half_of_blocks(rows, RandomSource(1, 0));
  BOOST_TEST(std::ranges::count(half, true) == 128);
  for (std::size_t factor = 0; factor < 8; ++factor) {
    std::size_t high = 0;
    for (const std::size_t row : rows) {
      high += half[row] && (row >> factor) % 2 == 1 ? 1 : 0;
    }
    BOOST_TEST(high > 40u);
    BOOST_TEST(high < 88u);
  }
  BOOST_TEST(half == half_of_blocks(rows, RandomSource(1, 0)), tt::per_element());
  std::vector<std::size_t> blocks;
  for (const std::size_t row : rows) {
    blocks.push_back(row / 6);
  }
  const std::vector<bool> whole = half_of_blocks(blocks, RandomSource(1, 0));
  for (const std::size_t row : rows) {
    BOOST_TEST(whole[row] == whole[row - row % 6]);
  }
}

// Of 2^8 points those fail whose last factor is high: a box found on one half holds in the other.
BOOST_AUTO_TEST_CASE(a_box_of_a_grid_is_judged_by_rows_of_all_levels) {
  Points unit(256, 8);
  for (std::size_t row = 0; row < unit.size(); ++row) {
    for (std::size_t k = 0; k < 8; ++k) {
      unit[row][k] = static_cast<double>((row >> (7 - k)) % 2);
    }
  }
  SweepData data = sweep_of(DesignKind::grid, std::move(unit));
  for (std::size_t row = 0; row < data.rows(); ++row) {
    data.outcomes[row].numerator = data.unit[row][7];
  }
  const std::vector<Threshold> threshold{{.kpi = 0, .limit = 0.5, .text = "output.US <= 0.5"}};
  const AnalysisTable box = prim_tables(data, 0, threshold).front();
  BOOST_TEST(number_of(box, "half_density") == 1.0);
  BOOST_TEST(number_of(box, "half_coverage") == 1.0);
  BOOST_TEST(has(box.sentences, "a random half of the rows"));
  BOOST_TEST(!has(box.sentences, "does not fill"));
}

BOOST_AUTO_TEST_CASE(boxes_of_a_design_in_blocks_are_told_with_a_warning) {
  const SweepData data = ishigami_sweep(64);
  const std::vector<Threshold> threshold{{.kpi = 1, .limit = 0.7, .text = "unmet_share.US <= 0.7"}};
  const AnalysisTable box = prim_tables(data, 0, threshold).front();
  BOOST_TEST(has(box.sentences, "a random half of the base samples"));
  BOOST_TEST(has(box.sentences, "does not fill the factors' ranges evenly"));
  BOOST_TEST(has(box.sentences, "Quasi-p takes rows for independent, which within base samples"));
  BOOST_TEST(has(box.sentences, "expect that of new points of such a design."));
}

BOOST_AUTO_TEST_CASE(the_tables_are_written_whole) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("korus_analysis_" + std::to_string(getpid()) + ".h5");
  Options options;
  options.scenarios = {"sweep.h5"};
  options.json = true;
  options.output = path;
  BOOST_TEST(answer_sweep(ishigami_sweep(16), options) == exit_good);
  {
    const ResultReader file(path);
    BOOST_TEST(file.attribute("korus_format") == "korus-analysis");
    BOOST_TEST(file.words("analysis/sobol/factor").size() == 3u);
    BOOST_TEST(file.numbers("analysis/sobol/total_ci_low").size() == 3u);
    BOOST_TEST(file.words("analysis/regret/regret_of").front() == "base");
    BOOST_TEST(!file.words("analysis/sobol_about/says").front().empty());
  }
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace korus
