#include "tools/stress/losses.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <sstream>
#include <utility>

#include "tools/stress/stop.hpp"

namespace korus {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

bool is_focus(const std::string& focus, const std::string& country) {
  std::stringstream list(focus);
  for (std::string one; std::getline(list, one, ';');) {
    if (one == country) {
      return true;
    }
  }
  return focus.empty();
}

// Rows of each country and group, in the order of their names.
class Places {
 public:
  explicit Places(const Network& network) : network_(network) {}

  void add(std::uint32_t stock, std::uint32_t row) {
    const Site& site = network_.sites[network_.stocks[stock].site];
    const Product& product = network_.products[network_.stocks[stock].product];
    StressPlace& place = places_[{site.country, group_of(product)}];
    place.country = site.country;
    place.group = group_of(product);
    place.chain = product.chain;
    place.units = product.display_unit;
    place.per_display = product.units_per_display;
    place.in_focus = is_focus(network_.settings.focus, site.country);
    place.rows.push_back(row);
  }

  std::vector<StressPlace> take() {
    std::vector<StressPlace> result;
    for (auto& [key, place] : places_) {
      result.push_back(std::move(place));
    }
    return result;
  }

 private:
  const Network& network_;
  std::map<std::pair<std::string, std::string>, StressPlace> places_;
};

// What a good unit of the line is worth more than the inputs it takes, so that what a chain loses is
// counted once.
double value_added(const Network& network, const Line& line) {
  double usd = network.product_of(line).value_usd;
  for (const Need& need : line.needs) {
    usd -= network.products[network.stocks[need.stock].product].value_usd *
           static_cast<double>(need.per_lot) / static_cast<double>(line.lot_size) / line.mean_yield;
  }
  return usd;
}

// A tenth of a day's demand, at least a unit.
double heeded(double demand_per_day) { return std::max(1.0, 0.1 * demand_per_day); }

// Both courses of one market, day by day.
class MarketGap {
 public:
  MarketGap(const Course& undisturbed, const Course& stopped, std::size_t market)
      : undisturbed_(undisturbed), stopped_(stopped), market_(market) {}

  double missing(std::size_t day) const {
    return static_cast<double>(stopped_.missing(day, market_) - undisturbed_.missing(day, market_));
  }
  double waiting(std::size_t day) const { return gap(&Course::backlog, day); }
  double late(std::size_t day) const { return gap(&Course::late, day); }
  double newly_late(std::size_t day) const { return of_day(&Course::late, day); }
  double newly_lost(std::size_t day) const { return of_day(&Course::lost, day); }

 private:
  double of_day(std::vector<std::int64_t> Course::* of, std::size_t day) const {
    return gap(of, day) - (day > 0 ? gap(of, day - 1) : 0);
  }
  double gap(std::vector<std::int64_t> Course::* of, std::size_t day) const {
    const std::size_t i = day * stopped_.markets + market_;
    return static_cast<double>((stopped_.*of)[i] - (undisturbed_.*of)[i]);
  }
  const Course& undisturbed_;
  const Course& stopped_;
  std::size_t market_;
};

// When the market first lacks something, and when it last does; -1: never.
std::pair<int, int> days_short(const MarketGap& gap, int days, double heed) {
  int first = -1;
  int last = -1;
  for (int day = 0; day < days; ++day) {
    const auto d = static_cast<std::size_t>(day);
    if (first < 0 && (gap.missing(d) > heed || gap.late(d) > heed)) {
      first = day;
    }
    if (gap.waiting(d) > heed || gap.newly_lost(d) > heed || gap.newly_late(d) > heed) {
      last = day;
    }
  }
  return {first, last};
}

}  // namespace

StressAccounts::StressAccounts(const Network& network) {
  Places wanted(network);
  Places made(network);
  valued = true;
  for (std::uint32_t m = 0; m < network.markets.size(); ++m) {
    const Market& market = network.markets[m];
    wanted.add(market.stock, m);
    in_focus.push_back(is_focus(network.settings.focus, network.sites[market.site].country));
    market_usd.push_back(network.products[network.stocks[market.stock].product].value_usd);
    valued = valued && (!in_focus.back() || market_usd.back() > 0);
  }
  output_valued = true;
  for (std::uint32_t l = 0; l < network.lines.size(); ++l) {
    made.add(network.lines[l].stock, l);
    line_usd.push_back(value_added(network, network.lines[l]));
    output_valued = output_valued && network.product_of(network.lines[l]).value_usd > 0;
  }
  demand = wanted.take();
  output = made.take();
}

StressLosses compare_courses(const StressAccounts& accounts, const Standing& standing,
                             const Course& undisturbed, const Course& stopped, int stop_days) {
  StressLosses losses;
  losses.time_to_survive = unknown;
  losses.unmet_usd = accounts.valued ? 0 : unknown;
  losses.output_usd = accounts.output_valued ? 0 : unknown;
  std::vector<double> worst(stopped.days(), 0.0);  // in focus, as losses are ranked
  const int days = static_cast<int>(stopped.days());
  for (const StressPlace& place : accounts.demand) {
    double unmet = 0;
    double waited = 0;
    double demand = 0;
    std::vector<double> missing(stopped.days(), 0.0);
    for (const std::uint32_t m : place.rows) {
      const MarketGap gap(undisturbed, stopped, m);
      for (std::size_t d = 0; d < stopped.days(); ++d) {
        missing[d] += gap.missing(d);
        waited += gap.waiting(d);
      }
      const double at_end = gap.missing(stopped.days() - 1);
      unmet += at_end;
      demand += standing.demand[m];
      if (!accounts.in_focus[m]) {
        continue;
      }
      losses.unmet_usd += at_end * accounts.market_usd[m];
      for (std::size_t d = 0; d < stopped.days() && accounts.valued; ++d) {
        worst[d] += gap.missing(d) * accounts.market_usd[m];
      }
      const auto [first, last] = days_short(gap, days, heeded(standing.demand[m]));
      if (first >= 0 && !(losses.time_to_survive <= first)) {
        losses.time_to_survive = first;
        losses.first_market = m;
      }
      const double recovered = last == days - 1 ? unknown : std::max(0, last + 1 - stop_days);
      losses.time_to_recover = std::isnan(losses.time_to_recover) || std::isnan(recovered)
                                   ? unknown
                                   : std::max(losses.time_to_recover, recovered);
    }
    losses.unmet.push_back(unmet / place.per_display);
    losses.waited.push_back(waited / place.per_display);
    for (std::size_t d = 0; d < stopped.days() && place.in_focus && !accounts.valued; ++d) {
      worst[d] += demand > 0 ? missing[d] / demand : 0;
    }
    losses.missing.push_back(std::max(0.0, *std::ranges::max_element(missing)) / place.per_display);
    losses.unmet_days += place.in_focus && demand > 0 ? unmet / demand : 0;
  }
  losses.worst = std::max(0.0, *std::ranges::max_element(worst));
  for (const StressPlace& place : accounts.output) {
    double lost = 0;
    for (const std::uint32_t l : place.rows) {
      const auto fewer =
          static_cast<double>(undisturbed.made.at(days)[l] - stopped.made.at(days)[l]);
      lost += fewer;
      losses.output_usd += fewer * accounts.line_usd[l];
    }
    losses.output.push_back(lost / place.per_display);
  }
  return losses;
}

}  // namespace korus
