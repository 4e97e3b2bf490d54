// Four tiers with reorder points: N/5 infinite suppliers, N/10 plants (200, 800), N/7 distributors
// (100, 400) and retailers (40, 150), each node linked to every node of the tier above.
//
//   supplier -> plant -> distributor -> retailer -> demand: 10 units after Exp(mean 1 day)
//
// A node whose stock with what it has ordered falls to s orders up to S, from one node of the tier
// above drawn uniformly. An order takes a hundredth of a day, a shipment Exp(mean 3 days) and at
// least a hundredth of a day: the lookahead. Orders that cannot be filled whole wait, first come
// first served; demand that finds too little stock is lost. A plant orders material for whole
// batches of 100 and makes one batch at a time, in a day.
#pragma once

#include <string>
#include <vector>

#include "bench/draws.hpp"
#include "engine/dispatch.hpp"

namespace korus::bench {

struct TierSettings {
  std::size_t nodes = 200;
};

struct Demand {
  static constexpr std::uint16_t kind = 1;
  static constexpr Phase phase = Phase::orders;
};
struct Order {
  static constexpr std::uint16_t kind = 2;
  static constexpr Phase phase = Phase::orders;
  std::int64_t quantity;
};
struct Shipment {
  static constexpr std::uint16_t kind = 3;
  static constexpr Phase phase = Phase::arrivals;
  std::int64_t quantity;
};
struct BatchFinished {
  static constexpr std::uint16_t kind = 4;
  static constexpr Phase phase = Phase::arrivals;
};

class TierWorld {
 public:
  static constexpr Duration lookahead = one_day / 100;

  explicit TierWorld(const TierSettings& settings)
      : plants_(settings.nodes / 5),
        distributors_(plants_ + settings.nodes / 10),
        retailers_(distributors_ + settings.nodes / 7),
        nodes_(settings.nodes),
        waiting_(settings.nodes) {
    ensure(plants_ < distributors_ && distributors_ < retailers_ && retailers_ < settings.nodes,
           "each tier has a node");
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      nodes_[i] = i < plants_         ? Node{.tier = Tier::supplier}
                  : i < distributors_ ? node(Tier::plant, 200, 800, 0, plants_)
                  : i < retailers_    ? node(Tier::distributor, 100, 400, plants_, distributors_)
                                      : node(Tier::retailer, 40, 150, distributors_, retailers_);
    }
  }

  std::size_t actors() const { return nodes_.size(); }
  std::string name(ActorId actor) const { return "node " + std::to_string(actor.value); }
  void prefetch(ActorId actor) const { __builtin_prefetch(&nodes_[actor.index()], 1); }

  std::size_t links() const {
    std::size_t sum = 0;
    for (const Node& node : nodes_) {
      sum += node.above;
    }
    return sum;
  }

  // Retailers are the last nodes.
  std::size_t first_retailer() const { return retailers_; }
  Duration until_demand(ActorId retailer) {
    return from_mean(one_day, retailer, nodes_[retailer.index()]);
  }

  void handle(const Event& event, Context& context) {
    Node& node = nodes_[event.target.index()];
    switch (event.kind) {
      case Demand::kind:
        sell(node, context);
        context.send(context.self(), until_demand(context.self()), Demand{});
        break;
      case Order::kind:
        take_order(node, event.sender, unpack<Order>(event.payload).quantity, context);
        break;
      case Shipment::kind:
        receive(node, unpack<Shipment>(event.payload).quantity, context);
        break;
      default:
        finish_batch(node, context);
    }
  }

  // Every unit that suppliers sent is in a stock, in work, under way or sold, and so are the
  // stocks of the start.
  template <class ForEachPending>
  void check_conservation(ForEachPending&& for_each_pending) const {
    std::int64_t balance = 0;
    for (const Node& node : nodes_) {
      if (node.tier == Tier::supplier) {
        balance += node.shipped;
      } else {
        balance += node.order_up_to - node.stock - node.material - node.sold -
                   (node.makes_batch ? batch : 0);
      }
    }
    for_each_pending([&](const Event& event) {
      if (event.kind == Shipment::kind) {
        balance -= unpack<Shipment>(event.payload).quantity;
      }
    });
    ensure(balance == 0, "units shipped by suppliers are in stock, in work, under way or sold");
  }

  struct Totals {
    std::int64_t sold = 0;     // units
    std::int64_t lost = 0;     // units
    std::int64_t waiting = 0;  // orders at the end
  };
  Totals totals() const {
    Totals totals;
    for (const Node& node : nodes_) {
      totals.sold += node.sold;
      totals.lost += node.lost;
    }
    for (const Queue& queue : waiting_) {
      totals.waiting += static_cast<std::int64_t>(queue.orders.size() - queue.first);
    }
    return totals;
  }

 private:
  enum class Tier : std::uint8_t { supplier, plant, distributor, retailer };
  static constexpr std::int64_t batch = 100;
  static constexpr std::int64_t demand_size = 10;

