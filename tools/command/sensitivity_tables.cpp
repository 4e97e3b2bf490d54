// What drives a figure: Morris's screening and Sobol's indices of a sweep.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/ensure.hpp"
#include "tools/analysis/factor_words.hpp"
#include "tools/analysis/morris.hpp"
#include "tools/analysis/sobol_indices.hpp"
#include "tools/command/sweep_tables.hpp"
#include "tools/command/sweep_wording.hpp"

namespace korus {
namespace {

// Indices in descending order of what `of` says.
template <class Rows, class Of>
std::vector<std::size_t> ranking(const Rows& rows, Of of) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return of(rows[a]) != of(rows[b]) ? of(rows[a]) > of(rows[b]) : a < b;
  });
  return order;
}

void add_factors(AnalysisTable& table, const SweepData& data,
                 const std::vector<std::size_t>& order) {
  const auto of_each = [&](auto of) {
    return collected<std::string>(order, [&](std::size_t i) { return of(data.factors[i]); });
  };
  table.add_words("factor", "factor", "Factor of the plan",
                  of_each([](const SweepFactor& factor) { return factor.name; }));
}

void add_meanings(AnalysisTable& table, const SweepData& data,
                  const std::vector<std::size_t>& order) {
  table.add_words("doc", "what it is, and its range", "What the factor is, and its range",
                  collected<std::string>(order, [&](std::size_t i) {
                    const SweepFactor& factor = data.factors[i];
                    return fmt::format("{}{}{}", factor.doc, factor.doc.empty() ? "" : ": ",
                                       range_text(factor));
                  }));
}

template <class Of>
std::vector<std::string> names_where(const SweepData& data, const std::vector<std::size_t>& order,
                                     Of of) {
  std::vector<std::string> names;
  for (const std::size_t i : order) {
    if (of(i)) {
      names.push_back(data.factors[i].name);
    }
  }
  return names;
}

void add_effects(AnalysisTable& table, const Screening& screening,
                 const std::vector<std::size_t>& order) {
  const auto numbers = [&](double ElementaryEffects::* member) {
    return collected<double>(order,
                             [&](std::size_t i) { return screening.factors[i].effects.*member; });
  };
  const auto intervals = [&](Interval ScreenedFactor::* member) {
    return collected<Interval>(order, [&](std::size_t i) { return screening.factors[i].*member; });
  };
  table.add(ColumnKind::count, "rank", "rank", "Rank by mu*",
            collected<double>(order, [&](std::size_t i) { return screening.factors[i].rank; }));
  table.add(ColumnKind::figure, "mu_star", "mu*",
            "Mean size of what the factor's whole range changes",
            numbers(&ElementaryEffects::mean_absolute), intervals(&ScreenedFactor::mean_absolute));
  table.add(ColumnKind::figure, "mu", "mu", "Mean change over the factor's whole range",
            numbers(&ElementaryEffects::mean), intervals(&ScreenedFactor::mean));
  table.add(
      ColumnKind::figure, "sigma", "sigma",
      "Standard deviation of that change: the factor acts differently elsewhere or with others",
      numbers(&ElementaryEffects::sd), intervals(&ScreenedFactor::sd));
}

const char* direction(const ScreenedFactor& factor) {
  return factor.mean.low > 0 ? "up" : factor.mean.high < 0 ? "down" : "up or down";
}

