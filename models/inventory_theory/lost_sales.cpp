#include "models/inventory_theory/lost_sales.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "engine/ensure.hpp"
#include "engine/special_functions.hpp"

namespace korus {
namespace {

// A state is what is on hand after receipt, and what comes in each of the next periods but the last:
// digits of a number, the next to come the lowest.
class Iteration {
 public:
  explicit Iteration(const LostSalesStock& stock) : stock_(stock) {
    for (double k = 0; k <= stock.demand_mean || chances_.back() > 1e-12; ++k) {
      chances_.push_back(poisson_chance(k, stock.demand_mean));
    }
    // No optimal policy orders what one period can hardly use, nor keeps what all of them can.
    orders_ = chances_.size();
    on_hand_ = orders_ * 2;
    for (int period = 1; period < stock.lead_periods; ++period) {
      pipelines_ *= orders_;
    }
    ensure(on_hand_ * pipelines_ <= 2'000'000,
           "a lost-sales system of so many states is too large");
    find_period_costs();
    values_.assign(on_hand_ * pipelines_, 0);
  }

  // One step; the cost a period lies between the least and the most that a state gains by it.
  double spread_after_step() {
    next_.assign(values_.size(), 0);
    low_ = std::numeric_limits<double>::infinity();
    high_ = -low_;
    for (std::size_t held = 0; held < on_hand_; ++held) {
      for (std::size_t pipeline = 0; pipeline < pipelines_; ++pipeline) {
        const std::size_t state = held * pipelines_ + pipeline;
        next_[state] = period_costs_[held] + least_ahead(held, pipeline);
        low_ = std::min(low_, next_[state] - values_[state]);
        high_ = std::max(high_, next_[state] - values_[state]);
      }
    }
    const double origin = next_[0];
    for (std::size_t state = 0; state < values_.size(); ++state) {
      values_[state] = next_[state] - origin;
    }
    return high_ - low_;
  }

  double cost() const { return 0.5 * (low_ + high_); }

 private:
  void find_period_costs() {
    for (std::size_t held = 0; held < on_hand_; ++held) {
      double cost = 0;
      for (std::size_t demand = 0; demand < chances_.size(); ++demand) {
        const auto gap = static_cast<double>(held) - static_cast<double>(demand);
        cost += chances_[demand] * (gap > 0 ? stock_.holding * gap : -stock_.penalty * gap);
      }
      period_costs_.push_back(cost);
    }
  }

  double least_ahead(std::size_t held, std::size_t pipeline) const {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t order = 0; order < orders_; ++order) {
      least = std::min(least, ahead(held, pipeline, order));
    }
    return least;
  }

  double ahead(std::size_t held, std::size_t pipeline, std::size_t order) const {
    const std::size_t whole = pipeline + pipelines_ * order;  // the order is its highest digit
    const std::size_t arriving = whole % orders_;
    const std::size_t rest = whole / orders_;
    double sum = 0;
    for (std::size_t demand = 0; demand < chances_.size(); ++demand) {
      const std::size_t left = (held > demand ? held - demand : 0) + arriving;
      sum += chances_[demand] * values_[std::min(left, on_hand_ - 1) * pipelines_ + rest];
    }
    return sum;
  }

  LostSalesStock stock_;
  std::vector<double> chances_;       // of a period's demand
  std::vector<double> period_costs_;  // by what is on hand
  std::size_t orders_ = 1;
  std::size_t on_hand_ = 1;
  std::size_t pipelines_ = 1;
  std::vector<double> values_;
  std::vector<double> next_;
  double low_ = 0;
  double high_ = 0;
};

}  // namespace

double best_lost_sales_cost(const LostSalesStock& stock, double precision) {
  ensure(stock.lead_periods >= 1, "a lost-sales system has a lead time of one period or more");
  Iteration iteration(stock);
  for (int step = 0; iteration.spread_after_step() > precision; ++step) {
    ensure(step < 10'000, "value iteration of a lost-sales system settles");
  }
  return iteration.cost();
}

}  // namespace korus
