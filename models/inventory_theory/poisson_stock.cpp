#include "models/inventory_theory/poisson_stock.hpp"

#include <cstddef>
#include <vector>

#include "engine/ensure.hpp"
#include "engine/special_functions.hpp"

namespace korus {

double poisson_loss(double mean, std::int64_t y) {
  if (y < 0) {
    return mean - static_cast<double>(y);
  }
  const auto level = static_cast<double>(y);
  const double above = mean > 0 ? IncompleteGamma(level + 1).at(mean).below : 0;  // P(D > y)
  return (mean - level) * above + mean * poisson_chance(level, mean);
}

double PoissonStock::position_cost(std::int64_t y) const {
  const double short_units = poisson_loss(lead_time_mean, y);
  return holding * (static_cast<double>(y) - lead_time_mean) + (holding + shortage) * short_units;
}

double reorder_cost(const PoissonStock& stock, std::int64_t r, std::int64_t q) {
  ensure(q > 0, "an order is of one unit at least");
  double total = stock.setup * stock.demand_rate;
  for (std::int64_t y = r + 1; y <= r + q; ++y) {
    total += stock.position_cost(y);
  }
  return total / static_cast<double>(q);
}

ReorderPolicy best_reorder_policy(const PoissonStock& stock) {
  std::int64_t low = 0;  // the position of least cost, then the lowest taken
  while (stock.position_cost(low + 1) < stock.position_cost(low)) {
    ++low;
  }
  std::int64_t high = low;
  double total = stock.setup * stock.demand_rate + stock.position_cost(low);
  for (;;) {
    const double below = stock.position_cost(low - 1);
    const double above = stock.position_cost(high + 1);
    const auto taken = static_cast<double>(high - low + 1);
    if (below >= total / taken && above >= total / taken) {
      return {.r = low - 1, .q = high - low + 1, .cost = total / taken};
    }
    total += below < above ? below : above;
    (below < above ? --low : ++high);
  }
}

PeriodicCost order_up_to_cost(const PoissonStock& stock, double period_mean, std::int64_t s,
                              std::int64_t S) {
  ensure(s < S, "(s, S) wants s below S");
  const auto span = static_cast<std::size_t>(S - s);
  const double stays = 1 / (1 - poisson_chance(0, period_mean));
  std::vector<double> visits(span, 0);  // expected periods with the position at S - j, in one cycle
  double periods = 0;
  double total = stock.setup;
  for (std::size_t j = 0; j < span; ++j) {
    double reached = j == 0 ? 1 : 0;
    for (std::size_t i = 0; i < j; ++i) {
      reached += visits[i] * poisson_chance(static_cast<double>(j - i), period_mean);
    }
    visits[j] = reached * stays;
    periods += visits[j];
    total += visits[j] * stock.position_cost(S - static_cast<std::int64_t>(j));
  }
  return {.cost = total / periods, .order_share = 1 / periods};
}

}  // namespace korus
