#include "tools/stress/stock_cover.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

namespace korus {
namespace {

using Rates = std::map<std::uint32_t, double>;  // base units a day, by stock

// Means over the replications.
Standing mean_standing(const std::vector<Undisturbed>& undisturbed) {
  Standing mean = undisturbed.front().standing;
  const auto n = static_cast<double>(undisturbed.size());
  for (std::vector<double> Standing::* const of :
       {&Standing::rate, &Standing::flow, &Standing::demand}) {
    for (std::size_t i = 0; i < (mean.*of).size(); ++i) {
      double sum = 0;
      for (const Undisturbed& run : undisturbed) {
        sum += (run.standing.*of)[i];
      }
      (mean.*of)[i] = sum / n;
    }
  }
  return mean;
}

// Who could hold stock against a stop.
class Holders {
 public:
  Holders(const Network& network, const StressTest& test, const StressResult& result)
      : network_(network),
        stop_(result.what.stop),
        standing_(mean_standing(test.undisturbed)),
        feeds_(network.stocks.size(), false) {
    const auto of = result.loss.mean > 0 ? &StressLosses::unmet : &StressLosses::missing;
    for (std::size_t p = 0; p < test.accounts.demand.size(); ++p) {
      const StressPlace& place = test.accounts.demand[p];
      double missed = 0;
      for (const StressLosses& losses : result.losses) {
        missed += (losses.*of)[p];
      }
      for (const std::uint32_t m : place.rows) {
        if (place.in_focus && missed > 0) {
          short_.push_back(m);
          feed(network.markets[m].stock);
        }
      }
    }
  }

  // Customers who miss something, by what they want.
  Rates at_markets() const {
    Rates rates;
    for (const std::uint32_t m : short_) {
      rates[network_.markets[m].stock] += standing_.demand[m];
    }
    return rates;
  }

  // Whoever gets what is stopped and is not stopped too, by what it gets of it, if it feeds the
  // customers who miss something.
  Rates at_buyers() const {
    Rates rates;
    for (std::uint32_t l = 0; l < network_.links.size(); ++l) {
      const Link& link = network_.links[l];
      const bool buyer_works = !stop_.takes_site(network_.stocks[link.buyer].site);
      if (feeds_[link.buyer] && buyer_works && standing_.flow[l] > 0 &&
          stop_.takes_link(network_, link)) {
        rates[link.buyer] += standing_.flow[l];
      }
    }
    add_own_use(rates);
    return rates;
  }

  double rate(std::uint32_t stock) const { return standing_.rate[stock]; }

 private:
  void feed(std::uint32_t s) {
    std::vector<std::uint32_t> open{s};
    while (!open.empty()) {
      s = open.back();
      open.pop_back();
      if (feeds_[s]) {
        continue;
      }
      feeds_[s] = true;
      const Stock& stock = network_.stocks[s];
      for (std::uint32_t l = stock.incoming.begin; l < stock.incoming.end; ++l) {
        open.push_back(network_.links[l].supplier);
      }
      for (std::uint32_t l = stock.lines.begin; l < stock.lines.end; ++l) {
        for (const Need& need : network_.lines[l].needs) {
          open.push_back(need.stock);
        }
      }
    }
  }

  // What is stopped and used or sold where it is made.
  void add_own_use(Rates& rates) const {
    for (std::uint32_t s = 0; s < network_.stocks.size(); ++s) {
      const Stock& stock = network_.stocks[s];
      if (!feeds_[s] || !is_made(stock) || !stop_.takes_stock(network_, s)) {
        continue;
      }
      double own = 0;
      for (std::uint32_t m = stock.markets.begin; m < stock.markets.end; ++m) {
        own += standing_.demand[m];
      }
      if (!stop_.takes_site(stock.site)) {  // its other lines go on
        own = standing_.rate[s];
        for (std::uint32_t out = stock.outgoing.begin; out < stock.outgoing.end; ++out) {
          own -= standing_.flow[network_.outgoing[out]];
        }
      }
      if (own > 0) {
        rates[s] += own;
      }
    }
  }

