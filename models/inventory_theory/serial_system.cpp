#include "models/inventory_theory/serial_system.hpp"

#include <algorithm>
#include <cmath>

#include "engine/ensure.hpp"
#include "engine/special_functions.hpp"

namespace korus {
namespace {

// A function at the whole multiples of the step from `first` on, straight beyond both ends.
struct Curve {
  std::int64_t first = 0;
  std::vector<double> values;

  std::int64_t last() const { return first + static_cast<std::int64_t>(values.size()) - 1; }
  double& operator[](std::int64_t x) { return values[static_cast<std::size_t>(x - first)]; }

  double at(std::int64_t x) const {
    const auto n = values.size();
    if (x < first) {
      return values[0] + static_cast<double>(x - first) * (values[1] - values[0]);
    }
    if (x > last()) {
      return values[n - 1] + static_cast<double>(x - last()) * (values[n - 1] - values[n - 2]);
    }
    return values[static_cast<std::size_t>(x - first)];
  }
};

// From where all curves are still straight to where no demand reaches.
Curve spanned(std::span<const SerialStage> stages) {
  std::int64_t low = -2;
  std::int64_t high = 2;
  for (const SerialStage& stage : stages) {
    const LatticeDemand& demand = stage.lead_time_demand;
    low += std::min(demand.first, std::int64_t{0});
    high +=
        std::max(demand.first + static_cast<std::int64_t>(demand.chances.size()), std::int64_t{0});
  }
  return {.first = low, .values = std::vector<double>(static_cast<std::size_t>(high - low + 1))};
}

double expected(const Curve& curve, std::int64_t level, const LatticeDemand& demand) {
  double sum = 0;
  for (std::size_t i = 0; i < demand.chances.size(); ++i) {
    const std::int64_t left = level - demand.first - static_cast<std::int64_t>(i);
    sum += demand.chances[i] * curve.at(left);
  }
  return sum;
}

}  // namespace

LatticeDemand LatticeDemand::normal(double mean, double sd, double step) {
  LatticeDemand demand{.first = static_cast<std::int64_t>(std::floor((mean - 8 * sd) / step))};
  const auto last = static_cast<std::int64_t>(std::ceil((mean + 8 * sd) / step));
  double total = 0;
  for (std::int64_t i = demand.first; i <= last; ++i) {
    const auto middle = static_cast<double>(i);
    demand.chances.push_back(normal_below(((middle + 0.5) * step - mean) / sd) -
                             normal_below(((middle - 0.5) * step - mean) / sd));
    total += demand.chances.back();
  }
  for (double& chance : demand.chances) {
    chance /= total;
  }
  return demand;
}

LatticeDemand LatticeDemand::poisson(double mean) {
  LatticeDemand demand;
  for (double k = 0; k <= mean || demand.chances.back() > 1e-17; ++k) {
    demand.chances.push_back(poisson_chance(k, mean));
  }
  return demand;
}

SerialOptimum serial_optimum(std::span<const SerialStage> stages, double backorder, double step) {
  ensure(!stages.empty() && step > 0, "a serial system has stages and a lattice");
  double local = 0;
  for (const SerialStage& stage : stages) {
    local += stage.echelon_holding;
  }
  Curve downstream = spanned(stages);  // what the stages below add to the cost, by echelon stock
  for (std::int64_t x = downstream.first; x < 0; ++x) {
    downstream[x] = -(backorder + local) * step * static_cast<double>(x);
  }
  SerialOptimum best;
  for (const SerialStage& stage : stages) {
    Curve held = downstream;
    for (std::int64_t x = held.first; x <= held.last(); ++x) {
      held[x] += stage.echelon_holding * step * static_cast<double>(x);
    }
    Curve& cost = downstream;
    for (std::int64_t y = cost.first; y <= cost.last(); ++y) {
      cost[y] = expected(held, y, stage.lead_time_demand);
    }
    const auto least = std::ranges::min_element(cost.values);
    best.cost = *least;
    best.levels.push_back(
        step * static_cast<double>(cost.first + std::distance(cost.values.begin(), least)));
    std::fill(least, cost.values.end(), best.cost);  // above the level more is not shipped
  }
  return best;
}

}  // namespace korus
