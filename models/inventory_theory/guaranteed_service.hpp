// Where to hold safety stock when every stage promises a service time and demand is bounded: the
// guaranteed-service model on a tree (Simpson 1958; Graves & Willems 2000).
//
// A stage with inbound service time SI (the longest promise of its suppliers), processing time T and
// promise S holds h D sqrt(SI + T - S): its net replenishment time is covered by stock.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace korus {

struct ServiceStage {
  int processing_time = 0;  // whole periods >= 0
  double holding = 1;       // h, money a unit and period
  double deviation = 1;     // D: safety factor x standard deviation of a period's demand
  int inbound_time = 0;     // what outside suppliers promise, >= 0
  std::optional<int>
      promise{};  // the most that customers outside will wait; none: no such customers
};

struct ServiceLink {
  std::uint32_t from = 0;  // supplier
  std::uint32_t to = 0;
};

struct ServicePlan {
  double cost = 0;           // money a period
  std::vector<int> times;    // [n_stages], the promises S
  std::vector<int> inbound;  // [n_stages], SI
};

// The service times of least holding cost, by dynamic programming over the tree: time and memory grow
// with stages x (longest way in periods)^2. Defect where the links form a loop of whatever direction.
ServicePlan best_service_times(std::span<const ServiceStage> stages,
                               std::span<const ServiceLink> links);

}  // namespace korus
