// A production network of firms with a daily step, after Inoue & Todo (2019): every firm buys from
// a few suppliers at random, holds target stock days of each input, makes what is ordered as far as
// capacity and inputs reach, and rations its customers in proportion when that is short. On day 1
// some firms lose half their capacity for good. The daily review of a firm at time t:
//
//   book the deliveries sent at t - 1 day -> make min(capacity, inputs, orders sent at t - 1 day)
//   -> deliver to customers -> order what today's demand needs and a share of the missing stock
//
// Orders and deliveries stand until changed: a message goes out only when the quantity of a link
// differs from yesterday's, and both ends apply the standing quantity every day. With `every_day`
// all of them are sent every day; the stocks are the same (see stocks_digest()).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "bench/draws.hpp"
#include "engine/dispatch.hpp"
#include "engine/huge_pages.hpp"

namespace korus::bench {

struct FirmSettings {
  std::size_t firms = 100'000;
  double links_per_firm = 4.53;
  int target_days = 15;     // of normal use, of each input
  int adjustment_days = 6;  // over which missing stock is ordered
  double hit_share = 0.01;  // of firms, on day 1
  bool every_day = false;
};

struct DayBegun {
  static constexpr std::uint16_t kind = 1;
  static constexpr Phase phase = Phase::reviews;
};
struct CapacityHalved {
  static constexpr std::uint16_t kind = 2;
  static constexpr Phase phase = Phase::arrivals;
};
struct OrderChanged {
  static constexpr std::uint16_t kind = 3;
  static constexpr Phase phase = Phase::orders;
  std::uint32_t sale;      // of the supplier
  std::uint32_t quantity;  // a day from now on
};
struct DeliveryChanged {
  static constexpr std::uint16_t kind = 4;
  static constexpr Phase phase = Phase::arrivals;
  std::uint32_t purchase;  // of the buyer
  std::uint32_t quantity;  // a day from now on
};

class FirmWorld {
 public:
  // Starts in balance: normal orders, normal deliveries under way, target stocks.
  explicit FirmWorld(const FirmSettings& settings)
      : settings_(settings), firms_(settings.firms), first_purchase_{0}, first_sale_{0} {
    ensure(settings.firms > 1, "a firm buys from another");
    draw_purchases();
    mirror_as_sales();
  }

  static constexpr Duration lookahead = one_day;  // orders and deliveries take a day

  std::size_t actors() const { return firms_.size(); }
  std::size_t links() const { return purchases_.size(); }
  std::string name(ActorId actor) const { return "firm " + std::to_string(actor.value); }
  void prefetch(ActorId actor) const { __builtin_prefetch(&firms_[actor.index()], 1); }

  bool is_hit(ActorId actor) const {
    std::uint64_t draws = draws_for_hit;
    return draw_uniform(actor, draws) < settings_.hit_share;
  }

  void handle(const Event& event, Context& context) {
    switch (event.kind) {
      case OrderChanged::kind: {
        const auto order = unpack<OrderChanged>(event.payload);
        sales_[order.sale].ordered = order.quantity;
        break;
      }
      case DeliveryChanged::kind: {
        const auto delivery = unpack<DeliveryChanged>(event.payload);
        purchases_[delivery.purchase].delivered = delivery.quantity;
        break;
      }
      case CapacityHalved::kind:
        firms_[event.target.index()].capacity /= 2;
        break;
      default:
        review(event.target.index(), context);
    }
  }

  // Every good sent was received or is under way, and every good received is in stock or used.
  // `for_each_pending` visits the messages not yet seen; between two days.
  template <class ForEachPending>
  void check_conservation(ForEachPending&& for_each_pending) const {
    std::vector<std::uint32_t> under_way;  // [n_links]
    for (const Purchase& purchase : purchases_) {
      under_way.push_back(purchase.delivered);
    }
    for_each_pending([&](const Event& event) {
      if (event.kind == DeliveryChanged::kind) {
        const auto delivery = unpack<DeliveryChanged>(event.payload);
        under_way[delivery.purchase] = delivery.quantity;
      }
    });
    std::int64_t balance = 0;
    for (const Firm& firm : firms_) {
      balance += firm.sent - firm.received;
    }
    for (const std::uint32_t quantity : under_way) {
      balance -= quantity;
    }
    ensure(balance == 0, "goods sent are goods received and goods under way");
    for (std::size_t i = 0; i < firms_.size(); ++i) {
      std::int64_t stock = 0;
      for (std::size_t p = first_purchase_[i]; p < first_purchase_[i + 1]; ++p) {
        stock += purchases_[p].stock - target(purchases_[p]);
      }
      ensure(stock == firms_[i].received - firms_[i].used, "goods received are in stock or used");
    }
  }