  struct alignas(128) Node {
    Tier tier = Tier::supplier;
    bool makes_batch = false;
    std::uint32_t first_above = 0;  // the tier above: its first node, and how many there are
    std::uint32_t above = 0;
    std::int64_t reorder_point = 0;
    std::int64_t order_up_to = 0;
    std::int64_t stock = 0;
    std::int64_t material = 0;  // of a plant, in units of its product
    std::int64_t on_order = 0;  // ordered and not yet in stock
    std::int64_t owed = 0;      // to waiting orders
    std::int64_t shipped = 0;   // these three: so far
    std::int64_t sold = 0;
    std::int64_t lost = 0;
    std::uint64_t draws = 0;
  };
  struct Waiting {
    ActorId buyer;
    std::int64_t quantity;
  };
  struct Queue {
    std::vector<Waiting> orders;
    std::size_t first = 0;
    bool empty() const { return first == orders.size(); }
  };

  static Node node(Tier tier, std::int64_t reorder_point, std::int64_t order_up_to,
                   std::size_t first_above, std::size_t end_above) {
    return {.tier = tier,
            .first_above = static_cast<std::uint32_t>(first_above),
            .above = static_cast<std::uint32_t>(end_above - first_above),
            .reorder_point = reorder_point,
            .order_up_to = order_up_to,
            .stock = order_up_to};
  }

  static Duration from_mean(Duration mean, ActorId self, Node& node) {
    return Duration{static_cast<std::int64_t>(static_cast<double>(mean.count()) *
                                              draw_exponential(self, node.draws))};
  }

  void sell(Node& node, Context& context) {
    if (node.stock < demand_size) {
      node.lost += demand_size;
      return;
    }
    node.stock -= demand_size;
    node.sold += demand_size;
    reorder(node, context);
  }

  void take_order(Node& node, ActorId buyer, std::int64_t quantity, Context& context) {
    if (node.tier == Tier::supplier) {
      ship(node, buyer, quantity, context);
      return;
    }
    Queue& queue = waiting_[context.self().index()];
    if (queue.empty() && node.stock >= quantity) {
      node.stock -= quantity;
      ship(node, buyer, quantity, context);
    } else {
      queue.orders.push_back({buyer, quantity});
      node.owed += quantity;
    }
    reorder(node, context);
  }

  void receive(Node& node, std::int64_t quantity, Context& context) {
    if (node.tier == Tier::plant) {
      node.material += quantity;
      start_batch(node, context);
    } else {
      add_to_stock(node, quantity, context);
    }
  }

  void start_batch(Node& node, Context& context) {
    if (!node.makes_batch && node.material >= batch) {
      node.material -= batch;
      node.makes_batch = true;
      context.send(context.self(), one_day, BatchFinished{});
    }
  }

  void finish_batch(Node& node, Context& context) {
    node.makes_batch = false;
    start_batch(node, context);
    add_to_stock(node, batch, context);
  }

  void add_to_stock(Node& node, std::int64_t quantity, Context& context) {
    node.stock += quantity;
    node.on_order -= quantity;
    Queue& queue = waiting_[context.self().index()];
    while (!queue.empty() && node.stock >= queue.orders[queue.first].quantity) {
      const Waiting order = queue.orders[queue.first++];
      node.stock -= order.quantity;
      node.owed -= order.quantity;
      ship(node, order.buyer, order.quantity, context);
    }
    if (queue.empty()) {
      queue.orders.clear();
      queue.first = 0;
    }
  }

  static void ship(Node& node, ActorId buyer, std::int64_t quantity, Context& context) {
    node.shipped += quantity;
    const Duration lead_time = from_mean(3 * one_day, context.self(), node);
    context.send(buyer, std::max(lead_time, lookahead), Shipment{quantity});
  }

  static void reorder(Node& node, Context& context) {
    const std::int64_t position = node.stock + node.on_order - node.owed;
    if (position > node.reorder_point) {
      return;
    }
    std::int64_t quantity = node.order_up_to - position;
    if (node.tier == Tier::plant) {
      quantity = (quantity + batch - 1) / batch * batch;
    }
    node.on_order += quantity;
    const std::size_t above = draw_below(node.above, context.self(), node.draws);
    context.send(ActorId{node.first_above + above}, lookahead, Order{quantity});
  }

  std::size_t plants_;  // the first of each tier; suppliers come first
  std::size_t distributors_;
  std::size_t retailers_;
  std::vector<Node> nodes_;
  std::vector<Queue> waiting_;  // [n_nodes], orders that could not be filled
};

template <class Executor>
void post_first(TierWorld& world, Executor& executor) {
  for (std::size_t i = world.first_retailer(); i < world.actors(); ++i) {
    executor.post(ActorId{i}, SimTime{world.until_demand(ActorId{i})}, Demand{});
  }
}

}  // namespace korus::bench
