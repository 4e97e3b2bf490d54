// When a policy fails, in words: boxes of the uncertain factors (scenario discovery).
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tools/analysis/blocks.hpp"
#include "tools/analysis/factor_words.hpp"
#include "tools/analysis/prim.hpp"
#include "tools/command/sweep_tables.hpp"
#include "tools/command/sweep_wording.hpp"

namespace korus {
namespace {

// What is asked: in which rows, of those that are there, something is the case.
struct Cases {
  std::string kpi;
  std::string policy;
  std::string is_so;    // "fails unmet_share.US.memory <= 0.02"
  std::string verb;     // "fail", of the rows
  Points values{0, 0};  // [n_rows, n_factors] in the factors' units
  std::vector<bool> of_interest;
  std::vector<std::size_t> blocks;  // [n_rows]
  std::size_t missing = 0;

  std::size_t count() const {
    return static_cast<std::size_t>(std::ranges::count(of_interest, true));
  }
};

Points chosen_values(const SweepData& data, const std::vector<std::size_t>& rows) {
  Points values(rows.size(), data.factors.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::ranges::copy(data.values[rows[i]], values[i].begin());
  }
  return values;
}

std::vector<std::size_t> chosen_blocks(const SweepData& data,
                                       const std::vector<std::size_t>& rows) {
  return collected<std::size_t>(rows, [&](std::size_t row) { return data.block_of(row); });
}

// The rows that `in_half` says are in this half.
Cases half_of(const Cases& cases, const std::vector<bool>& in_half, bool side) {
  const auto n = static_cast<std::size_t>(std::ranges::count(in_half, side));
  Cases half{.values = Points(n, cases.values.dimensions())};
  for (std::size_t i = 0; i < in_half.size(); ++i) {
    if (in_half[i] == side) {
      std::ranges::copy(cases.values[i], half.values[half.of_interest.size()].begin());
      half.of_interest.push_back(cases.of_interest[i]);
    }
  }
  return half;
}

struct Inside {
  std::size_t points = 0;
  std::size_t cases = 0;
};

Inside inside(const PrimBox& box, const Cases& cases) {
  Inside found;
  for (std::size_t i = 0; i < cases.of_interest.size(); ++i) {
    const auto x = cases.values[i];
    bool in = true;
    for (std::size_t k = 0; k < x.size(); ++k) {
      in = in && x[k] >= box.limits[k].low && x[k] <= box.limits[k].high;
    }
    found.points += in ? 1 : 0;
    found.cases += in && cases.of_interest[i] ? 1 : 0;
  }
  return found;
}

double share(std::size_t part, std::size_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole)
                   : std::numeric_limits<double>::quiet_NaN();
}

void add_limits(AnalysisTable& table, const SweepData& data, const PrimBox& box,
                const Points& values) {
  std::vector<std::size_t> restricted;
  for (std::size_t i = 0; i < box.limits.size(); ++i) {
    if (box.limits[i].restricted()) {
      restricted.push_back(i);
    }
  }
  const auto words = [&](auto of) { return collected<std::string>(restricted, of); };
  const auto end = [&](double PrimLimit::* member) {
    return collected<double>(restricted, [&](std::size_t i) {
      const double limit = box.limits[i].*member;
      return std::isinf(limit) ? std::numeric_limits<double>::quiet_NaN() : limit;
    });
  };
  table.add_words("factor", "factor", "Factor that the box restricts",
                  words([&](std::size_t i) { return data.factors[i].name; }));
  table.add(ColumnKind::plain, "low", "",
            "Least value inside, of words their number; none: no limit", end(&PrimLimit::low));
  table.add(ColumnKind::plain, "high", "", "Largest value inside; none: no limit",
            end(&PrimLimit::high));
  table.add_words("unit", "", "Unit of the limits",
                  words([&](std::size_t i) { return data.factors[i].unit; }));
  table.add_words("says", "limit", "The limit in words", words([&](std::size_t i) {
                    return limit_text(data.factors[i], box.limits[i], values, i);
                  }));
  table.add(ColumnKind::plain, "quasi_p", "quasi-p",
            "Chance of so many cases in the box if this factor did not matter",
            end(&PrimLimit::quasi_p));
}

void say_points(AnalysisTable& table, const Cases& cases, const PrimBox& box) {
  constexpr std::size_t few = 20;
  const Inside found = inside(box, cases);
  table.say(fmt::format(
      "Behind it: {} of {} points ({} mass); {} of them {} ({} density), {} of all such rows "
      "(coverage).{}",
      found.points, cases.of_interest.size(), percent_text(box.mass), found.cases, cases.verb,
      percent_text(box.density), percent_text(box.coverage),
      found.points < few ? " So few points are a hint, no more." : ""));
}

const char* blocks_name(DesignKind design) {
  return design == DesignKind::morris     ? "trajectories"
         : design == DesignKind::saltelli ? "base samples"
                                          : "rows";
}

bool is_in_blocks(DesignKind design) {
  return design == DesignKind::morris || design == DesignKind::saltelli;
}

bool is_even(DesignKind design) { return !is_in_blocks(design) && design != DesignKind::list; }

void say_halves(AnalysisTable& table, const SweepData& data, const Cases& cases, bool has_box) {
  const auto in_half = half_of_blocks(cases.blocks, RandomSource(data.design_seed, 0));
  const Cases rest = half_of(cases, in_half, false);
  const Cases half = half_of(cases, in_half, true);
  double density = std::numeric_limits<double>::quiet_NaN();
  double coverage = density;
  if (half.count() > 0 && rest.count() > 0) {
    const Inside found = inside(prim_box(half.values, half.of_interest), rest);
    density = share(found.cases, found.points);
    coverage = share(found.cases, rest.count());
    const double of_all = share(cases.count(), cases.of_interest.size());
    if (has_box && density > of_all) {
      table.say(fmt::format(
          "A box found on a random half of the {} and judged by the others has {} density and {} "
          "coverage: expect that of new {}.",
          blocks_name(data.design), percent_text(density), percent_text(coverage),
          is_even(data.design) ? "futures" : "points of such a design"));
    } else if (has_box) {
      table.say(fmt::format(
          "A box found on a random half of the {} and judged by the others holds {}, no more than "
          "of all ({}): do not rely on it.",
          blocks_name(data.design),
          found.points > 0 ? percent_text(density) + " such rows" : "none of them",
          percent_text(of_all)));
    }
  }
  table.about.push_back({"half_density", "Density on rows that a box was not found on", density});
  table.about.push_back(
      {"half_coverage", "Coverage on rows that a box was not found on", coverage});
}

void say_design(AnalysisTable& table, DesignKind design) {
  if (is_even(design)) {
    return;
  }
  table.say(
      "The design does not fill the factors' ranges evenly: mass, coverage and density are of its "
      "points, not of all futures. A latin_hypercube or sobol design does.");
  if (table.rows() > 0) {
    table.say(is_in_blocks(design)
                  ? fmt::format("Quasi-p takes rows for independent, which within {} they are not: "
                                "it is too small.",
                                blocks_name(design))
                  : "Quasi-p takes rows for independent.");
  }
}

AnalysisTable box_table(const SweepData& data, const Cases& cases) {
  AnalysisTable table{.name = "prim",
                      .title = "In which futures it is so (PRIM)",
                      .kpi = cases.kpi,
                      .policy = cases.policy,
                      .units = "1"};
  const std::size_t n = cases.of_interest.size();
  const bool some = cases.count() > 0 && cases.count() < n;
  const PrimBox box = some ? prim_box(cases.values, cases.of_interest)
                           : PrimBox{.limits = std::vector<PrimLimit>(data.factors.size()),
                                     .mass = 1,
                                     .coverage = 1,
                                     .density = share(cases.count(), n)};
  const Inside found = inside(box, cases);
  add_limits(table, data, box, cases.values);
  table.about = {
      {"rows", "Rows behind it", static_cast<double>(n)},
      {"cases", "Rows in which it is so", static_cast<double>(cases.count())},
      {"points_inside", "Rows in the box", static_cast<double>(found.points)},
      {"cases_inside", "Rows in the box in which it is so", static_cast<double>(found.cases)},
      {"coverage", "Share of the cases that the box holds", box.coverage},
      {"density", "Share of the box's points that are cases", box.density},
      {"mass", "Share of all points that the box holds", box.mass}};
  const std::string text = box_text(data.factors, box, cases.values);
  if (!text.empty()) {
    table.say(fmt::format(
        "{} {} {}when {}.", cases.policy, cases.is_so,
        box.density < 0.5 ? "more often, though in less than half of the rows, " : "", text));
    say_points(table, cases, box);
  } else {
    table.say(fmt::format("{} {} in {} of {} rows{}.", cases.policy, cases.is_so, cases.count(), n,
                          some ? ", and no limit of a factor tells which beyond chance" : ""));
  }
  say_halves(table, data, cases, !text.empty());
  say_design(table, data.design);
  say_missing(table, cases.missing, n + cases.missing, "rows");
  return table;
}

}  // namespace

