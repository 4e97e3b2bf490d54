#include "models/inventory_theory/newsvendor.hpp"

#include <cmath>

#include "engine/distributions.hpp"
#include "engine/normal_distribution.hpp"

namespace korus {

NormalDemand NormalDemand::over(double periods) const {
  return {.mean = mean * periods, .sd = sd * std::sqrt(periods)};
}

double best_level(const LevelCosts& costs, const NormalDemand& demand) {
  return demand.mean +
         demand.sd * normal_quantile(costs.shortage / (costs.shortage + costs.holding));
}

double level_cost(const LevelCosts& costs, const NormalDemand& demand, double level) {
  const double z = (level - demand.mean) / demand.sd;
  return demand.sd * (costs.holding * normal_loss(-z) + costs.shortage * normal_loss(z));
}

}  // namespace korus
