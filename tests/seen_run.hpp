// One run of a scenario as its reader sees it: series and key figures by name.
#pragma once

#include <algorithm>
#include <string>

#include "small_network.hpp"

namespace korus::test {

// Every distribution at its mode, every market even.
inline Scenario certain_scenario() {
  Scenario scenario = small_scenario();
  make_certain(scenario);
  return scenario;
}

class SeenRun {
 public:
  explicit SeenRun(const Scenario& scenario, std::uint64_t replication = 0)
      : network_(network_of(scenario)),
        layout_(series_layout(network_)),
        card_(network_),
        result_(run_replication(network_, layout_, card_, {.replication = replication})) {}

  // The value recorded at the end of interval `t` (a week, unless the scenario says otherwise).
  double at(const std::string& variable, const std::string& entity, std::size_t t) const {
    const std::size_t v = row(layout_.variables, variable, &Variable::name);
    const Axis& axis = layout_.axes[layout_.variables[v].axis];
    const auto e = std::ranges::find(axis.labels, entity) - axis.labels.begin();
    ensure(static_cast<std::size_t>(e) < axis.labels.size(), "the axis has this entity");
    return static_cast<double>(result_.series[layout_.offsets()[v] + t * axis.labels.size() +
                                              static_cast<std::size_t>(e)]);
  }

  // Over the intervals [from, to).
  double sum(const std::string& variable, const std::string& entity, std::size_t from,
             std::size_t to) const {
    double total = 0;
    for (std::size_t t = from; t < to; ++t) {
      total += at(variable, entity, t);
    }
    return total;
  }
  double mean(const std::string& variable, const std::string& entity, std::size_t from,
              std::size_t to) const {
    return sum(variable, entity, from, to) / static_cast<double>(to - from);
  }

  double kpi(const std::string& name) const {
    const KpiValue& value = result_.kpis[row(card_.kpis(), name, &Kpi::name)];
    return value.numerator / value.denominator;
  }

  std::uint64_t digest() const { return result_.digest; }

 private:
  template <class Rows, class Member>
  static std::size_t row(const Rows& rows, const std::string& name, Member member) {
    const auto found = std::ranges::find(rows, name, member);
    ensure(found != rows.end(), ("the run has " + name).c_str());
    return static_cast<std::size_t>(found - rows.begin());
  }

  Network network_;
  SeriesLayout layout_;
  Scorecard card_;
  ReplicationResult result_;
};

}  // namespace korus::test
