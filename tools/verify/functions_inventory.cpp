#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "engine/ensure.hpp"
#include "models/inventory_theory/bill_of_materials.hpp"
#include "models/inventory_theory/economic_order.hpp"
#include "models/inventory_theory/guaranteed_service.hpp"
#include "models/inventory_theory/lost_sales.hpp"
#include "models/inventory_theory/lot_sizing.hpp"
#include "models/inventory_theory/newsvendor.hpp"
#include "models/inventory_theory/poisson_stock.hpp"
#include "models/inventory_theory/serial_system.hpp"
#include "tools/verify/arguments.hpp"
#include "tools/verify/function_topics.hpp"

namespace korus {
namespace {

constexpr std::size_t most_items = 1000;

struct LevelProblem {
  LevelCosts costs;
  NormalDemand demand;
};

LevelProblem level_problem(Arguments& next) {
  const LevelCosts costs{.holding = next.positive(), .shortage = next.positive()};
  const NormalDemand period{.mean = next.number(), .sd = next.positive()};
  const auto lead = static_cast<double>(next.count(0, 100'000));
  return {.costs = costs, .demand = period.over(lead + 1)};
}

FunctionValue base_stock_level(const FunctionCall& call) {
  Arguments next(call);
  const LevelProblem problem = level_problem(next);
  next.end();
  return {.number = best_level(problem.costs, problem.demand)};
}

FunctionValue base_stock_cost(const FunctionCall& call) {
  Arguments next(call);
  const LevelProblem problem = level_problem(next);
  const double level = next.number();
  next.end();
  return {.number = level_cost(problem.costs, problem.demand, level)};
}

OrderCosts order_costs(Arguments& next) {
  return {.setup = next.positive(), .demand = next.positive(), .holding = next.positive()};
}

OrderCosts order_costs_with_backorders(Arguments& next) {
  OrderCosts costs = order_costs(next);
  costs.holding = holding_with_backorders(costs.holding, next.positive());
  return costs;
}

OrderCosts order_costs_with_production(Arguments& next) {
  OrderCosts costs = order_costs(next);
  const double production = next.positive();
  if (production <= costs.demand) {
    throw std::invalid_argument(
        fmt::format("production {} must be above demand {}", production, costs.demand));
  }
  costs.holding = holding_with_production(costs.holding, costs.demand, production);
  return costs;
}

template <OrderCosts (*read)(Arguments&)>
FunctionValue order_quantity(const FunctionCall& call) {
  Arguments next(call);
  const OrderCosts costs = read(next);
  next.end();
  return {.number = economic_quantity(costs)};
}

template <OrderCosts (*read)(Arguments&)>
FunctionValue order_quantity_cost(const FunctionCall& call) {
  Arguments next(call);
  const OrderCosts costs = read(next);
  const double quantity = next.positive();
  next.end();
  return {.number = order_cost(costs, quantity)};
}

template <OrderCosts (*read)(Arguments&)>
FunctionValue order_least_cost(const FunctionCall& call) {
  Arguments next(call);
  const OrderCosts costs = read(next);
  next.end();
  return {.number = order_cost(costs, economic_quantity(costs))};
}

PoissonStock poisson_stock(Arguments& next) {
  PoissonStock stock{
      .setup = next.between(0, 1e12), .holding = next.positive(), .shortage = next.positive()};
  stock.demand_rate = next.between(0, 1e6);
  stock.lead_time_mean = stock.demand_rate * next.between(0, 1e6);
  return stock;
}

FunctionValue rq_poisson_cost(const FunctionCall& call) {
  Arguments next(call);
  const PoissonStock stock = poisson_stock(next);
  const std::int64_t r = next.whole(-1'000'000, 1'000'000);
  const std::size_t q = next.count(1, 1'000'000);
  next.end();
  return {.number = reorder_cost(stock, r, static_cast<std::int64_t>(q))};
}

FunctionValue rq_poisson_best(const FunctionCall& call) {
  Arguments next(call);
  const ReorderPolicy best = best_reorder_policy(poisson_stock(next));
  next.end();
  return {.number = static_cast<double>(100 * best.r + best.q),
          .text = fmt::format("{},{}", best.r, best.q)};
}

PeriodicCost periodic_cost(const FunctionCall& call) {
  Arguments next(call);
  PoissonStock stock{
      .setup = next.between(0, 1e12), .holding = next.positive(), .shortage = next.positive()};
  const double period_mean = next.positive();
  stock.lead_time_mean = period_mean * static_cast<double>(next.count(0, 1000) + 1);
  const std::int64_t s = next.whole(-10'000, 10'000);
  const std::int64_t above = next.whole(s + 1, s + 10'000);
  next.end();
  return order_up_to_cost(stock, period_mean, s, above);
}

FunctionValue ss_poisson_cost(const FunctionCall& call) {
  return {.number = periodic_cost(call).cost};
}

FunctionValue ss_poisson_order_share(const FunctionCall& call) {
  return {.number = periodic_cost(call).order_share};
}

LotPlan lot_plan(const FunctionCall& call) {
  Arguments next(call);
  const double setup = next.between(0, 1e12);
  const double holding = next.between(0, 1e12);
  std::vector<double> demand(next.left());
  for (double& units : demand) {
    units = next.between(0, 1e12);
  }
  return best_lot_plan(demand, setup, holding);
}

FunctionValue wagner_whitin_cost(const FunctionCall& call) {
  return {.number = lot_plan(call).cost};
}

FunctionValue wagner_whitin_plan(const FunctionCall& call) {
  const LotPlan plan = lot_plan(call);
  return {.number = plan.cost, .text = fmt::format("{}", fmt::join(plan.orders, ","))};
}

ServiceStage service_stage(Arguments& next) {
  ServiceStage stage{.processing_time = static_cast<int>(next.count(0, 1000)),
                     .holding = next.positive(),
                     .deviation = next.between(0, 1e12),
                     .inbound_time = static_cast<int>(next.count(0, 1000))};
  if (const std::int64_t promise = next.whole(-1, 1000); promise >= 0) {
    stage.promise = static_cast<int>(promise);
  }
  return stage;
}

FunctionValue guaranteed_service(const FunctionCall& call) {
  Arguments next(call);
  std::vector<ServiceStage> stages(next.count(1, most_items));
  for (ServiceStage& stage : stages) {
    stage = service_stage(next);
  }
  std::vector<ServiceLink> links;
  while (next.left() > 0) {
    const auto from = static_cast<std::uint32_t>(next.count(1, stages.size()) - 1);
    const auto to = static_cast<std::uint32_t>(next.count(1, stages.size()) - 1);
    links.push_back({.from = from, .to = to});
  }
  try {
    const ServicePlan plan = best_service_times(stages, links);
    return {.number = plan.cost, .text = fmt::format("{}", fmt::join(plan.times, ","))};
  } catch (const Defect& loop) {
    throw std::invalid_argument(loop.what());
  }
}

std::vector<Use> uses(Arguments& next, std::size_t items, bool with_units) {
  std::vector<Use> read;
  while (next.left() > 0) {
    const auto item = static_cast<std::uint32_t>(next.count(1, items) - 1);
    const auto input = static_cast<std::uint32_t>(next.count(1, items) - 1);
    read.push_back({.item = item, .input = input, .units = with_units ? next.number() : 1});
  }
  return read;
}

std::vector<double> numbers(Arguments& next, std::size_t n, double low) {
  std::vector<double> read(n);
  for (double& number : read) {
    number = next.between(low, 1e12);
  }
  return read;
}

double of_item(const std::optional<std::vector<double>>& values, std::size_t item) {
  return values ? (*values)[item - 1] : std::nan("");
}

FunctionValue bill_starts(const FunctionCall& call) {
  Arguments next(call);
  const std::size_t items = next.count(1, most_items);
  const std::size_t item = next.count(1, items);
  const std::vector<double> yields = numbers(next, items, 1e-9);
  const std::vector<double> demand = numbers(next, items, 0);
  const std::vector<Use> bill = uses(next, items, true);
  return {.number = of_item(required_starts(demand, bill, yields), item)};
}

FunctionValue bill_completion(const FunctionCall& call) {
  Arguments next(call);
  const std::size_t items = next.count(1, most_items);
  const std::size_t item = next.count(1, items);
  const std::vector<double> lead_times = numbers(next, items, 0);
  return {.number = of_item(completion_times(lead_times, uses(next, items, false)), item)};
}

// Row i: what sector i delivers to each sector for one unit of that sector's output.
std::vector<Use> coefficients(Arguments& next, std::size_t sectors) {
  std::vector<Use> read;
  for (std::uint32_t input = 0; input < sectors; ++input) {
    for (std::uint32_t item = 0; item < sectors; ++item) {
      read.push_back({.item = item, .input = input, .units = next.number()});
    }
  }
  return read;
}

FunctionValue leontief_output(const FunctionCall& call) {
  Arguments next(call);
  const std::size_t sectors = next.count(1, most_items);
  const std::size_t sector = next.count(1, sectors);
  const std::vector<Use> table = coefficients(next, sectors);
  const std::vector<double> demand = numbers(next, sectors, 0);
  next.end();
  return {.number = of_item(total_requirements(demand, table), sector)};
}

FunctionValue leontief_radius(const FunctionCall& call) {
  Arguments next(call);
  const std::size_t sectors = next.count(1, most_items);
  const std::vector<Use> table = coefficients(next, sectors);
  next.end();
  return {.number = spectral_radius(sectors, table)};
}

struct SerialProblem {
  std::vector<double> lead_times;
  std::vector<double> local_holding;
};

// Stages come from upstream to downstream, with local holding costs.
SerialProblem serial_problem(Arguments& next) {
  SerialProblem problem;
  while (next.left() > 0) {
    problem.lead_times.push_back(next.positive());
    problem.local_holding.push_back(next.positive());
  }
  return problem;
}

template <class Demand>
double serial_cost(const SerialProblem& problem, double backorder, double step, Demand&& over) {
  std::vector<SerialStage> stages;
  for (std::size_t i = problem.lead_times.size(); i-- > 0;) {
    const double upstream = i > 0 ? problem.local_holding[i - 1] : 0;
    if (problem.local_holding[i] <= upstream) {
      throw std::invalid_argument("local holding costs must rise towards the customer");
    }
    stages.push_back({.echelon_holding = problem.local_holding[i] - upstream,
                      .lead_time_demand = over(problem.lead_times[i])});
  }
  if (stages.empty()) {
    throw std::invalid_argument("a serial system has one stage or more");
  }
  return serial_optimum(stages, backorder, step).cost;
}

FunctionValue serial_normal_bound(const FunctionCall& call) {
  constexpr double steps_in_sd = 100;
  Arguments next(call);
  const NormalDemand period{.mean = next.between(0, 1000), .sd = next.positive()};
  const double backorder = next.positive();
  const double step = period.sd / steps_in_sd;
  return {.number = serial_cost(serial_problem(next), backorder, step, [&](double periods) {
            const NormalDemand demand = period.over(periods);
            return LatticeDemand::normal(demand.mean, demand.sd, step);
          })};
}

FunctionValue serial_poisson_bound(const FunctionCall& call) {
  Arguments next(call);
  const double rate = next.between(0, 1000);
  const double backorder = next.positive();
  return {.number = serial_cost(serial_problem(next), backorder, 1,
                                [&](double time) { return LatticeDemand::poisson(rate * time); })};
}

FunctionValue lost_sales_bound(const FunctionCall& call) {
  Arguments next(call);
  const LostSalesStock stock{.demand_mean = next.between(0.01, 20),
                             .holding = next.positive(),
                             .penalty = next.positive(),
                             .lead_periods = static_cast<int>(next.count(1, 2))};
  next.end();
  return {.number = best_lost_sales_cost(stock, 1e-6)};
}

constexpr std::array functions{
    VerificationFunction{"base_stock_level", "holding, shortage, mean, sd, lead_periods",
                         "Best base stock against normal demand of the lead time and one period",
                         false, base_stock_level},
    VerificationFunction{"base_stock_cost", "holding, shortage, mean, sd, lead_periods, level",
                         "Cost a period of a base stock against normal demand", false,
                         base_stock_cost},
    VerificationFunction{"eoq_quantity", "setup, demand, holding", "Economic order quantity", false,
                         order_quantity<order_costs>},
    VerificationFunction{"eoq_least_cost", "setup, demand, holding",
                         "Cost rate of the economic order quantity", false,
                         order_least_cost<order_costs>},
    VerificationFunction{"eoq_cost", "setup, demand, holding, quantity",
                         "Cost rate of a stated order quantity", false,
                         order_quantity_cost<order_costs>},
    VerificationFunction{"eoq_backorders_quantity", "setup, demand, holding, backorder",
                         "Economic order quantity with planned backorders", false,
                         order_quantity<order_costs_with_backorders>},
    VerificationFunction{"eoq_backorders_least_cost", "setup, demand, holding, backorder",
                         "Cost rate of the economic order quantity with planned backorders", false,
                         order_least_cost<order_costs_with_backorders>},
    VerificationFunction{"epq_quantity", "setup, demand, holding, production",
                         "Economic production quantity", false,
                         order_quantity<order_costs_with_production>},
    VerificationFunction{"epq_least_cost", "setup, demand, holding, production",
                         "Cost rate of the economic production quantity", false,
                         order_least_cost<order_costs_with_production>},
    VerificationFunction{
        "rq_poisson_cost", "setup, holding, shortage, demand_rate, lead_time, r, q",
        "Exact cost rate of (r, Q) against Poisson demand", false, rq_poisson_cost},
    VerificationFunction{"rq_poisson_best", "setup, holding, shortage, demand_rate, lead_time",
                         "Best (r, Q) against Poisson demand: 100 r + Q, and as text", false,
                         rq_poisson_best},
    VerificationFunction{
        "ss_poisson_cost", "setup, holding, shortage, period_mean, lead_periods, s, order_up_to",
        "Exact cost a period of (s, S) against Poisson demand", false, ss_poisson_cost},
    VerificationFunction{"ss_poisson_order_share",
                         "setup, holding, shortage, period_mean, lead_periods, s, order_up_to",
                         "Share of the periods in which (s, S) orders", false,
                         ss_poisson_order_share},
    VerificationFunction{"wagner_whitin_cost", "setup, holding, demand...",
                         "Least cost of lots for known demand", false, wagner_whitin_cost},
    VerificationFunction{"wagner_whitin_plan", "setup, holding, demand...",
                         "Lots of least cost for known demand, as text", false, wagner_whitin_plan},
    VerificationFunction{
        "guaranteed_service_cost", "stages, value...",
        "Least holding cost of the guaranteed-service model, and the service times "
        "as text. Values: for each stage its processing time, holding cost, "
        "deviation, inbound time and promise (-1: none); then the links, supplier "
        "and customer, numbered from 1",
        false, guaranteed_service},
    VerificationFunction{"bill_starts", "items, item, value...",
                         "Units to start of one item. Values: the yields, the demands, then the "
                         "uses as item, input, units; items are numbered from 1",
                         false, bill_starts},
    VerificationFunction{"bill_completion_time", "items, item, value...",
                         "When one item is done from empty. Values: the lead times, then the uses "
                         "as item, input; items are numbered from 1",
                         false, bill_completion},
    VerificationFunction{
        "leontief_output", "sectors, sector, value...",
        "Gross output of one sector, numbered from 1. Values: the coefficients row "
        "by row, then the demands",
        false, leontief_output},
    VerificationFunction{"spectral_radius", "sectors, coefficient...",
                         "Largest magnitude of an eigenvalue; coefficients row by row", false,
                         leontief_radius},
    VerificationFunction{
        "serial_normal_bound", "mean, sd, backorder, value...",
        "Least cost a period of a serial system against normal demand. Values: lead "
        "time and local holding cost of each stage, from upstream",
        false, serial_normal_bound},
    VerificationFunction{"serial_poisson_bound", "demand_rate, backorder, value...",
                         "Least cost rate of a serial system against Poisson demand. Values: lead "
                         "time and local holding cost of each stage, from upstream",
                         false, serial_poisson_bound},
    VerificationFunction{"lost_sales_bound", "mean, holding, penalty, lead_periods",
                         "Least cost a period where Poisson demand without stock is lost", false,
                         lost_sales_bound}};

}  // namespace

std::span<const VerificationFunction> inventory_functions() { return functions; }

}  // namespace korus