  const Network& network_;
  const Stop& stop_;
  Standing standing_;
  std::vector<bool> feeds_;           // [n_stocks], customers who miss something
  std::vector<std::uint32_t> short_;  // markets
};

// So much more is kept: by the level as it is written, or by days of the forecast.
void raise(Stock& stock, double units, double days, const Network& network) {
  const auto whole = static_cast<std::int64_t>(std::ceil(units));
  const bool fixed = stock.plain != nobody ? network.plain_policies[stock.plain].fixed_levels
                                           : stock.order_up_to > 0;
  if (stock.policy == StockPolicy::mrp || stock.policy == StockPolicy::r_Q) {
    stock.reorder_point += whole;
  } else if (fixed) {
    stock.order_up_to += whole;
    stock.reorder_point += whole;
  } else {
    stock.cover_days += days;
  }
  if (stock.start_on_hand >= 0) {
    stock.start_on_hand += whole;
  }
}

class CoverSearch {
 public:
  CoverSearch(const StoppableNetwork& stoppable, const StressTest& test, const StressResult& result,
              const StressSettings& settings)
      : stoppable_(stoppable),
        test_(test),
        result_(result),
        settings_(settings),
        holders_(stoppable.network, test, result) {}

  // The least number of days at these holders that closes the gap, to an eighth.
  std::optional<StockCover> least(bool at_markets) const {
    const Rates rates = at_markets ? holders_.at_markets() : holders_.at_buyers();
    if (rates.empty()) {
      return std::nullopt;
    }
    double enough = result_.what.days;
    StockCover best = tried(rates, enough, at_markets);
    if (!best.closes) {
      enough *= 2;
      best = tried(rates, enough, at_markets);
    }
    double too_little = 0;
    for (int halving = 0; best.closes && halving < 4; ++halving) {
      const double days = (too_little + enough) / 2;
      StockCover less = tried(rates, days, at_markets);
      (less.closes ? enough : too_little) = days;
      if (less.closes) {
        best = std::move(less);
      }
    }
    return best;
  }

 private:
  StockCover tried(const Rates& rates, double days, bool at_markets) const {
    StockCover cover = bought(rates, days, at_markets);
    StoppableNetwork safer = stoppable_;
    for (const ExtraStock& extra : cover.stocks) {
      raise(safer.network.stocks[extra.stock], extra.units, extra.days, safer.network);
    }
    const std::vector<Undisturbed> undisturbed =
        run_undisturbed(safer, settings_, {result_.what.days}, [] {});
    const std::vector<StressLosses> losses =
        run_case(safer, test_.accounts, undisturbed, result_.what, settings_);
    cover.left = result_.loss.mean > 0 ? loss_of(test_.accounts, losses) : worst_of(losses);
    cover.closes = cover.left.mean <= 0.05 * gap_of(result_).mean;
    return cover;
  }

  StockCover bought(const Rates& rates, double days, bool at_markets) const {
    const Network& network = stoppable_.network;
    StockCover cover{.at_markets = at_markets, .days = days, .stocks = {}, .left = {}};
    for (const auto& [s, rate] : rates) {
      const Stock& stock = network.stocks[s];
      const double value = network.products[stock.product].value_usd;
      ExtraStock extra{.stock = s, .units = rate * days};
      extra.days = holders_.rate(s) > 0 ? extra.units / holders_.rate(s) : days;
      extra.buy_usd = value > 0 ? extra.units * value : std::numeric_limits<double>::quiet_NaN();
      extra.hold_usd = stock.costs.holding > 0 ? extra.units * stock.costs.holding * days_a_year
                                               : extra.buy_usd * usual_holding_share;
      cover.buy_usd += extra.buy_usd;
      cover.hold_usd += extra.hold_usd;
      cover.stocks.push_back(extra);
    }
    return cover;
  }

  const StoppableNetwork& stoppable_;
  const StressTest& test_;
  const StressResult& result_;
  const StressSettings& settings_;
  Holders holders_;
};

// Closing first, then cheaper; where a value is not known, the first.
bool is_better(const StockCover& one, const StockCover& other) {
  if (one.closes != other.closes) {
    return one.closes;
  }
  return one.closes ? one.buy_usd < other.buy_usd : one.left.mean < other.left.mean;
}

}  // namespace

const Estimate& gap_of(const StressResult& result) {
  return result.loss.mean > 0 ? result.loss : result.worst;
}

StockCover cheapest_cover(const StoppableNetwork& stoppable, const StressTest& test,
                          const StressResult& result, const StressSettings& settings) {
  const CoverSearch search(stoppable, test, result, settings);
  const std::optional<StockCover> with_buyers = search.least(false);
  const std::optional<StockCover> with_customers = search.least(true);
  if (!with_buyers) {
    return with_customers.value_or(StockCover{});
  }
  return with_customers && is_better(*with_customers, *with_buyers) ? *with_customers
                                                                    : *with_buyers;
}

}  // namespace korus