void say_effects(AnalysisTable& table, const SweepData& data, const Screening& screening,
                 const std::vector<std::size_t>& order) {
  const ScreenedFactor& first = screening.factors[order.front()];
  if (first.effects.mean_absolute == 0) {
    table.say("No factor moves it.");
    return;
  }
  table.say(fmt::format(
      "Over its range {} moves it most: by {} on average, {}.", data.factors[order.front()].name,
      amount_text(table, first.effects.mean_absolute, first.mean_absolute), direction(first)));
  const auto rivals = names_where(data, order, [&](std::size_t i) {
    return i != order.front() && screening.factors[i].mean_absolute.high >= first.mean_absolute.low;
  });
  if (!rivals.empty()) {
    table.say(fmt::format("The order is not sure: {} may move it as much.", list_text(rivals)));
  }
  const auto slight = names_where(data, order, [&](std::size_t i) {
    return screening.factors[i].mean_absolute.high < 0.05 * first.effects.mean_absolute;
  });
  if (!slight.empty()) {
    table.say(fmt::format("Less than a twentieth of that, at the upper end: {}. They may be fixed.",
                          list_text(slight)));
  }
  const auto mixed = names_where(data, order, [&](std::size_t i) {
    const ElementaryEffects& effects = screening.factors[i].effects;
    return screening.factors[i].mean_absolute.high >= 0.05 * first.effects.mean_absolute &&
           effects.sd > 0.5 * effects.mean_absolute;
  });
  if (!mixed.empty()) {
    table.say(
        fmt::format("Not alike everywhere, or together with others (sigma above half of mu*, "
                    "noise of the seeds included): {}.",
                    list_text(mixed)));
  }
}

// Blocks of `size` rows without a missing one, one after the other.
std::vector<double> whole_blocks(const std::vector<double>& outputs, std::size_t size) {
  std::vector<double> whole;
  for (std::size_t begin = 0; begin + size <= outputs.size(); begin += size) {
    const std::span block = std::span(outputs).subspan(begin, size);
    if (std::ranges::none_of(block, [](double y) { return std::isnan(y); })) {
      whole.insert(whole.end(), block.begin(), block.end());
    }
  }
  return whole;
}

// By more than the rounding of sums.
bool does_vary(const std::vector<double>& outputs) {
  const auto [least, most] = std::ranges::minmax(outputs);
  return most - least > 1e-12 * std::max(std::fabs(least), std::fabs(most));
}

double widest_of(const SobolIndices& indices) {
  double widest = 0;
  for (std::size_t i = 0; i < indices.first.size(); ++i) {
    widest = std::max({widest, indices.first[i].high - indices.first[i].low,
                       indices.total[i].high - indices.total[i].low});
  }
  return widest;
}

Interval interval_of(const SobolIndex& index) { return {.low = index.low, .high = index.high}; }

void add_indices(AnalysisTable& table, const SobolIndices& indices,
                 const std::vector<std::size_t>& order) {
  const auto add = [&](const char* name, const char* head, const char* meaning,
                       const std::vector<SobolIndex>& of) {
    table.add(ColumnKind::plain, name, head, meaning,
              collected<double>(order, [&](std::size_t i) { return of[i].value; }),
              collected<Interval>(order, [&](std::size_t i) { return interval_of(of[i]); }));
  };
  add("first", "first order", "Share of the variance that the factor explains by itself",
      indices.first);
  add("total", "total", "Share of the variance that the factor has a part in", indices.total);
}

void say_indices(AnalysisTable& table, const SweepData& data, const SobolIndices& indices,
                 const std::vector<std::size_t>& order) {
  const std::size_t top = order.front();
  table.say(fmt::format(
      "{} matters most: by itself it explains {} of the variance, with others {}.",
      data.factors[top].name, plain_text(indices.first[top].value, interval_of(indices.first[top])),
      plain_text(indices.total[top].value, interval_of(indices.total[top]))));
  const auto rivals = names_where(data, order, [&](std::size_t i) {
    return i != top && indices.total[i].high >= indices.total[top].low;
  });
  if (!rivals.empty()) {
    table.say(fmt::format("The order is not sure: {} may matter as much.", list_text(rivals)));
  }
  double sum = 0;
  for (const SobolIndex& index : indices.first) {
    sum += index.value;
  }
  table.say(sum < 1
                ? fmt::format("One by one the factors explain {} of the variance, the rest is "
                              "what they do together, and noise of the seeds.",
                              percent_text(std::max(sum, 0.0)))
                : fmt::format("One by one the factors explain all of the variance (their shares "
                              "add up to {}): nothing that they do together can be told.",
                              percent_text(sum)));
  const auto slight =
      names_where(data, order, [&](std::size_t i) { return indices.total[i].high < 0.01; });
  if (!slight.empty()) {
    table.say(
        fmt::format("A part in less than a hundredth, at the upper end: {}. They may be fixed.",
                    list_text(slight)));
  }
}

