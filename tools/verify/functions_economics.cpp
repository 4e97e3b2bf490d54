#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "engine/distributions.hpp"
#include "engine/quantile.hpp"
#include "engine/statistics.hpp"
#include "models/economics/discounting.hpp"
#include "models/economics/knowledge.hpp"
#include "models/economics/learning.hpp"
#include "models/economics/overrun.hpp"
#include "models/economics/ramp.hpp"
#include "tools/verify/arguments.hpp"
#include "tools/verify/function_topics.hpp"

namespace korus {
namespace {

constexpr std::size_t most_draws = 100'000'000;

FunctionValue learning_unit_cost(const FunctionCall& call) {
  Arguments next(call);
  const LearningCurve curve{.first_unit = next.number(), .progress_ratio = next.positive()};
  const double unit = next.positive();
  next.end();
  return {.number = curve.unit_cost(unit)};
}

FunctionValue learning_unit_total(const FunctionCall& call) {
  Arguments next(call);
  const LearningCurve curve{.first_unit = next.number(), .progress_ratio = next.positive()};
  const std::size_t units = next.count(1, most_draws);
  next.end();
  return {.number = curve.unit_total(static_cast<std::int64_t>(units))};
}

FunctionValue learning_average_total(const FunctionCall& call) {
  Arguments next(call);
  const LearningCurve curve{.first_unit = next.number(), .progress_ratio = next.positive()};
  const double units = next.positive();
  next.end();
  return {.number = curve.average_total(units)};
}

FunctionValue learning_cost_ratio(const FunctionCall& call) {
  Arguments next(call);
  const LearningCurve curve{.progress_ratio = next.positive()};
  const double from = next.positive();
  const double to = next.positive();
  next.end();
  return {.number = curve.unit_cost(to) / curve.unit_cost(from)};
}

LogisticRamp ramp_of(Arguments& next) {
  return {.maximum = next.positive(), .rate = next.positive(), .midpoint = next.number()};
}

FunctionValue logistic_capacity(const FunctionCall& call) {
  Arguments next(call);
  const LogisticRamp ramp = ramp_of(next);
  const double time = next.number();
  next.end();
  return {.number = ramp.capacity(time)};
}

double output_of(const FunctionCall& call) {
  Arguments next(call);
  const LogisticRamp ramp = ramp_of(next);
  const double begin = next.number();
  const double end = next.number();
  next.end();
  return ramp.output(begin, end);
}

FunctionValue logistic_output(const FunctionCall& call) { return {.number = output_of(call)}; }

FunctionValue logistic_whole_units(const FunctionCall& call) {
  return {.number = std::floor(output_of(call))};
}

FunctionValue logistic_time(const FunctionCall& call) {
  Arguments next(call);
  const LogisticRamp ramp = ramp_of(next);
  const double begin = next.number();
  const double units = next.positive();
  next.end();
  return {.number = ramp.time_of(units, begin)};
}

FunctionValue present_value(const FunctionCall& call) {
  Arguments next(call);
  const double rate = next.between(-0.99, 10);
  return {.number = net_present_value(rate, next.rest())};
}

FunctionValue internal_rate(const FunctionCall& call) {
  return {.number = internal_rate_of_return(call.arguments).value_or(std::nan(""))};
}

FunctionValue recovery_factor(const FunctionCall& call) {
  Arguments next(call);
  const double rate = next.between(-0.99, 10);
  const double periods = next.positive();
  next.end();
  return {.number = capital_recovery_factor(rate, periods)};
}

FunctionValue capitalised(const FunctionCall& call) {
  Arguments next(call);
  const double expenditure = next.number();
  const double years = next.positive();
  const double rate = next.between(-1, 10);
  next.end();
  return {.number = capitalised_cost(expenditure, years, rate)};
}

// What `draws` projects of a class cost, in the order drawn.
std::vector<double> drawn_costs(const FunctionCall& call, Arguments& next) {
  const ReferenceClass projects{.median = next.positive(), .sigma = next.between(0, 10)};
  const double planned = next.number();
  std::vector<double> costs(next.count(1, most_draws));
  for (std::size_t n = 0; n < costs.size(); ++n) {
    costs[n] = planned * projects.quantile(call.random.uniform(name_key("overrun"), 0, n));
  }
  return costs;
}

FunctionValue overrun_mean(const FunctionCall& call) {
  Arguments next(call);
  Welford mean;
  for (const double cost : drawn_costs(call, next)) {
    mean.add(cost);
  }
  next.end();
  return {.number = mean.mean()};
}

FunctionValue overrun_quantile(const FunctionCall& call) {
  Arguments next(call);
  std::vector<double> costs = drawn_costs(call, next);
  const double p = next.share();
  next.end();
  std::ranges::sort(costs);
  return {.number = quantile(costs, p)};
}

FunctionValue overrun_share_beyond(const FunctionCall& call) {
  Arguments next(call);
  const std::vector<double> costs = drawn_costs(call, next);
  const double limit = next.number();
  next.end();
  const auto beyond = std::ranges::count_if(costs, [&](double cost) { return cost > limit; });
  return {.number = static_cast<double>(beyond) / static_cast<double>(costs.size())};
}

// Spending at years 0, 1, ...; the stock was `initial` before.
double stock_after(Arguments& next, double initial) {
  const double spending = next.number();
  const std::size_t lag = next.count(0, 1000);
  const double depreciation = next.between(0, 1);
  const std::size_t years = next.count(0, 1'000'000);
  double stock = initial;
  for (std::size_t year = 0; year <= years; ++year) {
    stock = next_knowledge_stock(stock, depreciation, initial, year >= lag ? spending : 0);
  }
  return stock;
}

FunctionValue knowledge_stock(const FunctionCall& call) {
  Arguments next(call);
  const double stock = stock_after(next, 0);
  next.end();
  return {.number = stock};
}

FunctionValue knowledge_steady(const FunctionCall& call) {
  Arguments next(call);
  const double spending = next.number();
  const double depreciation = next.share();
  next.end();
  return {.number = steady_knowledge_stock(depreciation, 0, spending)};
}

FunctionValue knowledge_productivity(const FunctionCall& call) {
  Arguments next(call);
  const double initial = next.positive();
  const double elasticity = next.number();
  const double stock = stock_after(next, initial);
  next.end();
  return {.number = productivity_factor(stock, initial, elasticity)};
}

constexpr std::array functions{
    VerificationFunction{"learning_unit_cost", "first_unit, progress_ratio, unit",
                         "Cost of one unit on a learning curve of the unit form", false,
                         learning_unit_cost},
    VerificationFunction{"learning_unit_total", "first_unit, progress_ratio, units",
                         "Cost of the first units on a learning curve of the unit form", false,
                         learning_unit_total},
    VerificationFunction{
        "learning_average_total", "first_unit, progress_ratio, units",
        "Cost of the first units on a learning curve of the cumulative-average form", false,
        learning_average_total},
    VerificationFunction{"learning_cost_ratio", "progress_ratio, from_unit, to_unit",
                         "Cost of one unit over that of an earlier one, unit form", false,
                         learning_cost_ratio},
    VerificationFunction{"logistic_capacity", "maximum, rate, midpoint, time",
                         "Capacity on a logistic ramp", false, logistic_capacity},
    VerificationFunction{"logistic_output", "maximum, rate, midpoint, begin, end",
                         "Units made at full capacity on a logistic ramp", false, logistic_output},
    VerificationFunction{"logistic_whole_units", "maximum, rate, midpoint, begin, end",
                         "Whole units completed at full capacity on a logistic ramp", false,
                         logistic_whole_units},
    VerificationFunction{"logistic_time", "maximum, rate, midpoint, begin, units",
                         "When so many units have been made on a logistic ramp", false,
                         logistic_time},
    VerificationFunction{"net_present_value", "rate, flow...",
                         "Value now of flows at times 0, 1, 2, ...", false, present_value},
    VerificationFunction{"internal_rate_of_return", "flow...",
                         "Rate at which flows at times 0, 1, 2, ... are worth nothing", false,
                         internal_rate},
    VerificationFunction{"capital_recovery_factor", "rate, periods",
                         "Level payment that repays 1 borrowed", false, recovery_factor},
    VerificationFunction{"capitalised_cost", "expenditure, years, continuous_rate",
                         "Cost at commissioning, interest during construction included", false,
                         capitalised},
    VerificationFunction{"overrun_mean", "median, sigma, planned, draws",
                         "Mean cost of projects drawn from a reference class", true, overrun_mean},
    VerificationFunction{"overrun_quantile", "median, sigma, planned, draws, probability",
                         "Quantile of the cost of projects drawn from a reference class", true,
                         overrun_quantile},
    VerificationFunction{
        "overrun_share_beyond", "median, sigma, planned, draws, limit",
        "Share of projects drawn from a reference class that cost more than a limit", true,
        overrun_share_beyond},
    VerificationFunction{"knowledge_stock", "spending, lag, depreciation, year",
                         "Knowledge stock in a year, from nothing, of even spending from year 0 on",
                         false, knowledge_stock},
    VerificationFunction{"knowledge_steady_stock", "spending, depreciation",
                         "Knowledge stock that even spending leads to", false, knowledge_steady},
    VerificationFunction{"knowledge_productivity",
                         "initial_stock, elasticity, spending, lag, depreciation, year",
                         "Productivity over that of the initial stock, which is kept up", false,
                         knowledge_productivity}};

}  // namespace

std::span<const VerificationFunction> economics_functions() { return functions; }

}  // namespace korus