  // What all links and firms hold: the same whether standing quantities are sent every day or not.
  std::uint64_t stocks_digest() const {
    Digest digest;
    for (const Purchase& purchase : purchases_) {
      digest.add(static_cast<std::uint64_t>(purchase.stock));
    }
    for (const Firm& firm : firms_) {
      digest.add(static_cast<std::uint64_t>(firm.made));
      digest.add(static_cast<std::uint64_t>(firm.sent));
      digest.add(static_cast<std::uint64_t>(firm.received));
    }
    return digest.value();
  }

  std::int64_t made() const {
    std::int64_t sum = 0;
    for (const Firm& firm : firms_) {
      sum += firm.made;
    }
    return sum;
  }

 private:
  struct Firm {
    std::int64_t normal = 0;    // output a day in balance
    std::int64_t capacity = 0;  // output a day at most
    std::int64_t consumed = 0;  // ordered by consumers a day, always
    std::int64_t made = 0;      // these four: goods so far
    std::int64_t used = 0;
    std::int64_t sent = 0;
    std::int64_t received = 0;
    std::int64_t unused = 0;
  };
  // One link, at the buyer. A quantity a day fits in 32 bits, a stock need not.
  struct Purchase {
    std::int64_t stock = 0;
    std::uint32_t normal = 0;
    std::uint32_t ordered = 0;
    std::uint32_t delivered = 0;
    std::uint32_t supplier = 0;
    std::uint32_t sale = 0;  // the same link at the supplier
  };
  // One link, at the supplier.
  struct Sale {
    std::uint32_t ordered = 0;
    std::uint32_t delivered = 0;
    std::uint32_t buyer = 0;
    std::uint32_t purchase = 0;  // the same link at the buyer
  };
  static constexpr std::uint64_t draws_for_hit = std::uint64_t{1} << 32;

  std::int64_t target(const Purchase& purchase) const {
    return std::int64_t{settings_.target_days} * purchase.normal;
  }

  void draw_purchases() {
    const auto whole = static_cast<std::size_t>(settings_.links_per_firm);
    const double rest = settings_.links_per_firm - static_cast<double>(whole);
    purchases_.reserve(static_cast<std::size_t>(static_cast<double>(firms_.size()) *
                                                (settings_.links_per_firm + 0.01)));
    first_purchase_.reserve(firms_.size() + 1);
    for (std::size_t i = 0; i < firms_.size(); ++i) {
      std::uint64_t draws = 0;
      const std::size_t n = whole + (draw_uniform(ActorId{i}, draws) < rest ? 1 : 0);
      for (std::size_t k = 0; k < n; ++k) {
        draw_purchase(i, draws);
      }
      firms_[i].consumed = 100 + draw_below(900, ActorId{i}, draws);
      firms_[i].normal += firms_[i].consumed;
      first_purchase_.push_back(index(purchases_.size()));
    }
    for (Firm& firm : firms_) {
      firm.capacity = firm.normal;
    }
  }

  void draw_purchase(std::size_t buyer, std::uint64_t& draws) {
    std::uint32_t supplier = draw_below(firms_.size() - 1, ActorId{buyer}, draws);
    supplier += supplier >= buyer ? 1 : 0;
    Purchase purchase{.normal = 100 + draw_below(900, ActorId{buyer}, draws), .supplier = supplier};
    purchase.stock = target(purchase);
    purchase.ordered = purchase.delivered = purchase.normal;
    firms_[supplier].normal += purchase.normal;
    firms_[supplier].sent += purchase.normal;
    purchases_.push_back(purchase);
  }

  void mirror_as_sales() {
    first_sale_.resize(firms_.size() + 1);
    for (const Purchase& purchase : purchases_) {
      ++first_sale_[purchase.supplier + std::size_t{1}];
    }
    for (std::size_t i = 0; i < firms_.size(); ++i) {
      first_sale_[i + 1] += first_sale_[i];
    }
    std::vector<std::uint32_t> next(first_sale_.begin(), first_sale_.end() - 1);
    sales_.resize(purchases_.size());
    for (std::size_t i = 0; i < firms_.size(); ++i) {
      for (std::uint32_t p = first_purchase_[i]; p < first_purchase_[i + 1]; ++p) {
        Purchase& purchase = purchases_[p];
        purchase.sale = next[purchase.supplier]++;
        sales_[purchase.sale] = {.ordered = purchase.ordered,
                                 .delivered = purchase.delivered,
                                 .buyer = index(i),
                                 .purchase = p};
      }
    }
  }

