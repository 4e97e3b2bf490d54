#include "models/inventory_theory/guaranteed_service.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/ensure.hpp"

namespace korus {
namespace {

constexpr double impossible = std::numeric_limits<double>::infinity();

struct Neighbour {
  std::uint32_t stage = 0;
  bool supplies = false;  // it supplies this stage
};

// Stages are closed from the leaves of the tree inwards. A closed stage tells the one open neighbour it
// has left what the part of the tree behind it costs at least, as a function of the service time
// between the two.
class Tree {
 public:
  Tree(std::span<const ServiceStage> stages, std::span<const ServiceLink> links)
      : stages_(stages), neighbours_(stages.size()), parent_(stages.size()), told_(stages.size()) {
    for (const ServiceLink& link : links) {
      neighbours_[link.to].push_back({link.from, true});
      neighbours_[link.from].push_back({link.to, false});
    }
    order_from_leaves();
    find_longest(links);
  }

  ServicePlan solve() {
    for (const std::uint32_t k : order_) {
      tell(k);
    }
    ServicePlan plan{.times = std::vector<int>(stages_.size(), 0),
                     .inbound = std::vector<int>(stages_.size(), 0)};
    for (std::size_t i = order_.size(); i-- > 0;) {
      choose(order_[i], plan);
    }
    return plan;
  }

 private:
  struct Parent {
    std::uint32_t stage = 0;
    bool exists = false;
    bool supplies = false;
  };

  void order_from_leaves() {
    std::vector<std::size_t> open(stages_.size());
    for (std::uint32_t k = 0; k < stages_.size(); ++k) {
      open[k] = neighbours_[k].size();
      if (open[k] <= 1) {
        order_.push_back(k);
      }
    }
    std::vector<bool> closed(stages_.size(), false);
    for (std::size_t next = 0; next < order_.size(); ++next) {
      const std::uint32_t k = order_[next];
      closed[k] = true;
      for (const Neighbour& other : neighbours_[k]) {
        if (!closed[other.stage]) {
          parent_[k] = {other.stage, true, other.supplies};
          if (--open[other.stage] == 1) {
            order_.push_back(other.stage);
          }
        }
      }
    }
    ensure(order_.size() == stages_.size(), "the links of a guaranteed-service model form a tree");
  }

  // Longest time from outside to the stage's shelf: no service time need be longer.
  void find_longest(std::span<const ServiceLink> links) {
    longest_.resize(stages_.size());
    for (std::size_t k = 0; k < stages_.size(); ++k) {
      longest_[k] = stages_[k].inbound_time + stages_[k].processing_time;
    }
    for (std::size_t round = 0, changed = 1; changed > 0 && round <= stages_.size(); ++round) {
      changed = 0;
      for (const ServiceLink& link : links) {
        const int way = longest_[link.from] + stages_[link.to].processing_time;
        changed += way > longest_[link.to];
        longest_[link.to] = std::max(longest_[link.to], way);
      }
    }
    horizon_ = longest_.empty() ? 0 : *std::ranges::max_element(longest_);
  }

  bool is_parent(std::uint32_t k, std::uint32_t other) const {
    return parent_[k].exists && parent_[k].stage == other;
  }

  // Least cost of the stage and of all closed parts behind it.
  double cost(std::uint32_t k, int time, int inbound) const {
    const ServiceStage& stage = stages_[k];
    const int net = inbound + stage.processing_time - time;
    if (net < 0 || inbound < stage.inbound_time || time > stage.promise.value_or(time)) {
      return impossible;
    }
    double total = stage.holding * stage.deviation * std::sqrt(static_cast<double>(net));
    for (const Neighbour& other : neighbours_[k]) {
      if (!is_parent(k, other.stage)) {
        total += told_[other.stage][static_cast<std::size_t>(other.supplies ? inbound : time)];
      }
    }
    return total;
  }

  // told_[k][x]: least cost behind the link to the parent if the parent's inbound time is x (k
  // supplies it: k promises at most x), or if the parent promises x (k's inbound time is x or more).
  void tell(std::uint32_t k) {
    std::vector<double>& least = told_[k];
    least.assign(static_cast<std::size_t>(horizon_) + 1, impossible);
    const bool by_inbound = parent_[k].supplies;
    for (int time = 0; time <= longest_[k]; ++time) {
      for (int inbound = 0; inbound <= longest_[k] - stages_[k].processing_time; ++inbound) {
        double& best = least[static_cast<std::size_t>(by_inbound ? inbound : time)];
        best = std::min(best, cost(k, time, inbound));
      }
    }
    if (by_inbound) {
      for (std::size_t x = least.size() - 1; x-- > 0;) {
        least[x] = std::min(least[x], least[x + 1]);
      }
    } else {
      for (std::size_t x = 1; x < least.size(); ++x) {
        least[x] = std::min(least[x], least[x - 1]);
      }
    }
  }

  // The best service times that agree with what the parent has chosen.
  void choose(std::uint32_t k, ServicePlan& plan) const {
    const Parent& parent = parent_[k];
    double best = impossible;
    for (int time = 0; time <= longest_[k]; ++time) {
      for (int inbound = 0; inbound <= longest_[k] - stages_[k].processing_time; ++inbound) {
        const bool agrees =
            !parent.exists || (parent.supplies ? inbound >= plan.times[parent.stage]
                                               : time <= plan.inbound[parent.stage]);
        if (const double now = agrees ? cost(k, time, inbound) : impossible; now < best) {
          best = now;
          plan.times[k] = time;
          plan.inbound[k] = inbound;
        }
      }
    }
    if (!parent.exists) {
      plan.cost += best;
    }
  }

  std::span<const ServiceStage> stages_;
  std::vector<std::vector<Neighbour>> neighbours_;
  std::vector<Parent> parent_;
  std::vector<std::vector<double>> told_;
  std::vector<std::uint32_t> order_;
  std::vector<int> longest_;
  int horizon_ = 0;
};

}  // namespace

ServicePlan best_service_times(std::span<const ServiceStage> stages,
                               std::span<const ServiceLink> links) {
  return Tree(stages, links).solve();
}

}  // namespace korus
