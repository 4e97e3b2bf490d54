#include "tools/stress/survival.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace korus {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

// Days that a stock lasts once nothing more sets out for it; infinite where nobody draws on it.
double lasts(const Network& network, const Standing& standing, std::uint32_t s) {
  const Stock& stock = network.stocks[s];
  double units = standing.on_hand[s];
  for (std::uint32_t l = stock.incoming.begin; l < stock.incoming.end; ++l) {
    units += standing.under_way[l];
  }
  for (std::uint32_t l = stock.lines.begin; l < stock.lines.end; ++l) {
    units += standing.in_process[l];
  }
  return standing.rate[s] > 0 ? units / standing.rate[s] : never;
}

// When each stock runs dry, days after the stop (Dijkstra 1959).
class RunsDry {
 public:
  RunsDry(const Network& network, const Standing& standing, const Stop& stop)
      : network_(network), standing_(standing), days_(network.stocks.size(), never) {
    for (const std::uint32_t site : stop.sites) {
      const Run stocks = network.sites[site].stocks;
      for (std::uint32_t s = stocks.begin; s < stocks.end; ++s) {
        if (is_made(network.stocks[s])) {
          reach(s, 0);
        }
      }
      const Run jobs = network.sites[site].job_classes;
      for (std::uint32_t j = jobs.begin; j < jobs.end; ++j) {
        if (network.job_classes[j].lane != nobody) {
          reach_by(network.lanes[network.job_classes[j].lane]);
        }
      }
    }
    for (const std::uint32_t lane : stop.lanes) {
      reach_by(network.lanes[lane]);
    }
    for (const std::uint32_t s : stop.stocks) {
      reach(s, 0);
    }
    spread();
  }

  const std::vector<double>& days() const { return days_; }

 private:
  void reach_by(const Lane& lane) {
    for (const std::uint32_t load : lane.loads) {
      reach(network_.link_of(load).buyer, 0);
    }
  }

  // `from`: when what it is filled from runs dry.
  void reach(std::uint32_t s, double from) {
    const double days = from + lasts(network_, standing_, s);
    if (days < days_[s]) {
      days_[s] = days;
      waiting_.emplace_back(days, s);
      std::ranges::push_heap(waiting_, std::greater<>());
    }
  }

  void spread() {
    while (!waiting_.empty()) {
      std::ranges::pop_heap(waiting_, std::greater<>());
      const auto [days, s] = waiting_.back();
      waiting_.pop_back();
      if (days > days_[s]) {
        continue;
      }
      const Stock& stock = network_.stocks[s];
      for (std::uint32_t out = stock.outgoing.begin; out < stock.outgoing.end; ++out) {
        const std::uint32_t link = network_.outgoing[out];
        if (standing_.flow[link] > 0) {
          reach(network_.links[link].buyer, days);
        }
      }
      const Run lines = network_.sites[stock.site].lines;
      for (std::uint32_t l = lines.begin; l < lines.end; ++l) {
        if (std::ranges::find(network_.lines[l].needs, s, &Need::stock) !=
            network_.lines[l].needs.end()) {
          reach(network_.lines[l].stock, days);
        }
      }
    }
  }

  const Network& network_;
  const Standing& standing_;
  std::vector<double> days_;  // [n_stocks]
  std::vector<std::pair<double, std::uint32_t>> waiting_;
};

}  // namespace

double analytic_survival(const Network& network, const Standing& standing, const Stop& stop,
                         const std::vector<bool>& counts) {
  const RunsDry dry(network, standing, stop);
  double first = never;
  for (std::size_t m = 0; m < network.markets.size(); ++m) {
    if (counts[m] && standing.demand[m] > 0) {
      first = std::min(first, dry.days()[network.markets[m].stock]);
    }
  }
  return first;
}

std::vector<bool> hang_on(const Network& network, const Standing& standing, const Stop& stop) {
  const RunsDry dry(network, standing, stop);
  std::vector<bool> result;
  for (const double days : dry.days()) {
    result.push_back(days < never);
  }
  return result;
}

}  // namespace korus