  static std::uint32_t index(std::size_t i) {
    ensure(i < ActorId::none, "firms and links are fewer than 2^32");
    return static_cast<std::uint32_t>(i);
  }

  static std::uint32_t daily(std::int64_t quantity) {
    ensure(quantity >= 0 && quantity <= 0xffffffff, "the goods of a day and link fit in 32 bits");
    return static_cast<std::uint32_t>(quantity);
  }

  void review(std::size_t i, Context& context) {
    Firm& firm = firms_[i];
    std::int64_t demand = firm.consumed;
    for (std::size_t s = first_sale_[i]; s < first_sale_[i + 1]; ++s) {
      demand += sales_[s].ordered;
    }
    book_deliveries(i);
    const std::int64_t output = within_inputs(i, std::min(firm.capacity, demand));
    firm.made += output;
    deliver(i, output, demand, context);
    use_and_order(i, output, std::min(demand, firm.capacity), context);
    context.send(context.self(), one_day, DayBegun{});
  }

  void book_deliveries(std::size_t i) {
    for (std::size_t p = first_purchase_[i]; p < first_purchase_[i + 1]; ++p) {
      purchases_[p].stock += purchases_[p].delivered;
      firms_[i].received += purchases_[p].delivered;
    }
  }

  // At most `output`, and no more than each input is enough for.
  std::int64_t within_inputs(std::size_t i, std::int64_t output) const {
    const std::int64_t normal = firms_[i].normal;
    for (std::size_t p = first_purchase_[i]; p < first_purchase_[i + 1]; ++p) {
      const Purchase& purchase = purchases_[p];
      if (purchase.stock * normal < output * purchase.normal) {
        output = purchase.stock * normal / purchase.normal;
      }
    }
    return output;
  }

  // Of an input, for this output.
  static std::int64_t needed(const Purchase& purchase, std::int64_t output, std::int64_t normal) {
    return output == normal ? purchase.normal : (output * purchase.normal + normal - 1) / normal;
  }

  // Customers get their orders, or in proportion to them; consumers get what is left.
  void deliver(std::size_t i, std::int64_t output, std::int64_t demand, Context& context) {
    for (std::size_t s = first_sale_[i]; s < first_sale_[i + 1]; ++s) {
      Sale& sale = sales_[s];
      const std::uint32_t share =
          output == demand ? sale.ordered : daily(sale.ordered * output / demand);
      firms_[i].sent += share;
      if (share != sale.delivered || settings_.every_day) {
        sale.delivered = share;
        context.send(ActorId{sale.buyer}, one_day,
                     DeliveryChanged{.purchase = sale.purchase, .quantity = share});
      }
    }
  }

  void use_and_order(std::size_t i, std::int64_t output, std::int64_t planned, Context& context) {
    Firm& firm = firms_[i];
    for (std::size_t p = first_purchase_[i]; p < first_purchase_[i + 1]; ++p) {
      Purchase& purchase = purchases_[p];
      const std::int64_t used = needed(purchase, output, firm.normal);
      purchase.stock -= used;
      firm.used += used;
      const std::int64_t missing = target(purchase) - purchase.stock;
      const std::int64_t wanted =
          needed(purchase, planned, firm.normal) + missing / settings_.adjustment_days;
      const std::uint32_t order = daily(std::max<std::int64_t>(0, wanted));
      if (order != purchase.ordered || settings_.every_day) {
        purchase.ordered = order;
        context.send(ActorId{purchase.supplier}, one_day,
                     OrderChanged{.sale = purchase.sale, .quantity = order});
      }
    }
  }

  FirmSettings settings_;
  Table<Firm> firms_;
  Table<std::uint32_t> first_purchase_;  // [n_firms + 1]
  Table<Purchase> purchases_;            // [n_links], by buyer
  Table<std::uint32_t> first_sale_;      // [n_firms + 1]
  Table<Sale> sales_;                    // [n_links], by supplier
};

template <class Executor>
void post_first(const FirmWorld& world, Executor& executor) {
  for (std::size_t i = 0; i < world.actors(); ++i) {
    executor.post(ActorId{i}, SimTime{}, DayBegun{});
    if (world.is_hit(ActorId{i})) {
      executor.post(ActorId{i}, SimTime{one_day}, CapacityHalved{});
    }
  }
}

}  // namespace korus::bench