AnalysisTables prim_tables(const SweepData& data, std::size_t policy,
                           const std::vector<Threshold>& thresholds) {
  const JudgedRows judged = judge_rows(data, policy, thresholds);
  std::vector<std::size_t> rows;
  Cases fails{.kpi = criteria_text(thresholds),
              .policy = data.policies[policy],
              .is_so = "fails " + criteria_text(thresholds),
              .verb = "fail"};
  std::size_t unsure = 0;
  for (std::size_t row = 0; row < data.rows(); ++row) {
    if (!judged.missing[row]) {
      rows.push_back(row);
      fails.of_interest.push_back(!holds(judged.rows[row]));
      unsure += is_unsure(judged.rows[row]) ? 1 : 0;
    }
  }
  fails.values = chosen_values(data, rows);
  fails.blocks = chosen_blocks(data, rows);
  fails.missing = data.rows() - rows.size();
  AnalysisTables tables{box_table(data, fails)};
  if (2 * fails.count() > rows.size() && fails.count() < rows.size()) {
    Cases kept = fails;
    kept.is_so = "holds " + fails.kpi;
    kept.verb = "hold";
    kept.of_interest.flip();
    tables.push_back(box_table(data, kept));
  }
  if (data.replications > 1) {
    tables.front().say(fmt::format("In {} of {} rows the seeds leave open whether it holds.",
                                   unsure, rows.size()));
  }
  return tables;
}

AnalysisTables prim_tables(const SweepData& data, std::size_t kpi, std::size_t policy,
                           std::size_t baseline) {
  const SweepFigure figure = sweep_difference(data, kpi, policy, baseline);
  Cases worse{
      .kpi = figure.kpi,
      .policy = data.policies[policy],
      .is_so = fmt::format("is no better than {} in {}", data.policies[baseline], figure.kpi),
      .verb = "are no better"};
  const std::vector<std::size_t> rows = figure.whole_rows();
  for (const std::size_t row : rows) {
    const double gain = figure.higher_is_better ? figure.means[row] : -figure.means[row];
    worse.of_interest.push_back(gain <= 0);
  }
  worse.values = chosen_values(data, rows);
  worse.blocks = chosen_blocks(data, rows);
  worse.missing = data.rows() - rows.size();
  return {box_table(data, worse)};
}

}  // namespace korus