void say_widest(AnalysisTable& table, double widest, std::size_t samples) {
  table.say(
      widest < 0.05
          ? fmt::format("The widest 95 % interval is {:.3f}, below 0.05: {} samples are enough.",
                        widest, samples)
          : fmt::format("The widest 95 % interval is {:.3f}, not below 0.05: with four times "
                        "the {} samples it is about half as wide.",
                        widest, samples));
}

}  // namespace

AnalysisTables morris_tables(const SweepData& data, const SweepFigure& figure) {
  ensure(data.design == DesignKind::morris, "elementary effects are of a morris design");
  AnalysisTable table = table_of(figure, "morris", "Screening by elementary effects (Morris)");
  const Screening screening = screen(scaled_factors(data), figure.means, usual_resamples,
                                     RandomSource(data.design_seed, 0));
  const auto order = ranking(
      screening.factors, [](const ScreenedFactor& factor) { return factor.effects.mean_absolute; });
  const bool any = screening.trajectories > 0;
  add_factors(table, data, any ? order : std::vector<std::size_t>());
  add_effects(table, screening, any ? order : std::vector<std::size_t>());
  add_meanings(table, data, any ? order : std::vector<std::size_t>());
  table.about.push_back({"trajectories", "Whole trajectories behind it",
                         static_cast<double>(screening.trajectories)});
  if (any) {
    say_effects(table, data, screening, order);
    table.say(fmt::format("Intervals: bootstrap over {} trajectories.", screening.trajectories));
  }
  const std::size_t planned = data.rows() / (data.factors.size() + 1);
  say_missing(table, planned - screening.trajectories, planned, "trajectories");
  say_noise(table, noise_of(figure), data.replications);
  return {table};
}

AnalysisTables sobol_tables(const SweepData& data, const SweepFigure& figure) {
  ensure(data.design == DesignKind::saltelli, "Sobol's indices are of a saltelli design");
  AnalysisTable table = table_of(figure, "sobol", "Shares of the variance (Sobol's indices)");
  const std::size_t block = data.factors.size() + 2;
  const std::vector<double> outputs = whole_blocks(figure.means, block);
  SobolIndices indices;
  if (!outputs.empty()) {
    indices = sobol_indices(outputs, data.factors.size(), usual_resamples,
                            RandomSource(data.design_seed, 0));
  }
  const bool varies = !outputs.empty() && does_vary(outputs);
  const auto order = varies ? ranking(indices.total, [](const SobolIndex& i) { return i.value; })
                            : std::vector<std::size_t>();
  add_factors(table, data, order);
  add_indices(table, indices, order);
  add_meanings(table, data, order);
  const std::size_t samples = outputs.size() / block;
  const double widest = varies ? widest_of(indices) : std::numeric_limits<double>::quiet_NaN();
  table.about.push_back({"samples", "Whole samples behind it", static_cast<double>(samples)});
  table.about.push_back({"variance", "Variance over the points", indices.variance});
  table.about.push_back({"widest", "Width of the widest interval", widest});
  if (varies) {
    say_indices(table, data, indices, order);
    say_widest(table, widest, samples);
  } else {
    table.say("It does not vary over the points.");
  }
  say_missing(table, data.rows() / block - samples, data.rows() / block, "samples");
  say_noise(table, noise_of(figure), data.replications);
  return {table};
}

}  // namespace korus
